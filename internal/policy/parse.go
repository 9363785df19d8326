package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// file is pir.yaml as it is written.
type file struct {
	organisation  field.Text
	reports       []field.Text
	templates     field.Text
	people        field.Text
	register      registerEntry
	severities    []severityEntry
	kinds         []kindEntry
	timeline      timelineEntry
	causes        causesEntry
	review        reviewEntry
	actions       actionsEntry
	trends        trendsEntry
	management    cadenceEntry
	notifications notificationsEntry
	vocabulary    vocabularyEntry
	rules         []field.Entry
	overrides     []overrideEntry
}

type overrideEntry struct {
	span       source.Span
	paths      []field.Text
	severities []field.Text
	rules      []field.Entry
}

type severityEntry struct {
	span    source.Span
	id      field.Text
	name    field.Text
	aliases []field.Text
	needs   needsEntry
}

type kindEntry struct {
	span  source.Span
	id    field.Text
	needs needsEntry
}

type needsEntry struct {
	review, reviewWithin, hotWash, timeline, causes, contributing, actions field.Text
	milestones, sections                                                   []field.Text
	hasMilestones, hasSections                                             bool
}

type (
	timelineEntry struct{ gap field.Text }
	causesEntry   struct{ whys field.Text }
	reviewEntry   struct{ notBefore, draftWithin, approveWithin field.Text }
	actionsEntry  struct {
		dueSoon                                                            field.Text
		dueWithin                                                          []field.Entry
		staleAfter, escalateAfter, decideWithin, verifyAfter, verifyWithin field.Text
	}
)

type vocabularyEntry struct {
	causes, triggers, vectors  listEntry
	services, teams, suppliers []field.Text
}

type listEntry struct {
	mode    field.Text
	entries []termEntry
}

type termEntry struct {
	span           source.Span
	id, name, bone field.Text
}

var (
	levels  = field.Words{List: []string{string(Required), string(Recommended), string(None)}}
	modes   = field.Words{List: []string{"extend", "replace"}}
	kindIDs = field.Words{List: []string{"near-miss", "exercise"}}
)

func text[T any](name, doc string, at func(*T) *field.Text) field.Field[T] {
	return field.TextField(name, doc, at)
}

// needsFields are the keys that severities and kinds share.
func needsFields[T any](needs func(*T) *needsEntry) []field.Field[T] {
	return []field.Field[T]{
		field.WordField("review", "Is a review required, recommended or none?", &levels, func(t *T) *field.Text { return &needs(t).review }),
		text("review_within", "The review is held so long after closing at most, such as 14d", func(t *T) *field.Text { return &needs(t).reviewWithin }).Matching(durationPattern, durationHint),
		text("hot_wash", "A first look is held so long after detection at most, such as 48h", func(t *T) *field.Text { return &needs(t).hotWash }).Matching(durationPattern, durationHint),
		text("timeline", "Least number of timeline entries", func(t *T) *field.Text { return &needs(t).timeline }).WholeTo(maxCount).Matching(countPattern, countHint),
		field.TextsField("milestones", "Milestones that the timeline must have", func(t *T) *[]field.Text { needs(t).hasMilestones = true; return &needs(t).milestones }),
		field.WordField("causes", "Are root causes required?", &levels, func(t *T) *field.Text { return &needs(t).causes }),
		field.WordField("contributing", "Are contributing factors required?", &levels, func(t *T) *field.Text { return &needs(t).contributing }),
		field.WordField("actions", "Are corrective actions required?", &levels, func(t *T) *field.Text { return &needs(t).actions }),
		field.TextsField("sections", "Headings that the text must have", func(t *T) *[]field.Text { needs(t).hasSections = true; return &needs(t).sections }),
	}
}

// Fields returns what every key of pir.yaml is, in order.
func Fields() []field.Description { return policyObject.Describe() }

