package archtest

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw the picture of docs/architecture.md anew")

// TestArchitecturePage holds docs/architecture.md to the code: a line a package and none for what there is not, and a
// picture of who imports whom that is made from the imports.
func TestArchitecturePage(t *testing.T) {
	file := filepath.Join(root(t), "docs", "architecture.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	imports := allImports(t)
	described := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| (`.*?) \\|").FindAllStringSubmatch(string(text), -1) {
		for name := range strings.SplitSeq(m[1], ", ") {
			name = short(module + "/" + strings.Trim(name, "`"))
			if described[name] {
				t.Errorf("docs/architecture.md describes %s twice", name)
			}
			described[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(imports)) {
		if !described[name] {
			t.Errorf("docs/architecture.md does not say what %s knows", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(described)) {
		if imports[name] == nil {
			t.Errorf("docs/architecture.md describes %s, and there is no such package", name)
		}
	}

	const begin, end = "<!-- picture begin -->\n", "<!-- picture end -->"
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("docs/architecture.md has no place for the picture")
	}
	want := before + begin + "\n```text\n" + picture(imports) + "```\n\n" + end + after
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatalf("the picture of docs/architecture.md is stale; go test ./internal/archtest -update draws it anew:\n%s", picture(imports))
	}
	if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// picture draws the packages in layers: each imports packages of the layers below it alone, and one of the layer
// directly below. What is for building and measuring is left out.
func picture(imports map[string]map[string]bool) string {
	heights := map[string]int{}
	var height func(name string) int
	height = func(name string) int {
		if h, ok := heights[name]; ok {
			return h
		}
		h := 0
		for imp := range imports[name] {
			if inModule(imp) {
				h = max(h, height(short(imp))+1)
			}
		}
		heights[name] = h
		return h
	}
	layers := map[int][]string{}
	top := 0
	for name := range imports {
		if name == "archtest" || strings.HasPrefix(name, "bench") || strings.HasPrefix(name, "manual") {
			continue
		}
		h := height(name)
		layers[h], top = append(layers[h], name), max(top, h)
	}
	const width = 76
	var b strings.Builder
	for h := top; h >= 0; h-- {
		slices.Sort(layers[h])
		line := " "
		for _, name := range layers[h] {
			if len(line)+1+len(name) > width {
				b.WriteString(line + "\n")
				line = " "
			}
			line += " " + name
		}
		b.WriteString(line + "\n")
		if h > 0 {
			b.WriteString("     |\n")
		}
	}
	return b.String()
}

func TestPicture(t *testing.T) {
	got := picture(map[string]map[string]bool{
		"cmd/pir": {module + "/internal/cli": true}, "cli": {module + "/internal/a": true, module + "/internal/b": true, "fmt": true},
		"a": {module + "/internal/b": true}, "b": {"os": true}, "c": {}, "bench/gen": {module + "/internal/a": true},
	})
	if want := "  cmd/pir\n     |\n  cli\n     |\n  a\n     |\n  b c\n"; got != want {
		t.Errorf("%s", got)
	}
}

// TestDecisions holds that docs/decisions.md has a line for every module that go.mod names, and none for one that is gone.
func TestDecisions(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root(t), "docs", "decisions.md"))
	if err != nil {
		t.Fatal(err)
	}
	used, _, _ := strings.Cut(string(text), "## Looked at and left out")
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(used, -1) {
		named = append(named, m[1])
	}
	var modules []string
	for line := range strings.Lines(string(mod)) {
		words := strings.Fields(line)
		if len(words) == 2 && strings.Contains(words[0], ".") {
			modules = append(modules, words[0])
		}
	}
	of := func(module string) func(string) bool {
		return func(name string) bool {
			base := regexp.MustCompile(`/v\d+$`).ReplaceAllString(module, "")
			return strings.HasSuffix(base, name) || strings.HasPrefix(name, strings.TrimPrefix(base, "github.com/"))
		}
	}
	if len(modules) < 10 || len(named) < 10 {
		t.Fatalf("%d modules, %d lines", len(modules), len(named))
	}
	for _, m := range modules {
		if !slices.ContainsFunc(named, of(m)) {
			t.Errorf("docs/decisions.md does not say why %s is here", m)
		}
	}
	for _, name := range named {
		if !slices.ContainsFunc(modules, func(m string) bool { return of(m)(name) }) {
			t.Errorf("docs/decisions.md has a line for %s, which go.mod does not name", name)
		}
	}
}
