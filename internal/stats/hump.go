package stats

// hump is the weights of the whole numbers from low to high, which rise up to peak and fall after it, ever more steeply.
// Only their ratios matter. A sum over them loses no digits however great the counts are, as differences of logarithms
// of factorials do.
type hump struct {
	low, peak, high float64
	ratio           func(x float64) float64 // the weight of x+1 over that of x
}

const (
	// nothing is the weight, against 1 at the peak, under which a number is taken for impossible.
	nothing = 1e-300
	// digits is the share of a sum under which a further term does not change it.
	digits = 1e-18
	// asRare is how much greater a weight may be and still be called equal: equal ones differ in their last digits,
	// depending on the side from which they were reached. R has the same.
	asRare = 1 + 1e-7
)

// tails returns the probability of at or less, of at or more, and of all numbers that are no likelier than at.
func (h *hump) tails(at float64) (less, more, rare float64) {
	step := 1.0 // away from the peak
	if at < h.peak {
		step = -1
	}
	total := h.sum(h.peak, 1, 1) + h.sum(h.peak, 1, -1) - 1
	same := func(x, _ float64) bool { return x == at }
	_, weight := h.walk(step, same)
	near := h.sum(at, weight, step)
	far := total - near + weight
	rare = near
	if weight > 0 {
		bound := weight * asRare
		x, w := h.walk(-step, func(_, w float64) bool { return w <= bound })
		rare += h.sum(x, w, -step)
	}
	if weight*asRare >= 1 {
		rare = total // as likely as the peak itself, which both sums hold
	}
	if step < 0 {
		return near / total, far / total, rare / total
	}
	return far / total, near / total, rare / total
}

// walk goes from the peak, which weighs 1, to the first number that is wanted, and returns it with its weight; the
// weight is 0 when there is no such number before the weights come to nothing.
func (h *hump) walk(step float64, wanted func(x, w float64) bool) (x, w float64) {
	x, w = h.peak, 1
	for !wanted(x, w) {
		if x, w = h.next(x, w, step); w <= nothing {
			return x, 0
		}
	}
	return x, w
}

// sum is the weight of x, which is w, and of all numbers beyond it in the direction of step, away from the peak.
func (h *hump) sum(x, w, step float64) float64 {
	total := 0.0
	for w > digits*total {
		total += w
		x, w = h.next(x, w, step)
	}
	return total
}

// next is the neighbour of x, whose weight is w, with its weight; outside low to high that is 0.
func (h *hump) next(x, w, step float64) (neighbour, weight float64) {
	switch {
	case step > 0 && x < h.high:
		return x + 1, w * h.ratio(x)
	case step < 0 && x > h.low:
		return x - 1, w / h.ratio(x-1)
	default:
		return x + step, 0
	}
}
