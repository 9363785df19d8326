package coverage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/similar"
)

// unregistered adds the reports of the period about incidents that the register does not have.
func (d *desk) unregistered(r *Result) {
	for i := range d.Facts {
		f := &d.Facts[i]
		if _, joined := d.rowOf[i]; joined || f.kind != kindIncident || f.occurred.After(d.AsOf) || !f.occurred.IsZero() && !d.within(f.occurred) {
			continue
		}
		r.Unregistered = append(r.Unregistered, Unregistered{
			Report: f.id, Title: f.title, Severity: f.severity, Key: f.key, File: f.file, Line: f.keyLine, Detected: f.occurred, Hint: d.hint(f),
		})
	}
	slices.SortFunc(r.Unregistered, func(a, b Unregistered) int {
		return cmp.Or(a.Detected.Compare(b.Detected), cmp.Compare(a.Report, b.Report))
	})
}

// hints finds rows that a report may mean.
type hints struct {
	byKey map[string]*register.Row      // by letters and digits, rows without a report
	byDay map[time.Time][]*register.Row // rows without a report
}

// mostADay is how many rows of one day titles are compared with: a register with more incidents a day has no use for it.
const mostADay = 50

// hint names a row without a report that has the same key written otherwise, or the same day and a title that is alike.
// It is for a reader; nothing is counted by it.
func (d *desk) hint(f *Fact) string {
	if d.hints == nil {
		d.hints = &hints{byKey: map[string]*register.Row{}, byDay: map[time.Time][]*register.Row{}}
		for i := range d.Register.Rows {
			row := &d.Register.Rows[i]
			if len(d.byRow[fold(row.Key.Value)]) > 0 {
				continue
			}
			d.hints.byKey[lettersAndDigits(row.Key.Value)] = row
			if on := rowDay(row, nil); !on.IsZero() {
				d.hints.byDay[on] = append(d.hints.byDay[on], row)
			}
		}
	}
	if row := d.hints.byKey[lettersAndDigits(f.key)]; row != nil && f.key != "" {
		return fmt.Sprintf("%s in line %d is the same key written otherwise", row.Key.Value, row.Line)
	}
	best, at := similar.Threshold, (*register.Row)(nil)
	rows := d.hints.byDay[f.occurred]
	for _, row := range rows[:min(len(rows), mostADay)] {
		if share := alike(f.title, row.Title.Value); share >= best {
			best, at = share, row
		}
	}
	if at == nil {
		return ""
	}
	return fmt.Sprintf("%s in line %d is of the same day and has a similar title", at.Key.Value, at.Line)
}

// alike returns the share of the words of either text that both have.
func alike(a, b string) float64 { return similar.New([]string{a, b}).Jaccard(0, 1) }

// lettersAndDigits leaves out of a key what people write differently.
func lettersAndDigits(key string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, key)
}
