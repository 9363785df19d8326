package trends

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

func newRandom(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// drawn is what was drawn for one report, in the words in which it must be counted.
type drawn struct {
	kind   string
	at     time.Time           // midnight of the day by which it is counted
	keys   map[string][]string // by dimension
	length int                 // minutes from detected to resolved; or one of the two below
}

const (
	lengthUnknown = -1
	lengthOff     = -2 // written, and not measurable
)

// draw writes a report with what real collections have: missing values, words twice, odd case, and times that are
// unknown, days without a time or in the wrong order; and says how it must be counted.
func draw(r *rand.Rand, i int) (name, text string, d drawn) {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	d = drawn{keys: map[string][]string{}, length: lengthUnknown}
	d.kind = pick(KindIncident, KindIncident, KindIncident, KindIncident, KindIncident, KindIncident, KindNearMiss, KindExercise)
	day := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(5*365))
	d.at = day
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("---\ntitle: Drawn %d\nstatus: closed\nkind: %s", i, pick(d.kind, d.kind, strings.ToUpper(d.kind)))

	// Words that are read in any case, and how they are counted.
	word := func(dimension, key string, words map[string]string) {
		if r.IntN(3) == 0 {
			return
		}
		written := slices.Sorted(maps.Keys(words))[r.IntN(len(words))]
		line("%s: %q", key, written)
		d.keys[dimension] = []string{words[written]}
	}
	word("severity", "severity", map[string]string{"SEV-1": "sev1", "critical": "sev1", "P3": "sev3", "sev4": "sev4", "unheard of": "unheard of"})
	word("trigger", "trigger", map[string]string{"binary-push": "binary-push", "Binary Push": "binary-push", "hardware": "hardware", "CONFIGURATION_PUSH": "configuration-push", "solar flare": "solar flare"})
	word("detection", "detection", map[string]string{"customer": "customer", "Third Party": "third-party", "AUDIT": "audit"})
	lists := func(dimension, key string, words ...string) {
		var list []string
		for range r.IntN(4) {
			list = append(list, pick(words...)) // some twice
		}
		if len(list) > 0 {
			line("%s: [%s]", key, strings.Join(list, ", "))
		}
		d.keys[dimension] = list
	}
	lists("service", "services", "billing", "portal", "Billing", "event-bus", "wiki")
	lists("team", "teams", "platform", "data")
	lists("supplier", "suppliers", "cloud-host")
	drawClass(r, line, &d)
	drawLists(r, line, &d)
	drawTimes(r, line, &d, day)
	line("---\n\n## Summary\n\nText.")
	return fmt.Sprintf("reports/%s-drawn-%d.md", day.Format(time.DateOnly), i), b.String(), d
}

func drawClass(r *rand.Rand, line func(string, ...any), d *drawn) {
	line("classification:")
	line("  x: 1") // an unknown key, so that the mapping is never empty
	if r.IntN(2) == 0 {
		written := []string{"rsit:availability/outage", "RSIT:Availability/Outage", "rsit:intrusions", "veris:hacking/brute-force"}[r.IntN(4)]
		line("  type: %q", written)
		d.keys["type"] = []string{strings.Replace(strings.Replace(written, "RSIT:A", "rsit:a", 1), "/O", "/o", 1)}
	}
	if r.IntN(2) == 0 {
		written := []string{"phishing", "PHISHING", "door left open"}[r.IntN(3)]
		line("  vector: %q", written)
		d.keys["vector"] = []string{strings.ToLower(written)}
	}
	var ids []string
	for range r.IntN(4) {
		ids = append(ids, []string{"T1566", "t1566", "T1078.004", "T9999"}[r.IntN(4)])
	}
	line("  attack: [%s]", strings.Join(ids, ", "))
	for _, id := range ids {
		d.keys["technique"] = append(d.keys["technique"], strings.ToUpper(id))
	}
}

