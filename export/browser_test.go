package export

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestBrowser opens the page in a real Chromium, and wants that the text is whole
// and escaped, that every link leads to a place on the page, that the marks are
// seen as marks, and that the browser has nothing to say against it: no refused
// style, no request but for the page.
func TestBrowser(t *testing.T) {
	bin, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("needs chromium on the PATH; .ci/run installs it")
	}
	page := NewPage(nil)
	page.Add(sample(t))
	file := filepath.Join(t.TempDir(), "page.html")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := page.Write(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}

	var complaints, requests []string
	listen := func(ev any) {
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			complaints = append(complaints, ev.Entry.Text)
		case *network.EventRequestWillBeSent:
			requests = append(requests, ev.Request.URL)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(listen),
		chromedp.WithAllocatorOptions(chromedp.ExecPath(bin), chromedp.Flag("no-sandbox", true)))
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+file)); err != nil {
		t.Fatal(err)
	}
	text := evaluate[string](t, ctx, `[...document.querySelectorAll("article p")].map(p => p.textContent).join("\n\n")`)
	dead := evaluate[[]string](t, ctx, `[...document.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href").slice(1)).filter(id => !document.getElementById(id))`)
	colour := evaluate[string](t, ctx, `getComputedStyle(document.querySelector("article .act")).backgroundColor`)
	if text != sampleText {
		t.Errorf("the article on the page is %q, want %q", text, sampleText)
	}
	if len(dead) > 0 {
		t.Errorf("links that lead nowhere: %q", dead)
	}
	if colour == "" || colour == "rgba(0, 0, 0, 0)" {
		t.Errorf("the words of an act have the background %q: the style was not applied", colour)
	}
	if len(complaints) > 0 {
		t.Errorf("the browser says: %q", complaints)
	}
	if len(requests) != 1 {
		t.Errorf("the page made the requests %q, want none but itself", requests)
	}
}

// evaluate returns what an expression is on the page.
func evaluate[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}
