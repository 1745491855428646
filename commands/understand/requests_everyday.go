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
	form    *regexp.Regexp
	account bool // "what" is an account that is known
}

const (
	enPlease = `^(?:please |pls |plz |can you |could you )*`
	hanMake  = `^(?:请|帮我|麻烦)?(?:新建|新增|添加|增加|加|建)(?:一个|个)?`
)

var everydayOrders = []everydayOrder{
	{"account", "new", regexp.MustCompile(enPlease + `(?:(?:add|create|make|set up) (?:a |an )?)?new (?:account|customer|client)(?: called| named| for)?:? (?P<what>.{2,60})$`), false},
	{"account", "new", regexp.MustCompile(enPlease + `(?:add|create|make|set up) (?:a |an )?(?:account|customer|client)(?: called| named| for)?:? (?P<what>.{2,60})$`), false},
	{"account", "new", regexp.MustCompile(hanMake + `新?客户[:：,， ]*(?P<what>[^,，。;；]{2,30})$`), false},
	{"account", "new", regexp.MustCompile(`^新客户[:： ]+(?P<what>[^,，。;；]{2,30})$`), false},
	{"contact", "add", regexp.MustCompile(enPlease + `(?:add|create|new|save) (?:a |an )?(?:new )?contact(?: called| named)?:? (?P<what>.{2,80})$`), false},
	{"contact", "add", regexp.MustCompile(hanMake + `新?联系人[:：,， ]*(?P<what>.{2,40})$`), false},
	{"account", "rename", regexp.MustCompile(enPlease + `rename (?:the )?(?:account |customer )?(?P<what>.{2,60}?) (?:to|as|into) (?P<to>.{2,60})$`), true},
	{"account", "rename", regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<what>.{2,30}?)(?:改名|更名|重命名)(?:为|成|叫)(?P<to>.{2,30})$`), true},
	{"account", "give", regexp.MustCompile(enPlease + `(?:give|hand over|hand|transfer|assign|pass|reassign) (?:the )?(?:account |customer )?(?P<what>.{2,60}?) (?:over )?to (?P<to>@?[^ ,.;:]+(?: [^ ,.;:]+)?)$`), true},
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
		rest := o.verb + " " + found["what"]
		if to := found["to"]; to != "" {
			if o.verb == "give" && m.saysWhen(to) { // put off
				continue
			}
			rest += " to " + to
		}
		return o.command, strings.TrimSpace(rest)
	}
	return "", ""
}
