package picture

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"
)

func TestBarsAreAsLongAsTheirRates(t *testing.T) {
	bars := []Bar{
		{"Visits", "15 of 40 · 37%", 37},
		{"销售额", "12万元 / 50万元 · 24%", 24},
		{"Gross margin", "CNY 14,400 of CNY 20,000 · 72%", 72},
		{"回款", "120%", 120},
		{"新客户", "-5%", -5},
		{strings.Repeat("A very long label ", 9), "50%", 50},
	}
	raw, err := Bars(bars)
	if err != nil {
		t.Fatal(err)
	}
	if file := os.Getenv("PICTURE"); file != "" { // to look at it
		_ = os.WriteFile(file, raw, 0o600)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil || img.Bounds().Dx() != width {
		t.Fatalf("%v, %v", img, err)
	}
	if len(raw) > 100_000 {
		t.Errorf("%d bytes", len(raw))
	}
	for i, b := range bars {
		y := margin + i*lineHeight + cell + 2 + barHeight/2
		full := 0
		for x := margin; x < width-margin; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r>>8 != uint32(track.R) || g>>8 != uint32(track.G) || b>>8 != uint32(track.B) {
				full++
			}
		}
		if want := (width - 2*margin) * max(0, min(100, b.Percent)) / 100; full != want {
			t.Errorf("%s: %d pixels; want %d", b.Label, full, want)
		}
	}
}

func TestAGlyphThatIsNotThereIsAQuestionMark(t *testing.T) {
	f, err := glyphs()
	if err != nil {
		t.Fatal(err)
	}
	_, rare := f.at['𠮷']
	_, usual := f.at['拜']
	if rare || f.width("𠮷") != f.width("?") || !usual {
		t.Error("glyphs are not as they should be")
	}
}
