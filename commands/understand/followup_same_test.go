package understand

import (
	"testing"

	"roundsman/sales"
)

func TestAPromiseToldTwiceIsOne(t *testing.T) {
	friday, monday := sales.Date{Year: 2026, Month: 12, Day: 4}, sales.Date{Year: 2026, Month: 12, Day: 7}
	for _, c := range []struct {
		a, b string
		onB  sales.Date
		same bool
	}{
		{"send quote", "send the quote", friday, true},
		{"send quote", "send quote to Wang Lei", friday, true},
		{"send quote", "send the quote", monday, false},
		{"send quote", "send samples", friday, false},
		{"call Wang", "call Li", friday, false},
		{"发报价", "报价给王伟", friday, true},
		{"发报价", "报价", friday, true},
		{"发报价", "发样品", friday, false},
		{"打电话给王总", "打电话给李总", friday, false},
		{"发PO", "po", friday, true},
		{"", "send quote", friday, false},
	} {
		a := FollowUpReading{What: c.a, Due: DayReading{Due: sales.Due{Day: friday, By: true}}}
		b := FollowUpReading{What: c.b, Due: DayReading{Due: sales.Due{Day: c.onB}}}
		if SameFollowUp(a, b) != c.same || SameFollowUp(b, a) != c.same {
			t.Errorf("%q and %q on %s: want same %v", c.a, c.b, c.onB, c.same)
		}
	}
}
