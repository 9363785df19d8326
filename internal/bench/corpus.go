// Package bench makes up a corpus of reports, the same for the same seed, and its tests measure how fast it is read.
package bench

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Corpus is a made-up directory of reports: Size incidents of three years at an invented company, in the order
// in which they were detected.
type Corpus struct {
	Seed uint64
	Size int
}

// The corpus covers the time from first to last. Nothing in it is dated later but due dates.
var (
	first = time.Date(2023, 10, 1, 0, 0, 0, 0, time.UTC)
	last  = time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC)
)

// Policy returns the pir.yaml of the corpus.
func (c Corpus) Policy() []byte {
	return []byte(`organisation: Lindgrove Parcel
reports: [reports]
vocabulary:
  services: ` + list(names(services)) + `
  teams: ` + list(teams) + `
  suppliers: ` + list(suppliers) + "\n")
}

// Report returns report i of the corpus, from 0 to Size-1: its path below the folder of reports, with slashes, and
// its content of 6 to 10 KB.
func (c Corpus) Report(i int) (name string, content []byte) {
	w := &writer{sketch: c.sketch(i), corpus: c, index: i}
	w.filler = filler{r: w.rand, slots: w.words()}
	w.plan()
	w.frontMatter()
	w.body()
	name = fmt.Sprintf("%d/%s.md", w.detected.Year(), w.id)
	if w.folder {
		name = fmt.Sprintf("%d/%s/index.md", w.detected.Year(), w.id)
	}
	return name, w.out.Bytes()
}

// service is a service of the company and the team that runs it.
type service struct{ name, team, lead string }

var services = []service{
	{"tracking-api", "platform", "@platform-lead"},
	{"label-api", "platform", "@sre-1"},
	{"auth-gateway", "platform", "@sre-2"},
	{"event-bus", "platform", "@sre-3"},
	{"ci-platform", "platform", "@sre-1"},
	{"billing-api", "payments", "@payments-lead"},
	{"invoice-run", "payments", "@payments-dev-1"},
	{"customer-portal", "portal", "@portal-lead"},
	{"mobile-app", "portal", "@portal-dev-1"},
	{"export-worker", "data", "@data-lead"},
	{"data-warehouse", "data", "@data-eng-1"},
	{"mail-relay", "it-ops", "@it-ops-lead"},
	{"office-network", "it-ops", "@it-ops-1"},
}

var (
	teams     = []string{"platform", "payments", "portal", "data", "it-ops", "security", "support"}
	suppliers = []string{"carrier-hub", "cloud-host", "mail-provider", "payment-processor"}
	people    = []string{
		"@platform-lead", "@sre-1", "@sre-2", "@sre-3", "@payments-lead", "@payments-dev-1", "@portal-lead", "@portal-dev-1",
		"@data-lead", "@data-eng-1", "@security-lead", "@security-analyst", "@support-lead", "@it-ops-lead", "@it-ops-1",
	}
	parts = []string{
		"the nightly run", "the import", "the admin page", "the search", "the export", "the retry worker", "the address check",
		"the scheduler", "the webhook receiver", "the report builder", "the label printer queue", "the claims form",
	}
)

func names(services []service) []string {
	out := make([]string, 0, len(services))
	for _, s := range services {
		out = append(out, s.name)
	}
	return out
}

// sketch is what other reports of the corpus may refer to, and the source of chance for all the rest.
type sketch struct {
	rand     *rand.Rand
	id       string
	title    string
	kind     string
	severity string
	theme    *theme
	svc      service
	other    service
	part     string
	supplier string
	root     *cause
	detected time.Time
	folder   bool
}

// sketch draws the first facts of report i. It depends on nothing but the corpus and i.
func (c Corpus) sketch(i int) sketch {
	r := rand.New(rand.NewPCG(c.Seed, uint64(i))) //nolint:gosec // a corpus has to be the same each time
	step := last.Sub(first) / time.Duration(max(1, c.Size))
	s := sketch{rand: r}
	s.detected = first.Add(time.Duration(i)*step + time.Duration(r.Int64N(int64(step))))
	s.detected = s.detected.Truncate(time.Minute)
	s.kind = weighted(r, []string{"incident", "near-miss", "exercise"}, []int{88, 9, 3})
	s.severity = weighted(r, []string{"sev1", "sev2", "sev3", "sev4"}, []int{4, 17, 50, 29})
	s.theme = &themes[r.IntN(len(themes))]
	s.svc = pick(r, services)
	for s.other = s.svc; s.other == s.svc; {
		s.other = pick(r, services)
	}
	s.part = pick(r, parts)
	s.supplier = pick(r, suppliers)
	s.root = causeOf(pick(r, s.theme.root))
	s.folder = chance(r, 2)
	f := filler{r: r, slots: s.words()}
	s.title = f.line(s.theme.titles)
	if s.kind == "exercise" {
		s.title = "Exercise: " + s.title
	}
	s.id = fmt.Sprintf("%s-%s-%d", s.detected.Format(time.DateOnly), slug(s.title), firstNumber+i)
	return s
}

// firstNumber is the number of the first incident in the register.
const firstNumber = 1000

func (s *sketch) words() map[string]string {
	return map[string]string{
		"svc": s.svc.name, "other": s.other.name, "part": s.part, "sup": s.supplier,
		"team": "the " + s.svc.team + " team", "Team": "The " + s.svc.team + " team",
		"symptom": s.theme.symptom, "slug": s.svc.name,
	}
}

// earlier returns the last report before i with the same root cause, as far as it is not too long ago to look for.
func (c Corpus) earlier(i int, category string) (sketch, bool) {
	const farthest = 400
	for j := i - 1; j >= max(0, i-farthest); j-- {
		if s := c.sketch(j); s.root.category == category && s.kind == "incident" {
			return s, true
		}
	}
	return sketch{}, false
}

func causeOf(category string) *cause {
	i := slices.IndexFunc(causes, func(c cause) bool { return c.category == category })
	return &causes[i]
}

// weighted returns one of the words; weights add up to 100.
func weighted(r *rand.Rand, words []string, weights []int) string {
	n := r.IntN(100)
	for i, w := range weights {
		if n -= w; n < 0 {
			return words[i]
		}
	}
	return words[len(words)-1]
}

// major reports whether the policy asks for everything.
func (s *sketch) major() bool {
	return s.kind == "incident" && (s.severity == "sev1" || s.severity == "sev2")
}

// security reports whether somebody meant it.
func (s *sketch) security() bool {
	return s.theme.vector != "" && strings.HasPrefix(s.theme.attack[0], "T1")
}
