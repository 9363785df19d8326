package taxonomy

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// files is every data file with its columns and how many rows it has below them.
var files = map[string]struct {
	columns string
	rows    int
}{
	"attack-tactics.csv":      {"id,name,shortname,matrix_order", 15},
	"attack-techniques.csv":   {"id,name,parent,tactics", 697},
	"audit-findings.csv":      {"finding,records", 18},
	"causes.csv":              {"id,bone,eu,iso,name", 32},
	"cis-controls.csv":        {"id,title,safeguards", 18},
	"frameworks.csv":          {"framework,name,point,title,records,ref,checked", 54},
	"import-headings.csv":     {"role,alias", 355},
	"import-words.csv":        {"list,word,value", 1197},
	"iso27001-annex-a.csv":    {"id,title,theme", 93},
	"iso27001-clauses.csv":    {"id,title", 25},
	"nist-csf2.csv":           {"level,id,parent,name,outcome", 134},
	"recurrence.csv":          {"regime,name,every,months,amount,currency,ref,criterion,checked", 2},
	"regulatory-clocks.csv":   {"regime,stage,name,from,within,cap_from,cap_within,roll,ref,checked,note", 9},
	"rsit.csv":                {"category,type,category_name,type_name,machine_tag", 39},
	"sections.csv":            {"section,alias", 55},
	"soc2.csv":                {"id,title,category", 61},
	"triggers.csv":            {"id,name", 9},
	"us-federal-holidays.csv": {"name,month,day,weekday,nth,since", 11},
	"vectors.csv":             {"id,name", 13},
}

func TestFiles(t *testing.T) {
	found, err := fs.Glob(data, "data/*")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(files) {
		t.Errorf("%d data files, want %d: %v", len(found), len(files), found)
	}
	for _, file := range found {
		name := path.Base(file)
		t.Run(name, func(t *testing.T) {
			want, ok := files[name]
			if !ok {
				t.Fatal("the file is not in the table of this test")
			}
			all, err := rows(data, name, strings.Split(want.columns, ",")...)
			if err != nil {
				t.Fatal(err)
			}
			if len(all) != want.rows {
				t.Errorf("%d rows, want %d", len(all), want.rows)
			}
			for i, row := range all {
				for _, field := range row {
					if field != strings.TrimSpace(field) {
						t.Errorf("row %d: %q has space around it", i+1, field)
					}
				}
			}
			text, err := fs.ReadFile(data, file)
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(string(text), "\n"+want.columns+"\n")
			for _, word := range []string{"# Source: ", "# Licence: "} {
				if !strings.Contains(head, word) {
					t.Errorf("the head has no line %q", word)
				}
			}
		})
	}
}

func TestRowsReportsBadFiles(t *testing.T) {
	files := fstest.MapFS{
		"data/empty.csv":  {Data: []byte("# only a comment\n")},
		"data/header.csv": {Data: []byte("id,title\nx,y\n")},
		"data/ragged.csv": {Data: []byte("id,name\nx\n")},
		"data/quote.csv":  {Data: []byte("id,name\nx,a\"b\n")},
	}
	for _, name := range []string{"absent.csv", "empty.csv", "header.csv", "ragged.csv", "quote.csv"} {
		if got, err := rows(files, name, "id", "name"); err == nil {
			t.Errorf("rows(%s) = %v, want an error", name, got)
		}
	}
}

// TestTablesAreFilled fails when a table is declared with a file or columns that do not exist, which would leave it empty.
func TestTablesAreFilled(t *testing.T) {
	for name, n := range map[string]int{
		"triggers":   len(Triggers()) - 9,
		"vectors":    len(Vectors()) - 13,
		"causes":     len(Causes()) - 32,
		"bones":      len(Bones()) - 7,
		"tactics":    len(Tactics()) - 15,
		"techniques": len(techniques()) - 697,
		"RSIT":       len(RSIT()) - (39 + 11), // types, and classes alone
		"iso27001":   len(Controls("iso27001")) - (93 + 25),
		"soc2":       len(Controls("soc2")) - 61,
		"csf2":       len(Controls("csf2")) - 134,
		"cis":        len(Controls("cis")) - (18 + 153),
	} {
		if n != 0 {
			t.Errorf("%s has %+d entries more than its file", name, n)
		}
	}
}

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func TestTerms(t *testing.T) {
	for name, list := range map[string][]Term{"triggers": Triggers(), "vectors": Vectors()} {
		seen := map[string]bool{}
		for _, term := range list {
			if !kebab.MatchString(term.ID) || seen[term.ID] || term.Name == "" || strings.HasSuffix(term.Name, ".") {
				t.Errorf("%s: %+v is a duplicate, is not kebab case, or has no name or one with a full stop", name, term)
			}
			seen[term.ID] = true
		}
	}
	if got := Triggers()[1].ID; got != "configuration-push" {
		t.Errorf("the second trigger is %q, want configuration-push", got)
	}
	if got := Vectors()[1].ID; got != "stolen-credentials" {
		t.Errorf("the second vector is %q, want stolen-credentials", got)
	}
}

