package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/tracker"
)

// adoption is what an export becomes in a repository, before anything is written.
type adoption struct {
	shown    render.ExportImport
	drafts   []change // reports that are to be written
	register change
	strange  map[string]bool // severities that the policy does not know
	floating bool            // there are times without a zone
}

// adoption works out the drafts and the rows.
func (a *app) adoption(ctx context.Context, r *repo, export *tracker.Export, o *trackerOptions, zone *time.Location) (*adoption, error) {
	p := &adoption{shown: render.ExportImport{Tracker: export.Title, Found: len(export.Incidents), Left: export.Left, Written: o.write}, strange: map[string]bool{}}
	known, err := r.knownIncidents()
	if err != nil {
		return nil, err
	}
	folder, err := r.newFolder("")
	if err != nil {
		return nil, err
	}
	taken, err := a.taken(ctx, r, folder)
	if err != nil {
		return nil, err
	}
	free := &ids{taken: taken, last: map[string]int{}}
	for n := range export.Incidents {
		i := &export.Incidents[n]
		if _, ok := r.policy.Severity(i.Severity); !ok && i.Severity != "" {
			p.strange[i.Severity] = true
		}
		p.floating = p.floating || i.Floating() && zone == nil
		if name, ok := known[field.Fold(i.Key)]; ok {
			if !o.registerOnly {
				p.shown.Left = append(p.shown.Left, fmt.Sprintf("%s: %s is about it", i.Key, name))
			}
			continue
		}
		if o.registerOnly {
			continue
		}
		shown, b, err := r.draft(i, export.Title, folder, o.timezone, free)
		if err != nil {
			return nil, err
		}
		known[field.Fold(i.Key)] = shown.File
		p.shown.Reports = append(p.shown.Reports, shown)
		p.drafts = append(p.drafts, change{path: corpus.Path{Name: shown.File}, after: b})
	}
	if o.reportsOnly {
		return p, nil
	}
	return p, r.registerRows(p, export, known, zone)
}

// knownIncidents returns the reports of the repository by the incident that they are about.
func (r *repo) knownIncidents() (map[string]string, error) {
	type about struct{ key, name string }
	paths, err := r.files.folders(r.policy.Reports)
	if err != nil && !errors.Is(err, corpus.ErrNoFolder) {
		return nil, err //nolint:wrapcheck // it names the folder
	}
	all, missing := corpus.Map(paths, func(rep *report.Report) about { return about{rep.Incident.Value, rep.File.Path} })
	if missing != nil {
		return nil, missing
	}
	known := map[string]string{}
	for _, r := range all {
		if r.key != "" {
			known[field.Fold(r.key)] = r.name
		}
	}
	return known, nil
}

// severity returns the entry of the policy that a severity is, else the word as it was written.
func (r *repo) severity(i *tracker.Incident) string {
	if s, ok := r.policy.Severity(i.Severity); ok {
		return s.ID
	}
	return i.Severity
}

// draft writes one incident into a new report, in memory.
func (r *repo) draft(i *tracker.Incident, from, folder, zone string, free *ids) (shown render.ExportReport, b []byte, err error) {
	req := scaffold.Request{Title: i.Title, Kind: i.Kind, Incident: i.Key, Services: i.Services, Teams: i.Teams}
	if scaffold.Clean(req.Title) == "" {
		req.Title = i.Key
	}
	if req.Kind == "" {
		req.Kind = report.Kinds.List[0]
	}
	if s, ok := r.policy.Severity(i.Severity); ok {
		req.Severity = s.ID
	}
	if day, ok := i.Day(); ok {
		req.Date = day
	}
	id := free.next(i, req.Title)
	begun, err := scaffold.Draft(r.root, req, r.policy, id)
	if err != nil {
		return shown, nil, templateFault(err)
	}
	shown = r.adopted(i, req.Severity, zone)
	shown.File = path.Join(folder, id+".md")
	b, notes, err := tracker.Draft(source.New(shown.File, begun), i, from, req.Severity, zone)
	if err != nil {
		return shown, nil, usagef("write a draft for %s: %w", i.Key, err)
	}
	shown.Notes = append(shown.Notes, notes...)
	shown.Diff = newFile(edit.Diff(shown.File, nil, b))
	return shown, b, nil
}

// adopted describes an incident that becomes a report. severity is an entry of the policy, or empty.
func (r *repo) adopted(i *tracker.Incident, severity, zone string) render.ExportReport {
	shown := render.ExportReport{
		Key: i.Key, Title: i.Title, Severity: severity, SeverityStated: i.Severity, Timezone: zone,
		Entries: len(i.Timeline), Actions: len(i.Actions), Notes: i.Notes,
	}
	if day, ok := i.Day(); ok {
		shown.Date = day.Format(time.DateOnly)
	}
	for _, e := range i.Timeline {
		if e.At.Precision != field.Unclear {
			shown.First, shown.Last = cmp.Or(shown.First, e.At.Value), e.At.Value
		}
	}
	for _, act := range i.Actions {
		if act.Owner != "" && !slices.Contains(shown.Owners, act.Owner) {
			shown.Owners = append(shown.Owners, act.Owner)
		}
	}
	for _, milestone := range r.policy.Needs(severity, cmp.Or(i.Kind, report.Kinds.List[0])).Milestones {
		if i.Milestone(milestone) == "" {
			shown.Unknown = append(shown.Unknown, milestone)
		}
	}
	if severity == "" {
		shown.Unknown = append(shown.Unknown, "severity")
	}
	if shown.Timezone == "" && i.Floating() {
		shown.Timezone = field.Unknown
		shown.Unknown = append(shown.Unknown, "time zone")
	}
	return shown
}

