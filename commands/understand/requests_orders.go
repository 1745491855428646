package understand

import (
	"regexp"
	"strings"
)

// ticked is which follow-up is to be ticked off: "quote for Acme is out, tick that off".
func (m *message) ticked(text string) string {
	if !strings.Contains(text, "tick") && !strings.Contains(text, "check") && !strings.Contains(text, "cross") && !strings.Contains(text, "mark") {
		return ""
	}
	for _, form := range ticks {
		if found := m.groups(form, text); found != nil {
			return found["what"]
		}
	}
	return ""
}

// shows: the account's card is wanted, "show me Summit Brewing", "pull up Acme please".
func (m *message) shows() bool {
	if len(m.names) != 1 || m.s.language() != "en" {
		return false
	}
	at, opener := 0, false
	for ; at < m.names[0].from; at++ {
		switch text := m.s.words[at].text; {
		case showing[text]:
			opener = true
		case !showingTo[text]:
			return false
		}
	}
	for at = m.names[0].to; at < len(m.s.words); at++ {
		if w := m.s.words[at]; w.kind != mark && !cardWords[w.text] {
			return false
		}
	}
	return opener
}

var (
	showing   = wordsOf(`show open pull bring display`)
	showingTo = wordsOf(`please pls plz can could you me us up the account customer card of for`)
	cardWords = wordsOf(`please pls plz account card details page again`)
)

// Wanted is a text without the words that only ask to see something: "show me
// Nordwind", 看看上汽.
func Wanted(text string) string { return wanting.ReplaceAllString(text, "") }

var wanting = regexp.MustCompile(`(?i)^\s*((please|pls|can you|could you) )*((show|open|display|pull up|bring up|find|look up)( me| us)?( the)?( account| customer| card of)? |(请|麻烦|帮我)?(查一下|看一下|看下|查下|查查|看看|查看|打开))`)

// EverydayWord reports that a text goes on so that its first word, which could call a
// command, is an everyday one: "leave me alone".
func EverydayWord(name, rest string) bool {
	first, after, _ := strings.Cut(strings.ToLower(rest), " ")
	return name == "leave" && (notOnLeave[first] || first == "to" && !toADay.MatchString(after))
}

// toADay is what "off to" leads to when it says until when, and not where: "off to Acme".
var toADay = regexp.MustCompile(`^(the )?(\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`)

var notOnLeave = wordsOf(`me it that this him her them us alone`)

// OwedByDay: a text tells of something to be done by a day for an account, and does not
// only ask what is to be done.
func OwedByDay(text string, c Context) bool {
	for _, f := range Parse(text, c).FollowUps {
		if !f.Due.Due.IsZero() && f.Account.ID != "" {
			return true
		}
	}
	return false
}
