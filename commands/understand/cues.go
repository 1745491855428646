package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// cueKind is what a word tells about the clause it stands in.
type cueKind byte

const (
	kTold     cueKind = iota + 1 // visited, 见了: it took place
	kMeeting                     // call with, 开会: took place, unless it is to come
	kPlain                       // visit, call, 拜访: told or planned, by what is around it
	kDoing                       // visiting, meeting: told or planned, cannot be known
	kPlan                        // will, going to, 打算
	kCancel                      // cancelled, 取消
	kMissed                      // couldn't meet, 没见到
	kAbsent                      // was out, 不在: takes the person out
	kFollow                      // follow up, remind me, 跟进
	kPromise                     // promised, 答应: what follows the receiver
	kMust                        // need to, will, 要: a follow-up with an action
	kAction                      // send, call, 发: what we do
	kDeliver                     // quote, sample, 报价: what we owe
	kTheir                       // they, he, wants, 说, 希望: others speak
	kNote                        // note, 备注
	kAsk                         // when, who, 什么时候
	kRival                       // competitor, 对手
	kOutcome                     // agreed, signed, 成交
	kTogether                    // colleague, 同事
	kBy                          // by phone, 线上: tells the mode only
	kSmall                       // hello, thanks, 好的
	kNot                         // not, 没
	kPlace                       // at, 在: an account may follow
	kGiven                       // to, for, with, 给, 跟: account or person may follow
	kOrdinary                    // a word of the language, no name
	kUndo                        // ends a name in Chinese
	kOver                        // went well: it took place, and how
)

// cue is one meaning of a word or phrase. place and person say what is named
// right after it.
type cue struct {
	kind   cueKind
	mode   sales.Mode
	place  bool
	person bool
}

// cueBook is the cue words of one language.
type cueBook map[string][]cue

func (b cueBook) add(c cue, phrases string) {
	for phrase := range strings.SplitSeq(phrases, "|") {
		whole := strings.TrimSpace(phrase)
		if phrase = plainPhrase(phrase); phrase != "" && !(c.kind == kOver && strings.Contains(whole, " ") && !strings.Contains(phrase, " ")) {
			b[phrase] = append(b[phrase], c)
		}
	}
}

// plainPhrase leaves out what is skipped in a text as well.
func plainPhrase(phrase string) string {
	words := strings.Fields(phrase)
	plain := words[:min(1, len(words))]
	for _, w := range words[len(plain):] {
		if !skipped[w] {
			plain = append(plain, w)
		}
	}
	return strings.Join(plain, " ")
}

// skipped are words that change nothing inside a phrase: "had a really good
// meeting with" is "had meeting with".
var skipped = wordsOf(`a an the my our another quick short long longer brief good great nice productive very really pretty quite tough difficult interesting useful little final regular usual friendly successful
	excellent fantastic constructive positive decent proper lengthy weekly monthly annual quarterly initial super fruitful pleasant detailed in-depth intensive spontaneous impromptu last-minute half-hour two-hour one-hour
	just already unfortunately sadly currently actually`)

const mostSkipped = 4 // of one phrase

// cueWords is every language's cues in one book, since texts mix them.
var cueWords, longestCue = mergeCues(englishCues(), chineseCues())

// cuePhrases are the beginnings of the cues.
var cuePhrases = beginningsOf(cueWords)

func mergeCues(all ...cueBook) (cueBook, int) {
	merged, longest := cueBook{}, 0
	for _, b := range all {
		for phrase, cues := range b {
			merged[phrase] = append(merged[phrase], cues...)
			longest = max(longest, strings.Count(phrase, " ")+1)
		}
	}
	return merged, longest
}

const maxHanCue = 7

// sign is a cue found in a text, at words from..to.
type sign struct {
	cue
	from, to int
	text     string
}

