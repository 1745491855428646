package commands

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// coverSaid takes who stands in out of what was said: "24 Dec - 2 Jan, Ben
// covers", "until Friday, cover: @Ben", 到周五，王芳代班. What is left are the days.
func (t *Turn) coverSaid(said string) (days string, cover sales.PersonID, err error) {
	before, name := t.coverName(said)
	if name == "" {
		return said, "", nil
	}
	p, err := t.colleague(name)
	if err != nil {
		return "", "", err
	}
	return before, p.ID, nil
}

// coverName is the name beside a word like "covers" or 代班: the rest of its
// part of the sentence, else, without a comma, the word beside it.
func (t *Turn) coverName(said string) (days, name string) {
	at, word := t.coverWord(said)
	if at < 0 {
		return said, ""
	}
	before, after := said[:at], strings.Trim(said[at+len(word):], " :：.。!！")
	comma := strings.LastIndexFunc(before, func(r rune) bool { return strings.ContainsRune(",，;；、", r) })
	if comma >= 0 {
		days, name = before[:comma], strings.Trim(before[comma:], " ,，;；、")
	} else {
		days, name = splitLastWord(before)
		if after != "" {
			days, name = before, ""
		}
	}
	if name == "" || slices.Contains(t.Words.Any("leave.with"), strings.ToLower(name)) {
		name = after
	}
	for _, with := range t.Words.Any("leave.with") {
		name = strings.TrimSpace(strings.TrimPrefix(name, with))
		days = strings.TrimSuffix(strings.TrimSpace(days), " "+with)
	}
	return days, name
}

// coverWord is the longest of the words for standing in, and where it is; -1 if
// there is none.
func (t *Turn) coverWord(said string) (at int, word string) {
	at = -1
	small := strings.ToLower(said)
	if len(small) != len(said) {
		return -1, ""
	}
	for _, w := range t.Words.Any("leave.covers") {
		if i := strings.Index(small, w); i >= 0 && len(w) > len(word) {
			at, word = i, w
		}
	}
	return at, word
}

// mayCover refuses somebody who cannot stand in: oneself, who logs nothing, who
// has left, or is away too.
func (t *Turn) mayCover(l sales.Leave) error {
	if l.Cover == "" {
		return nil
	}
	p, err := t.Books.Person(l.Cover)
	switch {
	case err != nil:
		return err
	case p.ID == t.Me.ID:
		return sales.Refuse(sales.Invalid, "refused.cover_self")
	case p.Left || !sales.MayLog(p):
		return sales.Refuse(sales.Invalid, "refused.cover_cannot", "person", p.Name)
	}
	away, err := t.Books.IsAway(l.Cover, l.From, l.To)
	if err == nil && away {
		return sales.Refuse(sales.Invalid, "refused.cover_away", "person", p.Name)
	}
	return err
}
