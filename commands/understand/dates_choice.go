package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// relation is what the words between two dates make of them.
type relation byte

const (
	unrelated relation = iota
	either             // Tuesday or Wednesday
	second             // Tuesday, no, Wednesday
	firstOnly          // Thursday, not Wednesday
	bothDays           // 周四周五两天
)

// settled puts dates together that are said of one thing: of "Tuesday or
// Wednesday" one is to be asked for, of "Tuesday, no, Wednesday" and "moved from
// Tuesday to Wednesday" the later word counts.
func (r *dateReader) settled(list []found) []found {
	for i := range list {
		r.ratherNext(&list[i])
	}
	if len(list) < 2 {
		return list
	}
	out := []found{list[0]}
	for _, next := range list[1:] {
		last := &out[len(out)-1]
		if !r.settle(last, next) {
			out = append(out, next)
		}
	}
	return out
}

// ratherNext reads "not this Friday but the one after", "not tomorrow but the day
// after".
func (r *dateReader) ratherNext(f *found) {
	if f.Due.IsZero() || !r.text(f.to, "but") || !r.refusedBefore(*f) {
		return
	}
	for n := 5; n > 1; n-- {
		days := nextOnes[strings.Join(r.gap(f.to, f.to+n), " ")]
		if days == 0 || days == 7 && !f.weekday() && f.Until.IsZero() {
			continue
		}
		f.Due.Day = f.Due.Day.AddDays(days)
		if !f.Until.IsZero() {
			f.Until = f.Until.AddDays(days)
		}
		f.to = min(f.to+n, len(r.lx))
		r.mark(f)
		return
	}
}

var nextOnes = map[string]int{
	"but the one after": 7, "but the next one": 7, "but the next": 7, "but the following one": 7, "but the week after": 7, "but one after": 7,
	"but the one after that": 7, "but the day after": 1, "but the next day": 1, "but the following day": 1,
}

// settle takes the next date into the last one where they are related.
func (r *dateReader) settle(last *found, next found) bool {
	if last.isPart || next.isPart || next.from-last.to > 12 {
		return false
	}
	whole := *last
	relation := r.related(*last, next)
	if !r.whole && !r.plainly(*last, next, relation) {
		return false
	}
	switch relation {
	case unrelated:
		return false
	case either:
		next = r.completed(*last, next)
		if !orWords[strings.Join(r.gap(last.to, next.from), "")] && last.weekday() && weekdayNumber(last.Due.Day) == 6 && next.Due.Day == last.Due.Day.AddDays(1) {
			whole.Until = next.Due.Day // Saturday and Sunday
			break
		}
		whole.Sure, whole.Alternatives = min(last.Sure, 0.6), append(alternatives(*last), alternatives(next)...)
	case second:
		whole = r.completed(*last, next)
	case firstOnly:
	case bothDays:
		whole.Until = next.Due.Day
		next.to += 2
	}
	whole.from, whole.to = last.from, next.to
	r.mark(&whole)
	*last = whole
	return true
}

// plainly: in the middle of a message only these relations are sure; what was
// moved from one day to another there is told by the clauses around it.
func (r *dateReader) plainly(last, next found, is relation) bool {
	gap := strings.Join(r.gap(last.to, next.from), "")
	switch is {
	case either:
		return orWords[gap]
	case second:
		return slipWords[gap] || r.takesBack(r.gap(last.to, next.from))
	default:
	}
	return false
}

// takesBack: the words between begin with one that only takes something back: "no wait
// make it", "sorry I meant"; or the first day is told by the second, "the Friday before
// that, 4 December".
func (r *dateReader) takesBack(gap []string) bool {
	return len(gap) > 0 && (backOpeners[gap[0]] && len(gap) > 1 || toldByNext[strings.Join(gap, " ")])
}

var (
	backOpeners = wordsOf(`no nope wait sorry oops correction scratch make er um uh hmm actually apologies`)
	toldByNext  = phrasesOf("before that|after that|before then|after then|thereafter|prior to that")
)

var (
	orWords   = phrasesOf("or|ormaybe|orperhaps|orpossibly|oron|/|或|或者|或是|还是")
	slipWords = phrasesOf("no|nowait|sorry|sorryno|imean|nosorry|orrather|correction|不对|哦不|不是|说错了|更正|应该是|不对是|说错了是|记错了是|不")
)

