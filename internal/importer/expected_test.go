package importer_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/source"
)

// score counts what was expected, what was found, and what of it is the same.
type score struct{ want, got, same int }

func (s *score) add(want, got int) {
	s.want += want
	s.got += got
	s.same += min(want, got)
}

func (s *score) hit(same bool) {
	s.want++
	s.got++
	if same {
		s.same++
	}
}

// precision and recall of what was found; 1 of nothing.
func (s *score) precision() float64 { return share(s.same, s.got) }
func (s *score) recall() float64    { return share(s.same, s.want) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// TestExpected compares what is lifted from reports below PIR_CORPUS with what a person read in them. With -v it prints
// precision and recall, and every difference.
func TestExpected(t *testing.T) {
	dir := os.Getenv("PIR_CORPUS") //nolint:forbidigo // where the reports lie on this machine
	if dir == "" {
		t.Skip("PIR_CORPUS names no folder with reports")
	}
	times := expectedTimes(t)
	scores := map[string]*score{}
	of := func(what string) *score {
		if scores[what] == nil {
			scores[what] = &score{}
		}
		return scores[what]
	}
	for _, row := range records(t, "expected.csv") {
		d := imported(t, filepath.Join(dir, "reports", filepath.FromSlash(row["file"])), row["file"])
		compare := func(what, want, got string) {
			of(what).hit(want == got)
			if want != got {
				t.Logf("%s: %s %q, want %q (%s)", row["file"], what, got, want, row["note"])
			}
		}
		count := func(what string, want string, got int) {
			n, err := strconv.Atoi(want)
			if err != nil {
				t.Fatal(err)
			}
			of(what).add(n, got)
			if n != got {
				t.Logf("%s: %d %s, want %d (%s)", row["file"], got, what, n, row["note"])
			}
		}
		first, last := ends(d)
		compare("date", row["date"], d.Date)
		compare("first", row["first"], first)
		compare("last", row["last"], last)
		if row["entries"] != "0" { // the zone is that of the timeline
			compare("zone", said(row["zone"] != ""), said(d.Timezone != importer.UnknownZone || strings.Contains(first, "T") && strings.ContainsAny(d.Timeline[0].At[len(first):], "Z+-")))
		}
		count("entries", row["entries"], len(d.Timeline))
		count("actions", row["actions"], len(d.Actions))
		count("owners", row["owners"], len(d.Owners()))
		if want, ok := times[row["file"]]; ok {
			got := make([]string, 0, len(d.Timeline))
			for _, e := range d.Timeline {
				got = append(got, local(e.At))
			}
			s := of("times")
			s.want, s.got, s.same = s.want+len(want), s.got+len(got), s.same+common(want, got)
		}
	}
	for _, aim := range []struct {
		what              string
		precision, recall float64
	}{
		{"entries", 0.95, 0.95},
		{"times", 0.95, 0.95},
		{"actions", 0.95, 0.9},
		{"owners", 0.9, 0.9},
		{"date", 0.85, 0.85},
		{"first", 0.9, 0.9},
		{"last", 0.9, 0.9},
		{"zone", 0.9, 0.9},
	} {
		s := of(aim.what)
		t.Logf("%-8s %4d expected, %4d found: precision %.3f, recall %.3f", aim.what, s.want, s.got, s.precision(), s.recall())
		if s.precision() < aim.precision || s.recall() < aim.recall {
			t.Errorf("%s: precision %.3f, recall %.3f", aim.what, s.precision(), s.recall())
		}
	}
}

// said is whether something is stated, in a word.
func said(is bool) string {
	if is {
		return "stated"
	}
	return "unknown"
}

func imported(t *testing.T, path, name string) *importer.Draft {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return importer.Read(source.New(name, b), importer.Options{})
}

// ends returns the first and the last time of the timeline in the order of the text.
func ends(d *importer.Draft) (first, last string) {
	if n := len(d.Timeline); n > 0 {
		return local(d.Timeline[0].At), local(d.Timeline[n-1].At)
	}
	return "", ""
}

// local returns a time to the minute as its clock shows it.
func local(at string) string {
	if at == "unknown" {
		return "?"
	}
	return at[:min(len(at), len("2026-03-02T21:14"))]
}

// common returns how many values two lists share.
func common(want, got []string) int {
	n := 0
	for _, w := range want {
		if i := slices.Index(got, w); i >= 0 {
			n++
			got = slices.Delete(slices.Clone(got), i, i+1)
		}
	}
	return n
}

func expectedTimes(t *testing.T) map[string][]string {
	t.Helper()
	times := map[string][]string{}
	for _, row := range records(t, "expected_times.csv") {
		times[row["file"]] = append(times[row["file"]], row["at"])
	}
	return times
}

// records reads a table of testdata, without its comments, as a map a row.
func records(t *testing.T, name string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	list := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, key := range rows[0] {
			m[key] = row[i]
		}
		list = append(list, m)
	}
	return list
}
