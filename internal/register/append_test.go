package register_test

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

func TestAppend(t *testing.T) {
	odd := register.Entry{Key: "INC-2", Title: `a, "b"; c`, Severity: "sev2", Detected: "2026-03-02T08:00:00Z", Report: "2026-03-02-a"}
	other := register.DefaultColumns()
	other.Key, other.Title = "Issue key", "Summary"
	for name, tt := range map[string]struct {
		before, want string
		columns      register.Columns
	}{
		"new":           {"", "key,title,severity,detected,resolved,closed,report\nINC-2,\"a, \"\"b\"\"; c\",sev2,2026-03-02T08:00:00Z,,,2026-03-02-a\n", register.DefaultColumns()},
		"no line end":   {"key,severity\nINC-1,sev1", "key,severity\nINC-1,sev1\nINC-2,sev2\n", register.DefaultColumns()},
		"CRLF":          {"key;title;severity\r\nINC-1;\"x\";sev1\r\n", "key;title;severity\r\nINC-1;\"x\";sev1\r\nINC-2;\"a, \"\"b\"\"; c\";sev2\r\n", register.DefaultColumns()},
		"other columns": {"owner,Severity,Issue key,Summary\n  me ,sev1,INC-1,  x\n", "owner,Severity,Issue key,Summary\n  me ,sev1,INC-1,  x\n,sev2,INC-2,\"a, \"\"b\"\"; c\"\n", other},
		"byte order":    {source.BOM + "key\tseverity\nINC-1\tsev1\n\n", source.BOM + "key\tseverity\nINC-1\tsev1\n\nINC-2\tsev2\n", register.DefaultColumns()},
	} {
		got, err := register.Append(source.New("r.csv", []byte(tt.before)), register.Format{Columns: tt.columns}, []register.Entry{odd})
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: %v\n%q, want\n%q", name, err, got, tt.want)
		}
	}
	for name, before := range map[string]string{
		"taken":  "key,severity\ninc-2,sev1\n",
		"quote":  "key,severity\nINC-1,\"open\n",
		"column": "id,severity\n",
	} {
		if got, err := register.Append(source.New("r.csv", []byte(before)), register.Format{Columns: register.DefaultColumns()}, []register.Entry{odd}); err == nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestAppendFormula holds that no title from a tracker is a formula when the register is opened in a spreadsheet.
func TestAppendFormula(t *testing.T) {
	for title, want := range map[string]string{
		"=1+1": "'=1+1", " @SUM(1)": "' @SUM(1)", "＝1+1": "'＝1+1", "a = b": "a = b", "": "",
	} {
		got, err := register.Append(nil, register.Format{Columns: register.DefaultColumns()}, []register.Entry{{Key: "-1", Title: title, Severity: "sev1"}})
		if err != nil {
			t.Fatal(err)
		}
		read, _ := register.Parse(source.New("r.csv", got), register.Format{Columns: register.DefaultColumns()})
		if row := read.Rows[0]; row.Key.Value != "-1" || row.Title.Value != want {
			t.Errorf("%q is written as %q with the key %q, want %q", title, row.Title.Value, row.Key.Value, want)
		}
	}
}

// FuzzAppend holds that what was there stays, and that every cell reads back.
func FuzzAppend(f *testing.F) {
	f.Add("key,title,severity\nA,b,c\n", "K", "a\"b,c;d\te|f =1+1")
	f.Add("sep=;\nkey;title;severity\r\n", "K", "é\u2028")
	f.Fuzz(func(t *testing.T, before, key, title string) {
		got, err := register.Append(source.New("r.csv", []byte(before)), register.Format{Columns: register.DefaultColumns()}, []register.Entry{{Key: key, Title: title, Severity: "s"}})
		if err != nil || len(strings.TrimSpace(strings.TrimPrefix(before, source.BOM))) == 0 {
			return
		}
		if !strings.HasPrefix(string(got), before) {
			t.Fatalf("%q became %q", before, got)
		}
	})
}
