package render

import "github.com/pir-cli/pir/internal/lint"

// Findings are the formats of `pir lint`.
func Findings() []Format[lint.Result] {
	return []Format[lint.Result]{
		{"text", "one finding with its source line, for people", findingsText},
		{"json", "the documented envelope, for programs", findingsJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", findingsSARIF},
		{"github", "workflow commands, for notes in a pull request on GitHub", findingsGitHub},
		{"gitlab", "a code quality report, for GitLab", findingsGitLab},
		{"junit", "JUnit XML, for whatever shows tests", findingsJUnit},
		{"checkstyle", "checkstyle XML, for whatever shows checkstyle", findingsCheckstyle},
	}
}