func TestCauses(t *testing.T) {
	bones := []string{"people", "process", "technology", "detection", "policy", "suppliers", "environment"}
	if got := Bones(); !slices.Equal(got, bones) {
		t.Errorf("Bones() = %v, want %v", got, bones)
	}
	eu := []string{"system-failures", "natural-phenomena", "human-errors", "malicious-actions", "third-party-failures"}
	seen := map[string]bool{}
	for _, c := range Causes() {
		if !kebab.MatchString(c.ID) || seen[c.ID] {
			t.Errorf("cause %q is a duplicate or not kebab case", c.ID)
		}
		seen[c.ID] = true
		if !slices.Contains(bones, c.Bone) {
			t.Errorf("cause %s sits on %q, which is no bone", c.ID, c.Bone)
		}
		if !slices.Contains(eu, c.EU) {
			t.Errorf("cause %s has the external category %q", c.ID, c.EU)
		}
		if c.Name == "" || strings.HasSuffix(c.Name, ".") {
			t.Errorf("cause %s has the name %q", c.ID, c.Name)
		}
		for _, id := range c.ISO {
			if _, known, _ := LookupControl("iso27001:" + id); !known {
				t.Errorf("cause %s hints at %s, which is neither in Annex A nor among the clauses", c.ID, id)
			}
		}
		if len(c.ISO) == 0 && c.ID != "unknown-after-analysis" {
			t.Errorf("cause %s has no hint", c.ID)
		}
		if got, ok := LookupCause(c.ID); !ok || got.Name != c.Name || !slices.Equal(got.ISO, c.ISO) {
			t.Errorf("LookupCause(%q) = %+v, %v, want %+v", c.ID, got, ok, c)
		}
	}
	c, ok := LookupCause("secrets-exposure")
	if !ok || c.Bone != "technology" || c.EU != "malicious-actions" || !slices.Equal(c.ISO, []string{"A.5.17", "A.8.4", "A.8.24"}) {
		t.Errorf("LookupCause(secrets-exposure) = %+v, %v", c, ok)
	}
	if c, _ := LookupCause("staffing-workload"); c.Name != "Staffing, workload or fatigue conditions" {
		t.Errorf("the name of staffing-workload is %q, want it whole, with its comma", c.Name)
	}
	for _, id := range []string{"", "human-error", "Secrets-Exposure", "secrets-exposure "} {
		if c, ok := LookupCause(id); ok || c.ID != "" {
			t.Errorf("LookupCause(%q) = %+v, %v, want none", id, c, ok)
		}
	}
}

func TestLookupControl(t *testing.T) {
	for _, c := range []struct {
		ref                string
		title              string
		known, schemeKnown bool
	}{
		{"iso27001:A.8.4", "Access to source code", true, true},
		{"iso27001:A.5.27", "Learning from information security incidents", true, true},
		{"iso27001:10.2", "Nonconformity and corrective action", true, true},
		{"iso27001:8.2", "Information security risk assessment (performance)", true, true},
		{"iso27001:A.8.2", "Privileged access rights", true, true},
		{"soc2:CC7.5", "Recovering from incidents (root cause, prevention, lessons learned)", true, true},
		{"soc2:PI1.5", "Processing-integrity: storage", true, true},
		{"csf2:RS", "Respond", true, true},
		{"csf2:RS.AN", "Incident Analysis", true, true},
		{"csf2:RS.AN-03", "Analysis is performed to establish what has taken place during an incident and the root cause of the incident", true, true},
		{"cis:17", "Incident Response Management", true, true},
		{"cis:17.8", "Incident Response Management", true, true},
		{"cis:17.9", "Incident Response Management", true, true},
		{"cis:1.1", "Inventory and Control of Enterprise Assets", true, true},
		{"cis:17.10", "", false, true},
		{"cis:17.0", "", false, true},
		{"cis:17.08", "", false, true},
		{"cis:19", "", false, true},
		{"csf2:RS.AN-01", "", false, true}, // withdrawn with version 1.1
		{"iso27001:A.8.35", "", false, true},
		{"iso27001:5.27", "", false, true}, // an Annex A id without its A.
		{"iso27001:a.8.4", "", false, true},
		{"iso27001: A.8.4", "", false, true},
		{"iso27001:", "", false, true},
		{"ISO27001:A.8.4", "", false, false},
		{"internal:SEC-7", "", false, false},
		{":A.8.4", "", false, false},
		{"A.8.4", "", false, false},
		{"", "", false, false},
	} {
		t.Run(c.ref, func(t *testing.T) {
			got, known, schemeKnown := LookupControl(c.ref)
			if got.Title != c.title || known != c.known || schemeKnown != c.schemeKnown {
				t.Errorf("LookupControl(%q) = %+v, %v, %v, want %q, %v, %v", c.ref, got, known, schemeKnown, c.title, c.known, c.schemeKnown)
			}
			if strings.Contains(c.ref, ":") && got.Ref() != c.ref {
				t.Errorf("LookupControl(%q) refers to %q", c.ref, got.Ref())
			}
		})
	}
}

