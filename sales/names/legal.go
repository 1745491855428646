package names

import "strings"

// legalForms are the words at a name's end that nobody says.
var legalForms = wordSet(`gmbh mbh ggmbh ag kg kgaa ohg ug gbr se ev eg
	ltd limited inc incorporated llc llp lp corp corporation co company plc
	sa sas sarl srl spa bv nv oy oyj ab as asa aps sro doo kft zrt pte pty
	holding holdings group gruppe intl international`)

// hanForms are the same in Chinese, the longest first.
var hanForms = []string{"股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "子公司", "总公司", "集团公司", "公司", "集团", "股份", "控股"}

// hanRegions stand before a company's own name in its registered name.
var hanRegions = strings.Fields(`中国 北京 上海 天津 重庆 广东 广州 深圳 东莞 佛山 珠海 江苏 南京 苏州 无锡 常州
	浙江 杭州 宁波 温州 福建 福州 厦门 山东 济南 青岛 湖北 武汉 湖南 长沙 四川 成都 陕西 西安 河南 郑州 河北 辽宁 沈阳 大连
	吉林 长春 黑龙江 哈尔滨 安徽 合肥 江西 南昌 云南 昆明 贵州 广西 海南 山西 内蒙古 新疆 甘肃 香港 台湾 澳门`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// LegalForm reports a word that only tells a company's legal form.
func LegalForm(word string) bool { return legalForms[Fold(word)] }

// withoutLegalForm drops legal forms from the end, but never the whole name.
func withoutLegalForm(words []string) []string {
	end := len(words)
	for end > 1 && (legalForms[words[end-1]] || words[end-1] == "and" || words[end-1] == "und" || len(words[end-1]) == 1 && end > 2) {
		end--
	}
	return words[:end]
}

// withoutHanAffixes returns a Chinese name as it is, then shorter and shorter:
// without legal form, without the region before it.
func withoutHanAffixes(plain string) []string {
	if !hasHan(plain) {
		return nil
	}
	list := []string{plain}
	short := plain
	for again := true; again; {
		again = false
		for _, form := range hanForms {
			if rest, ok := strings.CutSuffix(short, form); ok && runeCount(rest) >= 2 {
				short, again = rest, true
				list = append(list, short)
				break
			}
		}
	}
	for _, form := range list {
		if rest := withoutRegion(form); rest != "" && !contains(list, rest) {
			list = append(list, rest)
		}
	}
	return list
}

func withoutRegion(plain string) string {
	for _, region := range hanRegions {
		rest, ok := strings.CutPrefix(plain, region)
		if !ok {
			continue
		}
		for _, level := range []string{"市", "省"} {
			rest = strings.TrimPrefix(rest, level)
		}
		// 中国银行 is not 银行: what is left must be a name of its own.
		if runeCount(rest) >= 2 && !generic[rest] {
			return rest
		}
	}
	return ""
}

// generic words are no name without the region before them.
var generic = wordSet(`银行 移动 联通 电信 电力 石油 石化 人寿 平安 烟草 铁路 航空 东航 国航 港集团 大学 医院 机场 地铁 电网 集团 公司 汽车 港 建筑 中铁 建材 农业银行
	汽车集团 港务 商业银行 科技 实业 贸易 机械 电子 钢铁 物流 投资 股份 市政 水务 燃气 公交 发展 建设`)

func runeCount(s string) int { return len([]rune(s)) }
