package report_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// FuzzParse holds what every file must give, however broken: no panic, spans inside the file, the same
// result twice, and the same values whatever the line ends.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"../../examples/reports/*.md", "../rules/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(b))
		}
	}
	for _, seed := range []string{
		"", "---\n", "---\n---\n", "---\nstatus: draft\n---", "+++\n", source.BOM + "---\nstatus: draft\n---\n",
		"---\nstatus: |\n  a\n  ---\n  b\nseverity: x\n---\n", "---\n? [a]\n: 1\n<<: {b: 1}\n---\n", "---\nstatus: &a [*a]\n---\n",
		"---\nstatus: draft\ntimezone: Europe/Berlin\ntimeline: [{at: 2026-03-29 02:30}, {at: unknown, milestone: fixed}]\n---\nA\n===\n> - ## b\n",
		"---\nseverity: \"a\\\n  b\"\nstatus: 'x''y'\n---\n## x\n<!--\n", "---\nstatus: draft\nelsewhere: a\u2028b\u0085c\n---\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		r := parse(src)
		again := parse(src)
		if diff := cmp.Diff(facts(t, r, true), facts(t, again, true)); diff != "" {
			t.Fatalf("parsing twice differs:\n%s", diff)
		}
		if strings.Contains(src, "\r") {
			return
		}
		crlf := parse(strings.ReplaceAll(src, "\n", "\r\n"))
		if diff := cmp.Diff(facts(t, r, false), facts(t, crlf, false)); diff != "" {
			t.Fatalf("CRLF reads differently:\n%s", diff)
		}
	})
}

// facts flattens a report into its values and findings, and checks every span on the way.
func facts(t *testing.T, r *report.Report, places bool) []string {
	t.Helper()
	var all []string
	inside := func(s source.Span) {
		if s.Start < 0 || s.Start > s.End || s.End > len(r.File.Bytes) {
			t.Fatalf("span %v is outside a file of %d bytes", s, len(r.File.Bytes))
		}
		if places {
			all = append(all, r.File.Position(s.Start).String(), r.File.Position(s.End).String())
		}
	}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			if s, ok := reflect.TypeAssert[source.Span](v); ok {
				inside(s)
				return
			}
			for i := range v.NumField() {
				name := v.Type().Field(i)
				if name.IsExported() && name.Name != "File" && name.Name != "Problems" && name.Type.String() != "time.Time" {
					walk(v.Field(i))
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.String:
			all = append(all, v.String())
		default:
		}
	}
	v := reflect.ValueOf(r).Elem()
	if !places {
		// Front matter and body themselves are as long as their line ends.
		clone := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "FrontMatter" && f.Name != "Body" {
				clone.Field(i).Set(v.Field(i))
			}
		}
		v = clone
	}
	walk(v)
	for _, p := range r.Problems {
		inside(p.Span)
		all = append(all, p.Rule)
	}
	sections, _ := r.Sections()
	for _, s := range sections {
		inside(s.Span)
		all = append(all, s.Title)
	}
	return all
}
