package understand

import "strings"

// toldPast: the clause of the first date tells that it is over: "was there on
// the 19th", 周五跟他吃的饭. Where the clause does not tell, the whole text does.
func (r *dateReader) toldPast(list []found) bool {
	from, to := 0, len(r.s.words)
	for _, f := range list {
		if f.isPart {
			continue
		}
		if f.Due.By {
			return false
		}
		from, to = r.clauseAround(r.lx[f.from].from, r.lx[f.to-1].to)
		break
	}
	if t := r.tense(from, to); t != 0 {
		return t < 0
	}
	return r.tense(0, len(r.s.words)) < 0
}

// clauseAround is the piece between two marks around the words from..to.
func (r *dateReader) clauseAround(from, to int) (int, int) {
	ends := func(i int) bool {
		w := r.s.words[i]
		return w.kind == newline || w.kind == mark && among(w.text, ",;!?，。；！？—") || w.text == "." && (i+1 == len(r.s.words) || r.s.words[i+1].gap)
	}
	for from > 0 && !ends(from-1) {
		from--
	}
	for to < len(r.s.words) && !ends(to) {
		to++
	}
	return from, to
}

// tense of the words from..to: -1 gone by, 1 to come, 0 if they do not tell.
func (r *dateReader) tense(from, to int) int {
	gone := false
	for i := from; i < to; i++ {
		w := r.s.words[i]
		switch {
		case w.kind == letters && toCome[w.text] && !(i > from && by[w.text] && lookedIn[r.s.words[i-1].text]), strings.HasSuffix(w.text, "'ll"):
			return 1
		case w.kind == letters && goneBy[w.text]:
			gone = true
		default:
		}
	}
	text := r.s.folded(from, to)
	if r.han || strings.ContainsAny(text, "了过的完") {
		switch t := hanTense(text); {
		case t > 0:
			return 1
		case t < 0:
			gone = true
		}
	}
	for _, s := range r.s.signs(func(w int) bool { return w < from || w >= to }) {
		gone = gone || s.kind == kTold && finished(s.text)
	}
	if gone {
		return -1
	}
	return 0
}

var (
	goneBy = wordsOf(`was were had did went came saw met spoke talked visited got gave took told drove flew quoted ordered since dated left ran held happened started finished popped dropped swung caught ate arrived shipped bought complained installed toured hosted
		attended joined discussed showed presented delivered received signed won lost bumped stopped dined lunched emailed phoned texted`)
	toCome = wordsOf(`will would shall going gonna need needs must should want wants wanted plan plans planned planning promised promise let's lets please pls can could may might by before until till due
		scheduled booked agreed expected expects said says asked asks hopes hope confirmed set arranged supposed moved postponed pushed rescheduled delayed changed shifted remind reminder tbc deadline latest when if once expecting hoping asking i'd he'd she'd they'd we'd you'd it'd`)
	by       = wordsOf("by")
	lookedIn = wordsOf("stopped dropped came popped swung went passed called drove")
)

// hanTense: 了, 过 and the 的 of 吃的饭 tell what is over, unless something is to
// be done (要, 会去, 再) or was only arranged (约了, 定了, 说了).
func hanTense(text string) int {
	for _, coming := range hanComing {
		if strings.Contains(text, coming) {
			return 1
		}
	}
	rs := []rune(text)
	gone := 0
	if strings.Contains(text, "以来") || strings.Contains(text, "至今") {
		gone = -1
	}
	for i, c := range rs {
		before := ' '
		if i > 0 {
			before = rs[i-1]
		}
		switch c {
		case '了', '过':
			if i+1 < len(rs) && c == '过' && strings.ContainsRune("去来", rs[i+1]) || i > 1 && strings.ContainsRune("不没", rs[i-2]) || strings.ContainsRune("约定说改推安排订应诺意认知选拖延换好错除不超通经难路", before) {
				continue
			}
			if i > 0 && before != ' ' && isHan(before) && (c == '了' || strings.ContainsRune("聊见去来开打谈看访吃做送签参发跑拜联系碰试用喝", before)) && !strings.ContainsRune("一二三四五六日天点号月周末", before) {
				gone = -1
			}
		case '的':
			if strings.ContainsRune("吃见去来聊谈打寄发开签送买到访会喝看付跑碰说做出", before) {
				gone = -1
			}
		}
	}
	return gone
}

func isHan(r rune) bool { return kindOf(r) == han }

var hanComing = strings.Fields("改 要 将 再 打算 计划 准备 尽快 记得 提醒 务必 争取 必须 需要 安排 下次 希望 答应 承诺 会来 会去 会给 会发 会到 会付 会签 会做 会打 之前 以前发 约好 约了 约的 定了 定在 说好 改到 推迟 推到 等到 请于 截止 最晚 最迟")
