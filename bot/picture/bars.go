package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// Bar is one line of a picture.
type Bar struct {
	Label string // at the left, above the bar: "Visits"
	Value string // at the right, above the bar: "15 of 40 · 37%"
	// Percent is how far the bar is filled; beyond 100 it is full, and marked so.
	Percent int
}

// Sizes in pixels. A phone shows about 360 points of width, at twice that many pixels.
const (
	width      = 720
	margin     = 24
	barHeight  = 22
	lineHeight = cell + barHeight + 22
)

var (
	paper = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink   = color.RGBA{0x1d, 0x1c, 0x1d, 0xff}
	track = color.RGBA{0xe4, 0xe7, 0xec, 0xff}
	short = color.RGBA{0xe0, 0x9a, 0x2b, 0xff} // under half
	onWay = color.RGBA{0x2f, 0x6f, 0xd6, 0xff}
	done  = color.RGBA{0x1f, 0x8a, 0x5b, 0xff} // reached
)

// Bars draws bars below each other as a PNG.
func Bars(bars []Bar) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, width, 2*margin+len(bars)*lineHeight-20))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for i, b := range bars {
		if err := drawBar(img, margin+i*lineHeight, b); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return out.Bytes(), nil
}

func drawBar(img *image.RGBA, top int, b Bar) error {
	f, err := glyphs()
	if err != nil {
		return err
	}
	value := b.Value
	room := width - 2*margin - f.width(value) - 20
	f.write(img, margin, top, f.cut(b.Label, room), ink)
	f.write(img, width-margin-f.width(value), top, value, ink)
	y := top + cell + 2
	fill(img, image.Rect(margin, y, width-margin, y+barHeight), track)
	full := (width - 2*margin) * max(0, min(100, b.Percent)) / 100
	fill(img, image.Rect(margin, y, margin+full, y+barHeight), shade(b.Percent))
	return nil
}

func shade(percent int) color.RGBA {
	switch {
	case percent >= 100:
		return done
	case percent < 50:
		return short
	}
	return onWay
}

func fill(img *image.RGBA, r image.Rectangle, c color.RGBA) {
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
}
