package understand

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// everydayOrder is a command in the order of everyday speech: "new account Blue
// Sky" rather than "account new Blue Sky".
//
// The orders stand here and not with their commands, since they are read one after
// the other, the surest first, after and before what else a text may be. All that is
// to say of one is in its row.
type everydayOrder struct {
	command string
	verb    string // of the command, before what it is about
	tie     string // between "what" and "to"
	form    *regexp.Regexp
	fits    orderCheck
}

// orderCheck tells whether what a form has found is what the command is about: "move
// the visit to Tuesday", and not to Acme.
type orderCheck func(m *message, found map[string]string) bool

func ofAnything(*message, map[string]string) bool { return true }

func ofAccount(m *message, found map[string]string) bool { return m.saysAccount(found["what"]) }

func toAccount(m *message, found map[string]string) bool { return m.saysAccount(found["to"]) }

func ofAccountToSomebody(m *message, found map[string]string) bool {
	return ofAccount(m, found) && !m.saysWhen(found["to"]) // that puts it off
}

func ofAccountToDay(m *message, found map[string]string) bool {
	return ofAccount(m, found) && m.saysWhen(found["to"])
}

func fromDay(m *message, found map[string]string) bool { return m.beginsWithDay(found["what"]) }

func ofDaysOff(m *message, found map[string]string) bool {
	return found["what"] == "" || m.saysDaysOff(found["what"])
}

func ofWeekdays(_ *message, found map[string]string) bool {
	_, ok := Weekdays(found["what"])
	return ok
}

func ofSomebody(m *message, found map[string]string) bool {
	who := found["what"]
	return who == "" || !m.saysAccount(who) && !notPeople[who]
}

const (
	enPlease = `^(?:please |pls |plz |can you |could you )*`
	hanMake  = `^(?:请|帮我|麻烦)?(?:新建|新增|添加|增加|加|建)(?:一个|个)?`
)

