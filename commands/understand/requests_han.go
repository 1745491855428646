package understand

import (
	"regexp"
	"strings"
)

// hanCommand is a Chinese sentence that calls a command without beginning with its
// word: 明后两天我请假, 把徐工转给李明, 三一重工的历史记录.
type hanCommand struct {
	command string
	form    *regexp.Regexp
	day     bool // "when" is a day and nothing else
	account bool // "what" is an account and nothing else
}

const hanThat = `(那个|那条|那件|那项|这个|这条|这件|那件事|那个事|的事|那单)`

var hanCommands = []hanCommand{
	{"leave", regexp.MustCompile(`^我?(?P<when>.{0,14}?)我?(要|想|得|需要)?(请假|请个假|休假|休息|休年假|请年假|调休|不上班|休产假|请病假|请事假|不在岗|年假|补休|轮休|公休|陪产假)(一天|半天|两天|三天|一下)?了?(?:去.{1,10})?(?:[,，。 ].{0,24})?$`), true, false},
	{"leave", regexp.MustCompile(`^我?(?P<when>.{0,14}?)我?(要|想|得|需要)?(请|休)((个|一|半|两|三|四|五|\d)?天?(年|事|病|婚|产|陪产|调休)?假|(一|半|两|三|四|五|\d)天)了?(?:去.{1,10})?(?:[,，。 ].{0,24})?$`), true, false},
	{"agenda", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(看看|看一下|查一下|查看|我)?(?P<when>.{1,10}?)的?(日程|行程|安排|议程|日程安排|行程安排|工作安排|计划)$`), true, false},
	{"due", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(看看|看一下|查一下|查看|我)?(?P<when>.{1,10}?)的?(待办|待办事项|跟进|跟进事项|要跟进的|到期的|任务)$`), true, false},
	{"due", regexp.MustCompile(`^(我|帮我看看|看看)?(?P<when>.{1,8}?)我?(还)?有(哪些|什么|啥)(客户|事|事情|东西|单子)?(是)?(要|需要|该)?(跟进|跟|处理|办|做|完成)(的|的事|的事情|的客户)?(吗|呢)?[?？]?$`), true, false},
	{"history", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(查一下|看一下|查查|看看|查看|查|看)?我?(?P<when>.{1,10}?)的?(历史|历史记录|拜访记录|拜访历史|拜访|沟通记录)$`), true, false},
	{"history", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(查一下|看一下|调一下|翻一下|查查|看看|查看|查|看)?(?P<what>.{2,16}?)的?(历史|历史记录|拜访记录|拜访历史|往来记录|沟通记录|跟进记录|记录)$`), false, true},
	{"contact", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(查一下|看一下|查查|看看|查看|查|看)?(?P<what>.{2,16}?)的?(联系人|通讯录|联系人名单|联系人列表)$`), false, true},
	{"account", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(查一下|看一下|查查|看看|查看|查|看)?(?P<what>.{2,16}?)的?(客户资料|客户卡|资料卡|档案|客户档案)$`), false, true},
	{"account", regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙)?(查一下|看一下|看下|查下|查查|看看|查看|打开)(?P<what>.{2,16}?)(吧|呢)?$`), false, true},
	{"reassign", regexp.MustCompile(`^(请|帮我|麻烦)?(把|将)(?P<what>.{1,20}?)(都|先)?(转给|转交给|转派给|移交给|改派给|派给|分给|转到)@?(?P<to>.{2,8}?)(吧|跟进|跟|负责|处理)?$`), false, false},
	{"snooze", regexp.MustCompile(`^(请|帮我|麻烦)?(把|将)?(?P<what>.{1,20}?)` + hanThat + `(往后|再|先)?(推迟|推后|推|改|挪|延后|延期|延|顺延)(到|至)(?P<when>.{1,12})$`), false, false},
	{"snooze", regexp.MustCompile(`^(请|帮我|麻烦)?(把|将)?(?P<what>.{1,20}?)的?(提醒|跟进|待办|任务|` + hanThat[1:len(hanThat)-1] + `)(往后|再|先)?(推迟|推后|推|延后|延期|延|顺延|缓)(?P<when>(\d{1,2}|一|两|三|四|五|六|七|几|十)个?(天|周|星期|礼拜|小时|月))(吧|再说)?$`), false, false},
	{"mute", regexp.MustCompile(`^(不用|别|不要|不必|不需要|取消)(再)?提醒(我)?(?P<what>.{2,24}?)(了|啦|吧)?$`), false, false},
	{"reassign", regexp.MustCompile(`^(?P<what>.{1,16}?)(以后|今后|往后|接下来|之后|现在)(都|就)?(归|由|给|让|交给|转给)(?P<to>.{2,8}?)(来)?(跟|跟进|负责|管|对接|接手|维护)(了|吧)?$`), false, false},
	{"drop", regexp.MustCompile(`^(请|帮我|麻烦)?(把|将)?(?P<what>.{1,20}?)` + hanThat + `(就|先)?(放弃|不做|不跟|不用做|不用跟|不用跟进|作废|关掉|关闭|取消)(了|吧|掉)*$`), false, false},
	{"done", regexp.MustCompile(`^(?P<what>.{1,20}?)` + hanThat + `(已经|都|也|我)*(完成|搞定|办完|办好|做完|做好|弄好|弄完|处理完|处理好|发完|发过|结束)了?(啦|哈)?$`), false, false},
	{"done", regexp.MustCompile(`^(?P<what>.{1,20}?)(已经|已|都|也)*(寄|发|送|交|给|付|报|办|提交|签|收|开|做|改|装|打|邮)?(出|到|好|完|齐|掉|过去)?了?[,，。 ]+(该项|此项|任务|这条|可以)?(已)?(完成|搞定|办妥|结案|关闭|关掉|销项|打勾)(了|啦)?[。!！]?$`), false, false},
	{"done", regexp.MustCompile(`^(?P<what>.{1,20}?)(已经|已|都|也)*(寄|发|送|交|给|付|报|办|提交|签|收|开|做|改|装|打|邮|快递)(出|到|好|完|齐|掉|过去)*了?[,，。 ]+(done|OK|ok)(了|啦)?[。!！]?$`), false, false},
}

// hanCover says who stands in during a leave. Whatever else is said beside one may
// be its reason, which nobody keeps (handbook section 14).
var hanCover = regexp.MustCompile(`[,，。;； ](?P<cover>[^,，。;； ]*(?:代班|顶班|替班|代我|替我|顶我|顶替|代理|接手)[^,，。;； ]*)$`)

// asHanCommand finds the command that a short Chinese sentence calls.
func (m *message) asHanCommand(out *Reading, text string) bool {
	if m.s.language() != "zh-Hans" || len([]rune(text)) > 40 || len(m.clauses) > 2 {
		return false
	}
	for _, c := range hanCommands {
		found := m.groups(c.form, text)
		if found == nil || c.day && !m.saysWhen(found["when"]) || c.account && !m.saysAccount(found["what"]) {
			continue
		}
		out.Intent, out.Command = IntentCommand, c.command
		rest := found["what"]
		if to := found["to"]; to != "" {
			rest += " 给 " + to
		}
		out.Rest = strings.TrimSpace(rest + " " + found["when"])
		if cover := m.groups(hanCover, text)["cover"]; cover != "" && c.command == "leave" {
			out.Rest += "，" + cover
		}
		return true
	}
	return false
}

// saysWhen: a piece is a day and nothing else.
func (m *message) saysWhen(piece string) bool {
	if piece == "" {
		return false
	}
	d := Day(piece, m.c, false)
	return !d.Due.IsZero() && d.Span == (Span{0, len(piece)})
}

// saysAccount: a piece is an account's name and nothing else.
func (m *message) saysAccount(piece string) bool {
	for _, n := range m.names {
		if n.Said == piece {
			return true
		}
	}
	return false
}
