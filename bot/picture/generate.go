//go:build ignore

// This program draws the glyphs of Noto Sans CJK SC that pictures need into
// glyphs.png and glyphs.txt: go run generate.go FONT.ttc < characters. It needs
// golang.org/x/image, which the product does not: run it in a module that has it.
package main

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

const (
	size          = 26 // pixels
	cell          = 34
	columns       = 24
	base          = 26 // of the line, from the top of a cell
	simplifiedSub = 2  // of the collection: JP, KR, SC, ...
)

func main() {
	raw, err := os.ReadFile(os.Args[1])
	check(err)
	collection, err := opentype.ParseCollection(raw)
	check(err)
	f, err := collection.Font(simplifiedSub)
	check(err)
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	check(err)
	chars := characters()
	rows := (len(chars) + columns - 1) / columns
	sheet := image.NewGray(image.Rect(0, 0, columns*cell, rows*cell))
	var index strings.Builder
	for i, r := range chars {
		at := image.Pt(i%columns*cell, i/columns*cell)
		d := font.Drawer{Dst: sheet, Src: image.NewUniform(color.White), Face: face, Dot: fixed.P(at.X+2, at.Y+base)}
		advance, _ := face.GlyphAdvance(r)
		d.DrawString(string(r))
		fmt.Fprintf(&index, "%c%d\n", r, advance.Round())
	}
	out := image.NewPaletted(sheet.Bounds(), shades())
	draw.Draw(out, out.Bounds(), sheet, image.Point{}, draw.Src)
	w, err := os.Create("glyphs.png")
	check(err)
	check((&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, out))
	check(w.Close())
	check(os.WriteFile("glyphs.txt", []byte(index.String()), 0o600))
}

// shades are sixteen greys: four bits a pixel.
func shades() color.Palette {
	var p color.Palette
	for i := range 16 {
		p = append(p, color.Gray{uint8(i * 17)})
	}
	return p
}

// characters are those of the input and all of ASCII, in order.
func characters() []rune {
	seen := map[rune]bool{}
	for r := ' '; r <= '~'; r++ {
		seen[r] = true
	}
	in := bufio.NewReader(os.Stdin)
	for {
		r, _, err := in.ReadRune()
		if err != nil {
			break
		}
		if r > '~' {
			seen[r] = true
		}
	}
	var all []rune
	for r := range seen {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
