package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "duplicate-key", Severity: diag.Error, Since: "0.1.0",
	Check: lint.FromReader,
})
