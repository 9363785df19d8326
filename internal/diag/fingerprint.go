package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Fingerprint returns what a finding is recognised by in another run, as 64 hexadecimal digits. It is made of
// the rule, the file and the text of the line, not of the line's number, so that text moved up or down keeps
// its findings; nth counts findings alike in all three, from 0. The message is left out, because it may name
// other lines and be worded better in a later version.
func Fingerprint(d Diagnostic, nth int) string {
	alike := alikeness(d)
	sum := sha256.Sum256([]byte(strings.Join(append(alike[:], strconv.Itoa(nth)), "\x00")))
	return hex.EncodeToString(sum[:])
}

// Fingerprints returns the fingerprint of each finding, in their order. No two are the same.
func Fingerprints(ds []Diagnostic) []string {
	seen := make(map[[3]string]int, len(ds))
	prints := make([]string, 0, len(ds))
	for i := range ds {
		alike := alikeness(ds[i])
		prints = append(prints, Fingerprint(ds[i], seen[alike]))
		seen[alike]++
	}
	return prints
}

// alikeness is what two findings that only nth tells apart have in common. None of the three can hold a NUL:
// no path can, and a file with one in it is not read as a report.
func alikeness(d Diagnostic) [3]string {
	return [3]string{d.Rule, d.File, strings.TrimSpace(d.Excerpt)}
}
