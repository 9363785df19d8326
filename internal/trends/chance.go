package trends

import (
	"math"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/stats"
)

// Chance compares how many actions were hit again with how many would be if what incidents have in common were spread
// over them at random.
type Chance struct {
	Of       int     // actions that address such a thing
	Hit      int     // of these, hit again in the period
	Settled  int     // of these, hit in pairs only that are settled as no repeat
	Expected float64 // of these, by chance alone; no pair is settled there, so compare it with Hit and Settled together
}

// Beyond reports whether more were hit than chance would explain: as many or more would be in 5 % of cases at most.
// Source: upper tail of the Poisson distribution, whose variance is no smaller than that of a sum of unequal chances.
func (c *Chance) Beyond() bool {
	low, _ := stats.PoissonInterval(c.Hit+c.Settled, 1-2*tellFrom)
	return low > c.Expected
}

// chances adds an action to what chance alone gives.
func (j *inquest) chances(in *Incident, why []string, since time.Time, hit hitting) {
	for _, c := range []struct {
		sum  *Chance
		kind string
	}{{&j.fixes.Cause, byCause}, {&j.fixes.Control, byControl}} {
		has, none := false, 1.0
		for _, w := range why {
			if strings.HasPrefix(w, c.kind) {
				has = true
				none *= j.missed(in, w, since)
			}
		}
		if !has {
			continue
		}
		c.sum.Of++
		c.sum.Expected += 1 - none
		switch {
		case anyHit(hit.list, c.kind):
			c.sum.Hit++
		case hit.settled[c.kind]:
			c.sum.Settled++
		}
	}
}

func anyHit(hits []DidNotHold, kind string) bool {
	for i := range hits {
		for _, w := range hits[i].Addresses {
			if strings.HasPrefix(w, kind) {
				return true
			}
		}
	}
	return false
}

// missed returns the chance that none of the incidents of the period after an action has what it addresses, when the
// incidents that have it, apart from the action's own, were drawn at random from all: C(n-m, k)/C(n, k) with n incidents,
// m of them in the period after the action, and k that have it. Source: hypergeometric distribution.
func (j *inquest) missed(in *Incident, why string, since time.Time) float64 {
	from := since
	if day := j.period.From.AddDate(0, 0, -1); day.After(from) {
		from = day
	}
	list := j.all[after(j.all, from):]
	m := after(list, j.period.To)
	if in.At.After(from) && m > 0 && !Day(in.At).After(j.period.To) {
		m-- // the action's own incident, which cannot hit it
	}
	n, k := len(j.all)-1, len(j.by[why])-1
	if k > n-m {
		return 0
	}
	return math.Exp(choose(n-m, k) - choose(n, k))
}

// choose returns the logarithm of the number of ways to draw k of n; k is from 0 to n.
func choose(n, k int) float64 {
	return factorial(n) - factorial(k) - factorial(n-k)
}

// factorial returns the logarithm of n!.
func factorial(n int) float64 {
	l, _ := math.Lgamma(float64(n) + 1)
	return l
}
