package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/keep"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// keepTrends runs `pir trends --write`.
func (a *app) keepTrends(cmd *cobra.Command, opts *trendsOptions, args []string) error {
	for _, flag := range []string{"format", "output", "by", "interval", "within", "all", "repeats", "risk"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s does not go with --write, which keeps one report with all figures", flag)
		}
	}
	if len(args) > 0 {
		return usagef("%s: a report that is kept is about all reports; leave the path out", args[0])
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	period, asOf, err := a.keptPeriod(cmd, opts, r.policy)
	if err != nil {
		return err
	}
	incidents, missing, err := each(a, r, nil, func(rep *report.Report) trends.Incident { return trends.Of(rep, r.policy) })
	if err = errors.Join(err, missing); err != nil {
		return err // a record that leaves reports out would not say so for long
	}
	t := trends.Compute(incidents, period, period.CalendarBefore(), asOf, r.policy)
	src := render.TrendSource{
		Policy: r.policy, Version: cmp.Or(a.env.Version, version()), Period: periodFlag(period), Folder: period.Name(), Pictures: render.TrendPictures(&t),
	}
	if src.Commit, src.Dirty, err = a.dataCommit(cmd.Context(), r); err != nil {
		return err
	}
	var text strings.Builder
	if err := render.TrendReport(&text, t, src); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	sealed, err := keep.Seal(text.String())
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return a.keepFiles(r, period.Name(), sealed, src.Pictures)
}

