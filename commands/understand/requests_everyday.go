package understand

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// everydayOrder is a command in the order of everyday speech: "new account Blue
// Sky" rather than "account new Blue Sky".
type everydayOrder struct {
	command string
	verb    string // of the command, before what it is about
	tie     string // between "what" and "to"
	form    *regexp.Regexp
	account bool // "what" is an account that is known
}

const (
	enPlease = `^(?:please |pls |plz |can you |could you )*`
	hanMake  = `^(?:请|帮我|麻烦)?(?:新建|新增|添加|增加|加|建)(?:一个|个)?`
)

var everydayOrders = []everydayOrder{
	{"account", "new", "", regexp.MustCompile(enPlease + `(?:(?:add|create|make|set up) (?:a |an )?)?new (?:account|customer|client)(?: called| named| for)?:? (?P<what>.{2,60})$`), false},
	{"account", "new", "", regexp.MustCompile(enPlease + `(?:add|create|make|set up) (?:a |an )?(?:account|customer|client)(?: called| named| for)?:? (?P<what>.{2,60})$`), false},
	{"account", "new", "", regexp.MustCompile(hanMake + `新?客户[:：,， ]*(?P<what>[^,，。;；]{2,30})$`), false},
	{"account", "new", "", regexp.MustCompile(`^新客户[:： ]+(?P<what>[^,，。;；]{2,30})$`), false},
	{"contact", "add", "", regexp.MustCompile(enPlease + `(?:add|create|new|save) (?:a |an )?(?:new )?contact(?: called| named)?:? (?P<what>.{2,80})$`), false},
	{"contact", "add", "", regexp.MustCompile(hanMake + `新?联系人[:：,， ]*(?P<what>.{2,40})$`), false},
	{"account", "rename", " to ", regexp.MustCompile(enPlease + `rename (?:the )?(?:account |customer )?(?P<what>.{2,60}?) (?:to|as|into) (?P<to>.{2,60})$`), true},
	{"account", "rename", " to ", regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<what>.{2,30}?)(?:改名|更名|重命名)(?:为|成|叫)?(?P<to>.{2,30})$`), true},
	{"account", "give", " to ", regexp.MustCompile(enPlease + `(?:give|hand over|hand|transfer|assign|pass|reassign) (?:the )?(?:account |customer )?(?P<what>.{2,60}?) (?:over )?to (?P<to>@?[^ ,.;:]+(?: [^ ,.;:]+)?)$`), true},
	{"settings", "", " ", regexp.MustCompile(enPlease + `(?:(?:set|change|switch|make) )?(?:my |the )?(?P<what>time ?zone|working hours|hours|language|country)(?: is| to|:)? (?P<to>[^,.;]{2,30})$`), false},
	{"settings", "", "", regexp.MustCompile(enPlease + `(?:switch|change) to (?P<what>english|chinese)$`), false},
	{"settings", "", " ", regexp.MustCompile(`^(?:请|帮我)?(?:把)?(?:我的)?(?P<what>语言|时区|工作时间|上班时间|国家)(?:是|为|改成|改为|换成|设为|设成|[:： ]+)+(?P<to>[^,，。;；]{1,20})$`), false},
	{"settings", "", "", regexp.MustCompile(`^(?:请|帮我)?(?:切换|切|换|改)(?:成|到|为|用)(?P<what>英文|英语|中文|汉语)吧?$`), false},
	{"settings", "reminders", "", regexp.MustCompile(`^(?:please |pls )?(?:stop|no more|turn off|disable|mute) (?:all )?(?:the |my |your )?reminders?$`), false},
	{"settings", "reminders", "", regexp.MustCompile(`^(?:请)?(?:别|不要|不用|停止|关掉|关闭)(?:再|一直|老)?(?:给我|发)*提醒(?:我)?(?:了|吧)?$`), false},
	{"leave", "cancel", "", regexp.MustCompile(`^(?:please )?cancel (?:my |the )?(?:leave|vacation|holidays?|time off|days? off|pto)$`), false},
	{"leave", "cancel", "", regexp.MustCompile(`^(?:请|帮我)?(?:取消|撤销)(?:我的)?(?:请假|休假|年假|调休|放假)了?$`), false},
}

func startsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first)
}

// everyday finds the command that a text calls in everyday words, and what
// follows its word.
func (m *message) everyday(text string) (command, rest string) {
	for _, o := range everydayOrders {
		found := m.groups(o.form, text)
		if found == nil || o.account && !m.saysAccount(found["what"]) || strings.HasPrefix(text, "new ") && startsLower(found["what"]) {
			continue // "new customer wants a quote" calls nobody by a name
		}
		rest := strings.TrimSpace(o.verb + " " + found["what"])
		if to := found["to"]; to != "" {
			if o.verb == "give" && m.saysWhen(to) { // put off
				continue
			}
			rest += o.tie + to
		}
		return o.command, rest
	}
	return "", ""
}
