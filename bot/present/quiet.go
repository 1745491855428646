package present

import (
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Quiet shows somebody's quiet times.
func Quiet(p sales.Person, now time.Time) card.Card {
	return card.Card{Blocks: append(quietLines(p, now), card.Small(card.T("quiet.typed")))}
}

// QuietKept confirms them; event is what Undo turns back.
func QuietKept(p sales.Person, now time.Time, event string) card.Card {
	blocks := quietLines(p, now)
	undo := card.Press(card.T("common.undo"), card.Do{Name: "undo.event", Arg: event})
	blocks[0] = card.Beside(blocks[0].Text.Text, undo)
	return card.Card{Blocks: blocks}
}

// EndOfDay is the last minute of a day: quiet until then is quiet for its rest.
var EndOfDay = sales.ClockTime{Hour: 23, Minute: 59}

func quietLines(p sales.Person, now time.Time) []card.Block {
	var blocks []card.Block
	if len(p.Quiet) > 0 {
		blocks = append(blocks, card.Paragraph(card.T("quiet.daily", "times", card.Of(quietTimes(p)))))
	}
	if once, ok := quietOnce(p, now); ok {
		blocks = append(blocks, card.Paragraph(card.T(quietKey(once, p, now),
			"day", card.Day(once.Day), "start", card.Clock(once.From), "end", card.Clock(once.To))))
	}
	if len(blocks) == 0 {
		blocks = append(blocks, card.Paragraph(card.T("quiet.none")))
	}
	return blocks
}

// quietOnce is the quiet time of one day that is not over.
func quietOnce(p sales.Person, now time.Time) (sales.DaySpan, bool) {
	if p.QuietOnce == nil || !p.QuietOnce.Day.At(p.QuietOnce.To, p.Location()).After(now) {
		return sales.DaySpan{}, false
	}
	return *p.QuietOnce, true
}

func quietKey(once sales.DaySpan, p sales.Person, now time.Time) string {
	begun := !once.Day.At(once.From, p.Location()).After(now)
	toItsEnd := once.To == EndOfDay
	switch {
	case begun && toItsEnd:
		return "quiet.rest"
	case begun:
		return "quiet.until"
	case toItsEnd && once.From == sales.ClockTime{}:
		return "quiet.day"
	}
	return "quiet.between"
}

func quietTimes(p sales.Person) card.Text {
	var times []card.Arg
	for _, s := range p.Quiet {
		times = append(times, card.Of(card.T("settings.from_to", "start", card.Clock(s.From), "end", card.Clock(s.To))))
	}
	return card.T("value", "value", card.List(times...))
}

// QuietTyped writes quiet times as they are typed into a form.
func QuietTyped(p sales.Person) string {
	typed := ""
	for i, s := range p.Quiet {
		if i > 0 {
			typed += ", "
		}
		typed += s.From.String() + "-" + s.To.String()
	}
	return typed
}
