package understand

import (
	"strings"

	"roundsman/sales"
)

// apart are the Chinese verbs that stand around what was done: 开了个会, 喝了个早茶,
// 打了三个电话. By verb: the objects, and how it took place.
var apart = map[string][]apartObject{
	"开": {{objects("会 会议 例会 年会 讨论会 评审会 碰头会 启动会 协调会 座谈会 视频会 电话会 现场会 说明会 交流会 技术会 项目会"), ""}},
	"吃": {{objects("饭 早饭 午饭 晚饭 中饭 火锅 烧烤 夜宵 早茶 便饭 工作餐 饺子 串"), ""}},
	"喝": {{objects("茶 咖啡 酒 早茶 下午茶 大酒 羊汤"), ""}},
	"见": {{objects("面"), ""}},
	"碰": {{objects("头 面"), ""}},
	"露": {{objects("脸 面"), ""}},
	"聊": {{objects("天"), ""}},
	"做": {{objects("演示 交流 汇报 培训 拜访 路演 宣讲 介绍 技术交流 回访 产品演示 方案汇报"), ""}},
	"搞": {{objects("演示 交流 培训 活动 技术交流"), ""}},
	"打": {{objects("电话 语音"), sales.ByPhone}, {objects("视频"), sales.ByVideo}, {objects("照面 球 高尔夫 羽毛球 牌 麻将"), ""}},
	"通": {{objects("话 电话 语音"), sales.ByPhone}, {objects("视频"), sales.ByVideo}},
	"接": {{objects("电话"), sales.ByPhone}},
	"连": {{objects("视频 线"), sales.ByVideo}},
	"发": {{objects("微信 邮件 消息 信息 短信 私信"), sales.ByMessage}},
	"回": {{objects("电话"), sales.ByPhone}, {objects("微信 邮件 消息 信息 短信"), sales.ByMessage}},
}

type apartObject struct {
	what map[string]bool
	mode sales.Mode
}

func objects(list string) map[string]bool { return wordsOf(list) }

const (
	apartAspects = "了过完"
	apartCounts  = "一两二三四五几个次场顿杯通轮下趟封条多半短长小大简单内部的技术" // may stand between
	maxApart     = 8
)

// meansWithin tell how a meeting was held that is said within: 开了个腾讯会.
var meansWithin = []struct {
	words string
	mode  sales.Mode
}{
	{"电话", sales.ByPhone}, {"视频 线上 远程 腾讯 飞书 钉钉 teams zoom 云 网络 webex", sales.ByVideo},
}

// apartAt finds a verb that stands around its object at a word, and where that ends.
func (s *script) apartAt(i int, taken func(int) bool) (sign, bool) {
	list := apart[s.words[i].text]
	if s.words[i].text == "接" && i > 0 && s.words[i-1].kind == han && !among(s.words[i-1].text, "我刚才又天午上") { // 彭琳临时接了个电话
		return sign{}, false
	}
	if list == nil || i+2 >= len(s.words) || !among(s.words[i+1].text, apartAspects) && !(s.words[i+1].text == "的" && among(s.words[i].text, "吃喝碰见开聊")) {
		return sign{}, false
	}
	for j := i + 2; j < len(s.words) && j < i+2+maxApart && !taken(j) && s.words[j].kind != mark && s.words[j].kind != newline; j++ {
		for n := 4; n >= 1; n-- {
			for _, o := range list {
				if j+n > len(s.words) || !o.what[s.folded(j, j+n)] || s.words[j].kind != han {
					continue
				}
				c := cue{kind: kTold, mode: o.mode}
				if c.mode == "" {
					c.mode = s.meansIn(i+2, j+n)
				}
				return sign{cue: c, from: i, to: j + n, text: s.words[i].text + s.words[i+1].text + s.folded(j, j+n)}, true
			}
		}
		if w := s.words[j]; w.kind == han && !strings.Contains(apartCounts, w.text) && s.meansIn(i+2, j+1) == "" && s.meansIn(i+2, min(j+2, len(s.words))) == "" {
			break
		}
	}
	return sign{}, false
}

func (s *script) meansIn(from, to int) sales.Mode {
	within := s.folded(from, to)
	for _, m := range meansWithin {
		for word := range strings.FieldsSeq(m.words) {
			if strings.Contains(within, word) {
				return m.mode
			}
		}
	}
	return ""
}
