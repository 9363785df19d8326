package rules_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/rules"
)

// TestIndex holds that the list of rules in the documents is that of the program, with links to pages that are there.
// With -update it is rewritten.
func TestIndex(t *testing.T) {
	const index, pages = "../../docs/rules/README.md", "../../internal/rules/"
	var b strings.Builder
	b.WriteString("# The rules\n\n" +
		"Each rule has a page: why it is there, what to do, and examples that run as tests. `pir rules NAME` prints it.\n" +
		"The level is the one that a rule has unless [pir.yaml](../policy.md) says otherwise; [docs/lint.md](../lint.md) says what decides.\n" +
		"A rule that applies always still looks only at what it is about. Every key in the last column is one of pir.yaml.\n\n" +
		"This list is made from the rules and their pages by `go test ./internal/rules -update`.\n\n")
	page := func(r lint.Rule) string { return strings.ReplaceAll(r.Name, "-", "_") + ".md" }
	err := render.RuleIndex(&b, rules.All(), func(r lint.Rule) string { return fmt.Sprintf("[%s](%s%s)", r.Name, pages, page(r)) })
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules.All() {
		if _, err := os.Stat(page(r)); err != nil {
			t.Errorf("%s: %v", r.Name, err)
		}
	}
	old, err := os.ReadFile(index)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	diff := cmp.Diff(strings.Split(string(old), "\n"), strings.Split(b.String(), "\n"))
	switch {
	case diff == "":
	case !rules.Updating():
		t.Errorf("%s is stale; `go test ./internal/rules -update` rewrites it (-file +program):\n%s", index, diff)
	default:
		if err := os.WriteFile(index, []byte(b.String()), 0o644); err != nil { //nolint:gosec // a document is for everybody
			t.Fatal(err)
		}
	}
}
