package evidence

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/trends"
)

// review is a report with what is counted of it.
type review struct {
	*report.Report
	src      *Source
	name     string    // of its markdown in the pack
	on       time.Time // day by which it is counted, in UTC; zero when nobody can tell
	inPeriod bool
	known    bool // it has front matter
	kind     string

	fact     coverage.Fact
	about    due.Case
	incident trends.Incident
	actions  []actions.Action
	checked  lint.Checked
}

// builder makes the files of a pack, one part after the other.
type builder struct {
	in     *Inputs
	git    Git // without what is later than the day
	period trends.Period
	asOf   time.Time

	policy   *policy.Policy
	people   *people.List
	register *register.Register

	reviews  []*review // by path
	records  []actions.Record
	raw      map[string]*report.Action // by full id
	cover    coverage.Result
	trends   trends.Trends
	clocks   []due.ClockRow
	findings lint.Result
	commits  map[string]*fileHistory // by path
	proofs   []proof
	heldAt   map[string]string // when a day of a review came into git; see heldRecorded
	inPeriod map[string]bool   // by id of the report; see periodHas
	asked    map[string]bool   // paths that were asked for, and whether there was something
	lock     sync.Mutex        // of asked

	later                    map[string]bool   // paths of reports of incidents after the day
	copied                   map[string]record // proofs, by their path in the repository
	linked                   map[linkOf]string // files of the pack
	names                    pack.Names
	files                    []pack.File
	listed                   []record
	tables                   []render.Table
	updates                  []update
	kept                     []keptReport
	recur                    []trends.Recurrence
	managed, escalated, gaps int
	errs                     []error
}

// part is one part of a pack: a file of code.
type part func(*builder)

// Build makes the files of a pack, sorted and with their manifest. Inputs that cannot be read, such as a faulty policy,
// are an error; what is wrong with reports is told in the pack.
func Build(in *Inputs, rules []lint.Rule) ([]pack.File, error) {
	b := &builder{
		in: in, period: in.Request.Period(), asOf: day(in.Request.AsOf), asked: map[string]bool{}, copied: map[string]record{}, linked: map[linkOf]string{}, raw: map[string]*report.Action{},
	}
	if err := b.read(rules); err != nil {
		return nil, err
	}
	parts := []part{
		(*builder).writePolicy, (*builder).writeIndex, (*builder).writePopulation, (*builder).writeSample,
		(*builder).writeActions, (*builder).writeImplementation, (*builder).writeReviews, (*builder).writeUpdates, (*builder).writeTrends, (*builder).writeManagement,
		(*builder).writeCommunication, (*builder).writeClocks, (*builder).writeProvenance, (*builder).writeLint,
		(*builder).writeFrameworks, (*builder).writeAsked, (*builder).writeReadme, (*builder).writeWorkbook, (*builder).writeRecords,
	}
	for _, write := range parts {
		write(b)
	}
	if err := errors.Join(b.errs...); err != nil {
		return nil, err
	}
	return pack.Seal(b.files)
}

// read parses what was read, once, and counts it.
func (b *builder) read(rules []lint.Rule) error {
	world, err := b.readSettings()
	if err != nil {
		return err
	}
	linter, problems := lint.New(rules, b.policy)
	if len(problems) > 0 {
		return fmt.Errorf("%s: %s", policy.FileName, problems[0].Message)
	}
	linter = linter.In(world)
	sources := b.in.of(RoleReport)
	paths := make([]corpus.Path, 0, len(sources))
	for _, s := range sources {
		paths = append(paths, s.path())
	}
	b.reviews, err = corpus.Map(paths, func(rep *report.Report) *review { return b.see(rep, linter) })
	if err != nil {
		return err
	}
	for i, r := range b.reviews {
		r.src = &sources[i]
	}
	b.dropLater()
	for _, r := range b.reviews {
		folder := "04-reviews/"
		if !r.inPeriod {
			folder += "other-periods/"
		}
		r.name = strings.TrimSuffix(b.names.Take(folder+r.ID+pageEnding), pageEnding) + ".md" // so that there is room for both
	}
	b.count(linter)
	return nil
}

// dropLater leaves out the reports of incidents after the day: they are another pack's.
func (b *builder) dropLater() {
	later := func(r *review) bool { return r.on.After(b.asOf) }
	ids, paths := map[string]bool{}, map[string]bool{}
	for _, r := range b.reviews {
		if later(r) {
			ids[r.ID], paths[r.src.Path] = true, true
		}
	}
	b.reviews = slices.DeleteFunc(b.reviews, later)
	b.later, b.git = paths, b.in.Git.without(ids, paths)
}

// readSettings reads the policy, the people file and the register.
func (b *builder) readSettings() (lint.World, error) {
	file := func(role Role, name string) *source.File {
		for _, s := range b.in.of(role) {
			return source.New(s.Path, s.Bytes)
		}
		if role == RolePolicy {
			return source.New(name, nil)
		}
		return nil
	}
	world := lint.World{Policy: file(RolePolicy, policy.FileName), Exists: b.exists}
	pol, problems := policy.Parse(world.Policy)
	if len(problems) > 0 {
		return world, fmt.Errorf("%s: %s", policy.FileName, problems[0].Message)
	}
	b.policy = pol
	if len(b.in.of(RolePolicy)) == 0 {
		world.Policy = nil
	}
	if f := file(RolePeople, ""); f != nil {
		if b.people, problems = people.Parse(f); len(problems) > 0 {
			return world, fmt.Errorf("%s: %s", f.Path, problems[0].Message)
		}
	}
	if f := file(RoleRegister, ""); f != nil {
		if b.register, problems = register.Parse(f, pol.Register.Format()); len(problems) > 0 {
			return world, fmt.Errorf("%s: %s", f.Path, problems[0].Message)
		}
	}
	world.People, world.Register = b.people, b.register
	return world, nil
}