// keptPeriod returns the period of a report that is kept, and the day as of which it tells. Without a flag it is the last
// one of the policy's cadence that is over. The report tells the state of its last day, so that writing it again gives
// the same; the clock only says which period is the last.
func (a *app) keptPeriod(cmd *cobra.Command, opts *trendsOptions, pol *policy.Policy) (period trends.Period, asOf time.Time, err error) {
	today := a.asOf(opts.asOf)
	way, err := opts.period.way(cmd)
	switch {
	case err != nil:
		return period, asOf, err
	case way == "last" && !cmd.Flags().Changed("last"):
		period, err = lastOver(pol.Trends.Every, today)
	default:
		period, _, err = opts.period.period(cmd, today)
	}
	if err != nil {
		return period, asOf, err
	}
	if asOf = opts.asOf; asOf.IsZero() {
		asOf = period.To
	}
	if last := a.asOf(opts.asOf); period.To.After(last) {
		return period, asOf, usagef("the period goes on until %s, after %s; a report that is kept covers days that are over, so name an earlier period, or its last day with --to", period.To.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	return period, asOf, nil
}

// lastOver returns the last period of a cadence that ends on a day or before it.
func lastOver(every policy.Every, on time.Time) (trends.Period, error) {
	next := on.AddDate(0, 0, 1)
	y, m := next.Year(), int(next.Month())
	switch every {
	case policy.Month:
		return trends.Month(y, m-1), nil
	case policy.Quarter:
		return trends.Quarter(y, (m+2)/3-1), nil
	case policy.HalfYear:
		return trends.Half(y, (m+5)/6-1), nil
	case policy.Year:
		return trends.Year(y - 1), nil
	case policy.Never:
	}
	return trends.Period{}, usagef("the policy asks for no report on trends (trends.every: never), so name a period, such as --quarter 2026Q2")
}

// periodFlag returns the flags that name a period.
func periodFlag(p trends.Period) string {
	name := p.Name()
	switch {
	case strings.Contains(name, ".."):
		return "--from " + p.From.Format(time.DateOnly) + " --to " + p.To.Format(time.DateOnly)
	case strings.Contains(name, "-H"):
		return "--half " + strings.Replace(name, "-", "", 1)
	case strings.Contains(name, "-Q"):
		return "--quarter " + strings.Replace(name, "-", "", 1)
	case strings.Contains(name, "-"):
		return "--month " + name
	default:
		return "--year " + name
	}
}

// dataCommit returns the last commit that changed what the figures are made from, and the files that differ from it. A
// later commit that changes something else, such as the report on trends itself, leaves it as it is.
func (a *app) dataCommit(ctx context.Context, r *repo) (commit string, dirty []string, err error) {
	read := append([]string{policy.FileName}, r.policy.Reports...)
	in := git.Repo{Dir: r.root}
	rev := "HEAD"
	if a.rev != "" {
		rev = a.rev
	}
	commit, err = in.Last(ctx, rev, read)
	if err == nil && a.rev == "" {
		dirty, err = in.Uncommitted(ctx, read)
	}
	if errors.Is(err, git.ErrNone) || errors.Is(err, git.ErrNoRevision) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, fmt.Errorf("ask git which state of the reports this is: %w", err)
	}
	return commit, dirty, nil
}

// keepFiles writes the pictures, and then the report, so that a report that is there has its pictures.
func (a *app) keepFiles(r *repo, name string, sealed []byte, pictures []render.Picture) error {
	folder := path.Clean(filepath.ToSlash(r.policy.Trends.Folder))
	page := path.Join(folder, name+".md")
	root, err := os.OpenRoot(r.root)
	if err != nil {
		return fmt.Errorf("open %s: %w", r.root, err)
	}
	defer root.Close() //nolint:errcheck // the files are closed by themselves
	beside := path.Join(folder, name)
	if err := root.MkdirAll(filepath.FromSlash(beside), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", beside, pathError(err))
	}
	unlock, err := edit.Lock(a.locks(), filepath.Join(r.root, filepath.FromSlash(page)))
	if err != nil {
		return fmt.Errorf("write %s: %w", page, err)
	}
	defer unlock()
	// Everything is looked at before anything is written.
	changes, err := keptFiles(root, page, beside, sealed, pictures)
	if err != nil {
		return err
	}
	written := 0
	for _, c := range changes {
		if c.there && bytes.Equal(c.before, c.after) {
			continue
		}
		written++
		if err := c.write(r.root, root); err != nil {
			return fmt.Errorf("write %s: %w", c.name, err)
		}
	}
	a.hintStale(root, beside, pictures)
	said := "written"
	if written == 0 {
		said = "is as it was"
	}
	_, err = fmt.Fprintln(a.env.Stdout, render.Visible(page), said)
	return err
}

// keptFiles returns the files of a report, the pictures first. One that is there and was not made by this program is an
// error.
func keptFiles(root *os.Root, page, beside string, sealed []byte, pictures []render.Picture) ([]kept, error) {
	old, text, err := merged(root, page, sealed)
	if err != nil {
		return nil, err
	}
	changes := make([]kept, 0, len(pictures)+1)
	for _, p := range pictures {
		file := path.Join(beside, p.Name)
		before, err := root.ReadFile(filepath.FromSlash(file))
		plain := bytes.ReplaceAll(before, []byte("\r\n"), []byte("\n")) // as git on Windows may check it out
		switch {
		case err != nil && !absent(err):
			return nil, fmt.Errorf("read %s: %w", file, pathError(err))
		case err == nil && !bytes.HasPrefix(plain, []byte(chart.Mark)):
			return nil, usagef("%s: it is not a chart by this program, so it is not written over; move it elsewhere", file)
		case bytes.Equal(plain, p.SVG):
			continue
		}
		changes = append(changes, kept{file, before, err == nil, p.SVG})
	}
	return append(changes, kept{page, old, old != nil, text}), nil
}

// merged returns the report that is there, nil for none, and the new one with what people wrote into it.
func merged(root *os.Root, page string, sealed []byte) (old, text []byte, err error) {
	old, err = root.ReadFile(filepath.FromSlash(page))
	if absent(err) {
		return nil, sealed, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", page, pathError(err))
	}
	text, err = keep.Merge(old, sealed)
	switch {
	case errors.Is(err, keep.ErrForeign):
		return nil, nil, usagef("%s: %w, so it is not written over; rename it, such as to %s-by-hand.md", page, err, strings.TrimSuffix(page, ".md"))
	case errors.Is(err, keep.ErrChanged):
		return nil, nil, usagef("%s: %w, and that would be lost; move it between the marks pir:keep and pir:end (git diff shows it), or remove the file", page, err)
	case err != nil:
		return nil, nil, usagef("%s: %w; nothing was written", page, err)
	}
	return old, text, nil
}

// kept is a file of a report that is kept.
type kept struct {
	name   string // relative to the root, with slashes
	before []byte
	there  bool
	after  []byte
}

// write writes the file whole or not at all.
func (k *kept) write(dir string, root *os.Root) error {
	name := filepath.FromSlash(k.name)
	if k.there {
		return edit.Write(filepath.Join(dir, name), k.before, k.after)
	}
	// The name is that of what edit.Lock removes after a run that was killed.
	temp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".pir-%d.tmp", os.Getpid()))
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return pathError(err)
	}
	_, err = f.Write(k.after)
	err = errors.Join(err, f.Sync(), f.Close())
	if _, there := root.Lstat(name); err == nil && !absent(there) {
		err = errors.New("the file has come to be while it was worked on; run the command again")
	}
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(pathError(err), root.Remove(temp))
	}
	return nil
}

// hintStale names charts of an earlier run that the report does not show any more.
func (a *app) hintStale(root *os.Root, folder string, drawn []render.Picture) {
	f, err := root.Open(filepath.FromSlash(folder))
	if err != nil {
		return
	}
	defer f.Close() //nolint:errcheck // only read from
	names, err := f.Readdirnames(-1)
	if err != nil {
		return
	}
	slices.Sort(names)
	for _, name := range names {
		shown := slices.ContainsFunc(drawn, func(p render.Picture) bool { return p.Name == name })
		if path.Ext(name) == ".svg" && !shown {
			a.hint("%s is not in the report any more; remove it", path.Join(folder, name))
		}
	}
}
