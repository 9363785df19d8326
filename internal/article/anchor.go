package article

import "github.com/pir-cli/pir/internal/report"

// ActionAnchor returns the id of the element about an action on the page, the i-th of the report, for links from other
// pages. Context.Prefix would stand before it.
func ActionAnchor(r *report.Report, i int) string {
	m := maker{r: r}
	return m.anchor("action", r.Actions[i].ID.Value, i)
}