// see takes from a report what is counted. Several goroutines may see at once.
func (b *builder) see(rep *report.Report, linter *lint.Linter) *review {
	r := &review{Report: rep, known: rep.HasFrontMatter, checked: linter.Check(rep)}
	if at, ok := rep.Occurred(); ok {
		r.on = trendsDay(at)
		r.inPeriod = b.period.Contains(at)
	}
	r.fact, _ = coverage.Of(rep, b.policy)
	r.about, r.incident, r.actions = due.Of(rep, b.policy), trends.Of(rep, b.policy), actions.Of(rep, b.policy)
	r.kind = r.incident.Kind
	return r
}

// count puts together what the parts tell.
func (b *builder) count(linter *lint.Linter) {
	cases := make([]due.Case, 0, len(b.reviews))
	var facts []coverage.Fact
	incidents := make([]trends.Incident, 0, len(b.reviews))
	var all []actions.Action
	checked := make([]lint.Checked, 0, len(b.reviews))
	for _, r := range b.reviews {
		cases, incidents, checked = append(cases, r.about), append(incidents, r.incident), append(checked, r.checked)
		if r.known {
			facts = append(facts, r.fact)
		}
		for i := range r.actions {
			a := r.actions[i]
			b.raw[a.ID] = &r.Actions[i]
			_, a.Past = b.git.past(a.Report, shortID(a.ID))
			all = append(all, a)
		}
	}
	b.records = actions.At(all, b.asOf, b.policy)
	b.cover = coverage.At(&coverage.Question{AsOf: b.asOf, Today: endOfTime, From: b.period.From, To: b.period.To, Policy: b.policy, Register: b.register, Facts: facts})
	b.trends = trends.Compute(incidents, b.period, b.period.CalendarBefore(), b.asOf, b.policy)
	b.clocks = due.Clocks(&due.Question{AsOf: b.asOf, Policy: b.policy, Cases: cases})
	b.findings = linter.Finish(checked)
	b.forgetUnknown()
	b.commits = b.git.byFile()
}

// forgetUnknown drops the findings that a report is not there, when reports are left out for their label: it may be one of
// them.
func (b *builder) forgetUnknown() {
	if len(b.in.Withheld) == 0 {
		return
	}
	b.findings.Diagnostics = slices.DeleteFunc(b.findings.Diagnostics, func(d diag.Diagnostic) bool { return d.Rule == "related-unknown" })
}

// incidents returns the facts of all reports for figures over them.
func (b *builder) incidents() []trends.Incident {
	list := make([]trends.Incident, 0, len(b.reviews))
	for _, r := range b.reviews {
		list = append(list, r.incident)
	}
	return list
}

// ofPeriod returns the reports of incidents of the period, without those that cannot be read.
func (b *builder) ofPeriod() []*review {
	return slices.DeleteFunc(slices.Clone(b.reviews), func(r *review) bool { return !r.inPeriod || !r.known })
}

// exists asks the repository for a path and remembers the answer, so that a pack can be made again without it.
func (b *builder) exists(path string) bool {
	there := b.in.Tree.Exists(path)
	b.lock.Lock()
	defer b.lock.Unlock()
	b.asked[path] = there
	return there
}

// add puts a file into the pack.
func (b *builder) add(name string, text []byte) {
	b.files = append(b.files, pack.File{Name: name, Bytes: text})
}

// copyOf puts a file of the repository into the pack as it was read.
func (b *builder) copyOf(s *Source, name string) {
	b.add(name, s.Bytes)
	b.listed = append(b.listed, record{Role: s.Role, Path: s.Path, File: name, Blob: s.Blob, SHA256: pack.Sum(s.Bytes)})
}

// unsavedMark is what pages and tables say of a pack that was made from files that no commit has.
const unsavedMark = "not committed"

// page puts a page of markdown into the pack.
func (b *builder) page(name, text string) {
	if b.in.Request.Dirty {
		text = "> **Made from files that no commit has.** This pack was made with --dirty from a work tree; nobody can make it again from git.\n\n" + text
	}
	b.add(name, []byte(text))
}

// table puts a table into the pack: as csv, and as a sheet of the workbook.
func (b *builder) table(name, sheet string, head []string, rows [][]any) {
	if b.in.Request.Dirty {
		head = append([]string{"state"}, head...)
		for i := range rows {
			rows[i] = append([]any{unsavedMark}, rows[i]...)
		}
	}
	t := render.Table{Name: sheet, Head: head, Rows: rows}
	var out bytes.Buffer
	if err := render.TableCSV(&out, t); err != nil {
		b.errs = append(b.errs, err)
	}
	b.add(name, out.Bytes())
	b.tables = append(b.tables, t)
}

// json puts a value into the pack.
func (b *builder) json(name string, v any) {
	var out bytes.Buffer
	if err := render.JSON(&out, v); err != nil {
		b.errs = append(b.errs, err)
	}
	b.add(name, out.Bytes())
}

// endOfTime lies after every day: a row of the register that is later than the day of the pack is left out, and whether
// it lies in the future nobody asks.
var endOfTime = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// errorLevel is the worst level of a finding.
const errorLevel = diag.Error

// trendsDay is the day by which things are counted.
func trendsDay(t time.Time) time.Time { return trends.Day(t) }

func compare[T cmp.Ordered](a, b T) int { return cmp.Compare(a, b) }

// shortID returns the id of an action within its report.
func shortID(full string) string { return full[strings.LastIndexByte(full, '/')+1:] }
