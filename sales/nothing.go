package sales

import (
	"slices"
	"strings"
)

// nothings are how people write that there is nothing to tell, in small letters.
var nothings = []string{
	"none", "no", "nope", "nothing", "nil", "n/a", "na", "no help", "no problems", "no problem", "not today", "nothing today",
	"无", "没", "没有", "暂无", "没什么", "没有困难", "没有问题", "没问题", "没困难", "不需要", "不用", "无困难", "暂时没有", "无需", "都好",
}

// SaysNothing reports that an answer only says that there is nothing: "none", "-", 没有。
func SaysNothing(text string) bool {
	said := strings.ToLower(strings.Trim(text, " \t\n.,!-–—/。，！、~～"))
	return said == "" || slices.Contains(nothings, said)
}
