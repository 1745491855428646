// Package picture draws small pictures of numbers, for reading on a phone: bars
// with labels in English and Chinese. It knows no words and no card; the glyphs
// are a few hundred of Noto Sans CJK SC (OFL.txt), drawn beforehand by generate.go.
package picture
