package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// pinned is an action of others at a commit, with the version beside it for people and for what moves pins.
var pinned = regexp.MustCompile(`uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestActionsPinned holds that nothing of others runs in a workflow that somebody else can exchange.
func TestActionsPinned(t *testing.T) {
	for _, file := range []string{"../../action.yml", "../../templates/ci/github.yml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		uses := 0
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if !strings.Contains(line, "uses:") || strings.HasSuffix(line, "uses: pir-cli/pir@__PIR_VERSION__") {
				continue
			}
			if uses++; !pinned.MatchString(line) {
				t.Errorf("%s: not pinned by commit and version: %s", file, line)
			}
		}
		if uses == 0 {
			t.Errorf("%s: uses nothing", file)
		}
		var content any
		if err := yaml.Unmarshal(text, &content); err != nil {
			t.Fatal(err)
		}
		found := scripts(content)
		if len(found) == 0 {
			t.Errorf("%s: no scripts", file)
		}
		for _, script := range found {
			if strings.Contains(script, "${{") { // whoever names a branch could say what it does
				t.Errorf("%s: an expression in a script; hand it over in env:\n%s", file, script)
			}
		}
	}
}

// scripts returns what stands under `run` at any depth.
func scripts(v any) []string {
	var all []string
	switch v := v.(type) {
	case []any:
		for _, child := range v {
			all = append(all, scripts(child)...)
		}
	case map[string]any:
		for key, child := range v {
			if text, ok := child.(string); ok && key == "run" {
				all = append(all, text)
			}
			all = append(all, scripts(child)...)
		}
	}
	return all
}

// TestImage holds what can be held of the image without building it: a base of a version, a user who is not root, and a
// program that no shell starts.
func TestImage(t *testing.T) {
	text, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	last := map[string]string{}
	joined := strings.ReplaceAll(string(text), "\\\n", " ")
	for line := range strings.Lines(joined) {
		if instruction, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok && instruction != "#" {
			last[instruction] = strings.TrimSpace(rest)
		}
	}
	for instruction, want := range map[string]string{
		"FROM":       `^[a-z]+:\d+\.\d+$`,
		"USER":       `^[1-9]\d*:[1-9]\d*$`,
		"ENTRYPOINT": `^\["/usr/bin/pir"\]$`,
		"COPY":       `^\$TARGETPLATFORM/pir /usr/bin/pir$`,
	} {
		if !regexp.MustCompile(want).MatchString(last[instruction]) {
			t.Errorf("%s %s, want %s", instruction, last[instruction], want)
		}
	}
}
