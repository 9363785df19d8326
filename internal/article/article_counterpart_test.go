//go:build counterpart

package article

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/pir-cli/pir/internal/policy"
)

// chromium opens a page from a file with all requests going to a host of our own, and returns what it prints and what it
// logs, its console among that.
func chromium(t *testing.T, file string, requests *atomic.Int64, args ...string) (out, log string) {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is missing on this machine")
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Host, ".example") { // others are the browser's own
			requests.Add(1)
			t.Logf("a request to %s", r.Host)
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, program, append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--enable-logging=stderr", "--user-data-dir=" + t.TempDir(), "--proxy-server=" + proxy.Listener.Addr().String(), "--proxy-bypass-list=<-loopback>",
		"--virtual-time-budget=2000", "--window-size=360,800",
	}, append(args, "file://"+file)...)...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return stdout.String(), stderr.String()
}

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestCounterpartHostile opens a page on which every payload stands in a real browser: no script runs, nothing is asked
// for, the console stays empty, and the document is the one that was written.
func TestCounterpartHostile(t *testing.T) {
	var requests atomic.Int64
	// That the test would see it.
	_, log := chromium(t, write(t, `<script>console.error("seen")</script><img src="http://evil.example/x.png">`), &requests, "--dump-dom")
	if requests.Load() == 0 || !strings.Contains(log, "CONSOLE") {
		t.Fatalf("%d requests and this log: a page that does something is not noticed\n%s", requests.Load(), log)
	}
	requests.Store(0)
	for _, wild := range []bool{false, true} {
		text := page(t, hostileReport(t, strings.ReplaceAll(strings.Join(payloads, " "), "\x00", ""), wild), policy.Default())
		dom, log := chromium(t, write(t, text), &requests, "--dump-dom")
		if strings.Contains(log, "CONSOLE") {
			t.Errorf("the console is not empty:\n%s", log)
		}
		want, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		got, err := html.Parse(strings.NewReader(dom))
		if err != nil {
			t.Fatal(err)
		}
		if words(got) != words(want) {
			t.Error("the browser shows another text than was written")
		}
	}
	if n := requests.Load(); n > 0 {
		t.Errorf("%d requests", n)
	}
}

// TestCounterpartPrint prints a report and reads it back: all of its parts are on the paper.
func TestCounterpartPrint(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Fatal("pdftotext is missing on this machine")
	}
	reports, pol := examples(t)
	r := reports["2026-03-02-leaked-ci-token"]
	text := page(t, r, pol)
	pdf := filepath.Join(t.TempDir(), "page.pdf")
	var requests atomic.Int64
	chromium(t, write(t, text), &requests, "--no-pdf-header-footer", "--print-to-pdf="+pdf)
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(string(out)), " ")
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for e := range doc.Descendants() {
		if e.Data == "h2" || e.Data == "caption" {
			n++
			if title := words(e); !strings.Contains(said, title) {
				t.Errorf("%q is not on the paper", title)
			}
		}
	}
	if n < 15 || !strings.Contains(said, "Changes that are not committed are in this report.") {
		t.Errorf("%d headings, and this: %s", n, said)
	}
}
