// Package names folds the names of accounts and people for finding them: case,
// width, umlauts, traditional characters, legal forms, pinyin. It is for
// matching only, never for display.
package names

// Keys returns the keys under which a name is indexed, without duplicates. Each
// begins with its kind:
//
//	n:  the folded name without spaces and legal form   "n:nordwindpumps"
//	w:  the folded name from each later word on, for finding a part "w:pumps"
//	p:  its pinyin without tones, if it has Han characters "p:huawei"
//	i:  the pinyin's initials                            "i:hw"
//	t:  the folded name with one character left out, for slips of the finger
//
// A name of several readings (银行, 重庆) has several p: and i: keys.
func Keys(name string) []string { return nil }
