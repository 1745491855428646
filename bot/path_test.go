package bot

import "testing"

func TestAMessageIsKeptAndAnswered(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "saw Acme today")
		w.take(e)
		w.expect("DUANNA: kept saw Acme today")
		w.take(e) // Slack delivers it again
		w.expect()
		if n := w.waiting(); n != 0 {
			t.Errorf("%d events wait", n)
		}
	})
}
