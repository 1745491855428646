// Package names folds the names of accounts and people for finding them: case,
// width, umlauts, traditional characters, legal forms, pinyin. It is for
// matching only, never for display.
package names

import "strings"

// MaxKeys bounds how many keys one name has, so that an index of 100,000 names
// stays small and one odd name cannot fill it.
const MaxKeys = 40

// Kinds of keys, the prefix that each key carries.
const (
	Whole    = "n:" // the name
	Part     = "w:" // the name from a later word on
	Pinyin   = "p:" // how it is read
	Initials = "i:" // the initials of how it is read
	Slip     = "t:" // one character left out
)

// Keys returns the keys under which a name is indexed, without duplicates. Each
// begins with its kind:
//
//	n:  the folded name without spaces, with and without legal form "n:nordwindpumps"
//	w:  the folded name from each later word on, for finding a part "w:pumps"
//	p:  its pinyin without tones, if it has Han characters "p:huawei"
//	i:  the pinyin's initials                            "i:hw"
//	t:  the folded name with one character left out, for slips of the finger
//
// A name of several readings (银行, 重庆) has several p: and i: keys; one with
// umlauts has keys for both ways of writing them (jager, jaeger).
func Keys(name string) []string {
	k := keyring{}
	for _, folded := range spellings(name) {
		k.whole(strings.Fields(folded))
	}
	for _, folded := range spellings(name) {
		k.parts(strings.Fields(folded))
	}
	k.readings(name)
	k.slips(name)
	return k.list
}

// Plain is a name as one key word: folded, without spaces. Put a kind before it
// to look a name up: Whole + Plain("Nordwind Pumps").
func Plain(said string) string {
	folded := Fold(said)
	if strings.IndexByte(folded, ' ') < 0 {
		return folded
	}
	var room [8]string // most names have fewer words
	words := room[:0]
	for w := range strings.FieldsSeq(folded) {
		words = append(words, w)
	}
	return join(words)
}

// Spoken is how a name is written in one word, in each of its spellings, and how
// it is read in pinyin.
func Spoken(name string) []string {
	k := keyring{}
	for _, folded := range spellings(name) {
		k.add("", join(strings.Fields(folded)))
	}
	for _, r := range Readings(Plain(name)) {
		k.add("", r.Full)
	}
	return k.list
}

// Deletions are the keys under which a slip of the finger finds a name: what was
// said itself (a letter too few) and what was said with each character left out
// (a letter too many, wrong, or swapped). Empty for words too short to tell.
func Deletions(said string) []string {
	plain := []rune(Plain(said))
	if !slippable(plain) {
		return nil
	}
	return append(leaveOneOut(plain), string(plain))
}

// keyring gathers keys, each once, up to MaxKeys.
type keyring struct{ list []string }

func (k *keyring) add(kind, plain string) {
	if plain == "" || len(k.list) >= MaxKeys {
		return
	}
	key := kind + plain
	for _, have := range k.list {
		if have == key {
			return
		}
	}
	k.list = append(k.list, key)
}

func (k *keyring) whole(words []string) {
	k.add(Whole, join(words))
	short := withoutLegalForm(words)
	k.add(Whole, join(short))
	for _, han := range withoutHanAffixes(join(words)) {
		k.add(Whole, han)
	}
}

func (k *keyring) parts(words []string) {
	for i := 1; i < len(words) && i <= 5; i++ {
		k.add(Part, join(words[i:]))
	}
}

func (k *keyring) readings(name string) {
	plain := Plain(name)
	if !hasHan(plain) {
		return
	}
	forms := withoutHanAffixes(plain)
	// The shortest form first: people type the initials of what they call it.
	for i := len(forms) - 1; i >= 0; i-- {
		for _, r := range Readings(forms[i]) {
			k.add(Pinyin, r.Full)
			if len(r.Initials) > 1 {
				k.add(Initials, r.Initials)
			}
		}
	}
	for _, r := range Readings(plain) {
		k.add(Pinyin, r.Full)
	}
}

func (k *keyring) slips(name string) {
	words := strings.Fields(Fold(name))
	short := withoutLegalForm(words)
	k.slipsOf(join(short))
	if len(short) > 1 && len(short[0]) > 4 {
		k.slipsOf(short[0])
	}
}

func (k *keyring) slipsOf(plain string) {
	runes := []rune(plain)
	if !slippable(runes) || hasHan(plain) {
		return
	}
	k.add(Slip, plain)
	for _, d := range leaveOneOut(runes) {
		k.add(Slip, d)
	}
}

// slippable: shorter words are one slip away from too many others, longer ones
// would need too many keys.
func slippable(plain []rune) bool { return len(plain) >= 4 && len(plain) <= 22 }

func leaveOneOut(plain []rune) []string {
	out := make([]string, 0, len(plain))
	for i := range plain {
		if i > 0 && plain[i] == plain[i-1] {
			continue
		}
		out = append(out, string(plain[:i])+string(plain[i+1:]))
	}
	return out
}

// join writes words as one; "and" in any spelling is left out, so that Johnson
// & Johnson is found however it is typed.
func join(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	size := 0
	for _, w := range words {
		size += len(w)
	}
	var b strings.Builder
	b.Grow(size)
	for _, w := range words {
		switch w {
		case "and", "und":
			continue
		}
		b.WriteString(w)
	}
	return b.String()
}
