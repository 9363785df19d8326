package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

// clock is a clock that goes on by step at each look.
func clock(step time.Duration) func() time.Time {
	at := today
	return func() time.Time {
		at = at.Add(step)
		return at
	}
}

// screen is what a terminal of one line shows at last, and whether more than that line was ever written.
func screen(t *testing.T, written string) (line string, frames []string) {
	t.Helper()
	var cells []rune
	column := 0
	for _, r := range written {
		switch {
		case r == '\r':
			frames = append(frames, strings.TrimRight(string(cells), " "))
			column = 0
		case r == '\n' || r < ' ':
			t.Fatalf("%q is more than a line that is written over", written)
		default:
			if column == len(cells) {
				cells = append(cells, ' ')
			}
			cells[column] = r
			column++
		}
	}
	if strings.TrimRight(string(cells), " ") != "" && column != 0 {
		t.Errorf("%q leaves the cursor in column %d", written, column)
	}
	return strings.TrimRight(string(cells), " "), frames
}

// TestProgress holds that progress comes after a second and five times a second at most, and leaves nothing behind.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	a := &app{env: Env{Stderr: &b, ErrTerminal: true, Now: clock(50 * time.Millisecond), Getenv: func(string) string { return "" }}}
	p := a.progress("reports read", 60)
	for range 60 {
		p.step()
	}
	p.end()
	line, frames := screen(t, b.String())
	if line != "" {
		t.Errorf("%q is left on the screen", line)
	}
	var seen []string
	for _, f := range frames {
		if f != "" {
			seen = append(seen, f)
		}
	}
	if len(seen) < 10 || len(seen) > 12 || seen[0] != "pir: 20 of 60 reports read" || seen[1] != "pir: 24 of 60 reports read" {
		t.Errorf("%d frames: %q", len(seen), seen)
	}
}

// TestProgressShort holds that nothing is written for work of less than a second.
func TestProgressShort(t *testing.T) {
	var b bytes.Buffer
	a := &app{env: Env{Stderr: &b, ErrTerminal: true, Now: clock(10 * time.Millisecond), Getenv: func(string) string { return "" }}}
	p := a.progress("reports read", 90)
	for range 90 {
		p.step()
	}
	if p.end(); b.Len() > 0 {
		t.Errorf("%q", b.String())
	}
}

// TestProgressOfCommands holds that commands show it on a terminal, and nowhere else, and that what they say comes after
// it is gone.
func TestProgressOfCommands(t *testing.T) {
	dir := exampleRepository(t, nil)
	slow := func(env Env, args ...string) result {
		env.Dir, env.Now = dir, clock(300*time.Millisecond)
		return runIn(t, env, args...)
	}
	dumb := func(name string) string {
		if name == "TERM" {
			return "dumb"
		}
		return ""
	}
	for _, command := range []string{"lint", "actions --as-of 2026-10-01", "trends --year 2025 --as-of 2026-10-01", "status --as-of 2026-10-01", "fmt --check", "coverage --year 2025", ""} {
		args := strings.Fields(command)
		plain := slow(Env{}, args...)
		if shown := slow(Env{ErrTerminal: true}, args...); !strings.Contains(shown.stderr, "\rpir: ") || !strings.Contains(shown.stderr, " of 35 reports read") || shown.stdout != plain.stdout {
			t.Errorf("pir %s on a terminal: %q", command, shown.stderr)
		}
		for name, got := range map[string]result{
			"in a pipe": plain, "--quiet": slow(Env{ErrTerminal: true}, append(args, "--quiet")...), "TERM=dumb": slow(Env{ErrTerminal: true, Getenv: dumb}, args...),
		} {
			if strings.Contains(got.stderr, "\r") {
				t.Errorf("pir %s, %s: %q", command, name, got.stderr)
			}
		}
	}
	if err := os.WriteFile(dir+"/reports/2026-09-30-x.md", []byte("no front matter"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := slow(Env{ErrTerminal: true}, "actions", "--as-of", "2026-10-01")
	i := strings.LastIndex(got.stderr, "\r")
	if i < 0 || got.stderr[i+1:] != "pir: reports/2026-09-30-x.md is left out, it has no front matter that can be read; `pir lint` says why\n" {
		t.Errorf("the hint does not stand on a line of its own: %q", got.stderr)
	}
}
