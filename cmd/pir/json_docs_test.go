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

// jsonOf are commands with the sections of docs/json.md that describe their JSON: together they write every key.
var jsonOf = map[string][]string{
	"lint":             {"lint reports ../README.md --show-suppressed"},
	"rules":            {"rules"},
	"actions":          {"actions --as-of 2026-10-01 --group owner"},
	"show":             {"show 2026-03-02 --as-of 2026-10-01", "show 2026-08-12 --as-of 2026-10-01", "show 2025-03-06 --as-of 2026-10-01"},
	"status":           {"status --as-of 2026-08-13"},
	"coverage":         {"coverage --as-of 2026-08-20", "coverage --from 2025-06-01 --to 2025-07-31 --as-of 2025-07-20"},
	"import":           {"import ../README.md --force --explain", "import README.md", "import ../cmd/pir/testdata/help/incident-log.md --split"},
	"import --from":    {"import --from ../cmd/pir/testdata/help/incidents.json"},
	"trends":           {"trends --year 2025 --as-of 2026-10-01", "trends --last 24m --as-of 2026-10-01 --by control --by service"},
	"trends --repeats": {"trends --repeats nis2 --year 2025 --as-of 2026-10-01"},
	"trends --risk":    {"trends --risk --as-of 2026-10-01"},
	"evidence sample":  {"evidence sample --n 2 --key k --year 2025"},
	"evidence verify":  {"evidence verify ."},
}

// TestJSONDocumented holds that docs/json.md names every key of every JSON output, and no key that there is not.
func TestJSONDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	for section, commands := range jsonOf {
		written := map[string]bool{}
		for _, command := range commands {
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
			if missing := undocumented(string(text), section, v); len(missing) > 0 {
				t.Errorf("pir %s: keys that are not in docs/json.md: %q", command, missing)
			}
			for _, key := range keys(v) {
				written[key] = true
			}
		}
		for _, key := range firstColumn(sectionOf(string(text), section)) {
			if !written[key] {
				t.Errorf("docs/json.md names the key %q of `pir %s`, and none of %q writes it", key, section, commands)
			}
		}
	}
}

// firstColumn returns the keys that the tables of a section are about.
func firstColumn(section string) []string {
	var found []string
	for line := range strings.Lines(section) {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			for _, m := range regexp.MustCompile("`([a-z0-9_]+)(?:\\[\\])?`").FindAllStringSubmatch(cells[1], -1) {
				found = append(found, m[1])
			}
		}
	}
	return found
}

// sectionOf returns the section of docs/json.md about a command, or nothing.
func sectionOf(text, command string) string {
	_, section, _ := strings.Cut(text, "## `pir "+command+"`")
	section, _, _ = strings.Cut(section, "\n## ")
	return section
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
	section := sectionOf(text, command)
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
