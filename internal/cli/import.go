package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/source"
)

type importOptions struct {
	export  trackerOptions
	status  []string
	dryRun  bool
	explain bool
	split   bool
	force   bool
	output  output
}

func newImport(a *app) *cobra.Command {
	opts := &importOptions{}
	cmd := &cobra.Command{
		Use:   "import PATH…",
		Short: "Adopt reports that were written before: lift what their text states into front matter",
		Long: `import reads markdown reports as people write them and adds front matter: title, date,
severity, time zone, timeline with milestones, causes, people and actions, as far as the
text states them. The text itself is not changed by one byte. What the text does not say
is not guessed: it is missing, or unknown.

Without --write it shows the diff and what was found, and writes nothing. A file that has
the front matter of pir, an index, a template and an empty file are left as they are.
With --from it reads what a tracker or a chat exported instead.

` + exitHelp,
		Example: `  pir import reports                      what would be found, as a diff
  pir import reports --explain            where each value comes from
  pir import reports --write --timezone Europe/Berlin
  pir import incident-log.md --split      a log of several incidents, one file each
  pir import --from incidents.json        what a tracker exported, as drafts and in the register
  pir import --from chat.json --into 2026-03-02 --timezone UTC`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(opts.export.from) > 0 {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.MinimumNArgs(1)(cmd, args)
		},
		RunE: body(func(cmd *cobra.Command, args []string) error {
			if len(opts.export.from) > 0 {
				opts.export.output = opts.output
				return a.importTracker(cmd.Context(), &opts.export)
			}
			if err := needFrom(cmd); err != nil {
				return err
			}
			return a.runImport(cmd.Context(), args, opts)
		}),
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.export.write, "write", false, "write the files; without it nothing is written")
	flags.BoolVar(&opts.dryRun, "dry-run", false, "show what would be written; this is the default")
	flags.StringVar(&opts.export.timezone, "timezone", "", "`zone` of the times of reports that name none, such as Europe/Berlin, UTC or +02:00")
	complete(cmd, "timezone", []string{"UTC"})
	addChoice(cmd, &opts.status, "status", "status of reports that state none", report.Statuses.List)
	flags.BoolVar(&opts.explain, "explain", false, "show each value with the line that states it, in place of the diff")
	flags.BoolVar(&opts.split, "split", false, "take a log of several incidents apart, into new files in the folder of reports; the log stays")
	flags.BoolVar(&opts.force, "force", false, "import files that do not look like a report, too")
	cmd.MarkFlagsMutuallyExclusive("write", "dry-run")
	addOutput(cmd, &opts.output, render.ImportFormats())
	addTrackerFlags(cmd, &opts.export)
	completeFrom(cmd, "into", func(cmd *cobra.Command) []string {
		return a.fromReports(cmd, func(_ *repo, rep *report.Report) []string { return []string{rep.ID} })
	})
	return cmd
}

func (a *app) runImport(ctx context.Context, args []string, opts *importOptions) error {
	sinks, err := pick(opts.output, render.ImportFormats())
	if err != nil {
		return err
	}
	how := importer.Options{Status: first(opts.status), Force: opts.force, Log: opts.split}
	if zone := opts.export.timezone; zone != "" && zone != field.Unknown {
		if how.Timezone, err = importer.ParseZone(zone); err != nil {
			return usagef("--timezone: %w", err)
		}
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	how.Policy = r.policy
	paths, err := r.files.named(r.dir, args)
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("%w", err)
	}
	if err != nil {
		return err
	}
	drafts, missing := readAll(a, paths, func(rep *report.Report) *importer.Draft {
		if !rep.Readable && len(rep.Problems) > 0 {
			return &importer.Draft{File: rep.File, Skip: rep.Problems[0].Message, Timezone: importer.UnknownZone}
		}
		return importer.Read(rep.File, how)
	})
	result := render.Import{Written: opts.export.write, Explain: opts.explain}
	named := byName(paths)
	for _, d := range drafts {
		if len(d.Log) > 0 && opts.split {
			result.Reports = append(result.Reports, r.split(d, how)...)
		} else {
			result.Reports = append(result.Reports, imported(d, named[d.File.Path]))
		}
	}
	if opts.export.write {
		missing = errors.Join(missing, a.writeImport(r, result.Reports, named))
	}
	result.Next = nextImport(result, r.policy.Reports)
	return errors.Join(write(a, sinks, result), missing)
}

// imported is a file with its front matter, or why it is left.
func imported(d *importer.Draft, p corpus.Path) render.Imported {
	one := render.Imported{Draft: d, Name: d.File.Path, State: render.ImportNew, Why: d.Skip}
	switch {
	case d.After == nil:
		one.State = render.ImportLeft
	case isLink(p):
		one.State, one.Why = render.ImportLeft, "it is a link; name the file that it leads to"
	default:
		one.Diff = edit.Diff(p.Name, d.File.Bytes, d.After)
	}
	return one
}