var policyObject = field.NewObject("pir.yaml", nil,
	text("organisation", "Name that stands on reports", func(f *file) *field.Text { return &f.organisation }),
	field.TextsField("reports", "Folders with reports", func(f *file) *[]field.Text { return &f.reports }),
	text("templates", "Folder with your own report templates", func(f *file) *field.Text { return &f.templates }),
	text("people", "File with everybody who can own an action, from the root", func(f *file) *field.Text { return &f.people }),
	field.ObjectField("register", "The incident register", registerObject, func(f *file) *registerEntry { return &f.register }),
	field.ListField("severities", "The severity scale, worst first", severityObject, func(f *file) *[]severityEntry { return &f.severities }),
	field.ListField("kinds", "What near misses and exercises need", kindObject, func(f *file) *[]kindEntry { return &f.kinds }),
	field.ObjectField("timeline", "Limits of the timeline", field.NewObject("timeline", nil,
		text("gap", "Longest silence between detection and containment, such as 4h", func(t *timelineEntry) *field.Text { return &t.gap }).Matching(durationPattern, durationHint)),
		func(f *file) *timelineEntry { return &f.timeline }),
	field.ObjectField("causes", "Limits of the causes", field.NewObject("causes", nil,
		text("whys", "Fewest steps of a 5-Whys chain", func(c *causesEntry) *field.Text { return &c.whys }).WholeTo(maxCount).Matching(countPattern, countHint)),
		func(f *file) *causesEntry { return &f.causes }),
	field.ObjectField("review", "Limits of reviews", field.NewObject("review", nil,
		limit("not_before", "Time to decompress after closing, such as 24h", func(r *reviewEntry) *field.Text { return &r.notBefore }),
		limit("draft_within", "A report is no draft any more so long after the review or the end of the incident; 0d sets no limit", func(r *reviewEntry) *field.Text { return &r.draftWithin }),
		limit("approve_within", "A report is approved so long after the review or the end of the incident; 0d sets no limit", func(r *reviewEntry) *field.Text { return &r.approveWithin })),
		func(f *file) *reviewEntry { return &f.review }),
	field.ObjectField("actions", "Limits of corrective actions", field.NewObject("actions", nil,
		text("due_soon", "Time before the due date from which an action is due soon, such as 7d", func(a *actionsEntry) *field.Text { return &a.dueSoon }).Matching(durationPattern, durationHint),
		field.MapField("due_within", "Longest time from review to due date by priority, such as P1: 15d", func(a *actionsEntry) *[]field.Entry { return &a.dueWithin }).Matching(durationPattern, durationHint),
		limit("stale_after", "An action that nobody has touched for so long is stale; 0d: never", func(a *actionsEntry) *field.Text { return &a.staleAfter }),
		limit("escalate_after", "An action may be blocked for so long before somebody is asked for a decision", func(a *actionsEntry) *field.Text { return &a.escalateAfter }),
		limit("decide_within", "An escalation is decided in so long; 0d sets no limit", func(a *actionsEntry) *field.Text { return &a.decideWithin }),
		limit("verify_after", "A check that an action works says something so long after it was done", func(a *actionsEntry) *field.Text { return &a.verifyAfter }),
		limit("verify_within", "The check is made so long after it was done at most; 0d sets no limit", func(a *actionsEntry) *field.Text { return &a.verifyWithin })),
		func(f *file) *actionsEntry { return &f.actions }),
	field.ObjectField("trends", "When a report on trends is due, and what counts as a repeat", trendsObject, func(f *file) *trendsEntry { return &f.trends }),
	field.ObjectField("management", "When a report to management is due", managementObject, func(f *file) *cadenceEntry { return &f.management }),
	field.ObjectField("notifications", "Notifications of authorities, and of others who have a right to them", notificationsObject, func(f *file) *notificationsEntry { return &f.notifications }),
	field.ObjectField("vocabulary", "Words for causes, triggers, vectors, services, teams, suppliers", vocabularyObject, func(f *file) *vocabularyEntry { return &f.vocabulary }),
	field.MapField("rules", "Level of each rule: off, info, warning, error", func(f *file) *[]field.Entry { return &f.rules }),
	field.ListField("overrides", "Other levels for some reports; the last that applies wins", overrideObject, func(f *file) *[]overrideEntry { return &f.overrides }),
)

var overrideObject = field.NewObject("an override", func(o *overrideEntry) *source.Span { return &o.span },
	field.TextsField("paths", "Globs of reports that it is about, such as reports/2019-**", func(o *overrideEntry) *[]field.Text { return &o.paths }),
	field.TextsField("severities", "Severities that it is about", func(o *overrideEntry) *[]field.Text { return &o.severities }),
	field.MapField("rules", "Level of each rule for these reports", func(o *overrideEntry) *[]field.Entry { return &o.rules }),
)

