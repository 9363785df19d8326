package rules

import "github.com/pir-cli/pir/internal/diag"

var _ = add(blameRule("blame-character", diag.Error))
