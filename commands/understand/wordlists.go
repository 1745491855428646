package understand

import "strings"

func wordsOf(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// hanOrdinary are account names that are also words: they need to be where an
// account is named.
var hanOrdinary = wordsOf(`美的 联想 小米 苹果 长城 长安 今天国际 三一 壳牌 目标 大众 现代 平安 幸福 光明 一汽 统一 老板 公牛 良品 旺旺 蓝月亮 可口 百事 理想 红豆 太平鸟 得力 晨光 好孩子 物美 当当 快手 正大 中兴 金山 永辉 安能 中通 问界 方太`)

func phrasesOf(list string) map[string]bool {
	set := map[string]bool{}
	for p := range strings.SplitSeq(list, "|") {
		set[p] = true
	}
	return set
}