func TestControls(t *testing.T) {
	if got, want := Schemes(), []string{"iso27001", "soc2", "csf2", "cis"}; !slices.Equal(got, want) {
		t.Errorf("Schemes() = %v, want %v", got, want)
	}
	for _, scheme := range Schemes() {
		seen := map[string]bool{}
		for _, c := range Controls(scheme) {
			if c.Scheme != scheme || c.ID == "" || c.Title == "" || seen[c.ID] {
				t.Errorf("%s: %+v is a duplicate or lacks something", scheme, c)
			}
			seen[c.ID] = true
			if got, known, schemeKnown := LookupControl(c.Ref()); got != c || !known || !schemeKnown {
				t.Errorf("LookupControl(%q) = %+v, %v, %v, want %+v", c.Ref(), got, known, schemeKnown, c)
			}
		}
	}
	if got := Controls("pci"); got != nil {
		t.Errorf("Controls(pci) = %v, want nil", got)
	}
	themes := map[string]int{}
	all, err := rows(data, "iso27001-annex-a.csv", "id", "title", "theme")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		themes[row[2]]++
	}
	if themes["organizational"] != 37 || themes["people"] != 8 || themes["physical"] != 14 || themes["technological"] != 34 {
		t.Errorf("Annex A has %v, want 37 organizational, 8 people, 14 physical, 34 technological", themes)
	}
}

func TestTechniques(t *testing.T) {
	form := regexp.MustCompile(`^T\d{4}(\.\d{3})?$`)
	for id, tech := range techniques() {
		if !form.MatchString(id) || tech.ID != id || tech.Name == "" {
			t.Errorf("%q: %+v is not a technique", id, tech)
		}
		parent, _, isSub := strings.Cut(id, ".")
		if isSub != (tech.Parent != "") || isSub && tech.Parent != parent {
			t.Errorf("%s has the parent %q", id, tech.Parent)
		}
		if p, ok := LookupTechnique(tech.Parent); tech.Parent != "" && (!ok || p.Parent != "") {
			t.Errorf("%s: its parent %s is %+v, %v", id, tech.Parent, p, ok)
		}
		if len(tech.Tactics) == 0 || !slices.IsSorted(tech.Tactics) {
			t.Errorf("%s has the tactics %v, want some, ascending", id, tech.Tactics)
		}
		for _, tactic := range tech.Tactics {
			if TacticName(tactic) == "" {
				t.Errorf("%s has the tactic %s, which is none", id, tactic)
			}
		}
	}
	got, ok := LookupTechnique("T1552.001")
	if !ok || got.Name != "Credentials In Files" || got.Parent != "T1552" || !slices.Equal(got.Tactics, []string{"TA0006"}) {
		t.Errorf("LookupTechnique(T1552.001) = %+v, %v", got, ok)
	}
	for _, id := range []string{"", "T1562", "T1562.001", "T1070.001", "T1574.002", "T1656", "T9999", "t1078", "T1078.", "TA0001"} {
		if got, ok := LookupTechnique(id); ok || got.ID != "" {
			t.Errorf("LookupTechnique(%q) = %+v, %v, want none", id, got, ok)
		}
	}
}

// TestTechniquesInOrder lists every technique once, ascending, as LookupTechnique has it; the list is the caller's own.
func TestTechniquesInOrder(t *testing.T) {
	all := Techniques()
	if len(all) != len(techniques()) {
		t.Errorf("%d techniques, want %d", len(all), len(techniques()))
	}
	for i, tech := range all {
		if i > 0 && all[i-1].ID >= tech.ID {
			t.Errorf("%s stands before %s", all[i-1].ID, tech.ID)
		}
		if one, ok := LookupTechnique(tech.ID); !ok || one.Name != tech.Name {
			t.Errorf("%s: %+v", tech.ID, one)
		}
		if len(tech.Tactics) > 0 {
			all[i].Tactics[0] = "changed"
		}
	}
	if first := Techniques()[0]; len(first.Tactics) == 0 || first.Tactics[0] == "changed" {
		t.Errorf("a caller changed %+v", first)
	}
}

