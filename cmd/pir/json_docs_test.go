package main

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestJSONDocumented holds that docs/json.md names every key of every JSON output.
func TestJSONDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{
		"lint reports ../README.md", "rules", "actions --as-of 2026-10-01 --group owner", "trends --year 2025 --as-of 2026-10-01",
		"trends --last 24m --as-of 2026-10-01 --by control --by service",
		"status --as-of 2026-08-13", "import ../README.md --force --explain", "coverage --as-of 2026-08-20",
		"show 2026-03-02 --as-of 2026-10-01", "evidence sample --n 2 --key k --year 2025", "evidence verify .",
	} {
		cmd := exec.Command("pir", append(strings.Fields(command), "--format", "json")...)
		cmd.Dir = "../../examples"
		out, _ := cmd.Output() // findings are status 1; an empty output fails below
		var v map[string]any
		if err := json.Unmarshal(out, &v); err != nil {
			t.Fatalf("pir %s: %v", command, err)
		}
		if v["version"] != 1.0 {
			t.Errorf("pir %s: version %v", command, v["version"])
		}
		section := strings.Fields(command)[0]
		if section == "evidence" {
			section += " " + strings.Fields(command)[1]
		}
		if strings.Contains(command, " --risk") {
			section += " --risk"
		}
		if missing := undocumented(string(text), section, v); len(missing) > 0 {
			t.Errorf("pir %s: keys that are not in docs/json.md: %q", command, missing)
		}
	}
}

// TestEveryJSONHasItsSection holds that docs/json.md has a section of every command that writes JSON.
func TestEveryJSONHasItsSection(t *testing.T) {
	text, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, command := range commandsOf(t, nil) {
		name := "pir " + strings.Join(command, " ")
		if !regexp.MustCompile(`(?m)^ +-f, --format .*\bjson\b`).MatchString(help(t, command)) {
			continue
		}
		if found++; !strings.Contains(string(text), "\n## `"+name+"`\n") {
			t.Errorf("docs/json.md has no section of `%s`", name)
		}
	}
	if found < 10 {
		t.Errorf("only %d commands write JSON", found)
	}
}

// undocumented returns the keys at any depth of a command's output that its section of docs/json.md does not name;
// all of them when there is no such section.
func undocumented(text, command string, v map[string]any) []string {
	_, section, _ := strings.Cut(text, "## `pir "+command+"`")
	section, _, _ = strings.Cut(section, "\n## ")
	return slices.DeleteFunc(keys(v), func(key string) bool {
		return key == "version" || strings.Contains(section, "`"+key+"`") || strings.Contains(section, "`"+key+"[]`")
	})
}

// keys returns every key at any depth, sorted.
func keys(v any) []string {
	set := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, child := range v {
				set[k] = true
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(v)
	return slices.Sorted(maps.Keys(set))
}
