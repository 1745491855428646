package understand

import (
	"regexp"
	"strings"
)

// dayCorrection is a form of saying that a day was wrong: "oops it was Monday",
// 不对，是周一, "move that to Thursday", 改到周四.
type dayCorrection struct {
	form        *regexp.Regexp
	past, ahead bool
}

const (
	enOops = `((oops|ops|sorry|no|nope|wait|actually|correction|rather|my bad|my mistake|i meant|i mean|hmm|ah|pardon)\b[ ,.:;!-]*)`
	hanOop = `((不对|不是|错了|搞错了|弄错了|说错了|写错了|记错了|打错了|更正|更正一下|纠正|纠正一下|改一下|口误|不好意思|抱歉|哦不|噢不|等等|等一下|日期错了|时间错了)[了啊呀]?[ ,，。:：!！]*)`
)

var dayCorrections = []dayCorrection{
	{regexp.MustCompile(`^` + enOops + `*(it|that|this|(the|that|this|my) (visit|meeting|call|one)) was (actually |really )?(on |back on )?(?P<day>[^,.;:]+)$`), true, false},
	{regexp.MustCompile(`^` + hanOop + `*(应该|其实|那次|那天|拜访)?(是|是在|日期是|时间是|那是)(?P<day>[^,，。;；]{2,12}?)(的|去的|见的|拜访的|的事|的事情)?$`), true, false},
	{regexp.MustCompile(`^` + enOops + `*(please |pls |can you |could you )?(move|push|shift|change|postpone|put off|delay|reschedule|make|bump|snooze) (that|it|this|this one|that one|the last one|the reminder)( back| off| out)?( to| until| till| for)? (?P<day>[^,.;:]+)$`), false, true},
	{regexp.MustCompile(`^` + hanOop + `*(请|帮我|麻烦)?(把)?(那个|这个|刚才那个|刚才的|上一条|那条|这条|它)?(跟进|提醒|任务|待办|时间|日期)?(都|再)?(推迟|推后|推|改|挪|延后|延期|延|顺延|提前)(到|至|成|为)(?P<day>.{2,12}?)(吧|好了)?$`), false, true},
	{regexp.MustCompile(`^` + enOops + `+(on |by |for |make (it|that) )?(?P<day>[^,.;:]+)$`), false, false},
	{regexp.MustCompile(`^` + hanOop + `+(?P<day>[^,，。;；]{2,12})$`), false, false},
}

// corrected is what a text puts right of what was told last: when it was, or
// anything else of a visit.
func (m *message) corrected(text string) *Correction {
	if len([]rune(text)) <= longestRequest && requestLike(text) {
		if c := m.dayCorrected(text); c != nil {
			return c
		}
	}
	return m.amended(text)
}

// dayCorrected is the day that a text says is the right one; nil if it says
// anything else.
func (m *message) dayCorrected(text string) *Correction {
	if len(m.names) > 0 {
		return nil
	}
	for _, c := range dayCorrections {
		found := m.groups(c.form, text)
		if day := strings.TrimSpace(found["day"]); day != "" && m.saysWhen(day) {
			return &Correction{Day: day, Past: c.past, Ahead: c.ahead, Sure: true}
		}
	}
	return nil
}
