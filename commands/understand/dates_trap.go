package understand

import "strings"

// trap steps over what looks like a date and is a name: 今日头条, 星期五餐厅,
// Monday.com, 五一路, 李国庆; or a day of the lunar calendar that has no table.
func (r *dateReader) trap(i int) int {
	l := r.at(i)
	if l.senses == nil && !l.number {
		return i
	}
	if r.has(i, cFiller) && i+1 < len(r.lx) && r.at(i+1).timely() {
		if to := r.trap(i + 1); to > i+1 { // 约在|周五餐厅
			return to
		}
	}
	if r.unknownHoliday(i) {
		return i + 3
	}
	if l.text[0] < 0x80 {
		return r.latinTrap(i)
	}
	switch {
	case (r.text(i, "明年") || r.text(i, "今年") || r.text(i, "去年") || r.text(i, "后年")) && r.followedBy(i+1, []string{"度"}):
		return i + 1
	case r.hanNamed(i), r.text(i, "前天") && r.followedBy(i+1, []string{"猫"}):
		return i + 1
	case r.has(i, cHoliday) && (r.followedBy(i+1, placeTails) || r.followedBy(i+1, thingTails) || r.surnameBefore(i)):
		return i + 1
	}
	return r.lunarTrap(i)
}

// unknownHoliday: the Spring Festival of a year that no table has.
func (r *dateReader) unknownHoliday(i int) bool {
	y, ok := r.number(i)
	s, holiday := r.is(i+2, cHoliday)
	return ok && holiday && r.has(i+1, cYearMark) && r.at(i).wide != 1 && holidayIn(s.name, fullYear(y)).IsZero()
}

// companyTails make a name of the day before them; quietTails only where
// nothing or a list follows, since 明天集团来人 is tomorrow.
var (
	companyTails = strings.Fields("控股 头条 餐厅 鞋业 股份 传媒 果园 乳业 钢铁 重工 水泥 福珠宝 福黄金 早报 晚报 日报 美术馆 出版社 置业 之星 之子 之城 重现")
	thingTails   = strings.Fields("款 版 装 月饼 福利 礼盒 礼品 限定 主题 档 订单 备货") // 圣诞款 is a thing
	quietTails   = strings.Fields("集团 资本 科技 银行 酒店 证券 地产 珠宝 公司 文化 影业 教育 国际 食品 服饰 金融 投资 咖啡馆 酒吧 超市 广场")
	placeTails   = strings.Fields("路 广场 大道 大街 街 商场 桥 村 小区 站 农场 总 上河图 西路 东路 南路 北路 经理 公园 水库")
)

func (r *dateReader) hanNamed(i int) bool {
	if !r.has(i, cNamed) && !r.has(i, cWeekday) || r.has(i, cRelUnit) {
		return false
	}
	if r.followedBy(i+1, companyTails) {
		return true
	}
	if !r.followedBy(i+1, quietTails) || r.at(i).text == "周五" && r.text(i+1, "酒") {
		return false
	}
	from := r.s.words[r.lx[i+1].from].from
	rest := r.s.cut(from, min(from+8, len(r.s.runes)))
	for _, tail := range quietTails {
		if after, ok := strings.CutPrefix(rest, tail); ok {
			return after == "" || strings.ContainsRune("的、,，。和与;；!？?）)", []rune(after)[0])
		}
	}
	return false
}

const surnames = "王李张刘陈杨赵黄吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪姜范石姚谭廖邹熊陆郝孔白崔康邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚"

// surnameBefore: 李国庆 is a person.
func (r *dateReader) surnameBefore(i int) bool {
	if i == 0 || !r.at(i).glued || r.at(i).to-r.at(i).from != 2 {
		return false
	}
	before := r.at(i - 1)
	return before.to-before.from == 1 && strings.Contains(surnames, before.text)
}

