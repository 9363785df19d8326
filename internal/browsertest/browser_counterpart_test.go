//go:build counterpart

package browsertest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "write a picture of every kind of page at every width into this `folder`, to be looked at")

// ends stops the browser, and removes what it wrote.
var ends []func()

// browser starts one Chromium for all tests.
var browser = sync.OnceValues(func() (context.Context, error) {
	profile, err := os.MkdirTemp("", "pir-browser-")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // as root, as in a container, there is none
		chromedp.UserDataDir(profile),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-sync", true),
	)
	allocated, stopAll := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocated)
	ends = append(ends, stop, stopAll, func() {
		if err := os.RemoveAll(profile); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	})
	return ctx, chromedp.Do(ctx)
})

func TestMain(m *testing.M) {
	flag.Parse()
	m.Run()
	for _, end := range ends {
		end()
	}
}

// tab is one tab, and what went wrong in it since it was asked last.
type tab struct {
	ctx  context.Context
	t    *testing.T
	base string // where requests may go

	mu     sync.Mutex
	events []string
}

// patience is how long a tab may take for all that is asked of it.
const patience = 5 * time.Minute

// newTab opens a tab that may ask for what lies below an address and for nothing else.
func newTab(t *testing.T, base string) *tab {
	t.Helper()
	parent, err := browser()
	if err != nil {
		t.Fatalf("Chromium does not run; install it: %v", err)
	}
	ctx, closeTab := chromedp.NewContext(parent)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	tb := &tab{ctx: ctx, t: t, base: base}
	tb.do(func(ctx context.Context, s *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, tb.listen(ctx, s)
	})
	return tb
}

// listen notes what a page must not do.
func (tb *tab) listen(ctx context.Context, s *chromedp.Target) error {
	hear(tb, s, runtime.ConsoleAPICalled, func(e runtime.EventConsoleAPICalled) {
		if t := e.Type.String(); t == "error" || t == "warning" || t == "assert" {
			tb.note("console %s: %s", t, arguments(e.Args))
		}
	})
	hear(tb, s, runtime.ExceptionThrown, func(e runtime.EventExceptionThrown) {
		tb.note("exception: %+v", e.ExceptionDetails)
	})
	hear(tb, s, log.EntryAdded, func(e log.EventEntryAdded) {
		if l := e.Entry.Level.String(); l == "error" || l == "warning" {
			tb.note("log %s: %s %s", l, e.Entry.Text, e.Entry.URL)
		}
	})
	hear(tb, s, network.RequestWillBeSent, func(e network.EventRequestWillBeSent) {
		if !strings.HasPrefix(e.Request.URL, tb.base) {
			tb.note("request to %.200s", e.Request.URL)
		}
	})
	hear(tb, s, page.JavascriptDialogOpening, func(e page.EventJavascriptDialogOpening) {
		tb.note("dialog: %s", e.Message)
		if _, err := cdp.Call(tb.ctx, s, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true}); err != nil {
			tb.note("close the dialog: %v", err)
		}
	})
	for _, enable := range []func() error{
		func() error { _, err := cdp.Call(ctx, s, log.Enable, cdp.Empty{}); return err },
		func() error { _, err := cdp.Call(ctx, s, network.Enable, network.EnableParams{}); return err },
	} {
		if err := enable(); err != nil {
			return err
		}
	}
	return nil
}

// hear calls fn for every event of a kind, until the tab is closed.
func hear[E any](tb *tab, s *chromedp.Target, kind cdp.Event[E], fn func(E)) {
	events := cdp.Events(tb.ctx, s, kind)
	go func() {
		for e, err := range events {
			if err != nil {
				return // the tab is closed
			}
			fn(e)
		}
	}()
}

func arguments(args []*runtime.RemoteObject) string {
	words := make([]string, 0, len(args))
	for _, a := range args {
		words = append(words, string(a.Value)+a.Description)
	}
	return strings.Join(words, " ")
}

func (tb *tab) note(format string, args ...any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.events = append(tb.events, fmt.Sprintf(format, args...))
}

// heard returns what was noted since the last call.
func (tb *tab) heard() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	events := tb.events
	tb.events = nil
	return events
}

func (tb *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	if err := chromedp.Do(tb.ctx, steps...); err != nil {
		tb.t.Fatal(err)
	}
}

// call sends one command of the protocol.
func call[P, R any](tb *tab, c cdp.Command[P, R], params P) {
	tb.t.Helper()
	tb.do(func(ctx context.Context, s *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, s, c, params)
		return chromedp.Void{}, err
	})
}

// open goes to a page below the base and waits until it has loaded.
func (tb *tab) open(name string) {
	tb.t.Helper()
	tb.do(chromedp.Navigate(tb.base + name))
}

// eval runs a script and returns its value, or that of its promise.
func eval[T any](tb *tab, script string) T {
	tb.t.Helper()
	value, err := chromedp.Run(tb.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.t.Fatalf("%v in %.200s", err, script)
	}
	return value
}

// settle waits until what a page has done is noted.
func (tb *tab) settle() {
	tb.t.Helper()
	tb.do(chromedp.Sleep(20 * time.Millisecond)) // not in the page, whose scripts may be switched off
}

// quiet fails the test with what the page did and must not do.
func (tb *tab) quiet(what string) {
	tb.t.Helper()
	tb.settle()
	for _, event := range tb.heard() {
		tb.t.Errorf("%s: %s", what, event)
	}
}

// look sets the width of the window and the colour scheme of the system.
func (tb *tab) look(width int64, scheme string) {
	tb.t.Helper()
	const height = 900
	call(tb, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// picture writes what a page looks like, where a person asked for it.
func (tb *tab) picture(name string) {
	tb.t.Helper()
	if *screenshots == "" {
		return
	}
	const png = 100 // the quality at which it is no JPEG
	text, err := chromedp.Run(tb.ctx, chromedp.FullScreenshot(png))
	if err == nil {
		err = os.WriteFile(filepath.Join(*screenshots, name+".png"), text, 0o644)
	}
	if err != nil {
		tb.t.Fatal(err)
	}
}

// pdf returns the page as it is printed.
func (tb *tab) pdf() []byte {
	tb.t.Helper()
	text, err := chromedp.Run(tb.ctx, chromedp.PrintToPDF(chromedp.PDFPrintBackground()))
	if err != nil {
		tb.t.Fatal(err)
	}
	return text
}
