package field

import (
	"slices"
	"testing"
)

// FuzzUsual shows that the fast way of reading a time is not another way.
func FuzzUsual(f *testing.F) {
	for _, s := range []string{
		"2026-03-02", "2026-03-02T21:14:00Z", "2026-03-02T21:14:00+01:00", "2026-03-02T21:14:00-14:59", "2026-03-02T21:14:00", "2026-03-02t21:14:00z",
		"2026-03-02 21:14:00Z", "2026-3-2", "22026-03-02", "2026-03-0x", "2026-03-02T21:14:0x", "2026-03-02T21:14:00+0x:00", "2026-03-02T21:14:00.5Z", "", "2026-99-99T99:99:99+99:99",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fast, ok := usual(s)
		if !ok {
			return
		}
		if slow, known := anyForm(s); !known || fast != slow {
			t.Errorf("%q is read as %+v, want %+v (%t)", s, fast, slow, known)
		}
	})
}

func TestUsualIsUsed(t *testing.T) {
	for _, s := range []string{"2026-03-02", "2026-03-02T21:14:00", "2026-03-02T21:14:00Z", "2026-03-02T21:14:00+01:00"} {
		if _, ok := usual(s); !ok {
			t.Errorf("%s is not read the fast way", s)
		}
	}
}

func TestYAMLLines(t *testing.T) {
	tests := []struct {
		text string
		want []int
	}{
		{"", []int{10}},
		{"a", []int{10}},
		{"a\nb\n", []int{10, 12, 14}},
		{"a\r\nb\rc\n", []int{10, 13, 15, 17}},
		{"a\u0085b\u2028c\u2029d", []int{10, 13, 17, 21}},
		{"a – b\n“c”\né\n", []int{10, 18, 26, 29}},
	}
	for _, tt := range tests {
		if got := yamlLines([]byte(tt.text), 10); !slices.Equal(got, tt.want) {
			t.Errorf("%q has lines at %v, want %v", tt.text, got, tt.want)
		}
	}
}
