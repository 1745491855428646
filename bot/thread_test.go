package bot

import (
	"testing"
	"time"

	"roundsman/storage"
)

func under(e storage.OutEntry, above string) storage.OutEntry {
	e.Under = above
	return e
}

func TestWhatStandsUnderAMessageGoesIntoItsThread(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Later, After: 5 * time.Second, Reason: "fatal_error"}, false)
		w.enqueue(w.post("a", anna, "one"), under(w.post("b", anna, "two"), "a"), w.post("c", anna, "three"))
		w.pass(time.Minute)
		w.expect("DUANNA: one", "DUANNA: two", "DUANNA: three")
		top, below, beside := w.slack.posts[0], w.slack.posts[1], w.slack.posts[2]
		if at := w.entry("a").Sent; top.Thread != "" || below.Thread != at.TS || below.Channel != at.Channel || beside.Thread != "" {
			t.Errorf("threads %q %q %q under %+v", top.Thread, below.Thread, beside.Thread, at)
		}
	})
}

func TestNothingStandsUnderAMessageThatNeverCame(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Never, Reason: "channel_not_found"}, false)
		w.enqueue(w.post("a", anna, "one"), under(w.post("b", anna, "two"), "a"), under(w.post("c", anna, "three"), "nobody's"))
		w.pass(time.Minute)
		w.expect()
		if b, c := w.entry("b").State, w.entry("c").State; b != storage.OutCancelled || c != storage.OutCancelled {
			t.Errorf("%s and %s", b, c)
		}
	})
}
