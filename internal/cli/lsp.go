package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/lsp"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// rulePage returns where the page of a rule can be read in a browser.
func rulePage(rule string) string {
	return "https://github.com/pir-cli/pir/blob/main/internal/rules/" + strings.ReplaceAll(rule, "-", "_") + ".md"
}

func newLSP(a *app) *cobra.Command {
	var stdio bool
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve editors: findings while typing, completion, fixes",
		Long: `Speak the Language Server Protocol 3.17 on standard input and output, for editors. The server
shows the findings of pir lint in reports while they are typed, and the faults of pir.yaml and
people.yaml; it completes fields and words, explains them, mends and suppresses findings, leads
to related reports and formats as pir fmt does.

An editor starts it; docs/editors.md says how to set it up. Each file belongs to the repository
that it lies in, whatever folder the editor was started in. Nothing is written: the editor makes
the changes.

Exit status:
  0  the editor ended the session
  1  the editor left without a shutdown request
  2  wrong use
  3  could not read or write`,
		Example: `  pir lsp
  pir lsp --stdio`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error {
			err := lsp.Serve(cmd.Context(), io.NopCloser(a.env.Stdin), a.env.Stdout, lsp.Options{
				Disk: editorDisk{a, cmd.Context()}, Rules: rules.All(), Version: version(), Page: rulePage, Log: a.env.Stderr,
			})
			if errors.Is(err, lsp.ErrNoShutdown) {
				return errGate
			}
			return err
		}),
	}
	cmd.Flags().BoolVar(&stdio, "stdio", false, "speak on standard input and output, which is what it always does; some editors add it")
	return cmd
}

// editorDisk reads the repositories that an editor has files of.
type editorDisk struct {
	app *app
	ctx context.Context //nolint:containedctx // of the command, which is the session
}

// Root returns the root of the repository that a folder is in.
func (editorDisk) Root(dir string) (string, error) { return corpus.FindRoot(dir) }

// Load reads a repository. A file that it is set up by and that is faulty is told, and as much of it as can be read counts.
func (e editorDisk) Load(root string) (*lsp.Repository, error) {
	r := &repo{dir: root, root: root, finder: corpus.Finder{Root: root, Ignored: ignored(e.ctx, root)}}
	r.files = workTree{root: root, finder: r.finder}
	out := &lsp.Repository{Root: root}
	file, err := r.files.side(policy.FileName, maxSide)
	if err != nil {
		return nil, err
	}
	if file == nil {
		file = source.New(policy.FileName, nil)
	}
	pol, problems := policy.Parse(file)
	linter, unknown := lint.New(rules.All(), pol)
	out.Fault(file, slices.Concat(problems, unknown))
	r.policy = pol
	world := lint.World{Exists: r.files.exists}
	if world.Policy, err = r.files.side(policy.FileName, maxSide); err != nil {
		return nil, err
	}
	if err := e.sides(r, out, &world); err != nil {
		return nil, err
	}
	out.Policy, out.People, out.Linter = pol, world.People, linter.In(world)
	if out.Baseline, err = r.baseline(&lintOptions{}); err != nil {
		return nil, err
	}
	paths, _, err := r.foldersThere(pol.Reports)
	if err != nil && !errors.Is(err, corpus.ErrNoFolder) {
		return nil, err
	}
	e.app.tuneMemory(len(paths))
	known, missing := corpus.Map(paths, func(rep *report.Report) *lsp.Known { return lsp.Know(rep, out.Linter) })
	out.Keep(known)
	out.IsReport = func(name string) bool { return isReport(r, paths, name) }
	return out, missing
}

// sides reads the people file and the register.
func (e editorDisk) sides(r *repo, out *lsp.Repository, world *lint.World) error {
	file, err := r.files.side(r.policy.People, maxSide)
	if err != nil {
		return err
	}
	if file != nil {
		list, problems := people.Parse(file)
		out.Fault(file, problems)
		world.People = list
	}
	if file, err = r.files.side(r.policy.Register.File, register.MaxFile); err != nil {
		return err
	}
	if file != nil {
		table, problems := register.Parse(file, r.policy.Register.Format())
		out.Fault(file, problems)
		if len(problems) == 0 {
			world.Register = table
		}
	}
	return nil
}

// isReport reports whether a file of that name is one that `pir lint` finds, or would find if it lay there.
func isReport(r *repo, there []corpus.Path, name string) bool {
	if slices.ContainsFunc(there, func(p corpus.Path) bool { return p.Name == name }) {
		return true
	}
	if r.finder.Ignored != nil && r.finder.Ignored(name) {
		return false
	}
	list := corpus.List{Files: append(slices.Clone(there), corpus.Path{Name: name, Open: name})}
	for _, folder := range r.policy.Reports {
		found, err := list.Folders([]string{folder})
		if err == nil && slices.ContainsFunc(found, func(p corpus.Path) bool { return p.Name == name }) {
			return true
		}
	}
	return false
}

// Report reads one report again.
func (e editorDisk) Report(r *lsp.Repository, name string) (*report.Report, error) {
	files := workTree{root: r.Root, finder: corpus.Finder{Root: r.Root}}
	paths, err := files.named(r.Root, []string{name})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil //nolint:nilnil // a report that was deleted
	case err != nil:
		return nil, fmt.Errorf("read again: %w", err)
	}
	all, err := corpus.Map(paths, func(rep *report.Report) *report.Report { return rep })
	if len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}
