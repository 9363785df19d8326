package scaffold

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// moment is a point in the life of a report: a day, and the order of what happened on it.
type moment struct {
	day time.Time // midnight UTC
	seq int
}

func (m moment) compare(o moment) int { return cmp.Or(m.day.Compare(o.day), cmp.Compare(m.seq, o.seq)) }

func later(a, b moment) moment {
	if a.compare(b) < 0 {
		return b
	}
	return a
}

// day returns the calendar day of a point in time, and the days after it for n > 0.
func day(t time.Time, n int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+n, 0, 0, 0, 0, time.UTC)
}

// line is one line of a report with the texts that it had over time. Before the first it was not there.
type line []variant

type variant struct {
	from moment
	text string
}

// at returns the file as it was at a moment.
func at(lines []line, m moment) []byte {
	var b bytes.Buffer
	for _, l := range lines {
		text, there := "", false
		for _, v := range l {
			if v.from.compare(m) <= 0 {
				text, there = v.text, true
			}
		}
		if there {
			b.WriteString(text)
			b.WriteByte('\n')
		}
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n')
}

var isoDate = regexp.MustCompile(`\b20\d\d-\d\d-\d\d`)

// latest returns the last date that stands in a text, or false when there is none.
func latest(text string) (time.Time, bool) {
	dates := isoDate.FindAllString(text, -1)
	if len(dates) == 0 {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, slices.Max(dates))
	return t, err == nil
}

// splitLines returns the lines of a text without their ends.
func splitLines(b []byte) []string {
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}
