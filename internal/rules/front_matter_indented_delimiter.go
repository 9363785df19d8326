package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "front-matter-indented-delimiter", Severity: diag.Warning, Since: "0.1.0", Raw: true,
	Check: lint.FromReader,
})
