package understand

import (
	"strings"

	"roundsman/sales/names"
)

// hanSlip finds an account that only sounds like what was typed, as dictation and
// pinyin input make it: 宁得时代, 华东中机. A long name that shares characters with
// one account is it; a short one needs one of its people beside it, or is asked.
func (n *namer) hanSlip(i, end int) (mention, bool) {
	if !n.slot[i] || n.when[i] > 0 || !n.soundsLike(n.s.folded(i, i+2)) {
		return mention{}, false
	}
	for j := min(end, i+8); j >= i+2; j-- {
		said := n.s.folded(i, j)
		hits := n.sounding(said, false)
		if len(hits) == 0 && (j > i+2 || n.led[i]) {
			hits = n.sounding(said, true)
		}
		if len(hits) == 0 || commonHan(said) || hanRegions[said] || n.busyWithin(i, j) {
			continue
		}
		sure := soundSure(said, hits)
		if folk := n.folkAfter(j, hits); folk {
			sure = surePart
		} else if j < i+3 && !n.led[i] {
			return mention{}, false
		}
		return n.mention(i, j, hits, sure), true
	}
	return mention{}, false
}

func (n *namer) soundsLike(said string) bool {
	return !commonHan(said) && len(n.sounding(said, true)) > 0
}

// sounding are the accounts that are read like a text, or begin so.
func (n *namer) sounding(said string, prefix bool) []Hit {
	var hits []Hit
	for _, r := range names.Readings(said) {
		for _, h := range n.c.Book.Accounts(names.Pinyin+r.Full, prefix, candidateLimit) {
			if !prefix || strings.ContainsAny(names.Fold(h.Name), said) { // a syllable may go on: xian, xiang
				hits = append(hits, h)
			}
		}
	}
	return distinct(hits)
}

// halfTyped finds a name of which the input method turned only the first characters into Han:
// 恒li, 好邻ju.
func (n *namer) halfTyped(i int) (mention, bool) {
	at := i + 1
	for at < len(n.s.words) && at < i+3 && n.s.words[at].kind == han && !n.s.words[at].gap {
		at++
	}
	if !n.slot[i] || n.when[i] > 0 || at >= len(n.s.words) || n.s.words[at].kind != letters || n.s.words[at].gap || n.s.words[at].capital {
		return mention{}, false
	}
	var hits []Hit
	for _, r := range names.Readings(n.s.folded(i, at)) {
		hits = append(hits, wholeSyllables(n.c.Book.Accounts(names.Pinyin+r.Full+n.s.words[at].text, true, candidateLimit), r.Full+n.s.words[at].text)...)
	}
	if hits = distinct(hits); len(hits) == 0 || !strings.ContainsAny(names.Fold(hits[0].Name), n.s.folded(i, at)) {
		return mention{}, false
	}
	return n.mention(i, at+1, hits, surePinyin), true
}

// soundSure: three characters and more of which half are right are a slip.
func soundSure(said string, hits []Hit) float64 {
	runes := []rune(said)
	if len(runes) < 3 || legalEnd(said) {
		return sureGuess
	}
	for _, h := range hits {
		same := 0
		for _, r := range runes {
			if strings.ContainsRune(names.Fold(h.Name), r) {
				same++
			}
		}
		if same*2 < len(runes) {
			return sureGuess
		}
	}
	return sureSlip
}

// busyWithin: a word of grammar of two characters begins within.
func (n *namer) busyWithin(i, j int) bool {
	for w := i; w < j; w++ {
		if n.when[w] > 0 || n.busy[w] && w+1 < j && n.busy[w+1] && commonHan(n.s.folded(w, w+2)) {
			return true
		}
	}
	return false
}

// legalEnd: with the legal form off, too little is left to tell 上气集团 by.
func legalEnd(said string) bool {
	for _, form := range [...]string{"集团", "公司", "股份", "控股"} {
		if rest, ok := strings.CutSuffix(said, form); ok {
			return len([]rune(rest)) < 4
		}
	}
	return false
}
