package understand

import "strings"

// beginnings tell how long the phrases of a book are, at most, that begin with a
// word or character. Most of what a text holds begins none, and need not be looked
// up together with all that follows it.
type beginnings struct {
	words map[string]int // by first word: how many words
	runes map[string]int // by first character: how many characters
}

func beginningsOf[T any](book map[string]T) beginnings {
	b := beginnings{map[string]int{}, map[string]int{}}
	for phrase := range book {
		first, _, _ := strings.Cut(phrase, " ")
		b.words[first] = max(b.words[first], strings.Count(phrase, " ")+1)
		runes := []rune(phrase)
		b.runes[string(runes[:1])] = max(b.runes[string(runes[:1])], len(runes))
	}
	return b
}

func wordsOf(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// hanOrdinary are account names that are also words: they need to be where an
// account is named.
var hanOrdinary = wordsOf(`阳光 天天 五月花 新希望 海天 长江 黄河 泰山 四方 可靠 未来 明天 今天 春天 太阳 月亮 海洋 森林 金龙 安全 先锋 先进 创新 奇迹 希望 光大 招商 太平
	新华 人民 青年 作业帮 大家 自如 贝壳 得到 完美 巨人 好太太 好想你 步步高 全家 世纪 红星 五星 全友 顾家 饿了么 去哪儿 老百姓 老乡 老字号 大家乐 快乐 吉祥 如意 和平 和谐 胜利 东风 解放 红旗 前进 飞跃 朝阳 日出 丰收 金牌 第一 顶点 高德 飞天 神州 信息 自然堂 百姓 家家 每日 好运 好时光 好医生 好家 好味 有家 有鱼 有棵树 想念 看好 看准 看点 一起 一点 一号店 三星 七天 七喜 八方 九州 十全 百度 百川 百分 千年 千山 千里 万家 万物 万里
	美的 联想 小米 苹果 长城 长安 今天国际 三一 壳牌 目标 大众 现代 平安 幸福 光明 一汽 统一 老板 公牛 良品 旺旺 蓝月亮 可口 百事 理想 红豆 太平鸟 得力 晨光 好孩子 物美 当当 快手 正大 中兴 金山 永辉 安能 中通 问界 方太`)

func phrasesOf(list string) map[string]bool {
	set := map[string]bool{}
	for p := range strings.SplitSeq(list, "|") {
		set[p] = true
	}
	return set
}
