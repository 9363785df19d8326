package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDocs runs every command that the documents show, in a fresh copy of the example repository or of the document's own, and
// compares what the documents say that it prints. A block marked `console` holds commands after `$ `,
// each with its output; a block marked `sh` holds commands whose output is not shown. With -update the
// outputs are rewritten.
func TestDocs(t *testing.T) {
	if testing.Short() {
		t.Skip("the commands of the documents run without -short")
	}
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "../../README.md", "../../examples/README.md")
	demo := filepath.Join(t.TempDir(), "pir-demo")
	if out, err := exec.Command("pir", "demo", demo).CombinedOutput(); err != nil {
		t.Fatalf("pir demo: %v\n%s", err, out)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := rerun(t, repositoryOf(t, file, demo), string(text))
			if got == string(text) {
				return
			}
			if !*update {
				t.Fatalf("the outputs in %s are not what the commands print; `make golden` rewrites them (-shown +printed):\n%s", file, cmp.Diff(strings.Split(string(text), "\n"), strings.Split(got, "\n")))
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// repositoryOf returns the folder that a document's commands run in: a copy of testdata/docs/NAME where there is one, else
// the example repository, which all share.
func repositoryOf(t *testing.T, file, demo string) string {
	t.Helper()
	own := filepath.Join("testdata", "docs", strings.TrimSuffix(filepath.Base(file), ".md"))
	if _, err := os.Stat(own); err != nil {
		return demo
	}
	dir := filepath.Join(t.TempDir(), "repository")
	if err := os.CopyFS(dir, os.DirFS(own)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// rerun returns the document with the outputs of its console blocks made anew.
func rerun(t *testing.T, dir, text string) string {
	t.Helper()
	var b strings.Builder
	block := ""
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "```") && block == "":
			block = strings.TrimSpace(strings.TrimPrefix(line, "```"))
			if block == "" {
				block = "text"
			}
			b.WriteString(line)
		case strings.HasPrefix(line, "```"):
			block = ""
			b.WriteString(line)
		case block == "console" && strings.HasPrefix(line, "$ "):
			b.WriteString(line)
			b.WriteString(shell(t, dir, strings.TrimPrefix(strings.TrimSpace(line), "$ ")))
		case block == "console": // what was printed once
		case block == "sh":
			shell(t, t.TempDir(), strings.TrimSpace(line))
			b.WriteString(line)
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}

// shell runs one command line of a document and returns what it prints. The program stands for `go run`
// of itself; the tests, which are running, are not run again.
func shell(t *testing.T, dir, line string) string {
	t.Helper()
	command, _, _ := strings.Cut(line, "  #")
	command = strings.TrimSpace(command)
	if command == "" || command == "go test ./..." || strings.HasPrefix(command, "make ") {
		return ""
	}
	cmd := exec.Command("sh", "-c", strings.ReplaceAll(command, "go run ./cmd/pir", "pir"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "EDITOR=true", "NO_COLOR=1",
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", // commits of documents are those of one person on one day
		"GIT_AUTHOR_NAME=Platform Lead", "GIT_AUTHOR_EMAIL=platform-lead@lindgrove.example", "GIT_AUTHOR_DATE=2026-12-01T09:00:00Z",
		"GIT_COMMITTER_NAME=Platform Lead", "GIT_COMMITTER_EMAIL=platform-lead@lindgrove.example", "GIT_COMMITTER_DATE=2026-12-01T09:00:00Z")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil && out.Len() == 0 {
		t.Errorf("`%s`: %v, without a word", command, err)
	}
	if strings.Contains(out.String(), "not found") || strings.Contains(out.String(), "there is no command") || strings.Contains(out.String(), "has no flag") {
		t.Errorf("`%s` does not run:\n%s", command, &out)
	}
	return out.String()
}
