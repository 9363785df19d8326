package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/taxonomy"
	"github.com/pir-cli/pir/internal/trends"
)

// evidenceOptions are the flags of `pir evidence`.
type evidenceOptions struct {
	period periodFlags
	asOf   time.Time
	out    string
	dirty  bool
	sample int
	key    string
	frames []string
	redact bool
	tlpMax []string
}

func newEvidence(a *app) *cobra.Command {
	var opts evidenceOptions
	cmd := &cobra.Command{
		Use:   "evidence",
		Short: "The pack of records that an auditor asks for, for a period and a commit",
		Long: `Make a folder or a zip file of what an auditor asks for about a period: the population of incidents and
what does not fit together, the reports, every action and every change of it, the files that show what was
done, updates, trends, reports to management, communication, deadlines, and where all of it comes from.
Start with its 00-README.md.

It is read from a commit, HEAD unless --rev names another, and tells the state of the last day of the period
unless --as-of names another; of a period that is not over, that of the day of the commit. The same commit
gives the same bytes on every machine. What is edited and not committed is refused; --dirty reads it, and
every page and table then says so.

With --redact people are roles. With --tlp-max reports above a label are left out; they are counted and stand
in no figure.

A pack that is there is replaced, when it is as it was made; nothing else is ever written over.

` + exitHelp,
		Example: `  pir evidence --quarter 2026Q1
  pir evidence --from 2025-10-01 --to 2026-09-30 -o audit-2026.zip
  pir evidence --year 2026 --as-of 2026-09-30 --sample 5 --key "audit 2026"
  pir evidence verify audit-2026.zip`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.evidence(cmd, &opts) }),
	}
	addNamedPeriod(cmd, &opts.period)
	addDay(cmd, &opts.asOf, "as-of", "tell the state of this day, YYYY-MM-DD (default the last day of the period)")
	a.addRev(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&opts.out, "output", "o", "", "write this `folder` or .zip file (default evidence- and the name of the period)")
	flags.BoolVar(&opts.dirty, "dirty", false, "read the work tree, with what is not committed, and mark every page and table")
	flags.IntVar(&opts.sample, "sample", 0, "draw a sample of this `number` of incidents into the pack; needs --key")
	flags.StringVar(&opts.key, "key", "", "`text` under which the sample is drawn, such as one that the auditor names")
	addChoices(cmd, &opts.frames, "framework", "only the points of these (default all)", taxonomy.Frameworks())
	flags.BoolVar(&opts.redact, "redact", false, "put roles in the place of people, and leave out restricted sections and files that reports name")
	addTLPMax(cmd, &opts.tlpMax)
	cmd.MarkFlagsMutuallyExclusive("rev", "dirty")
	cmd.AddCommand(newEvidenceVerify(a), newEvidenceSample(a))
	return cmd
}

func (a *app) evidence(cmd *cobra.Command, opts *evidenceOptions) error {
	req, err := a.evidenceRequest(cmd, opts)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	r, unsaved, err := a.openEvidence(ctx, &req, opts.dirty)
	if err != nil {
		return err
	}
	if err := a.evidenceDay(ctx, r, &req); err != nil {
		return err
	}
	period := req.Period()
	out, err := r.evidenceOutput(cmp.Or(opts.out, "evidence-"+period.Name()))
	if err != nil {
		return err
	}
	shown := cmp.Or(opts.out, filepath.Base(out))
	there, err := pack.Present(out)
	switch {
	case errors.Is(err, pack.ErrForeign):
		return usagef("%s: %w; nothing was written. Name another place with -o, or remove it yourself", shown, err)
	case err != nil:
		return fmt.Errorf("read %s: %w", shown, pathError(err))
	}
	if samePack(there, &req) {
		return a.saySealed(shown, there, "is as it was")
	}
	in, err := a.evidenceInputs(ctx, r, req)
	if err != nil {
		return err
	}
	in.Unsaved = unsaved
	files, err := evidence.Build(in, rules.All())
	if err != nil {
		return fmt.Errorf("make the pack: %w", err)
	}
	if err := pack.Write(out, files); err != nil {
		return fmt.Errorf("write %s: %w", shown, pathError(err))
	}
	return a.saySealed(shown, files, "written")
}