var severityObject = field.NewObject("a severity", func(s *severityEntry) *source.Span { return &s.span },
	append([]field.Field[severityEntry]{
		text("id", "Word that reports use", func(s *severityEntry) *field.Text { return &s.id }).Needed(),
		text("name", "Word that people use", func(s *severityEntry) *field.Text { return &s.name }),
		field.TextsField("aliases", "Other words that are read", func(s *severityEntry) *[]field.Text { return &s.aliases }),
	}, needsFields(func(s *severityEntry) *needsEntry { return &s.needs })...)...)

var kindObject = field.NewObject("a kind", func(k *kindEntry) *source.Span { return &k.span },
	append([]field.Field[kindEntry]{
		field.WordField("id", "near-miss or exercise", &kindIDs, func(k *kindEntry) *field.Text { return &k.id }).Needed(),
	}, needsFields(func(k *kindEntry) *needsEntry { return &k.needs })...)...)

// listObject describes a vocabulary; the words of causes have a bone besides.
func listObject(word ...field.Field[termEntry]) *field.Object[listEntry] {
	fields := append([]field.Field[termEntry]{
		text("id", "Word that reports use", func(t *termEntry) *field.Text { return &t.id }),
		text("name", "What it means", func(t *termEntry) *field.Text { return &t.name }),
	}, word...)
	return field.NewObject("a vocabulary", nil,
		field.WordField("mode", "extend the built-in list, or replace it", &modes, func(l *listEntry) *field.Text { return &l.mode }),
		field.ListField("entries", "The words", field.NewObject("a word", func(t *termEntry) *source.Span { return &t.span }, fields...), func(l *listEntry) *[]termEntry { return &l.entries }),
	)
}

var vocabularyObject = field.NewObject("vocabulary", nil,
	field.ObjectField("causes", "Cause categories", listObject(text("bone", "Fishbone bone of the category", func(t *termEntry) *field.Text { return &t.bone }).Needed()), func(v *vocabularyEntry) *listEntry { return &v.causes }),
	field.ObjectField("triggers", "Triggers", listObject(), func(v *vocabularyEntry) *listEntry { return &v.triggers }),
	field.ObjectField("vectors", "Attack vectors", listObject(), func(v *vocabularyEntry) *listEntry { return &v.vectors }),
	field.TextsField("services", "Services", func(v *vocabularyEntry) *[]field.Text { return &v.services }),
	field.TextsField("teams", "Teams", func(v *vocabularyEntry) *[]field.Text { return &v.teams }),
	field.TextsField("suppliers", "Suppliers", func(v *vocabularyEntry) *[]field.Text { return &v.suppliers }),
)

// Parse reads pir.yaml on top of the defaults. Every problem is returned; a setting with one keeps its default.
func Parse(f *source.File) (*Policy, []diag.Problem) {
	p := Default()
	doc, raw := read(f)
	o := overlay{doc: doc, raw: raw}
	o.apply(p)
	return p, doc.Problems()
}

// read reads pir.yaml as it is written.
func read(f *source.File) (*field.Document, *file) {
	start := 0
	if len(f.Bytes) >= len(source.BOM) && string(f.Bytes[:len(source.BOM)]) == source.BOM {
		start = len(source.BOM)
	}
	doc := field.Parse(f, source.Span{Start: start, End: len(f.Bytes)})
	var raw file
	field.Read(doc, policyObject, &raw)
	return doc, &raw
}

// overlay puts the settings that a file has over the defaults.
type overlay struct {
	doc *field.Document
	raw *file
}

