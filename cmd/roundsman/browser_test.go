package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// shots names a folder for pictures of the pages, to be looked at:
// go test ./cmd/roundsman -run Browser -shots /some/folder
var shots = flag.String("shots", "", "write pictures of the pages into this folder")

// page is a browser at the page of a try, whose clock begins at a fixed day.
type page struct {
	t   *testing.T
	ctx context.Context
	url string
}

func openBrowserAt(t *testing.T, width, height int64) *page {
	t.Helper()
	browser := findBrowser(t)
	s := openStage(t, tryCmd{})
	allocator, cancel := chromedp.NewExecAllocator(t.Context(),
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true), chromedp.UserDataDir(t.TempDir()),
	)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx, url: s.slack.BaseURL()}
	p.failOnExceptions()
	p.do(chromedp.EmulateViewport(width, height))
	return p
}

func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("ROUNDSMAN_BROWSER") == "required" {
		t.Fatal("no browser is installed; make test installs one")
	}
	t.Skip("no browser is installed: the chat page is not tested (make test installs one)")
	return ""
}

// openStage runs try in this process, on Tuesday 24 November 2026, 10:00 in Berlin.
func openStage(t *testing.T, c tryCmd) *stage {
	t.Helper()
	c.Listen, c.Log = "127.0.0.1:0", "error"
	begin, real := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), time.Now()
	p := program{
		stdin: strings.NewReader(""), stdout: io.Discard, stderr: os.Stderr, getenv: func(string) string { return "" },
		now: func() time.Time { return begin.Add(time.Since(real)) },
	}
	ctx, cancel := context.WithCancel(context.Background())
	s, err := c.stage(ctx, t.TempDir(), p)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error("try ended with:", err)
		}
		s.close()
	})
	return s
}

// failOnExceptions fails the test when a script of the page throws.
func (p *page) failOnExceptions() {
	messages := chromedp.Console(p.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() {
				p.t.Errorf("the page threw: %s", m)
			}
		}
	}()
}

func (p *page) do(a chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, a); err != nil {
		p.t.Fatal(err)
	}
}

// await waits until a JavaScript expression is true.
func (p *page) await(what, expression string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("Boolean("+expression+")", chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(20*time.Second)))
	if err != nil {
		p.shot("failed")
		text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		p.t.Fatalf("waiting for %s: %v; the page shows:\n%s", what, err, text)
	}
}

func (p *page) script(js string) {
	p.t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[chromedp.Void]("(() => {"+js+"})()")); err != nil {
		p.t.Fatal(err)
	}
}

// be opens the page as a person at a place, "dm" or "home".
func (p *page) be(user, place string) {
	p.t.Helper()
	p.do(chromedp.Navigate("about:blank"))
	p.do(chromedp.Navigate(p.url + "/#" + user + "/" + place))
	p.await("the page", `document.querySelector('[data-testid="composer"], [data-testid="home-view"]')`)
}

func byID(id string) string { return fmt.Sprintf(`[data-testid=%q]`, id) }

// say types into the composer and sends.
func (p *page) say(text string) {
	p.t.Helper()
	p.await("the composer", "document.querySelector('"+byID("composer")+"')")
	p.script(fmt.Sprintf(`const c = document.querySelector('%s'); c.focus(); document.execCommand('insertText', false, %q);`, byID("composer"), text))
	p.await("the send button", fmt.Sprintf(`!document.querySelector('%s').disabled`, byID("send")))
	p.script(fmt.Sprintf(`document.querySelector('%s').click();`, byID("send")))
}

// sees waits until the page shows a text.
func (p *page) sees(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.await(text, fmt.Sprintf(`document.body.innerText.includes(%q)`, text))
	}
}

// press presses the last button of that label that is there to be pressed.
func (p *page) press(label string) {
	p.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll('button')].filter(b => b.innerText.trim() === %q && !b.disabled && b.offsetParent).at(-1)`, label)
	p.await("the button "+label, find)
	p.script(find + ".click();")
}

func (p *page) shot(name string) {
	p.t.Helper()
	if *shots == "" {
		return
	}
	picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	file := filepath.Join(*shots, strings.ReplaceAll(p.t.Name(), "/", "-")+"-"+name+".png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		p.t.Fatal(err)
	}
}
