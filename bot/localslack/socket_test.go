package localslack_test

import (
	"testing"
	"testing/synctest"

	"roundsman/bot/localslack"
)

func TestAMessageReachesTheAppAndItsReplyThePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := open(t, localslack.Options{})
		x.echo()
		if _, err := x.Say(anna, "", "hello & <world>"); err != nil {
			t.Fatal(err)
		}
		x.await(func(s localslack.State) bool { return len(s.Messages(anna, "")) == 2 && s.Pending() == 0 })
		got := x.Messages(anna, "")
		if got[1].Text != "echo: hello &amp; &lt;world&gt;" || !got[1].FromApp() {
			t.Errorf("reply %+v", got[1])
		}
		if p := x.Problems(); len(p) > 0 {
			t.Errorf("problems: %q", p)
		}
	})
}
