package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/source"
)

// mostHelp is how many rules the list of what would help has.
const mostHelp = 10

// adoptReports sets up a repository that has reports already: a policy that names their folders, and a baseline that accepts
// what is wrong with them today. What exists is left alone.
func (a *app) adoptReports(ctx context.Context, args []string) error {
	dir, err := a.dir()
	if err != nil {
		return err
	}
	folders, err := a.adoptFolders(ctx, dir, args)
	if err != nil {
		return err
	}
	if folders != nil {
		created, err := scaffold.Adopt(dir, folders)
		if err != nil {
			return err
		}
		if err := a.told(created, policy.FileName); err != nil {
			return err
		}
	} else if err := a.told(false, policy.FileName); err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	result, missing, err := a.checkAll(r, func(p corpus.Path) corpus.Path { return p })
	if err != nil {
		return err
	}
	if err := a.adoptBaseline(r, result); err != nil {
		return errors.Join(err, missing)
	}
	list := render.OldReports{Files: result.Files, Findings: len(result.Diagnostics) + len(result.Suppressed)}
	worth := result.Worth(mostHelp)
	if unread := filesWithout(result); len(unread) > 0 {
		after, _, err := a.checkAll(r, importedPath(r.policy))
		if err != nil {
			return errors.Join(err, missing)
		}
		left := filesWithout(after)
		if n := len(unread) - len(left); n > 0 {
			list.Help = []render.Help{{
				Worth: lint.Worth{Rule: lint.Rule{Name: withoutFrontMatter}, Severity: diag.Error, Findings: n, Files: n},
				Todo:  "`pir import` writes what the texts state, and leaves the texts as they are",
			}}
			list.Then = helps(after.Worth(mostHelp-1), left)
			list.Next = importSteps(r.policy)
		} else {
			list.Help = helps(worth, left)
		}
	} else {
		list.Help = helps(worth, nil)
	}
	list.Next = append(list.Next, nextSteps(worth)...)
	return errors.Join(render.WriteOldReports(a.env.Stdout, list, a.style(false)), missing)
}

// withoutFrontMatter is the rule that finds files of which nothing else can be told.
const withoutFrontMatter = "front-matter-missing"

// filesWithout returns the files that have no front matter.
func filesWithout(r lint.Result) []string {
	var files []string
	for _, d := range slices.Concat(r.Diagnostics, r.Suppressed) {
		if d.Rule == withoutFrontMatter {
			files = append(files, d.File)
		}
	}
	return files
}

// helps says what to do about each rule. unread are files that cannot be imported.
func helps(worth []lint.Worth, unread []string) []render.Help {
	list := make([]render.Help, 0, len(worth))
	for _, w := range worth {
		h := render.Help{Worth: w}
		if w.Rule.Name == withoutFrontMatter && len(unread) > 0 {
			h.Todo = "A file that is no report, such as " + unread[0] + ", goes to another folder"
		}
		list = append(list, h)
	}
	return list
}

// importedPath makes a file without front matter read as `pir import` would write it; nothing is written.
func importedPath(pol *policy.Policy) func(corpus.Path) corpus.Path {
	return func(p corpus.Path) corpus.Path {
		p.Read = func() ([]byte, error) {
			b, err := os.ReadFile(p.Open)
			if err != nil {
				return nil, err
			}
			f := source.New(p.Name, b)
			if report.NewParser().Parse(f).HasFrontMatter {
				return b, nil
			}
			if after := importer.Read(f, importer.Options{Policy: pol}).After; after != nil {
				return after, nil
			}
			return b, nil
		}
		return p
	}
}

// adoptFolders returns the folders for a new policy: those that are named, else those that look like it. It is nil when
// there is a policy already.
func (a *app) adoptFolders(ctx context.Context, dir string, args []string) ([]string, error) {
	if _, err := os.Lstat(filepath.Join(dir, policy.FileName)); !errors.Is(err, fs.ErrNotExist) {
		if len(args) > 0 {
			return nil, usagef("%s is there already and says where the reports are; leave out %s, or write it under reports", policy.FileName, args[0])
		}
		return nil, nil
	}
	var folders []string
	for _, arg := range args {
		name := filepath.ToSlash(filepath.Clean(arg))
		if info, err := os.Stat(filepath.Join(dir, arg)); err != nil || !info.IsDir() || !filepath.IsLocal(filepath.FromSlash(name)) {
			return nil, usagef("%s: there is no such folder below this one", arg)
		}
		folders = append(folders, name)
	}
	if len(folders) > 0 {
		return folders, nil
	}
	found, err := scaffold.FindReports(dir, ignored(ctx, dir))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, usagef("no folder with reports was found; name it, as in `pir init --adopt docs/postmortems`, or start with `pir init`")
	}
	for _, f := range found {
		folders = append(folders, f.Path)
		a.hint("%s: %d of %d markdown files look like reports", f.Path, f.Reports, f.Files)
	}
	return folders, nil
}

// told says what became of a file.
func (a *app) told(created bool, name string) error {
	word := "kept"
	if created {
		word = "created"
	}
	if _, err := fmt.Fprintf(a.env.Stdout, "%-8s %s\n", word, render.Visible(name)); err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}

// checkAll checks every report of the repository, read as path says; missing joins those that could not be read.
func (a *app) checkAll(r *repo, path func(corpus.Path) corpus.Path) (result lint.Result, missing, err error) {
	world, err := r.world()
	if err != nil {
		return lint.Result{}, nil, err
	}
	paths, err := a.reports(r, nil)
	if err != nil {
		return lint.Result{}, nil, err
	}
	for i := range paths {
		paths[i] = path(paths[i])
	}
	linter := r.linter.In(world)
	checked, missing := readAll(a, paths, linter.Check)
	return linter.Finish(checked), missing, nil
}

// adoptBaseline accepts all findings, unless there is a baseline or nothing to accept.
func (a *app) adoptBaseline(r *repo, result lint.Result) error {
	if len(result.Diagnostics) == 0 {
		return nil
	}
	b, err := lint.WriteBaseline(result)
	if err != nil {
		return err
	}
	err = createBelow(r.root, baselineName, b)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("write %s: %w", baselineName, pathError(err))
	}
	return a.told(err == nil, baselineName)
}

// importSteps are the commands that make old texts readable.
func importSteps(pol *policy.Policy) []render.Step {
	return []render.Step{
		{Command: "pir import", Args: pol.Reports, Why: "shows what the texts state, as front matter"},
		{Command: "pir import --write", Args: pol.Reports, Why: "writes it; the texts stay as they are"},
		{Command: "pir lint --write-baseline", Why: "accepts what a person has to supply, for now"},
		{Command: "pir init --adopt", Why: "this list again, for what is left"},
	}
}

// nextSteps are the commands of every day.
func nextSteps(worth []lint.Worth) []render.Step {
	var steps []render.Step
	if i := slices.IndexFunc(worth, func(w lint.Worth) bool { return w.Rule.Name != withoutFrontMatter }); i >= 0 {
		steps = append(steps, render.Step{Command: "pir rules", Args: []string{worth[i].Rule.Name}, Why: "why, and a good example"})
	}
	return append(steps,
		render.Step{Command: "pir lint", Why: "in every pull request: only what is new counts"},
		render.Step{Command: "pir coverage", Why: "which incident was never reviewed, once there is a register"})
}