func drawLists(r *rand.Rand, line func(string, ...any), d *drawn) {
	line("causes:")
	for i := range r.IntN(4) {
		written := []string{"secrets-exposure", "Secrets Exposure", "access-lifecycle", "our-own", ""}[r.IntN(5)]
		line("  - {id: C%d, role: root, category: %q}", i+1, written)
		d.keys["cause"] = append(d.keys["cause"], strings.ReplaceAll(strings.ToLower(written), " ", "-"))
	}
	line("controls:")
	for range r.IntN(4) {
		ref := []string{"iso27001:A.8.4", "iso27001:A.8.9", "cis:17"}[r.IntN(3)]
		verdict := []string{"failed", "missing", "partial", "Effective", ""}[r.IntN(5)]
		line("  - {ref: %q, verdict: %q}", ref, verdict)
		d.keys["control"] = append(d.keys["control"], ref)
		if verdict == "failed" || verdict == "missing" {
			d.keys["failed_control"] = append(d.keys["failed_control"], ref)
		}
	}
}

func drawTimes(r *rand.Rand, line func(string, ...any), d *drawn, day time.Time) {
	hour, minutes := r.IntN(24), r.IntN(5000)
	offset := []int{0, 0, 1, -5}[r.IntN(4)]
	local := day.Add(time.Duration(hour) * time.Hour)
	written := func(t time.Time) string {
		if offset == 0 {
			return t.Format("2006-01-02T15:04:05Z")
		}
		return t.Format("2006-01-02T15:04:05") + fmt.Sprintf("%+03d:00", offset)
	}
	d.keys["weekday"] = []string{strings.ToLower(day.Weekday().String())}
	clock := func() {
		d.keys["hour"] = []string{fmt.Sprintf("%02d", hour)}
		d.at = local.Add(-time.Duration(offset) * time.Hour).Truncate(24 * time.Hour)
	}
	line("timeline:")
	switch r.IntN(6) {
	case 0: // nothing: the id says the day
		line("  []")
	case 1: // most durations are unknown
		line("  - {at: %q, event: a, milestone: detected}", written(local))
		clock()
	case 2:
		line("  - {at: %q, event: a, milestone: detected}\n  - {at: unknown, event: b, milestone: resolved}", written(local))
		clock()
	case 3:
		line("  - {at: %q, event: a, milestone: detected}\n  - {at: %s, event: b, milestone: resolved}", written(local), day.AddDate(0, 0, 3).Format(time.DateOnly))
		clock()
		d.length = lengthOff
	case 4:
		line("  - {at: %q, event: a, milestone: detected}\n  - {at: %q, event: b, milestone: resolved}", written(local), written(local.Add(-time.Minute)))
		clock()
		d.length = lengthOff
	default:
		line("  - {at: %q, event: a, milestone: detected}\n  - {at: %q, event: b, milestone: resolved}", written(local), written(local.Add(time.Duration(minutes)*time.Minute)))
		clock()
		d.length = minutes
	}
}

// naive counts the drawn reports of a period by one dimension.
func naive(all []drawn, dimension string, period Period) map[string]int {
	counts := map[string]int{}
	for _, d := range all {
		if d.kind != KindIncident || d.at.Before(period.From) || d.at.After(period.To) {
			continue
		}
		set := map[string]bool{}
		for _, key := range derive(d, dimension) {
			if key != "" {
				set[key] = true
			}
		}
		if len(set) == 0 {
			set["(none)"] = true
		}
		for key := range set {
			counts[key]++
		}
	}
	return counts
}

// derive returns the keys that follow from others.
func derive(d drawn, dimension string) (keys []string) {
	switch dimension {
	case "bone":
		for _, c := range d.keys["cause"] {
			switch c {
			case "secrets-exposure", "access-lifecycle":
				known, _ := taxonomy.LookupCause(c)
				keys = append(keys, known.Bone)
			case "our-own":
				keys = append(keys, "unknown category")
			}
		}
	case "change":
		for _, trigger := range d.keys["trigger"] {
			keys = append(keys, map[string]string{"binary-push": "change", "configuration-push": "change", "hardware": "no change", "solar flare": "unknown trigger"}[trigger])
		}
	case "class":
		for _, kind := range d.keys["type"] {
			keys = append(keys, strings.Split(kind, "/")[0])
		}
	case "tactic":
		for _, id := range d.keys["technique"] {
			tactics := map[string][]string{"T9999": {"unknown technique"}}[id]
			if technique, ok := taxonomy.LookupTechnique(id); ok {
				tactics = technique.Tactics
			}
			keys = append(keys, tactics...)
		}
	case "month":
		keys = []string{d.at.Format("2006-01")}
	default:
		keys = d.keys[dimension]
	}
	return keys
}