// writeImport writes what an import made, each file whole. One that cannot be written is left, and the others go on.
func (a *app) writeImport(r *repo, reports []render.Imported, named map[string]corpus.Path) error {
	var errs []error
	for i := range reports {
		one := &reports[i]
		if one.State != render.ImportNew {
			continue
		}
		var err error
		if one.From != "" {
			err = r.create(one.Name, one.After)
		} else {
			err = a.save([]change{{path: named[one.File.Path], before: one.File.Bytes, after: one.After}})
		}
		if err != nil {
			one.State, one.Why = render.ImportLeft, "it could not be written"
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// split makes a report of each incident of a log, named by its day and what happened. A file that is there stays.
func (r *repo) split(d *importer.Draft, how importer.Options) []render.Imported {
	all := make([]render.Imported, 0, len(d.Log))
	how.Force, how.Log = true, false
	folder := path.Clean(r.policy.Reports[0])
	taken := map[string]int{}
	for _, part := range d.Log {
		stem := scaffold.Slug(part.Name())
		if part.Date != "" {
			stem = part.Date + "-" + stem
		}
		if taken[stem]++; taken[stem] > 1 {
			stem = fmt.Sprintf("%s-%d", stem, taken[stem])
		}
		name := path.Join(folder, stem+".md")
		text := d.File.Bytes[part.Span.Start:part.Span.End]
		draft := importer.Read(source.New(name, text), how)
		one := render.Imported{Draft: draft, Name: name, From: d.File.Path, State: render.ImportNew}
		switch {
		case r.files.exists(name):
			one.State, one.Why = render.ImportLeft, fmt.Sprintf("the part of %s at line %d: there is a file of that name already", d.File.Path, part.Line)
		case draft.After == nil:
			one.State, one.Why = render.ImportLeft, draft.Skip
		default:
			one.Diff = newFile(edit.Diff(name, nil, draft.After))
		}
		all = append(all, one)
	}
	return all
}

// newFile makes the diff of an empty file one of a file that was not there, as `git apply` reads it.
func newFile(diff []byte) []byte {
	_, rest, _ := bytes.Cut(diff, []byte("\n"))
	return append([]byte("--- /dev/null\n"), rest...)
}

// create writes a file that is not there yet.
func (r *repo) create(name string, b []byte) error {
	err := scaffold.Create(r.root, name, b)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s came into being in the meantime and is left as it is; run the command again", name)
	}
	return err //nolint:wrapcheck // it names the file
}

// firstOf names the first of some files.
func firstOf(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return "such as " + names[0]
}

// nextImport says what to do after an import. Reports that lie in none of the folders are read by no command.
func nextImport(v render.Import, folders []string) []string {
	imported, zoneless, logs, outside := 0, 0, "", ""
	var undated []string
	for _, r := range v.Reports {
		if r.State == render.ImportNew {
			imported++
			if r.Timezone == importer.UnknownZone && len(r.Timeline) > 0 {
				zoneless++
			}
			if outside == "" && !slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(r.Name, path.Clean(f)+"/") || path.Clean(f) == "." }) {
				outside = path.Dir(r.Name)
			}
			if from, _ := r.Span(); from == "" && r.Date != "" && !strings.HasPrefix(report.ID(r.Name), r.Date) {
				undated = append(undated, render.Visible(r.Name))
			}
		}
		if len(r.Log) > 0 && r.From == "" {
			logs = r.File.Path
		}
	}
	var next []string
	if zoneless > 0 && !v.Written {
		next = append(next, fmt.Sprintf("in %d the times have no zone; if it is one for all, name it with --timezone, such as --timezone Europe/Berlin", zoneless))
	}
	if len(undated) > 0 {
		next = append(next, fmt.Sprintf("in %d the day of the incident stands in the text alone, and counts in no period; begin the name of the file with it, or write an entry of `timeline`, for %s", len(undated), firstOf(undated)))
	}
	if logs != "" {
		next = append(next, fmt.Sprintf("`pir import %s --split` takes the log apart", render.Visible(logs)))
	}
	if outside != "" {
		next = append(next, fmt.Sprintf("no command reads the folder %s: move the files to %s, or add it to `reports` in %s", render.Visible(outside), folders[0], policy.FileName))
	}
	switch {
	case imported == 0:
	case !v.Written:
		next = append(next, "nothing was written; add --write")
	default:
		next = append(next, "`pir lint` says what a person must supply, `pir trends` counts what is there; `git diff` shows that only front matter was added")
	}
	return next
}
