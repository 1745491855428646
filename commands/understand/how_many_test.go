package understand

import "testing"

func TestAsksHowMany(t *testing.T) {
	for text, want := range map[string][2]bool{
		"how many visits did I make this month": {true, true},
		"how many times did we visit Acme":      {true, false},
		"How often was I at Acme in October?":   {true, false},
		"上个月去过华为几次":                             {true, false},
		"这个月我拜访了多少次":                            {true, true},
		"what did we do at Acme":                {false, false},
		"华为上次聊了什么":                              {false, false},
	} {
		asks, own := AsksHowMany(text)
		if got := [2]bool{asks, own}; got != want {
			t.Errorf("%q: asks and own are %v, want %v", text, got, want)
		}
	}
}
