package report

import (
	"testing"

	"github.com/pir-cli/pir/internal/source"
)

func TestOpening(t *testing.T) {
	tests := []struct {
		name, text string
		want       source.Span
	}{
		{"first line", "---\ntitle: x\nseverity: sev4\n---\n", source.Span{Start: 0, End: 3}},
		{"blank lines above", "\n \n---\ntitle: x\nseverity: sev4\n---\n", source.Span{Start: 3, End: 6}},
		{"byte order mark", source.BOM + "---\r\ntitle: x\r\nseverity: sev4\r\n---\r\n", source.Span{Start: 3, End: 6}},
		{"no front matter", "\n# Title\n", source.Span{Start: 1, End: 8}},
		{"empty file", "", source.Span{}},
		{"only blank lines", "\n\n", source.Span{Start: 2, End: 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewParser().Parse(source.New("reports/x.md", []byte(tt.text)))
			if got := r.Opening(); got != tt.want {
				t.Errorf("Opening() = %v, want %v", got, tt.want)
			}
		})
	}
}
