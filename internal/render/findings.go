package render

import (
	"io"
	"path"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// Findings are the formats of `pir lint`.
func Findings() []Format[lint.Result] {
	return []Format[lint.Result]{
		{"text", "one finding with its source line, for people", findingsText},
		{"json", "the documented envelope, for programs", findingsJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", fromTop(findingsSARIF)},
		{"github", "workflow commands, for notes in a pull request on GitHub", fromTop(findingsGitHub)},
		{"gitlab", "a code quality report, for GitLab", fromTop(findingsGitLab)},
		{"junit", "JUnit XML, for whatever shows tests", fromTop(findingsJUnit)},
		{"checkstyle", "checkstyle XML, for whatever shows checkstyle", fromTop(findingsCheckstyle)},
	}
}

// fromTop makes a format name files from the top of the git repository. The hosts that show findings beside the lines of
// a file know it by that path only, also where pir.yaml lies in a folder below.
func fromTop(write func(io.Writer, lint.Result, Style) error) func(io.Writer, lint.Result, Style) error {
	return func(w io.Writer, res lint.Result, s Style) error {
		if res.Below != "" {
			res.Diagnostics, res.Suppressed = below(res.Below, res.Diagnostics), below(res.Below, res.Suppressed)
			res.Paths = slices.Clone(res.Paths)
			for i, file := range res.Paths {
				res.Paths[i] = belowTop(res.Below, file)
			}
		}
		return write(w, res, s)
	}
}

func below(folder string, list []diag.Diagnostic) []diag.Diagnostic {
	list = slices.Clone(list)
	for i := range list {
		list[i].File = belowTop(folder, list[i].File)
	}
	return list
}

// belowTop returns the path of a file from the top. One outside of the repository, which a user named, stays as it is.
func belowTop(folder, file string) string {
	if path.IsAbs(file) || windowsDrive.MatchString(file) {
		return file
	}
	return path.Join(folder, file)
}
