package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

var _ = add(lint.Rule{
	Name: "file-undated", Severity: diag.Info, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		if !datedName().MatchString(p.Report.ID) {
			p.Reportf(source.Span{}, "the name has no date; new reports are named YYYY-MM-DD-what-happened, which sorts them and keeps them apart")
		}
	},
})
