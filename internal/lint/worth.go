package lint

import (
	"cmp"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
)

// Worth is what a rule found in all files, so that it can be weighed against other rules.
type Worth struct {
	Rule     Rule
	Severity diag.Severity // the worst of its findings, as it would be in a report that is finished
	Findings int
	Files    int // files with findings
}

// Worth returns the rules whose findings are worth mending first, at most so many: those that keep other rules from
// looking at a file, then by severity, and of one severity those that are found in the most files. Suppressed findings
// count, as what was accepted is still to be mended.
func (r Result) Worth(most int) []Worth {
	at := map[string]int{}
	files := map[[2]string]bool{}
	var all []Worth
	for _, d := range slices.Concat(r.Diagnostics, r.Suppressed) {
		i, ok := at[d.Rule]
		if !ok {
			i = len(all)
			at[d.Rule] = i
			all = append(all, Worth{Rule: r.rule(d.Rule)})
		}
		w := &all[i]
		w.Findings++
		w.Severity = max(w.Severity, d.Severity)
		if w.Rule.Unfinished {
			w.Severity = max(w.Severity, w.Rule.Severity)
		}
		if !files[[2]string{d.Rule, d.File}] {
			files[[2]string{d.Rule, d.File}] = true
			w.Files++
		}
	}
	slices.SortFunc(all, func(a, b Worth) int {
		if a.hides() != b.hides() {
			if a.hides() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Files, a.Files), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Rule.Name, b.Rule.Name))
	})
	return all[:min(most, len(all))]
}

// hides reports whether a finding keeps other rules from looking at the file.
func (w *Worth) hides() bool { return w.Rule.Raw && w.Severity == diag.Error }

// rule returns the rule of that name that ran, or one that has the name alone.
func (r Result) rule(name string) Rule {
	if i := slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.Name == name }); i >= 0 {
		return r.Rules[i]
	}
	return Rule{Name: name}
}
