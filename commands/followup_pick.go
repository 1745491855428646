package commands

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
)

// leadingNumbers are the numbers a text begins with ("1, 2", "2 next Friday",
// 2、3), and what follows them.
func leadingNumbers(text string) (numbers []int, rest string) {
	text = strings.TrimSpace(text)
	for {
		n, after, ok := leadingNumber(text)
		if !ok {
			return numbers, strings.TrimSpace(text)
		}
		numbers, text = append(numbers, n), trimJoin(after)
	}
}

var oneNumber = regexp.MustCompile(`^#?(\d{1,3})(?:号|\.|\))?(?:$|[\s,，、:：到至给和])`)

// leadingNumber is the number a text begins with, when it stands for itself:
// "2 next Friday" but not "3pm" or 3天后.
func leadingNumber(text string) (n int, rest string, ok bool) {
	m := oneNumber.FindStringSubmatchIndex(text)
	if m == nil {
		return 0, text, false
	}
	n, err := strconv.Atoi(text[m[2]:m[3]])
	return n, strings.TrimLeft(text[m[3]:], "号.) \t"), err == nil
}

func trimJoin(text string) string {
	text = strings.TrimLeft(text, ",，、& \t")
	for _, and := range []string{"and ", "和"} {
		if rest, ok := strings.CutPrefix(text, and); ok {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// listShown is the list that numbers refer to.
func (l *Look) listShown() (list present.List, err error) {
	raw, err := l.Books.Recall(present.ListName)
	if missing(err) {
		return list, nil
	}
	if err != nil {
		return list, err
	}
	return list, json.Unmarshal(raw, &list)
}

// numbered are the follow-ups with these numbers in the list last shown.
func (t *Turn) numbered(numbers []int) ([]sales.FollowUp, error) {
	list, err := t.listShown()
	if err != nil {
		return nil, err
	}
	var all []sales.FollowUp
	for _, n := range numbers {
		if n < 1 || n > len(list.IDs) {
			return nil, sales.Refuse(sales.NotFound, "refused.no_number", "number", strconv.Itoa(n))
		}
		f, err := t.followUp(list.IDs[n-1])
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// listed are the follow-ups that a text begins with, as the list last shown
// numbers them: "1, 3 to Friday", "all until Monday", 全部 到周一; and what follows.
// None if it calls them otherwise.
func (t *Turn) listed(said string) (all []sales.FollowUp, rest string, err error) {
	if numbers, rest := leadingNumbers(said); len(numbers) > 0 {
		slices.Sort(numbers)
		all, err = t.numbered(slices.Compact(numbers))
		return all, rest, err
	}
	if verb, rest := t.Words.Verb("every", said); verb == "all" {
		all, err = t.openShown()
		return all, rest, err
	}
	return nil, said, nil
}

// onlyOne is the follow-up meant by a command without any: the only open one of
// the list last shown.
func (t *Turn) onlyOne() ([]sales.FollowUp, error) {
	open, err := t.openShown()
	if len(open) != 1 {
		return nil, err
	}
	return open, err
}

// openShown are those of the list last shown that are open still.
func (t *Turn) openShown() ([]sales.FollowUp, error) {
	list, err := t.listShown()
	if err != nil {
		return nil, err
	}
	var open []sales.FollowUp
	for _, id := range list.IDs {
		if f, err := t.Books.FollowUp(id); err == nil && f.IsOpen() {
			open = append(open, f)
		}
	}
	return open, nil
}

// called finds the person's open follow-ups by words: of what is to be done, or
// the name of the account, or both: "the quote for Acme".
func (t *Turn) called(said string) ([]sales.FollowUp, error) {
	open, _, err := t.Books.OpenFollowUps(t.Me.ID, sales.Date{}, storage.Page{Limit: 500})
	if err != nil {
		return nil, err
	}
	at := understand.MatchAccount(said, t.understanding())
	words := t.tellingWords(said)
	var found []sales.FollowUp
	for _, f := range open {
		n, err := t.Books.Named(f)
		if err != nil {
			return nil, err
		}
		named := at.ID != "" && at.Sure >= understand.Sure && f.Account == at.ID
		if named || holdsAll(names.Plain(f.What+" "+n.AccountName), words) {
			found = append(found, f)
		}
	}
	return found, nil
}

// tellingWords are the words that tell one follow-up from another.
func (t *Turn) tellingWords(said string) []string {
	filler := t.Words.Any("followup.filler")
	return slices.DeleteFunc(strings.Fields(names.Fold(said)), func(w string) bool { return slices.Contains(filler, w) })
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return len(words) > 0
}

// pick finds which follow-up is meant. Without words it is the only one of the
// list last shown; of several, each is offered with a button that means do.
// Nothing is picked when asked is true: the person was asked.
func (t *Turn) pick(said string, do func(sales.FollowUp) card.Do) (picked sales.FollowUp, asked bool, err error) {
	find := func() ([]sales.FollowUp, error) { return t.called(said) }
	if said == "" {
		find = t.onlyOne
	}
	found, err := find()
	switch {
	case err != nil:
		return picked, false, err
	case len(found) == 1:
		return found[0], false, nil
	case len(found) > 1:
		return picked, true, t.askWhich(found, do)
	case said == "":
		return picked, false, sales.Refuse(sales.Invalid, "refused.which_followup")
	}
	return picked, false, sales.Refuse(sales.NotFound, "refused.no_followup", "said", said)
}

const mostAsked = 8

func (t *Turn) askWhich(found []sales.FollowUp, do func(sales.FollowUp) card.Do) error {
	var named []sales.NamedFollowUp
	for _, f := range found[:min(len(found), mostAsked)] {
		n, err := t.Books.Named(f)
		if err != nil {
			return err
		}
		named = append(named, n)
	}
	return t.Say(t.followUpView(present.FromNowhere).WhichFollowUp(named, do))
}

// pressOf is the button that means an action on a follow-up.
func pressOf(action, arg string) func(sales.FollowUp) card.Do {
	return func(f sales.FollowUp) card.Do {
		return card.Do{Name: action, ID: string(f.ID), Version: f.Version, Arg: arg}
	}
}

// orTold takes the whole message as something told when it named no follow-up:
// "done with the visit at Acme", "drop by Globex tomorrow".
func (t *Turn) orTold(err error) error {
	if !isRefusal(err, "refused.no_followup") || t.Event.Text == "" {
		return err
	}
	if p := t.readAfter(t.Event.Text, ""); isRecord(p.Reading) {
		return t.takeText(t.Event.Text)
	}
	return err
}
