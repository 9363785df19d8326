package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/scaffold"
)

// demoToday is the day on which the example ends, and from which its tour looks at it.
const demoToday = "2026-10-01"

func newDemo(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Write an example repository with two years of history",
		Long: `Write the reviews of a company that does not exist into a new folder (pir-demo), with two years
of git history, and show what the commands say about them. The history is the same on every
machine. A folder that is not empty is refused.

` + exitHelp,
		Example: `  pir demo
  pir demo ../example`,
		Args: cobra.MaximumNArgs(1),
		RunE: body(func(cmd *cobra.Command, args []string) error {
			shown := "pir-demo"
			if len(args) == 1 {
				shown = args[0]
			}
			return a.runDemo(cmd.Context(), shown)
		}),
	}
}

func (a *app) runDemo(ctx context.Context, shown string) error {
	base, err := a.dir()
	if err != nil {
		return err
	}
	dir := shown
	if !filepath.IsAbs(dir) {
		dir, shown = filepath.Join(base, dir), filepath.Join(a.chdir, shown)
	}
	d, err := scaffold.WriteDemo(ctx, dir)
	if errors.Is(err, scaffold.ErrNotEmpty) {
		return usagef("%s exists and is not empty; name a new folder, such as `pir demo pir-demo-2`", shown)
	}
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: %d files, %d commits from October 2024 to September 2026\n", render.Visible(shown), d.Files, d.Commits)
	if d.NoHistory != nil {
		b.Reset()
		fmt.Fprintf(&b, "%s: %d files\n", render.Visible(shown), d.Files)
	}
	if !a.quiet {
		a.tour(&b, dir, shown)
	}
	if _, err := a.env.Stdout.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write tour: %w", err)
	}
	switch {
	case errors.Is(d.NoHistory, git.ErrNone):
		a.hint("the git history is missing, because there is no git program here; with git, `pir demo` also writes how it came about")
		return nil
	case d.NoHistory != nil:
		return fmt.Errorf("the files are written, but not their git history: %w", d.NoHistory)
	}
	return nil
}

// stop is one command of the tour.
type stop struct {
	why   string
	args  string
	from  string // the line at which the part that is shown begins; "" for the first
	lines int    // how many lines are shown; below 0 from the end
}

// tourStops are the commands that the tour runs.
var tourStops = []stop{
	{"Are the reports complete?", "lint", "", -1},
	{"Which actions are late?", "actions --state overdue --as-of " + demoToday, "", 12},
	{"What came back?", "trends --year 2026 --as-of " + demoToday, "What came back", 20},
}

// tourIndent sets what a command said apart from what the tour says.
const tourIndent = "    "

// tour runs commands on the example and shows a part of what they say.
func (a *app) tour(b *bytes.Buffer, dir, shown string) {
	for _, s := range tourStops {
		out, ok := a.capture(dir, strings.Fields(s.args))
		if !ok {
			continue
		}
		fmt.Fprintf(b, "\n%s\n  $ pir %s\n", s.why, s.args)
		for _, line := range s.part(strings.Split(strings.TrimRight(out, "\n"), "\n")) {
			b.WriteString(strings.TrimRight(tourIndent+line, " ") + "\n")
		}
	}
	fmt.Fprintf(b, "\nTry it yourself. The example ends on %s, so say that this is today:\n  cd %s\n", demoToday, render.Visible(shown))
	for _, s := range tourStops {
		fmt.Fprintf(b, "  pir %s\n", s.args)
	}
	b.WriteString("  git log --oneline\nREADME.md lists what there is to find.\n")
}

// part returns the lines that the tour shows, with a mark where it leaves some out.
func (s stop) part(all []string) []string {
	if s.lines < 0 {
		return all[max(0, len(all)+s.lines):]
	}
	first := 0
	if s.from != "" {
		first = max(0, slices.IndexFunc(all, func(line string) bool { return strings.HasPrefix(line, s.from) }))
	}
	end := min(len(all), first+s.lines)
	for end < len(all) && end > first+1 && all[end-1] == "" {
		end--
	}
	part := slices.Clone(all[first:end])
	if end < len(all) {
		part = append(part, "…")
	}
	return part
}

// capture runs a command in this process and returns its standard output, or false when it could not run. Findings
// and gates are results.
func (a *app) capture(dir string, args []string) (string, bool) {
	var out bytes.Buffer
	inner := &app{env: a.env}
	inner.env.Stdout, inner.env.Stderr, inner.env.Stdin = &out, new(bytes.Buffer), new(bytes.Buffer)
	inner.env.Dir, inner.env.Interactive = dir, false
	inner.env.Width = max(40, a.env.Width-len(tourIndent))
	root := newRoot(inner)
	inner.noColor = true // after newRoot, which gives the flags their defaults
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(inner.env.Stderr)
	switch status(root.Execute()) {
	case ExitOK, ExitFindings:
		return out.String(), true
	default:
		return "", false
	}
}