// TestRecount reads 9 000 reports as collections of real incidents have them, and compares every count of every
// dimension, and what cannot be measured, with a recount of what was drawn.
func TestRecount(t *testing.T) {
	const size = 9000
	random := newRandom(20261001)
	pol := policy.Default()
	all := make([]drawn, 0, size)
	incidents := make([]Incident, 0, size)
	for i := range size {
		name, text, d := draw(random, i)
		all = append(all, d)
		incidents = append(incidents, read(name, text))
	}
	period, asOf := Year(2025), day(t, "2026-12-31")
	got := Compute(incidents, period, Year(2024), asOf, pol)
	for _, name := range Dimensions() {
		compareCounts(t, name, got.breakdown(name), naive(all, name, period), naive(all, name, Year(2024)), got.Incidents.N)
	}
	kinds, inPeriod := map[string]int{}, 0
	var n, unknown, off int
	for _, d := range all {
		if d.at.Before(period.From) || d.at.After(period.To) {
			continue
		}
		kinds[d.kind]++
		if d.kind != KindIncident {
			continue
		}
		inPeriod++
		switch d.length {
		case lengthUnknown:
			unknown++
		case lengthOff:
			off++
		default:
			n++
		}
	}
	if diff := cmp.Diff(map[string]int{KindIncident: got.Kinds.Incident.N, KindNearMiss: got.Kinds.NearMiss.N, KindExercise: got.Kinds.Exercise.N}, kinds); diff != "" {
		t.Errorf("kinds (-got +recount):\n%s", diff)
	}
	if i := got.Intervals[3]; i.N != n || i.Unknown != unknown || i.NotMeasurable != off || n+unknown+off != inPeriod || n == 0 || off == 0 {
		t.Errorf("time to resolve: %d, %d, %d; recount %d, %d, %d", i.N, i.Unknown, i.NotMeasurable, n, unknown, off)
	}
	recountSeries(t, got.Over(ByMonth).Series, all)
	recountCross(t, got, all, period)
}

func compareCounts(t *testing.T, name string, keys []Key, now, before map[string]int, incidents int) {
	t.Helper()
	gotNow, gotBefore, sum := map[string]int{}, map[string]int{}, 0
	for _, k := range keys {
		if k.N > 0 {
			gotNow[k.Key] = k.N
		}
		if k.Previous > 0 {
			gotBefore[k.Key] = k.Previous
		}
		sum += k.N
	}
	if diff := cmp.Diff(now, gotNow); diff != "" {
		t.Errorf("%s (-recount +got):\n%s", name, diff)
	}
	if diff := cmp.Diff(before, gotBefore); diff != "" {
		t.Errorf("%s before (-recount +got):\n%s", name, diff)
	}
	if sum < incidents {
		t.Errorf("%s: %d counted, of %d incidents", name, sum, incidents)
	}
}

func recountSeries(t *testing.T, v Series, all []drawn) {
	t.Helper()
	months := map[string][3]int{}
	for _, d := range all {
		c := months[d.at.Format("2006-01")]
		c[slices.Index([]string{KindIncident, KindNearMiss, KindExercise}, d.kind)]++
		months[d.at.Format("2006-01")] = c
	}
	for _, p := range v.Points {
		if got := [3]int{p.N, p.NearMiss, p.Exercise}; got != months[p.Name] {
			t.Errorf("%s: got %v, recount %v", p.Name, got, months[p.Name])
		}
	}
	if len(v.Points) != 24 {
		t.Errorf("%d months", len(v.Points))
	}
}

func recountCross(t *testing.T, got Trends, all []drawn, period Period) {
	t.Helper()
	want := map[[2]string]int{}
	for _, d := range all {
		if d.kind != KindIncident || d.at.Before(period.From) || d.at.After(period.To) {
			continue
		}
		one := []drawn{d}
		for row := range naive(one, "tactic", period) {
			for column := range naive(one, "service", period) {
				want[[2]string{row, column}]++
			}
		}
	}
	cells := map[[2]string]int{}
	for _, c := range got.Only([]string{"tactic", "service"}).Crossed.Cells {
		cells[[2]string{c.Row, c.Column}] = c.N
	}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Errorf("tactic and service (-recount +got):\n%s", diff)
	}
}