func TestSubTechniqueTakesTheTacticsOfItsParent(t *testing.T) {
	got := parseTechniques([][]string{
		{"T1000.001", "Before its parent", "T1000", ""},
		{"T1000", "Parent", "", "TA0001 TA0003"},
		{"T1000.002", "With its own", "T1000", "TA0002"},
		{"T1001.001", "Without any", "T1001", ""},
	})
	for id, want := range map[string]string{
		"T1000.001": "TA0001 TA0003", "T1000": "TA0001 TA0003", "T1000.002": "TA0002", "T1001.001": "",
	} {
		if tactics := strings.Join(got[id].Tactics, " "); tactics != want {
			t.Errorf("%s has the tactics %q, want %q", id, tactics, want)
		}
	}
}

func TestTactics(t *testing.T) {
	list := Tactics()
	if first, last := list[0], list[len(list)-1]; first.Name != "Reconnaissance" || last.Name != "Impact" {
		t.Errorf("Tactics() runs from %+v to %+v, want from Reconnaissance to Impact", first, last)
	}
	all, err := rows(data, "attack-tactics.csv", "id", "name", "shortname", "matrix_order")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range all {
		if want := i + 1; row[3] != strconv.Itoa(want) {
			t.Errorf("tactic %s stands in place %d of the file and %s of the matrix", row[0], want, row[3])
		}
		if list[i].ID != row[0] || TacticName(row[0]) != row[1] {
			t.Errorf("Tactics()[%d] = %+v, want %s %s", i, list[i], row[0], row[1])
		}
	}
	for id, want := range map[string]string{"TA0005": "Stealth", "TA0112": "Defense Impairment", "TA0099": "", "": "", "ta0005": ""} {
		if got := TacticName(id); got != want {
			t.Errorf("TacticName(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestRSIT(t *testing.T) {
	categories := map[string]bool{}
	seen := map[string]bool{}
	for _, c := range RSIT() {
		categories[c.Category] = true
		if c.CategoryName == "" || (c.Type == "") != (c.TypeName == "") || seen[c.Ref()] {
			t.Errorf("class %+v is a duplicate or lacks a name", c)
		}
		seen[c.Ref()] = true
		if got, ok := LookupRSIT(c.Ref()); !ok || got != c {
			t.Errorf("LookupRSIT(%q) = %+v, %v, want %+v", c.Ref(), got, ok, c)
		}
	}
	if len(categories) != 11 {
		t.Errorf("%d classes, want 11", len(categories))
	}
	if got, ok := LookupRSIT("intrusions/application-compromise"); !ok || got.CategoryName != "Intrusions" || got.TypeName != "Application Compromise" {
		t.Errorf("LookupRSIT(intrusions/application-compromise) = %+v, %v", got, ok)
	}
	if got, ok := LookupRSIT("intrusions"); !ok || got.Type != "" || got.CategoryName != "Intrusions" {
		t.Errorf("LookupRSIT(intrusions) = %+v, %v", got, ok)
	}
	for _, ref := range []string{"", "/", "intrusions/", "/dos", "intrusions/dos", "availability/dos/x", "Intrusions", "rsit:intrusions"} {
		if got, ok := LookupRSIT(ref); ok || got.Category != "" {
			t.Errorf("LookupRSIT(%q) = %+v, %v, want none", ref, got, ok)
		}
	}
}

// TestResultsAreTheCallersOwn changes what was returned and asks again.
func TestResultsAreTheCallersOwn(t *testing.T) {
	const scribble = "scribble"
	Triggers()[0].ID = scribble
	Vectors()[0].ID = scribble
	Tactics()[0].ID = scribble
	RSIT()[0].Category = scribble
	Bones()[0] = scribble
	Schemes()[0] = scribble
	Causes()[0].ISO[0] = scribble
	Causes()[1].ID = scribble
	for _, scheme := range Schemes() {
		Controls(scheme)[0].ID = scribble
	}
	cause, _ := LookupCause("segmentation")
	cause.ISO[0] = scribble
	technique, _ := LookupTechnique("T1078")
	technique.Tactics[0] = scribble

	cause, _ = LookupCause("segmentation")
	technique, _ = LookupTechnique("T1078")
	again := []string{
		Triggers()[0].ID, Vectors()[0].ID, Tactics()[0].ID, RSIT()[0].Category, Bones()[0], Schemes()[0],
		Causes()[0].ISO[0], Causes()[1].ID, cause.ISO[0], technique.Tactics[0],
		Controls("iso27001")[0].ID, Controls("soc2")[0].ID, Controls("csf2")[0].ID, Controls("cis")[0].ID,
	}
	if i := slices.Index(again, scribble); i >= 0 {
		t.Errorf("result %d of %v was changed by a caller", i, again)
	}
}
