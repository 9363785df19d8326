package trends

import (
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	files "github.com/pir-cli/pir/internal/source"
)

// exampleIncidents reads the example repository.
func exampleIncidents(t *testing.T) ([]Incident, *policy.Policy) {
	t.Helper()
	root := filepath.Join("..", "..", "examples")
	text, err := os.ReadFile(filepath.Join(root, policy.FileName))
	if err != nil {
		t.Fatal(err)
	}
	pol, _ := policy.Parse(files.New(policy.FileName, text))
	var list []Incident
	parser := report.NewParser()
	err = filepath.WalkDir(filepath.Join(root, "reports"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") || d.Name() == "README.md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil {
			name, _ := filepath.Rel(root, path)
			list = append(list, Of(parser.Parse(files.New(filepath.ToSlash(name), text)), pol))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list, pol
}

// shuffledCauses returns a copy in which the categories of root causes are dealt to the incidents at random.
func shuffledCauses(list []Incident, random *rand.Rand) []Incident {
	shuffled := slices.Clone(list)
	var slots []*string
	for i := range shuffled {
		in := &shuffled[i]
		in.Causes = slices.Clone(in.Causes)
		for j := range in.Causes {
			if in.Kind == KindIncident && in.Causes[j].Root && in.Causes[j].Category != "" {
				slots = append(slots, &in.Causes[j].Category)
			}
		}
	}
	random.Shuffle(len(slots), func(i, j int) { *slots[i], *slots[j] = *slots[j], *slots[i] })
	return shuffled
}

// TestShuffled deals the causes of the examples at random, many times, and holds that this gives no more findings than
// what the figures say chance gives. With -v it prints the figures of docs/figures.md.
func TestShuffled(t *testing.T) {
	list, pol := exampleIncidents(t)
	const copies = 200
	period := Period{From: day(t, "2024-10-01"), To: day(t, "2026-09-30")}
	figures := func(list []Incident) (findings int, c Chance) {
		got := Compute(list, period, period.Before(), day(t, "2026-10-01"), pol)
		for i := range got.DidNotHold {
			if got.DidNotHold[i].ByCause() {
				findings++
			}
		}
		return findings, got.Fixes.Cause
	}
	findings, truth := figures(list)
	t.Logf("as written: %d findings by cause; %d of %d actions hit, %d more in settled pairs; by chance %.2f", findings, truth.Hit, truth.Of, truth.Settled, truth.Expected)

	hits, found := make([]int, 0, copies), make([]int, 0, copies)
	var sum, expected, squares float64
	beyond := 0
	for seed := range uint64(copies) {
		n, c := figures(shuffledCauses(list, rand.New(rand.NewPCG(seed, 1))))
		hit := c.Hit + c.Settled
		hits, found = append(hits, hit), append(found, n)
		sum += float64(hit)
		expected += c.Expected
		squares += math.Pow(float64(hit)-c.Expected, 2)
		if c.Beyond() {
			beyond++
		}
	}
	slices.Sort(hits)
	slices.Sort(found)
	at := func(list []int, share float64) int { return list[int(share*float64(copies-1))] }
	t.Logf("%d shuffled copies: findings by cause median %d, 5 to 95 %%: %d to %d", copies, at(found, 0.5), at(found, 0.05), at(found, 0.95))
	t.Logf("%d shuffled copies: actions hit median %d, 5 to 95 %%: %d to %d, mean %.2f; mean by chance as pir says it %.2f", copies, at(hits, 0.5), at(hits, 0.05), at(hits, 0.95), sum/copies, expected/copies)
	more := copies - countBelow(hits, truth.Hit+truth.Settled)
	t.Logf("at least as many hits as in the examples: %d of %d copies; called more than chance would explain: %d of %d", more, copies, beyond, copies)

	if difference := math.Abs(sum-expected) / copies; difference > 3*math.Sqrt(squares/copies/copies)+0.05*expected/copies {
		t.Errorf("pir says that chance gives %.2f, shuffled copies give %.2f", expected/copies, sum/copies)
	}
	if beyond > copies/20 {
		t.Errorf("%d of %d shuffled copies are called more than chance would explain", beyond, copies)
	}
}

// countBelow returns how many of a sorted list are below n.
func countBelow(list []int, n int) int {
	i, _ := slices.BinarySearch(list, n)
	return i
}

// TestPlanted finds what is planted in the examples.
func TestPlanted(t *testing.T) {
	list, pol := exampleIncidents(t)
	period := Period{From: day(t, "2024-10-01"), To: day(t, "2026-09-30")}
	got := Compute(list, period, period.Before(), day(t, "2026-10-01"), pol)
	for _, want := range []struct{ later, earlier, why string }{
		{"2025-06-23-expired-mail-relay-certificate", "2024-11-18-expired-gateway-certificate", "cause asset-inventory"},
		{"2026-02-11-expired-event-bus-certificate", "2025-06-23-expired-mail-relay-certificate", "cause asset-inventory"},
		{"2025-12-04-public-backup-bucket", "2025-03-06-public-export-bucket", "control iso27001:A.8.9"},
		{"2026-03-02-leaked-ci-token", "2025-09-14-token-in-wiki", "cause secrets-exposure"},
	} {
		if !slices.ContainsFunc(got.Repeats, func(r Repeat) bool {
			return r.Report == want.later && r.Earlier == want.earlier && r.Why == want.why && r.Settled == "repeat"
		}) {
			t.Errorf("%s is no repeat of %s by %s", want.later, want.earlier, want.why)
		}
	}
	for _, want := range []struct {
		action, by, why string
		done            string
	}{
		{"2025-03-06-public-export-bucket/A1", "2025-12-04-public-backup-bucket", "control iso27001:A.8.9", "verified effective"},
		{"2024-11-18-expired-gateway-certificate/A1", "2025-06-23-expired-mail-relay-certificate", "cause asset-inventory", "verified effective"},
		{"2024-11-18-expired-gateway-certificate/A1", "2026-02-11-expired-event-bus-certificate", "cause asset-inventory", "verified effective"},
		{"2025-06-23-expired-mail-relay-certificate/A1", "2026-02-11-expired-event-bus-certificate", "cause asset-inventory", "verified effective"},
		{"2025-09-14-token-in-wiki/A1", "2026-03-02-leaked-ci-token", "cause secrets-exposure", "verified effective"},
	} {
		if !slices.ContainsFunc(got.DidNotHold, func(d DidNotHold) bool {
			return d.Action == want.action && d.HitBy == want.by && slices.Contains(d.Addresses, want.why) && d.State+" "+d.Result == want.done
		}) {
			t.Errorf("%s (%s) is not said not to hold against %s by %s", want.action, want.done, want.by, want.why)
		}
	}
	if got.Fixes.End != day(t, "2026-09-30") {
		t.Errorf("judged on %s", got.Fixes.End)
	}
}
