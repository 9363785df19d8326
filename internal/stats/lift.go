package stats

import "math"

// Association is how often two properties occur together against how often they would by chance.
type Association struct {
	N, A, B, Both int // things in all, with the first property, with the second, with both
	// Lift is the share of both over the product of the shares of each; 1 is chance. It is NaN where a property has
	// nothing, as there is nothing to divide by.
	Lift       float64
	Support    float64 // share of things with both, from 0 to 1; NaN of none
	Confidence float64 // share with both among those with the first, from 0 to 1; NaN when none has it
	Fisher     FisherP // of the four-field table
	Enough     bool    // whether at least 3 things have both, of at least 20
}

const (
	liftBoth = 3  // things with both properties from which on a pair is shown
	liftOf   = 20 // things in all from which on it is
)

// Associate compares a property that a of n things have with another that b have, when both have both. Numbers that
// cannot be (negative, above a thousand million, both above a or b, or a+b-both above n) give NaN in every field that is
// not a count. Source: Agrawal, Imieliński and Swami, SIGMOD (1993) 207, for support and confidence; Brin and others,
// SIGMOD (1997) 255, for lift; FisherExact.
func Associate(a, b, both, n int) Association {
	nan := math.NaN()
	s := Association{N: n, A: a, B: b, Both: both, Lift: nan, Support: nan, Confidence: nan}
	if !validCount(a) || !validCount(b) || !validCount(both) || !validCount(n) || both > min(a, b) || a > n || b-both > n-a {
		s.Fisher = FisherP{Greater: nan, Less: nan, Two: nan}
		return s
	}
	s.Fisher = FisherExact(both, a-both, b-both, n-a-(b-both))
	if n > 0 {
		s.Support = float64(both) / float64(n)
	}
	if a > 0 {
		s.Confidence = float64(both) / float64(a)
	}
	if a > 0 && b > 0 {
		s.Lift = float64(both) / float64(a) * float64(n) / float64(b)
	}
	s.Enough = both >= liftBoth && n >= liftOf
	return s
}