// lunarTrap steps over a day of the Chinese calendar that is not known here:
// 农历八月二十, 腊月初八.
func (r *dateReader) lunarTrap(i int) int {
	if !r.at(i).number || i == 0 {
		return i
	}
	before := r.gap(max(0, i-2), i)
	joined := strings.Join(before, "")
	if !strings.HasSuffix(joined, "农历") && !strings.HasSuffix(joined, "阴历") && !strings.HasSuffix(joined, "旧历") && !strings.HasSuffix(joined, "腊月") && !strings.HasSuffix(joined, "初") {
		return i
	}
	j := i
	for j < len(r.lx) && j < i+4 && (r.at(j).number || r.has(j, cMonMark) || r.has(j, cDayMark) || r.text(j, "初")) {
		j++
	}
	return j
}

var companyForms = phrasesOf("ltd|inc|gmbh|ag|corp|llc|holdings|plc|limited|co|group|company|times|airlines|motors|foods|boots|bank")

// latinTrap steps over Monday.com, Friday Ltd.
func (r *dateReader) latinTrap(i int) int {
	switch {
	case r.has(i, cHoliday) && companyForms[r.at(i+1).text] && r.at(i+1).capital:
		return i + 2
	case r.labelled(i) > i:
		return r.labelled(i)
	case !r.has(i, cWeekday) && !r.has(i, cNamed) && !r.has(i, cMonth):
		return i
	case r.calledWeekday(i):
		return i + 1
	case r.text(i+1, ".") && r.at(i+1).glued && r.at(i+2).glued && (r.text(i+2, "com") || r.text(i+2, "de") || r.text(i+2, "io") || r.text(i+2, "net")):
		return i + 3
	case r.at(i).capital && companyForms[r.at(i+1).text] && r.at(i+1).capital:
		return i + 2
	case r.text(i, "wed") && !r.at(i).capital && r.text(i+1, "to") && !r.day(i+2).found():
		return i + 1
	}
	return i
}

// calledWeekday: somebody is called so, "Mr Friday", "to Sunday Adewale".
func (r *dateReader) calledWeekday(i int) bool {
	if !r.has(i, cWeekday) || !r.at(i).capital || i == 0 {
		return false
	}
	if r.text(i, "sun") && inOffice[r.at(i-1).text] { // "wechat with manager Sun"
		return true
	}
	if len(r.at(i).text) < 6 {
		return false
	}
	if before := r.at(i - 1).text; englishTitles[before] || before == "oga" || before == "chief" || before == "alhaji" {
		return true
	}
	next := r.at(i + 1)
	return r.text(i, "sunday") && next.capital && next.senses == nil && next.text[0] < 0x80 && !englishOrdinary[next.text] && namesSomebody[r.at(i-1).text]
}

var inOffice = wordsOf(`manager engineer director chief president chairman professor mr mrs ms miss dr boss`)

var namesSomebody = wordsOf(`to with met saw for from called and`)

// labelled steps over the digits of a part, an order or a drawing: "part no.
// 10.11.12-B", "#12/5", "rev 2.11".
func (r *dateReader) labelled(i int) int {
	if !r.at(i).number || r.at(i).wide == 0 || r.at(i-1).number && r.at(i).glued {
		return i
	}
	j := i + 1
	for j+1 < len(r.lx) && r.at(j).glued && among(r.at(j).text, "./-") && r.at(j+1).glued && (r.at(j+1).number || r.text(j, "-") && r.s.words[r.at(j+1).from].kind == letters) {
		j += 2
	}
	if j == i+1 {
		return i
	}
	last := r.s.words[r.at(j-1).from]
	if last.kind == letters && !r.timely(j-1) {
		return j
	}
	before := i - 1
	for r.text(before, ".") || r.text(before, ":") || r.text(before, "#") || r.text(before, "no") || r.text(before, "nr") || r.text(before, "number") {
		before--
	}
	if before < i-1 && (r.text(i-1, "#") || before < i-2 || r.text(i-1, "no") || r.text(i-1, "nr") || r.text(i-1, "number")) || labelNouns[r.at(i-1).text] {
		return j
	}
	return i
}

var labelNouns = phrasesOf("part|rev|revision|version|model|type|ref|drawing|dwg|sku|serial|din|iso|en|dn|firmware|fw|v|article|chapter|section|clause|para|paragraph|page|room")
