package understand

import "time"

// monthFirst: Chinese writes 12/5 for 5 December. Where a text has no words at
// all, the author's zone tells.
func (r *dateReader) monthFirst() bool {
	if r.han {
		return true
	}
	for _, w := range r.s.words {
		if w.kind == letters {
			return false
		}
	}
	return monthFirstZones[r.now.Location().String()]
}

var monthFirstZones = phrasesOf("Asia/Shanghai|Asia/Urumqi|Asia/Chongqing|Asia/Harbin|Asia/Taipei|Asia/Macau|PRC|ROC")

// hanMonthFirst: 12-05 alone.
func (r *dateReader) hanMonthFirst(i int) moment {
	month, ok := r.number(i)
	day, ok2 := r.number(i + 2)
	if !ok || !ok2 || !r.whole || i != 0 || !r.text(1, "-") || r.at(0).wide != 2 || r.at(2).wide != 2 || month < 1 || month > 12 || !r.monthFirst() || r.at(3).number || r.decimal(3) || !r.hanGoesOn(3) {
		return moment{}
	}
	return r.monthInYear(time.Month(month), day, 3)
}

// monthFirstRange: 12.3-12.5, 12/3至12/5.
func (r *dateReader) monthFirstRange(i int) moment {
	if !r.monthFirst() {
		return moment{}
	}
	from, ok := r.pair(i)
	if !ok || !r.has(i+3, cTo) {
		return moment{}
	}
	until, ok := r.pair(i + 4)
	if !ok || r.at(i+1).text != r.at(i+5).text {
		return moment{}
	}
	a := r.monthInYear(time.Month(from[0]), from[1], i+3)
	if !a.found() {
		return moment{}
	}
	later := *r
	later.memo, later.today, later.past = nil, a.day.AddDays(-1), false
	b := later.monthInYear(time.Month(until[0]), until[1], i+7)
	if !b.found() || b.day.Before(a.day) || r.measured(i+7) || !r.hanGoesOn(i+7) {
		return moment{}
	}
	return moment{day: a.day, until: b.day, sure: 0.9, end: i + 7, unit: uDay}
}

// pair is a month and a day with a dot or slash between them.
func (r *dateReader) pair(i int) ([2]int, bool) {
	month, ok := r.number(i)
	day, ok2 := r.number(i + 2)
	if !ok || !ok2 || r.at(i).wide == 0 || r.at(i).wide > 2 || r.at(i+2).wide == 0 || r.at(i+2).wide > 2 || !r.text(i+1, "/") && !r.text(i+1, ".") || month < 1 || month > 12 || day < 1 || day > 31 {
		return [2]int{}, false
	}
	return [2]int{month, day}, true
}

// hanGoesOn: what follows a number in Chinese leaves it a day: nothing, a word
// of time, a verb; not a measure as in 2.5折 or 3.5吨.
func (r *dateReader) hanGoesOn(i int) bool {
	l := r.at(i)
	if l.text == "" || l.senses != nil && !r.has(i, cUnit) {
		return true
	}
	w := r.s.words[l.from]
	switch w.kind {
	case han:
		return among(w.text, goingOn)
	case letters:
		return connective[w.text]
	default:
	}
	return !among(w.text, "%％€$¥*x/")
}

// goingOn are characters that go on after a day: verbs, prepositions, particles.
const goingOn = "的要去来到再会能可完开就交签给发报出拜见跟和与我他她客打送付回才把将做定以吧了是前后之左约过上下请让对拿收安装验聊谈碰吃喝"

// fractionNouns are measured in fractions, or numbered with a slash before it.
var (
	fractionNouns = phrasesOf("inch|inches|of|mm|cm|full|empty|scale|share|stake|bolt|bolts|thread|threads|upfront|down|prepayment|deposit|paid|majority|split|net|points|stars|valve|valves|fittings|pipe|pipes|hose|hoses|turn|turns|mile|ton|tons|people|units|pcs|pieces|done|complete|signed|score")
	numberedNouns = phrasesOf("room|rooms|size|ratio|scale|page|unit|no|nr|part|bldg|building|gate|hall|stand|booth|dn|model|type|ref|version|invoice|order|po|section|chapter|item|article|房间|会议室|型号|编号|比例|版本|订单|楼|单元")
)

// fraction: 3/8 inch, 1/3 upfront, room 12/5, 房间12/5, 3/4英寸.
func (r *dateReader) fraction(i, end, a, b int) bool {
	if fractionNouns[r.at(end).text] || r.text(end, `"`) || numberedNouns[r.at(i-1).text] {
		return true
	}
	if i > 1 && numberedNouns[r.at(i-2).text+r.at(i-1).text] || i > 2 && numberedNouns[r.at(i-3).text+r.at(i-2).text+r.at(i-1).text] {
		return true
	}
	if next := r.at(end); next.text != "" && next.glued && r.s.words[next.from].kind == han && !r.hanGoesOn(end) {
		return true
	}
	return a < b && (b == 2 || b == 3 || b == 4 || b == 8 || b == 16) && !r.ends(end) && !r.monthFirst() && !r.has(i-1, cBy) && !r.text(i-1, "on")
}
