package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

// change is what a command makes of one report: nothing, or other bytes in place of those that were read.
type change struct {
	path          corpus.Path
	before, after []byte // nil when nothing changes
}

// mended is a report after its fixes.
type mended struct {
	change  change
	checked lint.Checked // what is left
	link    bool         // there was something to mend, and the file is a link
	failed  error
}

// fixFlags returns an error for flags that make no sense with each other.
func (o *lintOptions) fixFlags() error {
	switch {
	case o.diff && !o.fix:
		return usagef("--diff shows what --fix would change; write --fix --diff")
	case o.fix && o.writeBaseline:
		return usagef("--fix and --write-baseline: one mends findings, the other accepts them; run one after the other")
	case o.fix && o.scope.stdin && !o.diff:
		return usagef("--fix --stdin: there is no file to write; add --diff to see what would change")
	}
	return nil
}

// mend checks the reports and mends those that are selected, one read and one parse of each. Nothing is
// written yet. missing joins what could not be read or mended.
func (a *app) mend(r *repo, sel selection, accepted lint.Baseline) (checked []lint.Checked, changes []change, missing error) {
	paths := byName(sel.paths)
	parser := report.NewParser()
	all, missing := readAll(a, sel.paths, func(rep *report.Report) mended {
		if sel.named != nil && !sel.named[rep.File.Path] {
			return mended{checked: r.linter.Check(rep)}
		}
		now, left, err := r.linter.Fix(parser, rep, accepted)
		m := mended{checked: left, failed: err, change: change{path: paths[rep.File.Path]}}
		switch {
		case now == rep:
		case isLink(m.change.path):
			m.checked, m.link = r.linter.Check(rep), true
		default:
			m.change.before, m.change.after = rep.File.Bytes, now.File.Bytes
		}
		return m
	})
	errs := make([]error, 0, len(all)+1)
	errs = append(errs, missing)
	for _, m := range all {
		checked, errs = append(checked, m.checked), append(errs, m.failed)
		if m.link {
			a.hintLink(m.change.path)
		}
		if m.change.after != nil {
			changes = append(changes, m.change)
		}
	}
	return checked, changes, errors.Join(errs...)
}

// byName returns the paths by the name that is shown.
func byName(paths []corpus.Path) map[string]corpus.Path {
	named := make(map[string]corpus.Path, len(paths))
	for _, p := range paths {
		named[p.Name] = p
	}
	return named
}

// isLink reports whether a file is a link. Replacing it would leave a file in place of the link.
func isLink(p corpus.Path) bool {
	if p.Read != nil {
		return false
	}
	info, err := os.Lstat(p.Open)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

func (a *app) hintLink(p corpus.Path) {
	a.hint("%s is a link and is left as it is; name the file that it leads to", p.Name)
}

// save writes the changed files, each whole, and goes on when one of them fails.
func (a *app) save(changes []change) error {
	var errs []error
	for _, c := range changes {
		unlock, err := a.lock(c.path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, replace(c))
		unlock()
	}
	return errors.Join(errs...)
}

// showDiff writes what the changes are to standard output.
func (a *app) showDiff(changes []change) error {
	for _, c := range changes {
		if err := render.Diff(a.env.Stdout, edit.Diff(c.path.Name, c.before, c.after), a.style(false)); err != nil {
			return fmt.Errorf("write diff: %w", err)
		}
	}
	return nil
}

// hintFixable says how many findings --fix would mend.
func (a *app) hintFixable(result lint.Result) {
	n := 0
	for _, d := range result.Diagnostics {
		if d.Fix != nil {
			n++
		}
	}
	switch n {
	case 0:
	case 1:
		a.hint("1 finding can be mended with `pir lint --fix`")
	default:
		a.hint("%d findings can be mended with `pir lint --fix`", n)
	}
}
