package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asked runs `pir new` on a terminal, with that typed.
func asked(t *testing.T, dir, typed string, args ...string) result {
	t.Helper()
	return runIn(t, Env{Dir: dir, Interactive: true, Stdin: strings.NewReader(typed)}, append([]string{"new"}, args...)...)
}

func TestNewAsks(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		args        []string
		want        string
	}{
		{"both", "Disk full\n2\n", nil, "severity: sev2"},
		{"by word", "Disk full\nMODERATE\n", nil, "severity: sev3"},
		{"again until it is one", "\n\nDisk full\n0\n9\nsev99\n4", nil, "severity: sev4"},
		{"title only", "Disk full", []string{"--severity", "sev3"}, "severity: sev3"},
		{"severity only", "1\n", []string{"Disk full"}, "severity: sev1"},
		{"windows line ends", "Disk full\r\n1\r\n", nil, "severity: sev1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := repository(t, nil)
			got := asked(t, dir, c.typed, c.args...)
			if got.status != ExitOK || got.stdout != "reports"+string(filepath.Separator)+"2026-10-01-disk-full.md\n" {
				t.Fatalf("%+v", got)
			}
			b, err := os.ReadFile(filepath.Join(dir, "reports", "2026-10-01-disk-full.md"))
			if err != nil || !bytes.Contains(b, []byte("title: Disk full\n")) || !bytes.Contains(b, []byte(c.want+"\n")) {
				t.Errorf("%v\n%s", err, b)
			}
		})
	}
}

func TestNewIsCancelled(t *testing.T) {
	for _, typed := range []string{"", "Disk full\n", "Disk full\n7\n", "\x1b\n"} {
		dir := repository(t, nil)
		got := asked(t, dir, typed)
		if got.status != ExitUsage || got.stdout != "" || !strings.Contains(got.stderr, "cancelled; nothing was written") {
			t.Errorf("%q: %+v", typed, got)
		}
		if _, err := os.Stat(filepath.Join(dir, "reports")); err == nil {
			t.Errorf("%q left a folder", typed)
		}
	}
}

func TestNewShowsTheScaleOfThePolicy(t *testing.T) {
	dir := repository(t, map[string]string{"pir.yaml": "severities: [{id: red, name: \"Bad \\e[2J\"}, {id: blue}]\n"})
	got := asked(t, dir, "Disk full\n2\n")
	if got.status != ExitOK || !strings.Contains(got.stderr, "  1  red  Bad \\u{1B}[2J\n  2  blue") {
		t.Errorf("%+v", got)
	}
}

func TestTourPart(t *testing.T) {
	all := strings.Split("head\n\nWhat came back\na\n\nb\nc", "\n")
	for _, c := range []struct {
		stop stop
		want string
	}{
		{stop{lines: -1}, "c"},
		{stop{lines: 99}, "head||What came back|a||b|c"},
		{stop{from: "What came back", lines: 2}, "What came back|a|…"},
		{stop{from: "What came back", lines: 3}, "What came back|a|…"},
		{stop{from: "no such line", lines: 1}, "head|…"},
	} {
		if got := strings.Join(c.stop.part(all), "|"); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.stop, got, c.want)
		}
	}
}

// TestTourOnATerminal holds that the tour finds its part and has no colours of its own, whatever the terminal can do.
func TestTourOnATerminal(t *testing.T) {
	got := runIn(t, Env{Dir: t.TempDir(), Terminal: true, Width: 90}, "demo")
	if got.status != ExitOK || strings.Contains(got.stdout, "\x1b") || !strings.Contains(got.stdout, "as-of 2026-10-01\n    What came back\n") {
		t.Errorf("%+v", got)
	}
}

func TestDemoWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	got := run(t, t.TempDir(), "demo")
	if got.status != ExitOK || !strings.Contains(got.stderr, "the git history is missing, because there is no git program here") {
		t.Errorf("%+v", got)
	}
	if strings.Contains(got.stdout, "commits") || !strings.Contains(got.stdout, "pir lint") {
		t.Errorf("%s", got.stdout)
	}
}
