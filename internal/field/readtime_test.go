package field_test

import (
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/field"
)

func TestReadTime(t *testing.T) {
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		text      string
		precision field.Precision
		at        time.Time
		fails     bool
	}{
		{"", field.Missing, time.Time{}, false},
		{"unknown", field.Unclear, time.Time{}, false},
		{"2026-03-02", field.Day, noon.Add(-12 * time.Hour), false},
		{"2026-03-02 12:00", field.Floating, noon, false},
		{"2026-03-02T13:00:00+01:00", field.Exact, noon, false},
		{"2026-03-02 12:00:00.000+0000", field.Exact, noon, false},
		{"2026-02-30", field.Missing, time.Time{}, true},
		{"02.03.2026", field.Missing, time.Time{}, true},
	} {
		got, err := field.ReadTime(field.Text{Value: tt.text})
		if got.Precision != tt.precision || !got.At.Equal(tt.at) || (err != nil) != tt.fails || got.Value != tt.text {
			t.Errorf("%q: %+v, %v", tt.text, got, err)
		}
	}
}
