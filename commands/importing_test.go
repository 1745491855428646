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
