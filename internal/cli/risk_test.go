package cli

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// riskOut is what the tests read of the risk feed.
type riskOut struct {
	Period    struct{ Exposure int }
	Covered   int
	Compared  int
	Incidents struct{ N int }
	Without   map[string]int
	Unlinked  []struct{ Report, Day, Severity string }
	Rows      []struct {
		Subject, Key     string
		Events, Previous int
		Low, High        float64
		Rate             float64
		RateLow          float64 `json:"rate_low"`
		RateHigh         float64 `json:"rate_high"`
		P                *float64
		PCorrected       *float64 `json:"p_corrected"`
		Worst            string   `json:"worst_severity"`
		NearMisses       int      `json:"near_misses"`
		Exercises        int
		Open             int        `json:"open_actions"`
		Overdue          int        `json:"overdue_actions"`
		AfterFix         int        `json:"after_fix"`
		AfterVerified    int        `json:"after_verified_fix"`
		DidNotHold       []struct{} `json:"did_not_hold"`
		LastEvent        string     `json:"last_event"`
		Reports          []string
		Question         string
	}
}

// values returns each line of the files that were worked out by hand, by its first two words.
func (r *riskOut) values() map[string][]string {
	got := map[string][]string{"covered days": {strconv.Itoa(r.Period.Exposure), strconv.Itoa(r.Covered), strconv.Itoa(r.Compared)}}
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }
	maybe := func(x *float64) string {
		if x == nil {
			return "-"
		}
		return number(*x)
	}
	word := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	for _, w := range r.Rows {
		got[w.Subject+" "+w.Key] = strings.Fields(fmt.Sprint(
			w.Events, " ", w.Previous, " ", number(w.Low), " ", number(w.High), " ", number(w.Rate), " ", number(w.RateLow), " ", number(w.RateHigh), " ", maybe(w.P), " ", maybe(w.PCorrected), " ", word(w.Worst),
			" ", w.NearMisses, " ", w.Exercises, " ", w.Open, " ", w.Overdue, " ", w.AfterFix, " ", w.AfterVerified, " ", len(w.DidNotHold), " ", word(w.LastEvent),
		))
	}
	for subject, n := range r.Without {
		got["without "+subject] = []string{strconv.Itoa(n)}
	}
	for _, u := range r.Unlinked {
		got["unlinked "+u.Report] = []string{u.Day, u.Severity}
	}
	return got
}

// TestRiskByHand holds every figure of the feed against those that were worked out without it, for a year that is over
// and has records for a part of the year before, and for one that is running.
func TestRiskByHand(t *testing.T) {
	for _, year := range []string{"2025", "2026"} {
		var out riskOut
		decode(t, &out, "trends", "--risk", "--year", year, "--as-of", "2026-10-01")
		got := out.values()
		for _, row := range lines(t, "risk_"+year+"_by_hand.txt") {
			key, want := row[0]+" "+row[1], row[2:]
			same := len(got[key]) == len(want)
			for i := 0; same && i < len(want); i++ {
				same = alike(got[key][i], want[i])
			}
			if !same {
				t.Errorf("%s %s: got %v, by hand %v", year, key, got[key], want)
			}
			delete(got, key)
		}
		for key, figures := range got {
			t.Errorf("%s %s %v is not in the file", year, key, figures)
		}
	}
}

// alike reports whether two words are the same, or the same number but for the last digit.
func alike(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return a == b || err1 == nil && err2 == nil && math.Abs(x-y) < 1.01e-4
}

// TestRiskFlags refuses what would change nothing, and knows formats that the other trends do not.
func TestRiskFlags(t *testing.T) {
	for _, flags := range []string{"--by cause", "--interval month", "--within 6m", "--repeats nis2", "--format parquet"} {
		got := run(t, examplesDir, append([]string{"trends", "--risk", "--as-of", "2026-10-01"}, strings.Fields(flags)...)...)
		if got.status != ExitUsage || got.stdout != "" {
			t.Errorf("%s: status %d: %s", flags, got.status, got.stderr)
		}
	}
	if got := run(t, examplesDir, "trends", "--as-of", "2026-10-01", "--format", "xlsx"); got.status != ExitUsage {
		t.Errorf("xlsx without --risk: status %d", got.status)
	}
	if got := run(t, examplesDir, "trends", "--risk", "--as-of", "2026-10-01", "--format", "xlsx"); got.status != ExitOK || !strings.HasPrefix(got.stdout, "PK") {
		t.Errorf("xlsx: status %d: %s", got.status, got.stderr)
	}
}

// TestRiskQuestion asks the question of a risk that came back after a verified fix, and lists what names no risk.
func TestRiskQuestion(t *testing.T) {
	got := run(t, examplesDir, "trends", "--risk", "--as-of", "2026-10-01", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(got.stdout)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, row := range rows {
		found[row[0]+" "+row[1]] = row[len(row)-1]
	}
	if want := "R-017: 1 event in 12 months, after a verified fix; is the likelihood in the register still right?"; found["risk R-017"] != want {
		t.Errorf("got %q, want %q", found["risk R-017"], want)
	}
	if _, ok := found["no risk 2026-07-21-label-search-slow"]; !ok {
		t.Error("an incident that names no risk is not listed")
	}
}
