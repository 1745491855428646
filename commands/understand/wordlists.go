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
var hanOrdinary = wordsOf(`美的 联想 小米 苹果 长城 海尔 长安 今天国际 三一 壳牌 橙子 目标 大众 现代 平安 幸福 光明 一汽 统一 康师傅 老板 方太 公牛 三只松鼠 良品 旺旺 立白 蓝月亮 农夫山泉 可口 百事 万科 恒大 中兴 金山 搜狗 百度 当当 携程 快手 美团 拼多多 理想 蔚来 极氪 问界 小鹏 零跑 王府井 正大 双汇 伊利 蒙牛 安踏 李宁 森马 红豆 七匹狼 太平鸟 得力 晨光 真彩 好孩子 永辉 物美 大润发 家乐福 京东 天猫 闲鱼 中通 圆通 申通 韵达 百世 德邦 安能`)
