package rules

import (
	"path"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-evidence-dead", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		// What lies beside a report that is not in the repository, nobody can tell.
		folder := path.Dir(p.Report.File.Path)
		if p.World.Exists == nil || leadsOut(folder) {
			return
		}
		there := func(file string) bool {
			root, beside := path.Clean(file), path.Join(folder, file)
			return leadsOut(root) && leadsOut(beside) || // not ours to say
				!leadsOut(root) && p.World.Exists(root) || !leadsOut(beside) && p.World.Exists(beside)
		}
		look := func(name item, entries []field.Text) {
			for _, e := range entries {
				file, ok := report.RepositoryPath(e.Value, there)
				if !ok || there(file) {
					continue
				}
				p.Reportf(e.Span, "evidence of %s, %s, is neither in the repository nor beside the report; mend the path, or add the file", name, shorten(e.Value))
			}
		}
		eachCause(p, func(c *report.Cause, name item) { look(name, c.Evidence) })
		eachAction(p, func(a *report.Action, name item) {
			look(name, a.Evidence)
			look(name, a.Verified.Evidence)
		})
	},
})
