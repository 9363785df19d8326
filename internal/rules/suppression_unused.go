package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// The engine makes these findings, because only it knows which suppressions were needed.
var _ = add(lint.Rule{Name: lint.RuleUnused, Severity: diag.Info, Since: "0.1.0"})
