//go:build counterpart

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/export"
)

// duckDB runs statements in a folder, and returns the rows of each.
func duckDB(t *testing.T, dir string, statements ...string) [][]map[string]any {
	t.Helper()
	script, err := filepath.Abs("../../tools/npm/duckdb.mjs")
	if err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal(statements)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", script)
	var stderr bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stderr = dir, bytes.NewReader(input), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("DuckDB does not run, `npm ci` in tools/npm brings it: %v\n%s", err, stderr.String())
	}
	var results [][]map[string]any
	if err := json.Unmarshal(out, &results); err != nil || len(results) != len(statements) {
		t.Fatalf("%d results of %d: %v", len(results), len(statements), err)
	}
	return results
}

// exportEverything writes the example repository in the three formats that a database reads, and returns the folder of the
// repository.
func exportEverything(t *testing.T) string {
	t.Helper()
	dir := exampleRepository(t, nil)
	for _, args := range []string{"--format parquet --output records", "--format csv --output csv", "--output records.jsonl"} {
		if got := run(t, dir, append([]string{"export", "--as-of", "2026-10-01"}, strings.Fields(args)...)...); got.status != ExitOK {
			t.Fatalf("pir export %s: %+v", args, got)
		}
	}
	return dir
}

// duckTypes are DuckDB's types for the kinds of columns.
var duckTypes = map[export.Kind]string{
	export.Text: "VARCHAR", export.Texts: "VARCHAR[]", export.Number: "DOUBLE", export.Count: "BIGINT",
	export.Day: "DATE", export.Moment: "TIMESTAMP WITH TIME ZONE", export.Flag: "BOOLEAN",
}

// TestCounterpartDuckDBTables holds that DuckDB reads the columns and rows of every table in their types, and the same
// values from CSV and JSON lines as from Parquet.
func TestCounterpartDuckDBTables(t *testing.T) {
	dir := exportEverything(t)
	for _, table := range export.Schema() {
		t.Run(table.Name, func(t *testing.T) {
			parquet, csv := "'records/"+table.Name+".parquet'", "read_csv('csv/"+table.Name+".csv', all_varchar = true, header = true)"
			asText := make([]string, 0, len(table.Columns))
			fromCSV := make([]string, 0, len(table.Columns))
			fromJSON := make([]string, 0, len(table.Columns))
			want := make([]string, 0, len(table.Columns))
			for _, c := range table.Columns {
				name := `"` + c.Name + `"`
				text := "CAST(" + name + " AS VARCHAR)"
				switch c.Kind {
				case export.Texts:
					text = "CAST(to_json(" + name + ") AS VARCHAR)"
				case export.Moment:
					text = "strftime(" + name + ", '%Y-%m-%dT%H:%M:%SZ')"
				case export.Text, export.Count, export.Day, export.Flag:
				case export.Number:
					text = "regexp_replace(CAST(" + name + " AS VARCHAR), '\\.0$', '')"
				}
				asText = append(asText, text+" AS "+name)
				fromCSV = append(fromCSV, name)
				fromJSON = append(fromJSON, "json->>'"+c.Name+"' AS "+name)
				want = append(want, c.Name+" "+duckTypes[c.Kind])
			}
			fields := "SELECT " + strings.Join(asText, ", ") + " FROM " + parquet
			lines := "SELECT " + strings.Join(fromJSON, ", ") + " FROM read_ndjson_objects('records.jsonl') WHERE json->>'table' = '" + table.Name + "'"
			spread := "SELECT " + strings.Join(fromCSV, ", ") + " FROM " + csv
			differ := func(a, b string) string {
				return "SELECT count(*) AS n FROM ((" + a + " EXCEPT ALL " + b + ") UNION ALL (" + b + " EXCEPT ALL " + a + "))"
			}
			got := duckDB(t, dir, "DESCRIBE SELECT * FROM "+parquet, "SELECT count(*) AS n FROM "+parquet, differ(fields, spread), differ(fields, lines))
			types := make([]string, 0, len(got[0]))
			for _, column := range got[0] {
				types = append(types, fmt.Sprint(column["column_name"], " ", column["column_type"]))
			}
			if diff := cmp.Diff(want, types); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			if n := got[1][0]["n"]; n == "0" {
				t.Errorf("no rows")
			}
			if n := got[2][0]["n"]; n != "0" {
				t.Errorf("%v rows differ between Parquet and CSV", n)
			}
			if n := got[3][0]["n"]; n != "0" {
				t.Errorf("%v rows differ between Parquet and JSON lines", n)
			}
		})
	}
}

