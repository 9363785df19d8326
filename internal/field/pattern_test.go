package field

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// anchored compiles a pattern as an engine for ECMA-262 would, where white space is that of Unicode.
func anchored(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + strings.ReplaceAll(pattern, `\s`, "[\\t\\n\\v\\f\\r\\x{20}\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]") + `)$`)
}

// FuzzTimePattern shows that the pattern that schemas hold accepts the times that are read, and no others.
func FuzzTimePattern(f *testing.F) {
	for _, s := range []string{
		"2026-03-02", " 2026-3-2 ", "2026-02-28", "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "22024-2-29", "100000-02-29", "100100-02-29", "0000-02-29", "2026-04-31", "2026-00-10", "2026-13-10", "2026-01-00", "2026-1-32",
		"2026-03-02T24:00", "2026-03-02T23:59:60Z", "2026-03-02T23:59:61Z", "2026-03-02 3:05:01,123456789 utc", "2026-03-02t21:14\tz",
		"2026-03-02T21:14+130", "2026-03-02T21:14+1530", "2026-03-02T21:14-14:59", "2026-03-02T21:14+1:60", "2026-03-02T21:14 +9", "2026-03-02T21:14Utc",
		"unknown", "Unknown", " UN\u212ANOWN\u00a0", "", " ", "yesterday", "2026-03-02\n", "2026-03-02\u2003",
	} {
		f.Add(s)
	}
	date, when := anchored(datePattern), anchored(timePattern)
	f.Fuzz(func(t *testing.T, s string) {
		var read Time
		read.Value = s
		if ok, want := when.MatchString(s), read.read() == nil; ok != want {
			t.Errorf("the pattern of times says %t of %q, the reader %t", ok, s, want)
		}
		_, err := parseTime(s, time.UTC)
		if ok, want := date.MatchString(s), err == nil || s == Unknown; ok != want {
			t.Errorf("the pattern of dates says %t of %q, the reader %t", ok, s, want)
		}
	})
}

// TestEveryDay goes through the days of four centuries and their neighbours that are none.
func TestEveryDay(t *testing.T) {
	date := anchored(datePattern)
	for year := 1896; year <= 2304; year += 4 {
		for month := range 14 {
			for day := range 33 {
				for y := year; y < year+2; y++ {
					s := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + "-" + two(month) + "-" + two(day)
					_, err := parseTime(s, time.UTC)
					if date.MatchString(s) != (err == nil) {
						t.Errorf("the pattern says %t of %s, the reader %v", date.MatchString(s), s, err)
					}
				}
			}
		}
	}
}

func two(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

func TestFigures(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "1200": true, "1_200": true, "+5": true, "1.50": true, ".5": true, "5.": true, "007": true, "999999999999999999": true,
		"-1": false, "1__0": false, "1_": false, "1 200": false, "1,5": false, "1e3": false, "0x10": false, "nan": false, "inf": false, "1000000000000000000": false, ".": false, "": false,
	} {
		if figuresForm.MatchString(s) != want {
			t.Errorf("%q is a number: %t, want %t", s, !want, want)
		}
	}
}
