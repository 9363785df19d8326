package trends

import (
	"fmt"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/stats"
)

// Effort is how much was reported in the first and in the second half of the days of a series. More reports can come of
// more incidents or of more reporting, and the numbers of incidents alone cannot tell which.
type Effort struct {
	Half              time.Time // first day of the second half; zero for a series under two days
	Days              [2]int    // of each half
	Reports, NearMiss [2]int    // reports of all kinds, and near misses
	ReportsVerdict    stats.Verdict
	NearMissVerdict   stats.Verdict
}

func (v *Series) effort(s *sorting) Effort {
	var e Effort
	days := Period{From: v.From, To: v.To}.Days()
	if days < 2 {
		e.ReportsVerdict, e.NearMissVerdict = stats.TooFew, stats.TooFew
		return e
	}
	e.Days = [2]int{days / 2, days - days/2}
	e.Half = v.From.AddDate(0, 0, e.Days[0])
	for _, in := range s.reports {
		day := Day(in.At)
		if day.Before(v.From) || day.After(v.To) {
			continue
		}
		half := 0
		if !day.Before(e.Half) {
			half = 1
		}
		e.Reports[half]++
		if in.Kind == KindNearMiss {
			e.NearMiss[half]++
		}
	}
	compare := func(n [2]int) stats.Verdict {
		_, verdict := stats.CompareRates(n[1], float64(e.Days[1]), n[0], float64(e.Days[0]), level)
		return verdict
	}
	e.ReportsVerdict, e.NearMissVerdict = compare(e.Reports), compare(e.NearMiss)
	return e
}

// month is the mean length of one, in days.
const month = 365.25 / 12

// Words says how much was reported, or "" for a series without halves.
func (e *Effort) Words() string {
	if e.Half.IsZero() {
		return ""
	}
	half := func(n [2]int, verdict stats.Verdict) string {
		rate := func(i int) float64 { return float64(n[i]) / (float64(e.Days[i]) / month) }
		return fmt.Sprintf("%.1f a month (%d in %s), then %.1f (%d in %s): %s", rate(0), n[0], count(e.Days[0], "day"), rate(1), n[1], count(e.Days[1], "day"), verdict.Words())
	}
	return "Reports of all kinds: " + half(e.Reports, e.ReportsVerdict) + ". Near misses: " + half(e.NearMiss, e.NearMissVerdict) + "."
}

// caution is what must stand beside a reading that says that something changed.
func (v *Series) caution() string {
	if !v.Claims() {
		return ""
	}
	said := []string{"That the numbers change does not show that incidents do: it can be more or less reporting."}
	e := &v.Effort
	switch {
	case e.NearMiss[0]+e.NearMiss[1] == 0:
		said = append(said, "No near misses are on record by which to tell the two apart.")
	case e.NearMissVerdict == stats.MoreThanChance:
		said = append(said, "Near misses rose as well, which speaks for more reporting.")
	case e.NearMissVerdict == stats.LessThanChance:
		said = append(said, "Near misses fell, which speaks for less reporting.")
	default:
		said = append(said, "Near misses did not change by more than chance, which settles nothing.")
	}
	return strings.Join(append(said, "Reports of the latest weeks may still be to write, and several tests on the same incidents find something by chance more often than one."), " ")
}