// evidenceRequest reads the flags. The commit is not known yet, nor is the day of a period that is not over.
func (a *app) evidenceRequest(cmd *cobra.Command, opts *evidenceOptions) (evidence.Request, error) {
	req := evidence.Request{Version: evidence.Version, Pir: cmp.Or(a.env.Version, version())}
	req.Frameworks, _ = evidence.Frameworks(opts.frames) // their words were checked when the flag was read
	req.Redact, req.TLPMax = opts.redact, first(opts.tlpMax)
	period, asOf, err := a.evidencePeriod(cmd, &opts.period, opts.asOf)
	if err != nil {
		return req, err
	}
	req.From, req.To = period.From.Format(time.DateOnly), period.To.Format(time.DateOnly)
	if !asOf.IsZero() {
		req.AsOf = asOf.Format(time.DateOnly)
	}
	switch drawn := cmd.Flags().Changed("sample"); {
	case drawn && opts.sample < 1:
		return req, usagef("--sample %d: draw at least 1", opts.sample)
	case drawn && opts.key == "":
		return req, usagef("--sample needs --key, the text under which the sample is drawn; let the auditor name it")
	case !drawn && opts.key != "":
		return req, usagef("--key needs --sample, the number of incidents to draw")
	case drawn:
		req.Sample = &evidence.Draw{N: opts.sample, Key: opts.key}
	}
	return req, nil
}

// evidencePeriod returns the period that is named, and the day of which the state is told: the last one, or zero for a
// period that is not over. Without a name it would be another one every day, and the pack would be, too.
func (a *app) evidencePeriod(cmd *cobra.Command, flags *periodFlags, asOf time.Time) (period trends.Period, on time.Time, err error) {
	way, err := flags.way(cmd)
	if err != nil {
		return period, on, err
	}
	if way == "last" && (asOf.IsZero() || !cmd.Flags().Changed("last")) {
		return period, on, usagef("name the period, such as --quarter 2026Q1, --year 2026, or --from with --to; the same command then gives the same on every day")
	}
	if way == "from" && flags.to.IsZero() && asOf.IsZero() {
		return period, on, usagef("--from needs --to, the last day of the period")
	}
	today := a.asOf(time.Time{})
	if period, _, err = flags.period(cmd, cmp.Or(asOf, today)); err != nil {
		return period, on, err
	}
	on = cmp.Or(asOf, period.To)
	switch {
	case asOf.After(today):
		return period, on, usagef("the state of %s is not known yet; name a day that is over with --as-of", on.Format(time.DateOnly))
	case period.From.After(today):
		return period, on, usagef("the period begins on %s, which is still to come; name an earlier one", period.From.Format(time.DateOnly))
	case on.After(today):
		return period, time.Time{}, nil
	case period.From.After(on):
		return period, on, usagef("the period begins on %s, after --as-of %s; nothing of it has happened yet", period.From.Format(time.DateOnly), on.Format(time.DateOnly))
	}
	return period, on, nil
}

// evidenceDay fills in the day of which the state is told where the period is not over: that of the commit, so that the
// same commit gives the same, or today for a work tree.
func (a *app) evidenceDay(ctx context.Context, r *repo, req *evidence.Request) error {
	if req.AsOf != "" {
		return nil
	}
	day := a.asOf(time.Time{})
	if !req.Dirty {
		committed, err := git.Repo{Dir: r.root}.Committed(ctx, req.Commit)
		if err != nil {
			return fmt.Errorf("ask git when the commit was made: %w", err)
		}
		if committed = trends.Day(committed); committed.Before(day) {
			day = committed
		}
	}
	req.AsOf = day.Format(time.DateOnly)
	if req.AsOf < req.From {
		return usagef("the period begins on %s, and the last commit is of %s; nothing of the period is on record yet", req.From, req.AsOf)
	}
	a.hint("the period is not over; the pack tells the state of %s, and --as-of names another day", req.AsOf)
	return nil
}

