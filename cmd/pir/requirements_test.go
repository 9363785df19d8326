package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
)

// TestRequirements holds that docs/requirements.md names fields, rules and
// commands that there are, and answers every point.
func TestRequirements(t *testing.T) {
	text, err := os.ReadFile("../../docs/requirements.md")
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	collect(fields, "", report.Fields())
	collect(fields, "policy:", policy.Fields())
	commands := knownCommands(t)
	rows := 0
	for i, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") || len(cells) > 1 && strings.TrimSpace(cells[1]) == "field" {
			continue
		}
		if len(cells) != 4 {
			t.Errorf("line %d has %d cells", i+1, len(cells))
			continue
		}
		rows++
		named := 0
		for column, holds := range []func(string) bool{
			1: func(word string) bool { return fields[word] },
			2: isRuleOrBeginning,
			3: func(word string) bool {
				return strings.HasPrefix(word, "pir ") && wrongMention(commands, nil, word) == ""
			},
		} {
			for _, m := range inlineCode.FindAllStringSubmatch(cells[column], -1) {
				if named++; holds != nil && !holds(m[1]) {
					t.Errorf("line %d names %s, and there is none", i+1, m[1])
				}
			}
		}
		if named == 0 {
			t.Errorf("line %d answers nothing: %s", i+1, line)
		}
	}
	if rows < 50 {
		t.Errorf("only %d points", rows)
	}
}

// collect adds the paths of fields, as the references write them.
func collect(into map[string]bool, prefix string, fields []field.Description) {
	for _, f := range fields {
		name := prefix + f.Name
		into[name] = true
		if f.Type == "list" {
			name += "[]"
		}
		collect(into, name+".", f.Fields)
	}
}

// isRuleOrBeginning reports whether a word is a rule, or a beginning of several with a star.
func isRuleOrBeginning(word string) bool {
	begin, star := strings.CutSuffix(word, "*")
	return slices.ContainsFunc(rules.All(), func(r lint.Rule) bool { return r.Name == word || star && strings.HasPrefix(r.Name, begin) })
}
