package cli

import (
	"fmt"

	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

// hint tells something on standard error that is no part of the result. --quiet leaves it out.
func (a *app) hint(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintln(a.env.Stderr, "pir:", render.Visible(fmt.Sprintf(format, args...))) //nolint:errcheck // nobody can be told that telling failed
	}
}

// unread is a file whose front matter could not be used, "" for one that could. What such a file
// holds is in no count, and whoever reads the counts is told so.
func unread(r *report.Report) string {
	if r.HasFrontMatter {
		return ""
	}
	return r.File.Path
}

// hintUnread says which files are in no count.
func (a *app) hintUnread(files []string) {
	switch len(files) {
	case 0:
	case 1:
		a.hint("%s is left out, it has no front matter that can be read; `pir lint` says why", files[0])
	default:
		a.hint("%d files are left out, they have no front matter that can be read, such as %s; `pir lint` says why", len(files), files[0])
	}
}
