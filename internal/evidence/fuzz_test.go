package evidence_test

import (
	"slices"
	"testing"

	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/rules"
)

// FuzzVerify puts any bytes in the place of any file of a pack whose manifest was made to fit: it is a problem, or the
// bytes are the same, and nothing falls over.
func FuzzVerify(f *testing.F) {
	in := ofReports(map[string]string{"reports/2026-03-02-x.md": hostile})
	files, err := evidence.Build(in, rules.All())
	if err != nil {
		f.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f pack.File) bool { return f.Name == pack.Manifest })
	at := func(name string) int {
		return slices.IndexFunc(files, func(f pack.File) bool { return f.Name == name })
	}
	for _, name := range []string{pack.Identity, "records.json", "13-history.json"} {
		for _, text := range []string{
			"", "{}", "null", "[]", `{"version":1}`, `{"version":1,"from":"2026-01-01","to":"2026-06-30","as_of":"2026-06-30"}`,
			`{"version":1,"from":"0001-01-01","to":"9999-12-31","as_of":"9999-12-31"}`,
			`{"version":1,"from":"2026-01-01","to":"2026-06-30","as_of":"2026-06-30","frameworks":["../x"],"sample":{"n":-1}}`,
			`{"version":1,"files":[{"role":"report","path":"../../x","file":"04-reviews/2026-03-02-x.md"},{"role":"report","path":"../../x","file":"04-reviews/2026-03-02-x.md"}]}`,
			`{"version":1,"files":[{"role":"policy","path":"pir.yaml","file":"04-reviews/2026-03-02-x.md"}]}`,
			`{"reports":[{"id":"2026-03-02-x","actions":[{"id":"A1"}]}],"commits":[{"files":[{"path":"reports/2026-03-02-x.md","before":"reports/2026-03-02-x.md"}]}],"policy":[{}],"changes":[{}],"observations":[{}]}`,
		} {
			f.Add(at(name), []byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, i int, text []byte) {
		if i < 0 || i >= len(files) {
			return
		}
		changed := slices.Clone(files)
		same := string(changed[i].Bytes) == string(text)
		changed[i].Bytes = text
		sealed, err := pack.Seal(changed)
		if err != nil {
			t.Fatal(err)
		}
		if verdict, _ := evidence.Verify(sealed, rules.All(), "v1"); len(verdict.Problems) == 0 && !same {
			t.Errorf("nobody notices other bytes in %s", files[i].Name)
		}
	})
}
