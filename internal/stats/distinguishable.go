package stats

import (
	"math"
	"sort"
)

// chance is the central p up to which two counts are called told apart.
const chance = 0.05

// DistinguishableIncrease returns the smallest later count that can be told apart from the earlier one as an increase
// (central p of at most 0.05) when both periods are equally long; ok is false for a negative count or one above
// a thousand million. Source: the exact conditional test of RateRatio, turned round.
func DistinguishableIncrease(earlier int) (later int, ok bool) {
	return DistinguishableIncreaseOver(earlier, 1, 1)
}

// DistinguishableDecrease returns the greatest later count that can be told apart from the earlier one as a decrease
// (central p of at most 0.05) when both periods are equally long; ok is false when not even 0 can, which is so up to
// an earlier count of 5, and for a negative count or one above a thousand million. Source: as for
// DistinguishableIncrease.
func DistinguishableDecrease(earlier int) (later int, ok bool) {
	return DistinguishableDecreaseOver(earlier, 1, 1)
}

// DistinguishableIncreaseOver is DistinguishableIncrease for periods of unequal length: earlier events in an exposure of
// before, and the later period has one of after, in the same unit. ok is false also when no count up to two thousand
// million can be told apart, and for an exposure that is not positive and finite.
func DistinguishableIncreaseOver(earlier int, before, after float64) (later int, ok bool) {
	expected, ok := expect(earlier, before, after)
	if !ok {
		return 0, false
	}
	told := func(later int) bool { return centralP(later, after, earlier, before) <= chance }
	// The search starts above what is expected, where p falls with the count, and doubles its step until it has passed.
	least, step := int(math.Floor(expected))+1, 1
	for !told(least + step) {
		if step *= 2; least+step > 2*maxCount {
			return 0, false
		}
	}
	return least + sort.Search(step, func(more int) bool { return told(least + more) }), true
}

// DistinguishableDecreaseOver is DistinguishableDecrease for periods of unequal length, as
// DistinguishableIncreaseOver has them.
func DistinguishableDecreaseOver(earlier int, before, after float64) (later int, ok bool) {
	expected, ok := expect(earlier, before, after)
	if !ok {
		return 0, false
	}
	tooMany := sort.Search(int(math.Ceil(expected)), func(later int) bool {
		return centralP(later, after, earlier, before) > chance
	})
	if tooMany == 0 {
		return 0, false
	}
	return tooMany - 1, true
}

// expect is the later count at the earlier rate; it is not ok when that, or what it comes from, cannot be served.
func expect(earlier int, before, after float64) (expected float64, ok bool) {
	if !validCount(earlier) || !validExposure(before) || !validExposure(after) {
		return 0, false
	}
	expected = float64(earlier) * (after / before)
	return expected, expected <= maxCount
}