// ids gives each draft an id of its own.
type ids struct {
	taken scaffold.Taken
	last  map[string]int // by the stem, so that a thousand incidents of one name are not counted up each time
}

// next returns a free id: the day and the title, and for an incident of which no day is known the title.
func (d *ids) next(i *tracker.Incident, title string) string {
	stem := "undated-" + scaffold.Slug(title)
	if day, ok := i.Day(); ok {
		stem = day.Format(time.DateOnly) + "-" + scaffold.Slug(title)
	}
	for {
		id := stem
		if d.last[stem]++; d.last[stem] > 1 {
			id = fmt.Sprintf("%s-%d", stem, d.last[stem])
		}
		if !d.taken[id] {
			d.taken.Add(id + ".md")
			return id
		}
	}
}

// registerRows works out the rows of incidents that the register does not have.
func (r *repo) registerRows(p *adoption, export *tracker.Export, known map[string]string, zone *time.Location) error {
	name := filepath.ToSlash(r.policy.Register.File)
	file, err := r.files.side(name, register.MaxFile)
	if err != nil {
		return err
	}
	table := &register.Register{}
	rows := &render.ExportRows{File: name}
	p.shown.Register = rows
	var fresh []register.Entry
	if file != nil && len(bytes.TrimSpace(file.Bytes)) > 0 {
		if table, err = r.register(); err != nil {
			return err
		}
	}
	for n := range export.Incidents {
		i := &export.Incidents[n]
		if row, ok := table.Find(i.Key); ok {
			rows.Left = append(rows.Left, fmt.Sprintf("%s: line %d has it", i.Key, row.Line))
			continue
		}
		e := register.Entry{
			Key: i.Key, Title: i.Title, Severity: r.severity(i),
			Detected: cell(i, "detected", zone), Resolved: cell(i, "resolved", zone), Closed: cell(i, "closed", zone),
		}
		if name := known[field.Fold(i.Key)]; name != "" {
			e.Report = reportID(name)
		}
		fresh, rows.Keys = append(fresh, e), append(rows.Keys, e.Key)
	}
	p.register = change{path: corpus.Path{Name: name, Open: filepath.Join(r.root, filepath.FromSlash(name))}}
	if file != nil {
		p.register.before = file.Bytes
	}
	if len(fresh) == 0 {
		p.register.after = p.register.before
		return nil
	}
	if isLink(p.register.path) {
		return usagef("%s is a link and is left as it is; name the file that it leads to under register: in pir.yaml", name)
	}
	p.register.after, err = register.Append(file, r.policy.Register.Format(), fresh)
	if err != nil {
		return usagef("%s: %w", name, err)
	}
	if rows.Diff = edit.Diff(name, p.register.before, p.register.after); file == nil {
		rows.Diff = newFile(rows.Diff)
	}
	return nil
}

// reportID returns the id that a path of a report stands for.
func reportID(name string) string {
	if path.Base(name) == "index.md" {
		return path.Base(path.Dir(name))
	}
	return strings.TrimSuffix(path.Base(name), path.Ext(name))
}

// cell returns the time of a milestone for the register, with its offset where the zone is known.
func cell(i *tracker.Incident, milestone string, zone *time.Location) string {
	at, err := field.ReadTime(field.Text{Value: i.Milestone(milestone)})
	if err != nil || at.Precision != field.Floating || zone == nil {
		return i.Milestone(milestone)
	}
	at.Resolve(zone)
	return at.At.In(zone).Format(time.RFC3339)
}

// adopt tells what becomes of an export, and writes it when that was asked for.
func (a *app) adopt(r *repo, p *adoption, sinks []sink[render.ExportImport]) error {
	if p.shown.Written {
		for _, d := range p.drafts {
			err := scaffold.Create(r.root, d.path.Name, d.after)
			if errors.Is(err, fs.ErrExist) {
				err = fmt.Errorf("%s came into being in the meantime and is left as it is; run the command again", d.path.Name)
			}
			if err != nil {
				return err
			}
		}
		if err := a.saveRegister(r, p.register); err != nil {
			return err
		}
	}
	if err := write(a, sinks, p.shown); err != nil {
		return err
	}
	if len(p.strange) > 0 {
		a.hint("the policy does not know the severity %s; it is a comment in the draft and as written in the register; add it to the aliases of a severity in pir.yaml", wordsOf(p.strange))
	}
	if p.floating {
		a.hint("there are times without a zone, which are kept as written; say with --timezone in which zone they are, such as --timezone Europe/Berlin")
	}
	switch changed := len(p.drafts) > 0 || !bytes.Equal(p.register.before, p.register.after); {
	case !changed:
	case !p.shown.Written:
		a.hint("nothing was written; add --write")
	case len(p.drafts) > 0:
		a.hint("next: `pir lint` says what is missing in the drafts; a draft may be unfinished, and unknown is a value")
	}
	return nil
}

// saveRegister writes the register, as a new file when there was none.
func (a *app) saveRegister(r *repo, c change) error {
	switch {
	case bytes.Equal(c.before, c.after):
		return nil
	case c.before == nil:
		return scaffold.Create(r.root, c.path.Name, c.after) //nolint:wrapcheck // it names the file
	}
	return a.save([]change{c})
}
