package cli

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/render"
)

func TestPick(t *testing.T) {
	tests := []struct {
		name    string
		format  string
		outputs []string
		want    string // FORMAT>FILE of each place
		err     string
	}{
		{name: "nothing", format: "text", want: "text>-"},
		{name: "a format", format: "json", want: "json>-"},
		{name: "a file", format: "json", outputs: []string{"a.json"}, want: "json>a.json"},
		{name: "standard output by name", format: "json", outputs: []string{"-"}, want: "json>-"},
		{name: "one more format", format: "text", outputs: []string{"sarif:a.sarif"}, want: "text>- sarif>a.sarif"},
		{name: "two more", format: "github", outputs: []string{"sarif:out/a.sarif", "junit:b.xml"}, want: "github>- sarif>out/a.sarif junit>b.xml"},
		{name: "a file and one more", format: "text", outputs: []string{"sarif:a.sarif", "a.txt"}, want: "sarif>a.sarif text>a.txt"},
		{name: "a file and standard output", format: "text", outputs: []string{"a.txt", "-"}, want: "text>a.txt text>-"},
		{name: "another format on standard output", format: "text", outputs: []string{"a.txt", "json:-"}, want: "text>a.txt json>-"},
		{name: "a drive", format: "text", outputs: []string{`C:\out.txt`, `d:out.txt`}, want: `text>C:\out.txt text>d:out.txt`},
		{name: "a drive behind a format", format: "text", outputs: []string{`sarif:C:\out.sarif`}, want: `text>- sarif>C:\out.sarif`},
		{name: "a path with a colon", format: "text", outputs: []string{"./sarif:x", "out/a:b", "2026:x", "A:b:c"}, want: "text>./sarif:x text>out/a:b text>2026:x text>A:b:c"},

		{name: "an unknown format", format: "xml", err: `--format xml: there is no such format; use text, json, sarif`},
		{name: "an unknown format of a file", format: "text", outputs: []string{"sarf:x"}, err: `--output sarf:x: there is no format "sarf", use text, json, sarif`},
		{name: "how to name such a file", format: "text", outputs: []string{"report:x"}, err: `a file of that name is ./report:x`},
		{name: "an empty name", format: "text", outputs: []string{""}, err: `--output "": the name of the file is missing`},
		{name: "an empty name behind a format", format: "text", outputs: []string{"sarif:"}, err: `--output "sarif:": the name of the file is missing`},
		{name: "one file twice", format: "text", outputs: []string{"sarif:a", "junit:./a"}, err: "that file is written as sarif already"},
		{name: "standard output twice", format: "text", outputs: []string{"sarif:-"}, err: "standard output is written as text already; --format says as what"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sinks, err := pick(output{tt.format, tt.outputs}, render.Findings())
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) || status(err) != ExitUsage {
					t.Fatalf("error %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := make([]string, 0, len(sinks))
			for _, s := range sinks {
				got = append(got, s.format.Name+">"+s.file)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSeveralOutputs runs lint with the formats of three machines at once, and holds that what people read
// and the status are those of a run without them.
func TestSeveralOutputs(t *testing.T) {
	dir := repository(t, map[string]string{"reports/2026-01-01-a b.md": "# No front matter\n"})
	plain := run(t, dir, "lint")
	got := run(t, dir, "lint", "--output", "sarif:pir.sarif", "-o", "junit:pir.xml", "-o", "json:"+filepath.Join(dir, "pir.json"))
	if diff := cmp.Diff(plain, got, cmp.AllowUnexported(result{})); diff != "" || plain.status != ExitFindings {
		t.Errorf("with more outputs (-without +with):\n%s", diff)
	}
	for name, into := range map[string]any{"pir.sarif": &map[string]any{}, "pir.json": &map[string]any{}, "pir.xml": nil} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if into == nil {
			err = xml.Unmarshal(b, new(struct{ XMLName xml.Name }))
		} else {
			err = json.Unmarshal(b, into)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}

	got = run(t, dir, "lint", "--format", "github", "--output", "text.txt", "--output", "github:-")
	if !strings.Contains(got.stdout, "\n::error file=reports/2026-01-01-a b.md,line=1,") || got.status != ExitFindings {
		t.Errorf("github: status %d, %s%s", got.status, got.stdout, got.stderr)
	}
}

// TestOutputsFail holds that one place that cannot be written keeps no other from it, and gives its status.
func TestOutputsFail(t *testing.T) {
	dir := repository(t, map[string]string{"reports/2026-01-01-a.md": "# No front matter\n"})
	got := run(t, dir, "lint", "--output", "sarif:none/a.sarif", "--output", "junit:a.xml", "--output", "json:none/a.json")
	if got.status != ExitFailure || strings.Count(got.stderr, "pir: write output: ") != 2 || !strings.Contains(got.stdout, "1 report checked") {
		t.Errorf("status %d\n%s%s", got.status, got.stdout, got.stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "a.xml")); err != nil {
		t.Error(err)
	}
}

// TestOutputsOfEveryCommand holds that all commands with a format take several outputs.
func TestOutputsOfEveryCommand(t *testing.T) {
	dir := exampleRepository(t, nil)
	for _, args := range [][]string{{"lint"}, {"rules"}, {"rules", "action-owner"}, {"actions"}, {"trends"}} {
		plain := run(t, dir, args...)
		asJSON := run(t, dir, append(args, "--format", "json")...)
		both := run(t, dir, append(args, "--output", "json:out.json", "--output", "-")...)
		b, err := os.ReadFile(filepath.Join(dir, "out.json"))
		if err != nil || string(b) != asJSON.stdout || both.stdout != plain.stdout || both.status != plain.status {
			t.Errorf("%v: status %d, %v\n%s", args, both.status, err, both.stderr)
		}
	}
}