var everydayOrders = []everydayOrder{
	{"account", "new", "", regexp.MustCompile(enPlease + `(?:(?:add|create|make|set up) (?:a |an )?)?new (?:account|customer|client)(?: called| named| for)?:? (?P<what>.{2,60})$`), ofAnything},
	{"account", "new", "", regexp.MustCompile(enPlease + `(?:add|create|make|set up) (?:a |an )?(?:account|customer|client)(?: called| named| for)?:? (?P<what>.{2,60})$`), ofAnything},
	{"account", "new", "", regexp.MustCompile(hanMake + `新?客户[:：,， ]*(?P<what>[^,，。;；]{2,30}(?:[,，]联系人.{2,40})?)$`), ofAnything},
	{"account", "new", "", regexp.MustCompile(`^新客户[:： ]+(?P<what>[^,，。;；]{2,30}(?:[,，]联系人.{2,40})?)$`), ofAnything},
	{"contact", "add", " at ", regexp.MustCompile(enPlease + `(?:(?:add|create|save) )?(?:a |an |the )?new contact (?:person )?(?:at|from|for|in) (?P<to>[^:,]{2,60}?)(?:: ?|, | is )(?P<what>.{2,80})$`), toAccount},
	{"contact", "add", " at ", regexp.MustCompile(enPlease + `(?:add|create|save) (?:the |a )?contact (?P<what>[^:]{2,80}?) to (?P<to>[^:,]{2,60})$`), toAccount},
	{"contact", "add", "在", regexp.MustCompile(`^(?:请|帮我|麻烦)?(?P<to>.{2,24}?)(?:新增|新加|添加|加|新)(?:了|一个|个|一位|位)*联系人[:：,，是 ]*(?P<what>.{2,40})$`), toAccount},
	{"contact", "add", "", regexp.MustCompile(enPlease + `(?:add|create|new|save) (?:a |an )?(?:new )?contact(?: called| named)?:? (?P<what>.{2,80})$`), ofAnything},
	{"contact", "add", "", regexp.MustCompile(hanMake + `新?联系人[:：,， ]*(?P<what>.{2,40})$`), ofAnything},
	{"account", "rename", " to ", regexp.MustCompile(enPlease + `rename (?:the )?(?:account |customer )?(?P<what>.{2,60}?) (?:to|as|into) (?P<to>.{2,60})$`), ofAccount},
	{"account", "rename", " to ", regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<what>.{2,30}?)(?:改名|更名|重命名)(?:为|成|叫)?(?P<to>.{2,30})$`), ofAccount},
	{"account", "give", " to ", regexp.MustCompile(enPlease + `(?:give|hand over|hand|transfer|assign|pass|reassign) (?:the )?(?:account |customer )?(?P<what>.{2,60}?) (?:over )?to (?P<to>@?[^ ,.;:]+(?: [^ ,.;:]+)?)$`), ofAccountToSomebody},
	{"settings", "", " ", regexp.MustCompile(enPlease + `(?:(?:set|change|switch|make) )?(?:my |the )?(?P<what>time ?zone|working hours|hours|language|country)(?: is| to|:)? (?P<to>[^,.;]{2,30})$`), ofAnything},
	{"settings", "", "", regexp.MustCompile(enPlease + `(?:switch|change) to (?P<what>english|chinese)$`), ofAnything},
	{"settings", "", " ", regexp.MustCompile(`^(?:请|帮我)?(?:把)?(?:我的)?(?P<what>语言|时区|工作时间|上班时间|国家)(?:是|为|改成|改为|换成|设为|设成|[:： ]+)+(?P<to>[^,，。;；]{1,20})$`), ofAnything},
	{"settings", "", "", regexp.MustCompile(`^(?:请|帮我)?(?:切换|切|换|改)(?:成|到|为|用)(?P<what>英文|英语|中文|汉语)吧?$`), ofAnything},
	{"settings", "reminders", "", regexp.MustCompile(`^(?:please |pls )?(?:stop|no more|turn off|disable|mute) (?:all )?(?:the |my |your )?reminders?$`), ofAnything},
	{"settings", "reminders", "", regexp.MustCompile(`^(?:请)?(?:别|不要|不用|停止|关掉|关闭)(?:再|一直|老)?(?:给我|发)*提醒(?:我)?(?:了|吧)?$`), ofAnything},
	{"settings", "reminders", " off", regexp.MustCompile(enPlease + `(?:turn|switch) off (?:the |my |all )*(?P<what>follow-?ups?|visits?|first visits?|missed|missed visits|escalated) (?:reminders?|nudges?)$`), ofAnything},
	{"settings", "reminders", " off", regexp.MustCompile(`^(?:请|帮我)?(?:把)?(?:关掉|关闭|停掉|停用|取消|不要|不用)(?P<what>跟进|待办|首次拜访|新客户|拜访|月度拜访|漏访|团队逾期)的?提醒了?$`), ofAnything},
	{"settings", "days", "", regexp.MustCompile(`^(?:i (?:only |now )*work|(?:set |change )?my (?:working|work) days(?: are| to|:)?|working days:?) (?:on |from )?(?P<what>[a-z]{3,9}(?:[a-z ,&–-]{2,50})?)$`), ofWeekdays},
	{"settings", "days", "", regexp.MustCompile(`^(?:我|我的)?(?:工作日(?:是|为|改成|改为|[:： ])*|只?在?)(?P<what>(?:周|星期|礼拜)[^,，。]{1,24}?)(?:上班|工作)?$`), ofWeekdays},
	{"next", "", "", regexp.MustCompile(`^(?:whats|what is|what are|when is|show me|list) (?:my |the )?(?:next|upcoming|coming) reminders?$`), ofAnything},
	{"next", "", "", regexp.MustCompile(`^我?(?:接下来|下一个|下面|之后)?(?:还)?(?:有|是)?(?:什么|哪些|啥)提醒(?:吗|呢)?$`), ofAnything},
	{"plan", "move", " ", regexp.MustCompile(enPlease + `(?:move|shift|put|reschedule) (?:the |my )?(?:visit (?:to|at) )?(?P<what>.{2,40}?)(?: visit)? (?:to|on|onto) (?P<to>[^,.;]{3,20})$`), ofAccountToDay},
	{"plan", "move", " ", regexp.MustCompile(`^(?:请|帮我)?(?:把|将)(?P<what>.{2,20}?)(?:的拜访)?(?:改到|挪到|移到|调到|换到|放到)(?P<to>[^,，。]{2,10})$`), ofAccountToDay},
	{"plan", "drop", "", regexp.MustCompile(`^(?:请|帮我)?(?:把|将)(?P<what>.{2,20}?)从(?:周|本周|下周)?计划(?:里|中|上)?(?:去掉|删掉|删除|拿掉|移除|划掉|取消)(?:吧)?$`), ofAccount},
	{"progress", "", "", regexp.MustCompile(`^how (?:is|are|s) (?P<what>[^,.;]{2,30}?) (?:doing|performing|getting on|going)(?: (?P<more>this month|this week|last month|last week|so far|against targets?))?$`), ofSomebody},
	{"progress", "", "", regexp.MustCompile(`^(?:how am i|how are we) (?:doing|performing|getting on)(?: (?P<what>this month|this week|last month|last week))?$|^(?:hows|how is) (?:my|our) month(?: (?:going|looking|so far))?$|^how was (?:my|our)? ?(?P<what>last month)$|^我?(?P<what>这个月|本月|这周|本周|上个月|上周)我?的?(?:业绩|完成率|完成情况|进度)(?:怎么样|如何|咋样|怎样|呢)?$`), ofSomebody},
	{"progress", "", "", regexp.MustCompile(`^(?P<what>[^,，。;；的]{2,8}?)(?P<more>这个月|本月|这周|本周|上个月|上周)(?:的)?(?:业绩|完成率|完成情况|进度|做得|完成得|表现)(?:怎么样|如何|咋样|怎样)?$`), ofSomebody},
	{"reports", "", "", regexp.MustCompile(`^who (?:has not|hasnt|didnt|did not|still has to|has yet to) (?:reported|report|sent|send|filed|file|written|write)(?: (?:in|their report|their reports|the report|a report|the daily report|their daily report))?(?: (?P<what>today|yesterday))?$`), ofAnything},
	{"reports", "", "", regexp.MustCompile(`^(?P<what>今天|昨天)?(?:还有|还)?(?:谁|哪些人|哪几个)(?:还)?没有?(?:交|写|发|提交|填)日报的?$`), ofAnything},
	{"visits", "", "", regexp.MustCompile(`^whos? (?:is )?(?:behind|lagging)(?: on| with)?(?: (?:their |his |her )?visits)?$`), ofAnything},
	{"quiet", "", "", regexp.MustCompile(enPlease + `(?:leave me alone|(?:do not|dont) (?:disturb|bother|ping|message|write|write to) me|no (?:more )?(?:messages|pings|nudges|notifications)|be quiet|keep quiet|stay quiet) (?P<what>(?:until|till|for the rest of|today|tomorrow|tonight|on|next|this|from|between|[a-z]+day).{0,30}|today|tomorrow)$`), fromDay},
	{"quiet", "", "", regexp.MustCompile(`^(?:请)?(?P<what>.{2,20}?)(?:就|都)?(?:别|不要|请勿|勿|不用)(?:再|来)?(?:给我)?(?:打扰|烦|吵|提醒|发消息|发提醒)(?:给)?我?了?$`), fromDay},
	{"snooze", "", "", regexp.MustCompile(`^(?P<what>.{2,12}?)(?:再|再来)(?:提醒|叫|喊)我?(?:一次|一下|一遍)?吧?$`), fromDay},
	{"why", "", "", regexp.MustCompile(`^(?:为什么|为啥|干嘛|干吗|怎么)(?:你|总是|总|老是|老|又|一直|要|会)*(?:提醒|通知|发)(?:我|给我)?(?:这个|这条|这些|那个)?(?:呢|啊|呀)?$`), ofAnything},
	{"why", "", "", regexp.MustCompile(`^why (?:am i|did i|do i keep|are you|do you keep|did you) (?:get|getting|got|remind|reminding|nag|nagging|telling|tell|send|sending)\b.{0,30}$`), ofAnything},
	{"undo", "", "", regexp.MustCompile(enPlease + `(?:cancel|forget|delete|remove|scrap) (?:that|the last|this) (?:reminder|follow-?up|to-?do|task)$`), ofAnything},
	{"undo", "", "", regexp.MustCompile(`^(?:请|帮我)?(?:把)?(?:取消|删掉|删除|不要|撤销)(?:刚才|刚刚|上一|上面|最后)(?:的|那|这|一)?(?:个|条)?(?:提醒|跟进|待办)(?:吧|了)?$`), ofAnything},
	{"mute", "", "", regexp.MustCompile(enPlease + `(?:(?:theres )?no need to remind me|you (?:can|may|need not|dont (?:need|have) to) (?:stop reminding|remind) me|no more reminders?|i dont need (?:a |any |more )*reminders?) (?:of|about|for|to) (?P<what>.{2,60}?)(?: any ?more| again)?$`), ofAnything},
	{"mute", "", "", regexp.MustCompile(`^(?P<what>.{2,24}?)(?:的|那|这|那条|那个|那件|那件事|这条|这个|这件|这件事|的事|的提醒)?(?:就|以后|今后)?(?:不用|不要|别|不必)(?:再)?(?:提醒)(?:我)?了?(?:吧|啦)?$`), ofAnything},
	{"leave", "", "", regexp.MustCompile(`^(?:im |i am |ill be |i will be |ive got |i have |i take |i took |we are |well be )?(?:(?:on|taking|having|going on) )?(?:a |the |my )*(?:annual |paid |parental )?(?:leave|vacations?|holidays?|hols|pto|days? off|time off|off sick|off work|off|ooo|out of (?:the )?office|out|away|not working|not in|sick|ill) (?P<what>.{3,60})$`), ofDaysOff},
	{"leave", "", "", regexp.MustCompile(`^(?:im |i am |ill be |i will be |i |ill )?(?:taking|having|take|have|need|want|got) (?P<what>.{3,40}?) off(?:,? (?P<more>[^,]{2,20} (?:covers|will cover|is covering)(?: for me)?))?$`), ofDaysOff},
	{"leave", "list", "", regexp.MustCompile(`^(?:who (?:covers|is covering|stands in)(?: for me)?|when am i off|am i (?:off|on leave|on holiday|on vacation)\b.{0,20}|when is my (?:leave|vacation|holiday)|my (?:leave|vacation|days off|holidays))$`), ofDaysOff},
	{"leave", "list", "", regexp.MustCompile(`^(?:我)?(?:谁(?:给|替|帮)我代班|谁代班|什么时候(?:休假|请假|放假)|哪天(?:休假|请假)|的(?:休假|假期|请假))(?:的|了|呢|吗)?$`), ofDaysOff},
	{"leave", "cancel", "", regexp.MustCompile(`^(?:please )?cancel (?:my |the )?(?:leave|vacation|holidays?|time off|days? off|pto)$`), ofDaysOff},
	{"leave", "cancel", "", regexp.MustCompile(`^(?:请|帮我)?(?:取消|撤销)(?:我的)?(?:请假|休假|年假|调休|放假)了?$`), ofDaysOff},
}

// end is what follows "what" when there is nothing after it: "visits off".
func (o everydayOrder) end() string {
	if o.tie == " off" {
		return o.tie
	}
	return ""
}

// beginsWithDay: a piece is "today", "until 3pm", 后天下午三点到五点.
func (m *message) beginsWithDay(piece string) bool {
	if m.saysWhen(piece) || strings.HasPrefix(piece, "for the rest") {
		return true
	}
	for _, before := range [...]string{"until ", "till "} {
		if strings.HasPrefix(piece, before) {
			return true
		}
	}
	d := Day(piece, m.c, false)
	return !d.Due.IsZero() && d.Span.From <= len("from ")
}

// saysDaysOff: a piece is days, and at most who covers: "from Dec 20 to Jan 3, Lina
// covers", and not "at Acme today".
func (m *message) saysDaysOff(piece string) bool {
	d := Day(piece, m.c, false)
	if d.Due.IsZero() || d.Span.From > len("until the ") || len(m.names) > 0 {
		return false
	}
	rest := strings.Trim(piece[d.Span.To:], " .,;!")
	return rest == "" || strings.Contains(rest, "cover") || strings.Contains(rest, "stands in")
}

// notPeople is what "how is it going" asks after.
var notPeople = wordsOf(`it this that things you everything business the day my day`)

func startsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first)
}

// everyday finds the command that a text calls in everyday words, and what
// follows its word.
func (m *message) everyday(text string) (command, rest string) {
	for _, o := range everydayOrders {
		found := m.groups(o.form, text)
		if found == nil || !o.fits(m, found) || strings.HasPrefix(text, "new ") && startsLower(found["what"]) {
			continue // "new customer wants a quote" calls nobody by a name
		}
		rest := strings.TrimSpace(o.verb + " " + found["what"] + o.end())
		if more := found["more"]; more != "" {
			rest += ", " + more
		}
		if to := found["to"]; to != "" {
			rest += o.tie + to
		}
		return o.command, rest
	}
	return "", ""
}