// signs finds the cues of a text, the longest at each place. taken tells which
// words belong to a name already.
func (s *script) signs(taken func(word int) bool) []sign {
	out := make([]sign, 0, 16) // as most texts have
	for i := 0; i < len(s.words); {
		to, text := i+1, ""
		if !taken(i) {
			if a, ok := s.apartAt(i, taken); ok {
				out = append(out, a)
				i = a.to
				continue
			}
			to, text = s.cueAt(i, taken)
		}
		if s.saysHow(i) && !taken(i) && !taken(i+1) {
			out = append(out, sign{cue: cue{kind: kOver}, from: i, to: i + 2, text: "went well"})
		}
		if text == "" && s.headsNext(i) && !taken(i) {
			out = append(out, sign{cue: cue{kind: kFollow}, from: i, to: i + 1, text: "next"})
		}
		if text == "to do" && s.isAim(out, to) || text == "am" && i > 0 && s.words[i-1].kind == digits { // 9am
			text = ""
		}
		for _, c := range cueWords[text] {
			if (c.kind == kPlain || c.kind == kMeeting) && s.words[i].kind == letters && to < len(s.words) && among(s.words[to].text, "了过完") { // call了一下
				c.kind = kTold
			}
			out = append(out, sign{cue: c, from: i, to: to, text: text})
		}
		i = to
	}
	return out
}

// isAim: "to do" goes on with "remind me on Friday", and heads no list.
func (s *script) isAim(before []sign, to int) bool {
	heads := to < len(s.words) && s.words[to].text == ":"
	return !heads && slices.ContainsFunc(before, func(b sign) bool { return b.kind == kFollow && strings.HasPrefix(b.text, "remind") })
}

// saysHow: "went great", "was good", "all fine": how it was, in words that are left out of
// other phrases.
func (s *script) saysHow(i int) bool {
	if i+1 >= len(s.words) || !skipped[s.words[i+1].text] && s.words[i+1].text != "fine" && s.words[i+1].text != "ok" {
		return false
	}
	end := i+2 >= len(s.words) || s.words[i+2].kind != letters
	switch s.words[i].text {
	case "went":
		return s.words[i+1].text != "a" && s.words[i+1].text != "the" && s.words[i+1].text != "an" && s.words[i+1].text != "my" && s.words[i+1].text != "our"
	case "was", "all":
		return end && s.words[i+1].text != "the" && s.words[i+1].text != "another"
	}
	return false
}

// headsNext: "Next:" at the beginning of a sentence.
func (s *script) headsNext(i int) bool {
	return s.words[i].text == "next" && i+1 < len(s.words) && s.words[i+1].text == ":" && (i == 0 || s.words[i-1].kind != letters)
}

func (s *script) cueAt(i int, taken func(int) bool) (int, string) {
	if s.words[i].kind == han {
		for j := min(len(s.words), i+min(maxHanCue, cuePhrases.runes[s.words[i].text])); j > i; j-- {
			if s.words[j-1].kind != han || taken(j-1) {
				continue
			}
			if text := s.folded(i, j); cueWords[text] != nil {
				return j, text
			}
		}
		return i + 1, ""
	}
	if s.words[i].kind != letters {
		return i + 1, ""
	}
	end, best := i+1, ""
	var room [64]byte
	phrase := room[:0]
	left := mostSkipped
	first, _, _ := strings.Cut(uncontracted(s.readAs(i)), " ")
	longest := cuePhrases.words[first]
	for j := i; longest > 0 && j < len(s.words) && j < i+longestCue+mostSkipped-left && !taken(j); j++ {
		if j > i && left > 0 && (s.words[j].text == "-" || skipped[s.words[j].text]) {
			left--
			continue
		}
		if s.words[j].kind != letters {
			break
		}
		if len(phrase) > 0 {
			phrase = append(phrase, ' ')
		}
		phrase = append(phrase, uncontracted(s.readAs(j))...)
		longest--
		if cueWords[string(phrase)] != nil {
			end, best = j+1, string(phrase)
		}
	}
	return end, best
}

// readAs is a word as typed, or as it was meant to be.
func (s *script) readAs(i int) string {
	w := &s.words[i]
	if whole, ok := shortFor[w.text]; ok {
		return whole
	}
	if !w.tried {
		w.tried = true
		if !w.capital || i == 0 || s.words[i-1].kind != letters { // no name is mended
			w.meant = cueMeant(w.text)
		}
	}
	if w.meant != "" {
		return w.meant
	}
	return w.text
}

// uncontracted writes we'll as "we will" and leaves the apostrophe out of the
// rest: dont, im.
func uncontracted(word string) string {
	if base, ok := strings.CutSuffix(word, "'ll"); ok {
		return base + " will"
	}
	return strings.ReplaceAll(word, "'", "")
}
