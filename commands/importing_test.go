package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"roundsman/commands/commandtest"
)

// A file that takes several transactions: rows at their seams are told by their
// number in the file, nothing is kept twice when it is sent again, and all of it
// is undone at once.
func TestAFileOfMoreRowsThanOneStepTakes(t *testing.T) {
	t.Parallel()
	w := commandtest.New(t)
	w.Account("anna", "Acme")
	wrong := map[int]bool{2: true, 501: true, 502: true, 1001: true, 1102: true} // as a spreadsheet numbers them
	var b strings.Builder
	b.WriteString("Account,Amount,Currency,Date,Number\n")
	for row := 2; row <= 1102; row++ {
		name := "Acme"
		if wrong[row] {
			name = "Zeta"
		}
		fmt.Fprintf(&b, "%s,%d,CNY,2026-11-20,N-%d\n", name, row, row)
	}
	w.Files = map[string]string{"many.csv": b.String()}
	w.Sends("anna", "many.csv", "")
	said := w.News()
	for _, want := range []string{"1,096 rows kept", "5 rows were not kept", "row 2, Account", "row 501, Account", "row 502, Account", "row 1001, Account", "row 1102, Account"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	w.Sends("anna", "many.csv", "")
	if said = w.News(); !strings.Contains(said, "1,096 were there already") || !strings.Contains(said, "0 rows kept") {
		t.Errorf("sent again:\n%s", said)
	}
	w.Files["more.csv"] = strings.Replace(b.String(), "Zeta", "Acme", 1)
	w.Sends("anna", "more.csv", "")
	if said = w.News(); !strings.Contains(said, "1 row kept") {
		t.Errorf("with one row mended:\n%s", said)
	}
	w.Presses("anna", "Undo", "")
	if said = w.News(); !strings.Contains(said, "Undone: 1 row") {
		t.Errorf("undone:\n%s", said)
	}
	w.Says("anna", "orders October")
	w.Says("anna", "orders")
	if said = w.News(); !strings.Contains(said, "1,096 orders") {
		t.Errorf("the orders:\n%s", said)
	}
}

// manyOrders is a file of so many orders of 1, 2, 3 ... yuan.
func manyOrders(account string, rows int) string {
	var b strings.Builder
	b.WriteString("Account,Amount,Currency,Date,Number\n")
	for row := 1; row <= rows; row++ {
		fmt.Fprintf(&b, "%s,%d,CNY,2026-11-20,N-%d\n", account, row, row)
	}
	return b.String()
}

// The word "undo" after an import of several steps means all of it, and says how
// far it is; the next "undo" means what was done before.
func TestUndoAfterALongImport(t *testing.T) {
	t.Parallel()
	for who, say := range map[string]struct {
		order, undo, orders string
		says                []string
		none                string
	}{
		"anna": {"order Acme 7 CNY", "undo", "orders", []string{
			"Undoing *many.csv* …", "the message above shows how far", "*many.csv*: 200 of 1,200 rows", "*many.csv*: 700 of 1,200 rows", "Undone: 1,200 rows of *many.csv*",
		}, "Nothing here yet"},
		"li": {"订单 Acme 7元", "撤销", "订单", []string{
			"正在撤销 *many.csv* ……", "进度见上面的消息", "*many.csv*：200/1,200行", "*many.csv*：700/1,200行", "已撤销 *many.csv* 的1,200行",
		}, "还没有记录"},
	} {
		t.Run(who, func(t *testing.T) {
			w := commandtest.New(t)
			w.Account(who, "Acme")
			w.Says(who, say.order)
			w.Files = map[string]string{"many.csv": manyOrders("Acme", 1200)}
			w.Sends(who, "many.csv", "")
			w.News()
			w.Says(who, say.undo)
			told := w.News()
			for _, want := range say.says {
				if !strings.Contains(told, want) {
					t.Errorf("it does not say %q:\n%s", want, told)
				}
			}
			w.Says(who, say.undo)
			w.News()
			w.Says(who, say.orders)
			if told = w.News(); !strings.Contains(told, say.none) {
				t.Errorf("after all was undone:\n%s", told)
			}
		})
	}
}

// The word "undo" while an import is read stops it, and what it kept is gone again;
// the step that was on its way meanwhile keeps nothing.
func TestUndoStopsAnImport(t *testing.T) {
	t.Parallel()
	for steps, wants := range map[int][]string{
		0: {"Stopped: nothing of *many.csv* was kept"},
		1: {"Undoing *many.csv* …", "Undone: 500 rows of *many.csv*"},
		2: {"Undoing *many.csv* …", "*many.csv*: 500 of 1,000 rows", "Undone: 1,000 rows of *many.csv*"},
	} {
		t.Run(fmt.Sprintf("after %d steps", steps), func(t *testing.T) {
			w := commandtest.New(t)
			w.Account("anna", "Acme")
			w.Says("anna", "order Acme 7 CNY")
			w.News()
			w.Files = map[string]string{"many.csv": manyOrders("Acme", 1200)}
			inTurn(w, 1+steps, func() { w.Says("anna", "undo") })
			w.Sends("anna", "many.csv", "")
			told := w.News()
			for _, want := range wants {
				if !strings.Contains(told, want) {
					t.Errorf("it does not say %q:\n%s", want, told)
				}
			}
			w.Says("anna", "orders")
			if told = w.News(); !strings.Contains(told, "· 1 order\n") {
				t.Errorf("one order was there before:\n%s", told)
			}
		})
	}
}

// inTurn does something just before the transaction of an event to come: 0 is the next.
func inTurn(w *commandtest.World, n int, do func()) {
	w.Meanwhile = do
	for range n {
		then := w.Meanwhile
		w.Meanwhile = func() { w.Meanwhile = then }
	}
}

// What was changed since stays, and it is said how much is gone.
func TestALongImportIsUndoneAsFarAsItIsUnchanged(t *testing.T) {
	t.Parallel()
	w := commandtest.New(t)
	w.Account("anna", "Acme")
	w.Files = map[string]string{"many.csv": manyOrders("Acme", 1200), "mended.csv": "Account,Amount,Currency,Date,Number\nAcme,1000000,CNY,2026-11-20,N-600\n"}
	w.Sends("anna", "many.csv", "")
	w.Sends("anna", "mended.csv", "")
	w.News()
	w.Presses("anna", "Undo", "")
	w.Says("anna", "undo")
	if told := w.News(); !strings.Contains(told, "Undone: 1 row of *mended.csv*") || !strings.Contains(told, "Undone: 200 of 1,200 rows of *many.csv*") {
		t.Errorf("undone as far as it is unchanged:\n%s", told)
	}
}