func (o overlay) apply(p *Policy) {
	raw := o.raw
	setText(&p.Organisation, raw.organisation)
	setText(&p.Templates, raw.templates)
	setText(&p.People, raw.people)
	o.register(p)
	if len(raw.reports) > 0 {
		p.Reports = values(raw.reports)
	}
	o.duration(&p.Timeline.Gap, "timeline.gap", raw.timeline.gap)
	o.duration(&p.Review.NotBefore, "review.not_before", raw.review.notBefore)
	o.count(&p.Causes.Whys, "causes.whys", raw.causes.whys)
	o.days(&p.Review.DraftWithin, "review.draft_within", raw.review.draftWithin)
	o.days(&p.Review.ApproveWithin, "review.approve_within", raw.review.approveWithin)
	o.actions(&p.Actions)
	o.vocabulary(p)
	o.severities(p)
	for _, k := range raw.kinds {
		if i := slices.IndexFunc(p.Kinds, func(d Kind) bool { return d.ID == k.id.Value }); i >= 0 {
			o.needs(&p.Kinds[i].Needs, k.needs)
		} else if k.id.Empty() {
			o.doc.Report(field.RuleInvalidValue, k.span, "a kind needs an id: near-miss or exercise")
		}
	}
	o.cadence(&p.Trends, "trends", raw.trends.cadenceEntry)
	o.repeatWithin(&p.RepeatWithin, raw.trends.repeatWithin)
	o.cadence(&p.Management, "management", raw.management)
	o.notifications(p)
	p.Rules = o.levels(raw.rules)
	for _, e := range raw.overrides {
		o.override(p, e)
	}
}

// override reads one entry of overrides. Its severities are those of the scale that stands in the same file.
func (o overlay) override(p *Policy, e overrideEntry) {
	for _, glob := range e.paths {
		if !doublestar.ValidatePattern(glob.Value) {
			o.invalid(glob, "%q is no glob; write one such as reports/2019-**", glob.Value)
		}
	}
	for _, s := range e.severities {
		if _, ok := p.Severity(s.Value); !ok {
			o.invalid(s, "there is no severity %q in the scale", s.Value)
		}
	}
	if len(e.paths)+len(e.severities) == 0 {
		o.doc.Report(field.RuleInvalidValue, e.span, "an override needs paths or severities; levels for all reports stand under rules")
	}
	p.Overrides = append(p.Overrides, Override{Paths: values(e.paths), Severities: values(e.severities), Rules: o.levels(e.rules)})
}

// levels reads a mapping from rules to levels. Whether there are such rules, the policy does not know.
func (o overlay) levels(entries []field.Entry) []RuleLevel {
	var list []RuleLevel
	for _, e := range entries {
		level, ok := diag.ParseSeverity(e.Value.Value)
		if !ok {
			o.invalid(e.Value, "the level of %s is %q; use off, info, warning or error", e.Key.Value, e.Value.Value)
			continue
		}
		list = append(list, RuleLevel{Rule: e.Key, Level: level})
	}
	return list
}

// severities replaces the scale when the file has one. An entry whose id is a built-in one starts from
// the built-in needs, another from those of the built-in scale's mildest entry.
func (o overlay) severities(p *Policy) {
	if len(o.raw.severities) == 0 {
		return
	}
	builtin := p.Severities
	mildest := builtin[len(builtin)-1].Needs
	p.Severities = nil
	for _, e := range o.raw.severities {
		if e.id.Empty() {
			o.doc.Report(field.RuleInvalidValue, e.span, "a severity needs an id, such as sev1")
			continue
		}
		s := Severity{ID: e.id.Value, Name: e.name.Value, Aliases: values(e.aliases), Needs: mildest}
		if i := slices.IndexFunc(builtin, func(b Severity) bool { return b.ID == s.ID }); i >= 0 {
			s.Needs = builtin[i].Needs
			if s.Name == "" {
				s.Name = builtin[i].Name
			}
			if e.aliases == nil {
				s.Aliases = builtin[i].Aliases
			}
		}
		o.needs(&s.Needs, e.needs)
		for _, word := range append([]string{s.ID}, s.Aliases...) {
			if other, taken := p.Severity(word); taken {
				o.invalid(e.id, "%q names severity %s already; every id and alias may stand once", word, other.ID)
			}
		}
		p.Severities = append(p.Severities, s)
	}
}

