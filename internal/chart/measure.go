package chart

import (
	"math"
	"strings"
)

// width estimates how wide text is, in the units of the picture. The reader's fonts are not known, so it is that of a wide
// one, and text that is measured to fit does fit.
func width(s string, size float64) float64 {
	var em float64
	for _, r := range s {
		switch {
		case strings.ContainsRune("iljI.,:;|'!", r):
			em += 0.34
		case strings.ContainsRune(" ()[]ftr-/", r):
			em += 0.41
		case strings.ContainsRune("mwMW%@…", r):
			em += 0.98
		case r >= '0' && r <= '9':
			em += 0.64
		case r >= 'A' && r <= 'Z':
			em += 0.72
		case r >= 0x2e80: // as wide as high: East Asian scripts and pictures
			em++
		default:
			em += 0.61
		}
	}
	return em * size
}

// fit cuts text to a width, with … where something is missing.
func fit(s string, most, size float64) string {
	if width(s, size) <= most {
		return s
	}
	letters := []rune(s)
	for len(letters) > 0 && width(string(letters)+"…", size) > most {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ") + "…"
}

// wrap breaks text between words into lines of a width. A word that is wider is cut.
func wrap(s string, most, size float64) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		switch longer := strings.TrimSpace(line + " " + word); {
		case width(longer, size) <= most:
			line = longer
		default:
			if line != "" {
				lines = append(lines, line)
			}
			line = fit(word, most, size)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// ticks returns the marks of an axis from 0: about five of them at 1, 2 or 5 times a power of ten, whole numbers, the last
// one at or above most.
func ticks(most float64) []float64 {
	const n = 5
	most = max(most, 1)
	step := max(1, math.Pow(10, math.Floor(math.Log10(most/n))))
	for _, f := range []float64{1, 2, 5, 10} {
		if s := math.Ceil(step) * f; most/s <= n {
			step = s
			break
		}
	}
	list := []float64{0}
	for x := step; ; x += step {
		list = append(list, x)
		if x >= most {
			return list
		}
	}
}

// scale turns values from 0 to most into places from a to b.
type scale struct{ a, b, most float64 }

func (s scale) at(v float64) float64 {
	if s.most <= 0 || math.IsNaN(v) {
		return s.a
	}
	return s.a + (s.b-s.a)*min(max(v, 0), s.most)/s.most
}

// finite reports whether a number can be drawn.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
