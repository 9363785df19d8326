package render

import "github.com/pir-cli/pir/internal/lint"

// Findings are the formats of `pir lint`.
func Findings() []Format[lint.Result] {
	return []Format[lint.Result]{
		{"text", "one finding with its source line, for people", findingsText},
		{"json", "the documented envelope, for programs", findingsJSON},
	}
}
