package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestHelpExamples runs every example of every command's help, each in a fresh copy of the example repository with the
// files of testdata/help beside it. Findings and gates are status 1; what is wrong use or cannot run is not.
func TestHelpExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("the examples of the help run without -short")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	demo := filepath.Join(t.TempDir(), "pir-demo")
	if out, err := exec.Command("pir", "demo", demo).CombinedOutput(); err != nil {
		t.Fatalf("pir demo: %v\n%s", err, out)
	}
	if err := os.CopyFS(demo, os.DirFS("testdata/help")); err != nil {
		t.Fatal(err)
	}
	for _, tag := range [][2]string{{"v1.0", "HEAD~40"}, {"v2.0", "HEAD~20"}, {"v2026.9", "HEAD"}} {
		if out, err := exec.Command("git", "-C", demo, "tag", tag[0], tag[1]).CombinedOutput(); err != nil {
			t.Fatalf("git tag: %v\n%s", err, out)
		}
	}
	commands := commandsOf(t, nil)
	if len(commands) < 25 {
		t.Fatalf("only %d commands were found: %q", len(commands), commands)
	}
	for _, command := range commands {
		examples := examplesOf(t, command)
		if len(examples) == 0 {
			t.Errorf("`pir %s --help` has no example", strings.Join(command, " "))
		}
		for _, line := range examples {
			t.Run(line, func(t *testing.T) { runExample(t, demo, line) })
		}
	}
}

// runExample runs a line in a copy of the repository, which has a neighbour.
func runExample(t *testing.T, demo, line string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pir-demo")
	if err := os.CopyFS(dir, os.DirFS(demo)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "..", "reviews"), 0o755); err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.HasPrefix(line, "pir init"): // sets up a folder that has no policy yet
		if err := os.Remove(filepath.Join(dir, "pir.yaml")); err != nil {
			t.Fatal(err)
		}
	case dated.MatchString(line): // an action that is open today is late one day
		line = dated.ReplaceAllString(line, "$0 --as-of 2026-10-01")
	}
	if strings.HasPrefix(line, "pir evidence verify") {
		line = "{ pir evidence --quarter 2026Q1 -o evidence-2026-Q1 && pir evidence --quarter 2026Q1 -o audit-2026.zip; } >made && " + line
	}
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "EDITOR=true", "VISUAL=", "NO_COLOR=1", "XDG_CACHE_HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("`%s`: %v\n%s", line, err, out)
	}
	if strings.Contains(string(out), "there is none in the reports") {
		t.Errorf("`%s` names something that the example does not have:\n%s", line, out)
	}
}

// dated are the commands that change a report on a day.
var dated = regexp.MustCompile(`^pir (actions [a-z]+|add action)`)

var listed = regexp.MustCompile(`(?m)^  ([a-z][a-z-]*) +[A-Z]`)

// commandsOf returns a command and all below it, as the help lists them; help itself is left out.
func commandsOf(t *testing.T, command []string) [][]string {
	t.Helper()
	all := [][]string{command}
	text, _, _ := strings.Cut(help(t, command), "\nFlags:")
	if _, list, ok := strings.Cut(text, "\nExamples:"); ok {
		_, text, _ = strings.Cut(list, "\n\n")
	} else {
		text = ""
	}
	for _, m := range listed.FindAllStringSubmatch(text, -1) {
		if m[1] != "help" {
			all = append(all, commandsOf(t, append(append([]string{}, command...), m[1]))...)
		}
	}
	return all
}

// examplesOf returns the examples of a command's help, without their comments.
func examplesOf(t *testing.T, command []string) []string {
	t.Helper()
	_, text, _ := strings.Cut(help(t, command), "\nExamples:\n")
	text, _, _ = strings.Cut(text, "\n\n")
	var examples []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "  ")
		examples = append(examples, line)
	}
	return examples
}

func help(t *testing.T, command []string) string {
	t.Helper()
	out, err := exec.Command("pir", append(append([]string{}, command...), "--help")...).Output()
	if err != nil {
		t.Fatalf("pir %s --help: %v", strings.Join(command, " "), err)
	}
	return string(out)
}