func alternatives(f found) []sales.Due {
	if len(f.Alternatives) > 0 {
		return f.Alternatives
	}
	return []sales.Due{f.Due}
}

// completed gives the later date what only the earlier one says: the day of a
// time, the time of a day, the week of a weekday.
func (r *dateReader) completed(last, next found) found {
	if !next.hasDay {
		next.Due.Day, next.hasDay = last.Due.Day, last.hasDay
		if next.Due.Zone == "" {
			next.Due.Zone = last.Due.Zone
		}
	}
	if next.Due.Time == nil && next.Until.IsZero() && !next.weekly {
		next.Due.Time, next.Due.Zone, next.hasTime = last.Due.Time, last.Due.Zone, last.hasTime
	}
	if sameWeek := monday(last.Due.Day).AddDays(weekdayNumber(next.Due.Day) - 1); next.bare && last.weekly && (r.past || sameWeek.After(r.today) || !next.Due.Day.After(r.today)) {
		next.Due.Day = sameWeek
	}
	next.Due.By = next.Due.By || last.Due.By
	return next
}

func (r *dateReader) related(last, next found) relation {
	gap := r.gap(last.to, next.from)
	if len(gap) > 8 {
		return unrelated
	}
	said := strings.Join(gap, " ")
	if joined := strings.Join(gap, ""); joined != "" && joined[0] >= 0x80 {
		said = joined
	}
	switch {
	case said == "instead" && r.text(next.from, "of"):
		return firstOnly
	case r.refusedBefore(last) && len(gap) <= 4:
		return second
	case adjoins(gap) && last.weekday() && r.text(next.to, "两") && r.text(next.to+1, "天") && next.Due.Day == last.Due.Day.AddDays(1):
		return bothDays
	case eitherGaps[said] && last.hasDay == next.hasDay, r.listed(last, next, gap):
		return either
	case toldByNext[said]:
		return second
	case refusingGaps[said]:
		return firstOnly
	case r.movedBefore(last.from) && (len(gap) == 0 || toGaps[said] || arrowGaps[said]), arrowGaps[said], r.corrects(gap, said):
		return second
	}
	return unrelated
}

// gap is what stands between two dates, word by word, marks left out but those
// that mean something.
func (r *dateReader) gap(from, to int) []string {
	var words []string
	for i := from; i < to && i < len(r.lx); i++ {
		t := r.at(i).text
		if t == "" || among(t, ",.;:!?()，。；：！？（）…\"'“”\n") || (t == "—" || t == "–" || t == "-") && to-from > 1 && !r.text(i+1, ">") {
			continue
		}
		words = append(words, t)
	}
	return words
}

var (
	eitherGaps   = phrasesOf("or|or if not|or failing that|or maybe|or perhaps|or possibly|or else|or on|or the|or even|/|、|或|或者|或是|还是|要么|要不|不然|要不就|或者是|and|and on|&|和|跟|与|oder|, or|or rather on|alternatively|if not|otherwise|maybe|else")
	toGaps       = phrasesOf("to|till|until|into|onto|到|至|为|成|-|–")
	arrowGaps    = phrasesOf("->|- >|- - >|= >|→|⇒|=>|-->|>|instead")
	refusingGaps = phrasesOf("not|and not|not on|rather than|instead of|as opposed to|而不是|不是|而非|并非|代替|(not|no longer|not the")
)

func adjoins(gap []string) bool {
	return len(gap) == 0 || len(gap) == 1 && (gap[0] == "、" || gap[0] == "和" || gap[0] == "跟")
}

var others = phrasesOf("next|the day after|day after|the following day|the next|the next day|the one after|the week after|the following|the following week|the next one|the day before|later|after|thereafter|后一天|第二天|再下周|前后")

// orAnother: "tomorrow or the day after", "this week or next".
func (r *dateReader) orAnother(f *found) {
	if !r.text(f.to, "or") && !r.text(f.to, "或") && !r.text(f.to, "或者") || len(f.Alternatives) > 0 {
		return
	}
	rest := r.gap(f.to+1, min(len(r.lx), f.to+4))
	for n := len(rest); n > 0; n-- {
		if others[strings.Join(rest[:n], " ")] {
			other := f.Due
			other.Day = other.Day.AddDays(1)
			f.Sure, f.Alternatives = min(f.Sure, 0.6), []sales.Due{f.Due, other}
			return
		}
	}
}

