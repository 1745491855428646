package understand

import "testing"

func TestByNumber(t *testing.T) {
	for text, want := range map[string][2]string{
		"推迟第一个到下周五":                            {"snooze", "1 到下周五"},
		"推迟第1个到下周五":                            {"snooze", "1 到下周五"},
		"把第十二条推迟到明天":                           {"snooze", "12 到明天"},
		"完成第2个":                                {"done", "2"},
		"完成第二个。":                               {"done", "2"},
		"第2个搞定了":                               {"done", "2"},
		"第一个和第三个都做完了":                          {"done", "1和3"},
		"放弃第二个 客户选了别家":                         {"drop", "2 客户选了别家"},
		"第二个不做了，客户选了别家":                        {"drop", "2 客户选了别家"},
		"snooze the first one to Friday":       {"snooze", "1 to Friday"},
		"push the 2nd item back to 3 May":      {"snooze", "2 to 3 May"},
		"the second one is done":               {"done", "2"},
		"done with 2":                          {"done", "2"},
		"Number 2 is done":                     {"done", "2"},
		"the first and third ones are done":    {"done", "1, 3"},
		"mark the third one as done":           {"done", "3"},
		"drop the second one, they chose Bolt": {"drop", "2 , they chose Bolt"},
		"完成 2":                                 {"", ""}, // the command itself
		"snooze 2 to Friday":                   {"", ""},
		"第二个客户今天拜访完成了":                         {"", ""},
		"done with Acme":                       {"", ""},
		"the second one was cheaper":           {"", ""},
		"visited 2 plants, done":               {"", ""},
	} {
		command, rest := ByNumber(text)
		if got := [2]string{command, rest}; got != want {
			t.Errorf("%q calls %q, want %q", text, got, want)
		}
	}
}
