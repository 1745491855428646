package picture

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed glyphs.png
var sheetPNG []byte

// index is a line a glyph, in the sheet's order: the character and its width.
//
//go:embed glyphs.txt
var index string

// As generate.go drew them.
const (
	cell    = 34
	columns = 24
	indent  = 2 // of a glyph in its cell
)

// face are the glyphs there are.
type face struct {
	sheet *image.Alpha
	at    map[rune]glyph
}

type glyph struct {
	corner image.Point
	width  int
}

// glyphs reads the sheet once.
var glyphs = sync.OnceValues(readGlyphs)

func readGlyphs() (*face, error) {
	drawn, err := png.Decode(bytes.NewReader(sheetPNG))
	if err != nil {
		return nil, fmt.Errorf("read glyphs: %w", err)
	}
	f := &face{sheet: image.NewAlpha(drawn.Bounds()), at: map[rune]glyph{}}
	for y := range drawn.Bounds().Dy() {
		for x := range drawn.Bounds().Dx() {
			grey, _, _, _ := drawn.At(x, y).RGBA()
			f.sheet.SetAlpha(x, y, color.Alpha{A: uint8(grey >> 8)}) //nolint:gosec // 16 bits
		}
	}
	for i, line := range strings.Split(strings.TrimSuffix(index, "\n"), "\n") {
		r, size := utf8.DecodeRuneInString(line)
		width, err := strconv.Atoi(line[size:])
		if err != nil {
			return nil, fmt.Errorf("read width of glyph %q: %w", r, err)
		}
		f.at[r] = glyph{image.Pt(i%columns*cell, i/columns*cell), width}
	}
	return f, nil
}

// of is a character's glyph, that of "?" for one there is not.
func (f *face) of(r rune) glyph {
	if g, ok := f.at[r]; ok {
		return g
	}
	return f.at['?']
}

func (f *face) width(text string) (n int) {
	for _, r := range text {
		n += f.of(r).width
	}
	return n
}

// cut shortens a text to a width.
func (f *face) cut(text string, most int) string {
	if f.width(text) <= most {
		return text
	}
	n := f.width("…")
	for i, r := range text {
		if n += f.of(r).width; n > most {
			return text[:i] + "…"
		}
	}
	return text
}

func (f *face) write(img *image.RGBA, x, y int, text string, c color.RGBA) {
	src := image.NewUniform(c)
	for _, r := range text {
		g := f.of(r)
		to := image.Rect(x-indent, y, x-indent+min(cell, g.width+2*indent), y+cell)
		draw.DrawMask(img, to, src, image.Point{}, f.sheet, g.corner, draw.Over)
		x += g.width
	}
}
