package understand

import "regexp"

// Chinese asks the bot without a question mark: 帮我查下维他奶上次几时去过, 尾款到了没, 我跑了
// 几家啊帮我数一下.

var (
	looksUpForm = regexp.MustCompile(`^(?:你|您|请|麻烦|烦请|劳烦|帮我|帮忙|帮|给我|替我|协助|能不能|能否|可以|可否|再)*(?:(?:查询|查阅|调阅|统计|查|翻|调|数|算)(?:一?下|一?哈|查|翻|数|算)|查询|统计|(?:帮我|帮忙|麻烦|请你)(?:查|看|看看|看一?下|看一?哈|查看|数|算|翻|调|统计|查询))`)
	looksUpEnd  = regexp.MustCompile(`(?:帮我|帮忙|麻烦|请)(?:查|看|数|算|统计|翻)(?:一?下|一?哈|查|看|数|算)?$`)
	doneOrNot   = regexp.MustCompile(`(?:[了过好完到成出来]|[一-鿿]{1,3}[签批付回发定收给寄到过])没(?:有)?(?:啊|呀|呢|哦|嘛)?$|(签没签|到没到|发没发|批没批|付没付|回没回|定没定|去没去|见没见|过没过|成没成|有没有(?:回|消息|结果))`)
	indirectly  = regexp.MustCompile(`问|不知道|不清楚|不晓得|不确定|催|等|看看|再看|看是|确认一?下|核实|打听|关心`)
)

// looksUp: the author wants something looked up, counted or shown.
func (m *message) looksUp(sentence []clause) bool {
	first, last := sentence[0], sentence[len(sentence)-1]
	if looksUpForm.MatchString(m.s.folded(first.from, first.to)) {
		return m.coming(first) == nil || m.coming(first).Due.Time == nil
	}
	return len(sentence) < 3 && looksUpEnd.MatchString(m.s.folded(last.from, last.to))
}

// asksIfDone: 哈电那尾款到了没, 合同签没签: whether something is done, where nobody else asks.
func (m *message) asksIfDone(sentence []clause) bool {
	last := sentence[len(sentence)-1]
	if len(sentence) > 2 || m.s.words[last.to-1].kind != han {
		return false
	}
	text := m.s.folded(last.from, last.to)
	return doneOrNot.MatchString(text) && !indirectly.MatchString(text) && !m.othersIn(sentence)
}