// listed: two bare days side by side, 周四周五都行, in a text that is all date.
func (r *dateReader) listed(last, next found, gap []string) bool {
	if !last.hasDay || !next.hasDay || last.hasTime || next.hasTime || !last.Until.IsZero() || !next.Until.IsZero() || !adjoins(gap) || !r.whole {
		return false
	}
	if last.Due.Day == next.Due.Day {
		return false
	}
	return last.weekday() && next.weekday()
}

func (f found) weekday() bool { return f.bare || f.weekly }

var correcting = strings.Fields(`no nope wait sorry mean meant scratch actually make correction rather oops wrong instead apologies change typo
	不对 不是 说错了 错了 更正 哦不 应该是 改 改到 改成 改为 换 换到 换成 推到 推迟 推迟到 延 延期 延到 延后 挪 挪到 调 调到 提前 提前到 不 不行 不去 取消 来不及 没空 顺延 记错`)

// corrects: the words between two dates take the first one back.
func (r *dateReader) corrects(gap []string, said string) bool {
	if len(gap) == 0 {
		return false
	}
	if gap[0] != "" && gap[0][0] >= 0x80 || r.han && gap[len(gap)-1] != "" && gap[len(gap)-1][0] >= 0x80 {
		joined := strings.Join(gap, "")
		return len([]rune(joined)) <= 10 && slices.ContainsFunc(correcting, func(w string) bool { return w[0] >= 0x80 && strings.Contains(joined, w) })
	}
	for _, refused := range refusals {
		if strings.Contains(said, refused) {
			return true
		}
	}
	taken := false
	for _, w := range gap {
		if !small[w] {
			return false
		}
		taken = taken || slices.Contains(correcting, w)
	}
	return taken
}

var refusals = []string{"doesn't work", "does not work", "doesnt work", "won't work", "wont work", "isn't good", "isnt good", "is no good", "not possible", "is out", "is full", "is off", "not available", "can't make", "cant make", "got cancelled", "is cancelled", "isn't possible", "doesn't suit", "clashes", "is a holiday", "was cancelled", "moved to", "pushed to", "postponed to", "is now", "became", "becomes", "changed to", "rescheduled to", "shifted to"}

var small = wordsOf(`no nope wait sorry mean meant scratch actually make correction rather oops wrong instead that that's thats it it's its is on at by oh hmm um er eh uh should be let's lets do say the we for of a was i i'd my
	bad ok okay or better hang hold apologies change typo to hang you know not right`)

// refusedBefore: not Tuesday, can't do Tuesday, instead of Tuesday, 不是周二, 原定周二.
func (r *dateReader) refusedBefore(f found) bool {
	before := strings.Join(r.gap(max(0, f.from-3), f.from), " ")
	for _, refusal := range [...]string{"not", "not on", "can't do", "cant do", "cannot do", "can't make", "can not do", "instead of", "rather than", "不是", "原定", "原计划", "原本", "原来", "本来", "原先", "originally", "wasn't", "isn't"} {
		if before == refusal || strings.HasSuffix(before, " "+refusal) || refusal[0] >= 0x80 && strings.HasSuffix(strings.ReplaceAll(before, " ", ""), refusal) {
			return true
		}
	}
	return false
}

var moving = wordsOf(`moved move moving rescheduled reschedule pushed push postponed postpone shifted shift changed change delayed delay switched switch brought bring swapped moves
	改 推迟 推 延期 延后 延 挪 调整 调 换 提前 顺延`)

// movedBefore: something is moved from the day at i to another.
func (r *dateReader) movedBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		if r.has(j, cWeekday) || r.has(j, cNamed) || r.text(j, ".") {
			return false
		}
		if moving[r.at(j).text] {
			return j == i-1 || r.text(i-1, "from") || r.text(i, "from") || r.at(j).text[0] >= 0x80 || r.text(i-2, "from")
		}
	}
	return false
}

// amended reads a time that puts right the one just read: "at 3, make that 4".
func (r *dateReader) amended(f found) (found, bool) {
	if !f.hasTime {
		return found{}, false
	}
	for j := f.to; j < len(r.lx) && j < f.to+6; j++ {
		if h := r.bareHour(j); h.found() && r.corrects(r.gap(f.to, j), strings.Join(r.gap(f.to, j), " ")) {
			clock, _ := h.resolved(0)
			next := f
			next.Due.Time, next.from, next.to = &clock, j, h.end
			return next, true
		}
	}
	return found{}, false
}
