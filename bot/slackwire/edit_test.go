package slackwire_test

import (
	"testing"
	"testing/synctest"

	"roundsman/bot/event"
	"roundsman/bot/localslack"
)

// An edit may arrive although its original was lost on the way.
func TestAnEditOfWhatIsSaidToUsIsKnownAsSuch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.listen()
		w.Inject(localslack.Lost("message").For(-1), localslack.Lost("app_mention").For(-1))
		ts := w.say(anna, channel, "<@"+self+"> visited Acme")
		w.ClearFaults()
		if err := w.Edit(anna, channel, ts, "<@"+self+"> visited Bolt"); err != nil {
			t.Fatal(err)
		}
		w.settled()
		if edits := edits(w); len(edits) != 1 || !edits[0].ToUs || edits[0].Text != "visited Bolt" {
			t.Errorf("%+v", edits)
		}
		if err := w.Edit(anna, channel, ts, "never mind"); err != nil {
			t.Fatal(err)
		}
		w.settled()
		if edits := edits(w); len(edits) != 2 || edits[1].ToUs {
			t.Errorf("what is said to nobody is taken as said to us: %+v", edits)
		}
	})
}

func edits(w *world) (found []event.Event) {
	for _, e := range w.in.all() {
		if e.Kind == event.Edited {
			found = append(found, e)
		}
	}
	return found
}