// openEvidence opens the repository at the commit of the request, which it fills in, or as its work tree is. unsaved
// are the files that are read and that no commit has.
func (a *app) openEvidence(ctx context.Context, req *evidence.Request, dirty bool) (r *repo, unsaved []string, err error) {
	here, err := a.openAt(ctx, "")
	if err != nil && a.rev == "" {
		return nil, nil, err
	}
	rev := cmp.Or(a.rev, "HEAD")
	root, err := a.root()
	if err != nil {
		return nil, nil, err
	}
	in := git.Repo{Dir: root}
	place, err := in.Place(ctx)
	if err == nil {
		req.Commit, err = in.Commit(ctx, rev)
	}
	switch {
	case errors.Is(err, git.ErrNone):
		return nil, nil, usagef("evidence: %w; a pack is made from a commit, so that everybody can make it again: `git init`, `git add .`, `git commit`", err)
	case errors.Is(err, git.ErrNoRevision) && a.rev == "":
		return nil, nil, usagef("evidence: there is no commit yet; a pack is made from one, so that everybody can make it again")
	case errors.Is(err, git.ErrNoRevision):
		return nil, nil, usagef("--rev %s: %w; in a shallow clone, fetch more of it", a.rev, err)
	case err != nil:
		return nil, nil, err
	}
	req.Shallow = len(place.Boundary) > 0
	if a.rev == "" && !place.Bare {
		if unsaved, err = in.Uncommitted(ctx, here.readPaths()); err != nil {
			return nil, nil, fmt.Errorf("ask git what is not committed: %w", err)
		}
	}
	switch {
	case len(unsaved) == 0:
		r, err = a.openAt(ctx, req.Commit)
		return r, nil, err
	case !dirty:
		return nil, nil, usagef("%s not committed, and a pack is made from a commit; commit, name a commit with --rev, or use --dirty, which marks every page", unsavedText(unsaved))
	}
	req.Dirty = true
	return here, unsaved, nil
}

// unsavedText names the first of the files that are not committed.
func unsavedText(files []string) string {
	const most = 3
	said := strings.Join(files[:min(most, len(files))], ", ")
	switch rest := len(files) - most; {
	case rest > 0:
		return fmt.Sprintf("%s and %d more are", said, rest)
	case len(files) == 1:
		return said + " is"
	}
	return said + " are"
}

// evidenceOutput returns where a pack is written. In a folder of reports its copies would be taken for reports.
func (r *repo) evidenceOutput(name string) (string, error) {
	out := r.absolute(name)
	for _, folder := range r.policy.Reports {
		inside, err := filepath.Rel(filepath.Join(r.root, filepath.FromSlash(folder)), out)
		if err == nil && filepath.IsLocal(inside) && filepath.Clean(folder) != "." {
			return "", usagef("-o %s: it lies in the folder of reports %s, and what is copied there would be read as reports; name another place", name, folder)
		}
	}
	return out, nil
}

// samePack reports whether a pack that is there is of the request. One of a work tree may have changed without it.
func samePack(there []pack.File, req *evidence.Request) bool {
	if req.Dirty {
		return false
	}
	var want bytes.Buffer
	if err := render.JSON(&want, req); err != nil {
		return false
	}
	has, ok := pack.Find(there, pack.Identity)
	return ok && bytes.Equal(has.Bytes, want.Bytes())
}

// saySealed says what became of a pack, and the hash of its manifest, by which it can be signed or stamped.
func (a *app) saySealed(shown string, files []pack.File, said string) error {
	list, _ := pack.Find(files, pack.Manifest)
	_, err := fmt.Fprintf(a.env.Stdout, "%s %s, %d files\nSHA-256 of its %s: %s\n", render.Visible(shown), said, len(files), pack.Manifest, pack.Sum(list.Bytes))
	return err
}