func (o overlay) needs(n *Needs, e needsEntry) {
	setLevel(&n.Review, e.review)
	setLevel(&n.Causes, e.causes)
	setLevel(&n.Contributing, e.contributing)
	setLevel(&n.Actions, e.actions)
	o.duration(&n.ReviewWithin, "review_within", e.reviewWithin)
	o.duration(&n.HotWash, "hot_wash", e.hotWash)
	o.count(&n.Timeline, "timeline", e.timeline)
	if e.hasSections {
		n.Sections = values(e.sections)
	}
	if e.hasMilestones {
		n.Milestones = values(e.milestones)
	}
}

func (o overlay) vocabulary(p *Policy) {
	raw, v := o.raw.vocabulary, &p.Vocabulary
	v.Services, v.Teams, v.Suppliers = values(raw.services), values(raw.teams), values(raw.suppliers)
	v.Triggers = terms(v.Triggers, raw.triggers)
	v.Vectors = terms(v.Vectors, raw.vectors)
	if raw.causes.mode.Value == "replace" {
		v.Causes = nil
	}
	for _, e := range raw.causes.entries {
		if !slices.Contains(taxonomy.Bones(), e.bone.Value) {
			hint := "use one of " + strings.Join(taxonomy.Bones(), ", ")
			if near, ok := nearest.Nearest(e.bone.Value, taxonomy.Bones()); ok {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			o.doc.Report(field.RuleInvalidValue, e.span, "cause category %q sits on bone %q; %s", e.id.Value, e.bone.Value, hint)
			continue
		}
		v.Causes = append(slices.Clone(v.Causes), taxonomy.Cause{ID: e.id.Value, Bone: e.bone.Value, Name: e.name.Value})
	}
}

func terms(builtin []taxonomy.Term, e listEntry) []taxonomy.Term {
	list := slices.Clone(builtin)
	if e.mode.Value == "replace" {
		list = nil
	}
	for _, t := range e.entries {
		list = append(list, taxonomy.Term{ID: t.id.Value, Name: t.name.Value})
	}
	return list
}

func (o overlay) invalid(at field.Text, format string, args ...any) {
	o.doc.Report(field.RuleInvalidValue, at.Span, format, args...)
}

func setText(into *string, t field.Text) {
	if !t.Empty() {
		*into = t.Value
	}
}

func setLevel(into *Level, t field.Text) {
	if _, ok := levels.Canonical(t.Value); ok {
		*into = Level(t.Value)
	}
}

func (o overlay) duration(into *time.Duration, name string, t field.Text) {
	if t.Empty() {
		return
	}
	d, err := ParseDuration(t.Value)
	if err != nil {
		o.invalid(t, "%s is %q; %v", name, t.Value, err)
		return
	}
	*into = d
}

func (o overlay) days(into *int, name string, t field.Text) {
	d := time.Duration(*into) * 24 * time.Hour
	o.duration(&d, name, t)
	*into = int(d / (24 * time.Hour))
}

func (o overlay) count(into *int, name string, t field.Text) {
	if t.Empty() {
		return
	}
	n, err := strconv.Atoi(strings.TrimSpace(t.Value))
	if err != nil || n < 0 || n > maxCount {
		o.invalid(t, "%s is %q; %s", name, t.Value, countHint)
		return
	}
	*into = n
}

func values(list []field.Text) []string {
	if list == nil {
		return nil
	}
	out := make([]string, 0, len(list))
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}

const (
	// maxCount is the greatest number that a setting may ask for.
	maxCount = 1000
	// countPattern is what strconv.Atoi reads as a number from 0 to maxCount.
	countPattern = `\s*(?:[+-]?0+|\+?0*(?:[1-9][0-9]{0,2}|1000))\s*`
	// durationPattern is how a policy writes a duration.
	durationPattern = `\s*[0-9]{1,5}[mhdw]\s*`

	countHint    = "write a whole number from 0 to 1000"
	durationHint = "write a number with m, h, d or w behind it, such as 48h or 14d"
)

var durationForm = regexp.MustCompile(`^(\d{1,5})(m|h|d|w)$`)

// ParseDuration reads a whole number of minutes, hours, days or weeks: 90m, 48h, 14d, 2w.
func ParseDuration(s string) (time.Duration, error) {
	m := durationForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, errors.New(durationHint)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0, fmt.Errorf("read duration: %w", err)
	}
	unit := map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}[m[2]]
	return time.Duration(n) * unit, nil
}
