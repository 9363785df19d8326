package report_test

import (
	"testing"

	"github.com/pir-cli/pir/internal/report"
)

func TestAboveTLP(t *testing.T) {
	for _, c := range []struct {
		label, limit string
		want         bool
	}{
		{"red", "", false},
		{"", "", false},
		{"clear", "clear", false},
		{"green", "clear", true},
		{"green", "amber", false},
		{"amber+strict", "amber", true},
		{"red", "red", false},
		{"", "red", false},
		{"", "amber+strict", true},
		{"purple", "green", true},
	} {
		if got := report.AboveTLP(c.label, c.limit); got != c.want {
			t.Errorf("%q above %q: %v", c.label, c.limit, got)
		}
	}
}
