package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/render"
)

// app is one run of the program: the environment and the flags that all commands share.
type app struct {
	env     Env
	chdir   string
	noColor bool
	quiet   bool
	zone    *time.Location // in which points in time are shown, nil for the usual one
	rev     string         // revision to read instead of the work tree, or ""
	ends    []func() error // what is left to close when the command has ended
	tlpMax  string         // highest label of the reports that are read, or "" for all
	idsOnly bool           // reports are named by ids, and a path is none
}

// atEnd has something closed after the command.
func (a *app) atEnd(end func() error) { a.ends = append(a.ends, end) }

// end closes what a command left open.
func (a *app) end() error {
	errs := make([]error, 0, len(a.ends))
	for _, end := range a.ends {
		errs = append(errs, end())
	}
	return errors.Join(errs...)
}

// Main runs the program and returns its exit status.
func Main(env Env, args []string) int {
	a := &app{env: env}
	return a.main(context.Background(), args)
}

// main runs the program with the environment of a.
func (a *app) main(ctx context.Context, args []string) int {
	env, root := a.env, newRoot(a)
	root.SetArgs(args)
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(ctx)
	if failed := a.end(); err == nil {
		err = failed
	}
	code := status(err)
	var s *statusError
	if err == nil || errors.As(err, &s) && s.err == nil {
		return code
	}
	said := plainly(err).Error()
	if hint := denied(err); hint != "" {
		said += "\n" + hint
	}
	for line := range strings.SplitSeq(said, "\n") {
		if _, werr := fmt.Fprintln(env.Stderr, "pir:", render.Visible(line)); werr != nil {
			return ExitFailure
		}
	}
	return code
}

// tuneMemory lets the heap grow to five times what is in use before it is cleaned: reports are read and
// let go, and less cleaning saves a fifth of the time. What is kept of very many reports is so much that
// five times it would be felt. GOGC in the environment wins.
func (a *app) tuneMemory(reports int) {
	const many = 5_000
	if a.env.Getenv("GOGC") != "" {
		return
	}
	percent := 400
	if reports > many {
		percent = 100
	}
	debug.SetGCPercent(percent)
}

// Root returns the commands, for what is made from them, such as the manual. They are not to be run.
func Root() *cobra.Command { return newRoot(&app{}) }

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "pir",
		Short: "Post-incident reviews in git: checked, followed up, and read for trends",
		Long: `pir keeps post-incident reviews as markdown with YAML front matter in your own git
repository, checks them, follows every corrective action until it is shown to work,
and reads the whole directory for trends.

Without a command it says in what state the reports of this repository are, and what to do next.`,
		Example: `  pir                         how things stand here, and what to do next
  pir demo                    an example repository to try everything on
  pir lint                    check all reports
  pir actions --fail-on overdue
  pir trends --year 2026`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetVersionTemplate("pir {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	flags := root.PersistentFlags()
	flags.StringVarP(&a.chdir, "directory", "C", "", "run as if started in this `folder`")
	flags.BoolVar(&a.noColor, "no-color", false, "no colours, whatever the terminal can do")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no progress and no hints on standard error")
	addGroups(root)
	root.AddCommand(
		of(responder, newNew(a)),
		of(responder, newAdd(a)),
		of(responder, newLint(a)),
		of(responder, newFmt(a)),
		of(responder, newRules(a)),
		of(reviewer, newDiff(a)),
		of(owner, newActions(a)),
		of(owner, newStatus(a)),
		of(lead, newCoverage(a)),
		of(lead, newTrends(a)),
		of(auditor, newHistory(a)),
		of(auditor, newEvidence(a)),
		of(everybody, newShow(a)),
		of(everybody, newSite(a)),
		of(everybody, newLSP(a)),
		of(everybody, newMCP(a)),
		of(everybody, newExport(a)),
		of(setUp, newDemo(a)),
		of(setUp, newInit(a)),
		of(setUp, newImport(a)),
		of(setUp, newSchema(a)),
	)
	addWelcome(a, root)
	a.mendMistakes(root)
	return root
}

// The groups of commands in the help, by who types them and when.
const (
	responder = "responder"
	reviewer  = "reviewer"
	owner     = "owner"
	lead      = "lead"
	auditor   = "auditor"
	everybody = "everybody"
	setUp     = "set-up"
)

// addGroups adds the groups in the order in which the help lists them.
func addGroups(root *cobra.Command) {
	root.AddGroup(
		&cobra.Group{ID: responder, Title: "Responder, after an incident:"},
		&cobra.Group{ID: reviewer, Title: "Reviewer, in a pull request:"},
		&cobra.Group{ID: owner, Title: "Owner of actions, every week:"},
		&cobra.Group{ID: lead, Title: "Security lead, every month:"},
		&cobra.Group{ID: auditor, Title: "Auditor, every year:"},
		&cobra.Group{ID: everybody, Title: "Everybody:"},
		&cobra.Group{ID: setUp, Title: "To begin, and to try it:"},
	)
	root.SetHelpCommandGroupID(setUp)
}

// of puts a command into a group.
func of(group string, cmd *cobra.Command) *cobra.Command {
	cmd.GroupID = group
	return cmd
}

// body wraps the code of a command, so that its errors can be told from errors in the arguments.
func body(run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := run(cmd, args); err != nil {
			return ran{err}
		}
		return nil
	}
}

// dir returns the folder to run in.
func (a *app) dir() (string, error) {
	if a.chdir == "" {
		return a.env.Dir, nil
	}
	dir := a.chdir
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(a.env.Dir, dir)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", usagef("-C %s: there is no such folder", a.chdir)
	}
	return dir, nil
}

// absolute returns a path as it was typed, for the operating system.
func (a *app) absolute(name string) (string, error) {
	dir, err := a.dir()
	return typedIn(dir, name), err
}

// typedIn returns the path of a name that was typed in a folder.
func typedIn(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// style returns how to write for whoever reads standard output.
func (a *app) style(toFile bool) render.Style {
	terminal := a.env.Terminal && !toFile
	return render.Style{
		Terminal: terminal, Width: a.env.Width, Version: version(), Zone: a.zone, Words: a.words(),
		Color: terminal && !a.noColor && a.env.Getenv("NO_COLOR") == "" && a.env.Getenv("TERM") != "dumb",
	}
}

// words reports whether whoever reads the output wants words alone, as with a screen reader.
func (a *app) words() bool { return a.env.Getenv("PIR_ACCESSIBLE") != "" }

// version returns the module version, or the commit that a development build was made from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}
