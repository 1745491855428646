package understand

import (
	"testing"

	"roundsman/sales"
)

// TestEverydayQuestions: which command answers, and for which day.
func TestEverydayQuestions(t *testing.T) {
	c := at(t, "2026-11-24T17:00")
	for text, want := range map[string][3]string{
		"who are you":                                   {"question", "help", ""},
		"what's on tomorrow":                            {"question", "agenda", "on tomorrow"},
		"What do I have on Friday?":                     {"command", "agenda", "on Friday"},
		"which accounts have I not visited this month?": {"question", "visits", "this month"},
		"who haven't I seen this month":                 {"question", "visits", "this month"},
		"what's still open?":                            {"question", "due", ""},
		"which follow-ups are due?":                     {"question", "due", ""},
		"what's David Lee's phone number?":              {"question", "contact", ""},
		"Acme's email?":                                 {"question", "contact", ""},
		"how is Acme doing":                             {"question", "account", ""},
		"who owns Globex?":                              {"question", "account", ""},
		"when did I last visit Acme":                    {"question", "history", ""},
		"delete that":                                   {"command", "undo", ""},
		"please delete the last one":                    {"command", "undo", ""},
		"move the Acme follow-up to Monday":             {"command", "snooze", "Acme Monday"},
		"你是谁":                                           {"question", "help", ""},
		"我明天有什么安排":                                      {"question", "agenda", "明天"},
		"今天要干嘛":                                         {"question", "agenda", "今天"},
		"这个月还有哪些客户没去？":                                  {"question", "visits", "这个月"},
		"还有什么没做":                                        {"question", "due", ""},
		"王伟电话多少？":                                       {"question", "contact", ""},
		"华为有哪些联系人":                                      {"question", "account", ""},
		"谁负责华为":                                         {"question", "account", ""},
		"十月份我们在华为做了什么":                                  {"question", "history", "十月份"},
		"删掉刚才那条":                                        {"command", "undo", ""},
		"上一条作废":                                         {"command", "undo", ""},
		"把华为的跟进推到下周一":                                   {"command", "snooze", "华为 下周一"},
		// Words of requests in a report are none.
		"今天没什么安排":                            {"none", "", ""},
		"客户问我们有什么安排":                         {"none", "", ""},
		"Sent email to Wang Lei at Acme":     {"visit", "", ""},
		"cancel the meeting with Acme":       {"note", "", ""},
		"they want to know what's on Friday": {"none", "", ""},
	} {
		r := Parse(text, c)
		if got := [3]string{string(r.Intent), r.Command, r.Rest}; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCourtesies(t *testing.T) {
	c := at(t, "2026-11-24T17:00")
	for text, want := range map[string]Courtesy{
		"thanks": CourtesyThanks, "Great, thanks a lot!": CourtesyThanks, "ok thanks": CourtesyThanks, "谢谢": CourtesyThanks, "辛苦了": CourtesyThanks,
		"好的，谢谢": CourtesyThanks, "ok": CourtesyAgrees, "👍": CourtesyAgrees, ":+1: :tada:": CourtesyAgrees, "👌🏽": CourtesyAgrees, "收到": CourtesyAgrees,
		"嗯嗯": CourtesyAgrees, "在吗": CourtesyGreets, "good morning": CourtesyGreets,
		"thanks to Acme we won": "", "ok, visited Acme": "", "?": "", "...": "", "1": "", "好的产品": "",
	} {
		if got := Parse(text, c).Courtesy; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCorrections(t *testing.T) {
	c := at(t, "2026-11-24T17:00")
	for text, want := range map[string]Correction{
		"not Lee, it was Wang":                                  {Was: "Lee", Now: "Wang", Sure: true},
		"Sorry, it was Wang, not Lee":                           {Was: "Lee", Now: "Wang", Sure: true},
		"It was Globex, not Acme":                               {Was: "Acme", Now: "Globex", Sure: true},
		"改一下，刚才不是钱经理，是孙经理":                                      {Was: "钱经理", Now: "孙经理", Sure: true},
		"是周四，不是周三":                                              {Was: "周三", Day: "周四", Past: true, Sure: true},
		"钱经理改成孙经理":                                              {Was: "钱经理", Now: "孙经理", Sure: true},
		"not cheap, but good":                                   {Was: "cheap", Now: "good", Sure: false},
		"change Tuesday to Wednesday":                           {Was: "Tuesday", Now: "Wednesday", Sure: true},
		"拜访华为，价格不是5万，是6万":                                       {},
		"oops it was Monday":                                    {Day: "Monday", Past: true, Sure: true},
		"it was on the 3rd":                                     {Day: "the 3rd", Past: true, Sure: true},
		"move that to Thursday":                                 {Day: "Thursday", Ahead: true, Sure: true},
		"No, Friday":                                            {Day: "Friday", Sure: true},
		"不对，是周一":                                                {Day: "周一", Past: true, Sure: true},
		"改到下周四上午":                                               {Day: "下周四上午", Ahead: true, Sure: true},
		"说错了，周五":                                                {Day: "周五", Sure: true},
		"it was fun":                                            {},
		"move that to the warehouse":                            {},
		"no, thanks":                                            {},
		"no, Acme is fine":                                      {},
		"sorry, Acme wants it by Friday":                        {},
		"no, it was a video call":                               {Mode: sales.ByVideo, Sure: true},
		"I meant Globex":                                        {Now: "Globex", Sure: true},
		"actually it was on Friday and Mrs Klein was there too": {Day: "on Friday", Past: true, More: "Mrs Klein was there too", Sure: true},
		"change the date of the Acme visit to 20.11.":           {Of: "Acme", Day: "20.11", Past: true, Sure: true},
		"不对，是视频会议":                                              {Mode: sales.ByVideo, Sure: true},
		"我说的是中兴":                                                {Now: "中兴", Sure: true},
		"其实是周五，王姐也在":                                            {Day: "周五", Past: true, More: "王姐也在", Sure: true},
		"Friday":                                                {},
		"改到总部":                                                  {},
		"Visited Acme, it was not bad":                          {},
	} {
		got := Parse(text, c).Correction
		if got == nil {
			got = &Correction{}
		}
		if *got != want {
			t.Errorf("%q: %+v, want %+v", text, *got, want)
		}
	}
}

// TestWhatIsKeptAsSaid: their own words, together as they were written, without
// what the record has in fields of its own.
func TestWhatIsKeptAsSaid(t *testing.T) {
	c := at(t, "2026-11-24T17:00")
	for text, want := range map[string]string{
		"Visited Acme, they like it but need to see references, budget is 50k": "they like it but need to see references, budget is 50k",
		"Visited Acme, Wang Lei was there, they want drawings":                 "they want drawings",
		"Visited Acme and they want a discount":                                "they want a discount",
		"今早去了趟hw，跟王伟聊了新方案，他说价格还行，金额大概12万":                                      "聊了新方案，他说价格还行，金额大概12万",
		"和王伟聊了":                         "",
		"拜访华为，王伟参加，嫌贵":                  "嫌贵",
		"今天拜访华为，聊了什么时候付款":               "聊了什么时候付款",
		"今天和华为讨论了价格":                    "讨论了价格",
		"今天下午3点跟华为的王伟开了个腾讯会议，样机通过了":     "样机通过了",
		"昨天和Ben一起给华为打了电话，客户接受了价格":       "昨天和Ben一起给华为打了电话，客户接受了价格",
		"今天跟Huawei的Wang Wei call了一下，嫌贵": "嫌贵",
	} {
		r := Parse(text, c)
		if len(r.Visits) != 1 || r.Visits[0].Said != want {
			t.Errorf("%q: %+v, want %q", text, r.Visits, want)
		}
	}
}

func TestColleaguesAreThereOnlyWhereItSaysSo(t *testing.T) {
	c := at(t, "2026-11-24T17:00")
	for text, want := range map[string]int{
		"Visited Acme with <@U1>": 1, "Visited Acme. <@U1> was there too": 1, "Visited Acme with anna": 1, "跟anna一起拜访了华为": 1, "今天和李小明拜访了华为": 1,
		"Visited Acme. <@U1> will send the quote": 0, "Visited Acme, follow up tomorrow: <@U1> sends the quote": 0, "拜访华为，<@U1>周五前发报价": 0,
		"Visited Acme, sent the drawing to <@U1>": 0,
	} {
		r := Parse(text, c)
		if len(r.Visits) != 1 || len(r.Visits[0].Colleagues) != want {
			t.Errorf("%q: %+v, want %d colleagues", text, r.Visits, want)
		}
	}
}