// TestCounterpartDuckDBFigures holds that sums and counts in SQL are those of `pir trends` and `pir actions`.
func TestCounterpartDuckDBFigures(t *testing.T) {
	dir := exportEverything(t)
	const of2025 = "FROM 'records/incidents.parquet' WHERE kind = 'incident' AND counted_on BETWEEN '2025-01-01' AND '2025-12-31'"
	got := duckDB(t, dir,
		"SELECT count(*) AS n "+of2025,
		"SELECT key, count(*) AS n FROM (SELECT unnest(services) AS key "+of2025+") GROUP BY key",
		"SELECT category AS key, count(DISTINCT report) AS n FROM 'records/causes.parquet' WHERE report IN (SELECT report "+of2025+") GROUP BY key",
		"SELECT state AS key, count(*) AS n FROM 'records/actions.parquet' GROUP BY state",
		"SELECT median(time_to_contain_seconds) AS contain, count(time_to_contain_seconds) AS n, median(time_to_detect_seconds) AS detect "+of2025,
	)
	counts := func(rows []map[string]any) map[string]string {
		all := map[string]string{}
		for _, r := range rows {
			all[fmt.Sprint(r["key"])] = fmt.Sprint(r["n"])
		}
		return all
	}
	type key struct {
		Key string
		N   int
	}
	var trends struct {
		Incidents struct{ N int }
		By        map[string][]key
		Intervals map[string]struct {
			N      int
			Median float64
		}
	}
	decode(t, &trends, "trends", "--year", "2025", "--as-of", "2026-10-01")
	told := func(keys []key) map[string]string {
		all := map[string]string{}
		for _, k := range keys {
			if k.N > 0 && k.Key != "none" {
				all[k.Key] = fmt.Sprint(k.N)
			}
		}
		return all
	}
	if n := fmt.Sprint(trends.Incidents.N); got[0][0]["n"] != n || n == "0" {
		t.Errorf("%v incidents in SQL, %s in pir trends", got[0][0]["n"], n)
	}
	if diff := cmp.Diff(told(trends.By["service"]), counts(got[1])); diff != "" {
		t.Errorf("by service (-trends +SQL):\n%s", diff)
	}
	if diff := cmp.Diff(told(trends.By["cause"]), counts(got[2])); diff != "" {
		t.Errorf("by cause (-trends +SQL):\n%s", diff)
	}
	contain, detect := trends.Intervals["time_to_contain"], trends.Intervals["time_to_detect"]
	if want := []any{contain.Median, fmt.Sprint(contain.N), detect.Median}; !cmp.Equal(want, []any{got[4][0]["contain"], got[4][0]["n"], got[4][0]["detect"]}) {
		t.Errorf("intervals %v, want %v", got[4][0], want)
	}

	var actions struct {
		Actions []struct{ State string }
	}
	decode(t, &actions, "actions", "--as-of", "2026-10-01")
	states := map[string]int{}
	for _, a := range actions.Actions {
		states[a.State]++
	}
	want := map[string]string{}
	for state, n := range states {
		want[state] = fmt.Sprint(n)
	}
	if diff := cmp.Diff(want, counts(got[3])); diff != "" {
		t.Errorf("actions by state (-actions +SQL):\n%s", diff)
	}
}

// TestCounterpartDuckDBDocs runs the queries of docs/export.md.
func TestCounterpartDuckDBDocs(t *testing.T) {
	dir := exportEverything(t)
	text, err := os.ReadFile("../../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```sql\n")
	block, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("docs/export.md shows no query")
	}
	var queries []string
	for query := range strings.SplitSeq(block, ";") {
		if strings.TrimSpace(query) != "" {
			queries = append(queries, query)
		}
	}
	for i, rows := range duckDB(t, dir, queries...) {
		if len(rows) == 0 {
			t.Errorf("this query of docs/export.md finds nothing:\n%s", queries[i])
		}
	}
}
