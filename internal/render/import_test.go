package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/source"
)

// hostileImport is one report that is imported and one that is left, with characters that a terminal obeys.
func hostileImport(explain bool) Import {
	text := "# Belt \x1b[31m\u202estopped\n\n## Timeline\n\n- 10:00 \x1b]0;x\x07Stop\n- 10:05 Go\n"
	d := importer.Read(source.New("a\x1b.md", []byte(text)), importer.Options{})
	left := importer.Read(source.New("b\x1b.md", nil), importer.Options{})
	return Import{Explain: explain, Next: []string{"add --write"}, Reports: []Imported{
		{Draft: d, Name: d.File.Path, State: ImportNew, Diff: []byte("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+\x1b[1m\n")},
		{Draft: left, Name: left.File.Path, State: ImportLeft, Why: left.Skip},
	}}
}

func TestImportIsVisible(t *testing.T) {
	for _, explain := range []bool{false, true} {
		for _, f := range ImportFormats() {
			var b bytes.Buffer
			if err := f.Write(&b, hostileImport(explain), Style{Terminal: true, Width: 80}); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(b.String(), "\x1b\x07\u202e") {
				t.Errorf("%s writes what a terminal obeys:\n%q", f.Name, b.String())
			}
		}
	}
}

func TestImportJSON(t *testing.T) {
	var b bytes.Buffer
	if err := importJSON(&b, hostileImport(true), Style{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") {
		t.Errorf("a list is null:\n%s", b.String())
	}
	var doc importDocument
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	one := doc.Reports[0]
	if one.TimelineEntries != 2 || one.Timezone != "unknown" || len(one.Lifted) == 0 || doc.Summary.Left != 1 || doc.Reports[1].Reason == "" {
		t.Errorf("the document is %+v", doc)
	}
}

func TestImportNotices(t *testing.T) {
	for _, f := range ImportFormats() {
		if err := f.Write(failing{}, hostileImport(false), Style{}); err == nil {
			t.Errorf("%s does not notice that nothing could be written", f.Name)
		}
	}
}
