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
	formats := []Format[lint.Result]{
		{"text", "one finding with its source line, for people", findingsText},
		{"json", "the documented envelope, for programs", findingsJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", findingsSARIF},
		{"github", "workflow commands, for notes in a pull request on GitHub", findingsGitHub},
		{"gitlab", "a code quality report, for GitLab", findingsGitLab},
		{"junit", "JUnit XML, for whatever shows tests", findingsJUnit},
		{"checkstyle", "checkstyle XML, for whatever shows checkstyle", findingsCheckstyle},
	}
	for i := range formats {
		if FromTop(formats[i].Name) {
			formats[i].Write = fromTop(formats[i].Write)
		}
	}
	return formats
}

// FromTop reports whether a format of findings names files from the top of the git repository, and so needs
// lint.Result.Below. The others name them from the folder of pir.yaml, as people type them.
func FromTop(format string) bool { return format != "text" && format != "json" }

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
