package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

// surroundings are the files of a repository around the reports of a fixture.
type surroundings struct {
	policy   bool // the pir.yaml is looked at itself
	people   string
	register string
	files    []string // paths; nil when nothing is said about what files there are
}

// surrounds reports whether a block of a page is a file around the reports.
func surrounds(b pageBlock) bool {
	return !b.is("bad") && !b.is("good") && (b.is("people") || b.is("register") || b.option("file") != "")
}

// with returns the surroundings with the file of one more block.
func (s surroundings) with(b pageBlock) surroundings {
	switch {
	case b.is("people"):
		s.people = b.body
	case b.is("register"):
		s.register = b.body
	default:
		s.files = append(slices.Clone(s.files), b.option("file"))
	}
	return s
}

// world returns what rules see of the surroundings.
func (s surroundings) world(t *testing.T, text string, pol *policy.Policy) lint.World {
	t.Helper()
	var w lint.World
	if s.policy {
		w.Policy = source.New(policy.FileName, []byte(text))
	}
	if s.people != "" {
		list, problems := people.Parse(source.New(people.FileName, []byte(s.people)))
		if len(problems) > 0 {
			t.Fatalf("people: %v", problems)
		}
		w.People = list
	}
	if s.register != "" {
		table, problems := register.Parse(source.New(register.FileName, []byte(s.register)), pol.Register.Format())
		if len(problems) > 0 {
			t.Fatalf("register: %v", problems)
		}
		w.Register = table
	}
	if s.files != nil {
		w.Exists = func(path string) bool {
			return slices.ContainsFunc(s.files, func(f string) bool { return f == path || strings.HasPrefix(f, path+"/") })
		}
	}
	return w
}

// around is a case of a rule that looks beyond the report.
type around struct {
	name     string
	fragment string
	in       surroundings
	want     []string
}

// checkAround runs one rule over fragments with other files around them.
func checkAround(t *testing.T, rule string, cases []around) {
	t.Helper()
	for _, c := range cases {
		t.Run(rule+"/"+c.name, func(t *testing.T) {
			got := []string{}
			f := fixture{files: []pageFile{{path: "reports/2026-03-02-example.md", text: compose(t, c.fragment, nil)}}, around: c.in}
			for _, d := range run(t, f) {
				if d.Rule == rule {
					got = append(got, fmt.Sprintf("%s:%d: %s: %s", d.File, d.Range.Start.Line, d.Severity, d.Message))
				}
			}
			expect(t, got, c.want)
		})
	}
}

func TestOwners(t *testing.T) {
	team := surroundings{people: "people:\n  - {handle: \"@platform-lead\", team: platform}\n  - {handle: \"@sre-1\", active_until: 2026-04-08}\n  - {handle: \"@ines\", name: Ines Quell}\n"}
	checkAround(t, "action-owner-unknown", []around{
		{"there", actionOf(), team, nil},
		{"without its @, in capitals", actionOf("owner", "SRE-1"), team, nil},
		{"no file", actionOf("owner", `"@nobody"`), surroundings{}, nil},
		{"no owner is another finding", actionOf("owner", ""), team, nil},
		{"misspelt", actionOf("owner", `"@platform-laed"`), team, []string{`did you mean "@platform-lead"?`}},
		{"by name", actionOf("owner", "Ines Quell"), team, []string{`did you mean "@ines"?`}},
		{"team", actionOf("owner", `"@platform"`), team, []string{"that is a team; write the handle of one person or role"}},
		{"stranger, though done", actionOf("owner", `"@finance"`, "status", "done"), team, []string{`the owner of action A1, "@finance", is not in people.yaml; write a handle that is there, or add the person to people.yaml`}},
		{"empty file", actionOf(), surroundings{people: "people: []\n"}, []string{"not in people.yaml"}},
	})
	checkAround(t, "action-owner-left", []around{
		{"last day", actionOf("due", "2026-04-08"), team, nil},
		{"day after", actionOf("due", "2026-04-09"), team, []string{"action A1 is due on 2026-04-09, and its owner @sre-1 is active until 2026-04-08 only; write an owner who stays"}},
		{"blocked", actionOf("due", "2026-04-09", "status", "blocked"), team, []string{"due on 2026-04-09"}},
		{"done", actionOf("due", "2026-04-09", "status", "done"), team, nil},
		{"declined", actionOf("due", "2026-04-09", "status", "declined"), team, nil},
		{"stays", actionOf("due", "2026-04-09", "owner", `"@ines"`), team, nil},
		{"unknown due date", actionOf("due", "unknown"), team, nil},
		{"left before the review", actionOf("due", "unknown"), surroundings{people: "people: [{handle: \"@sre-1\", active_until: 2026-03-09}]\n"}, []string{"was active until 2026-03-09, before the review on 2026-03-10"}},
		{"a due date that is another finding", actionOf("due", "2126-04-09"), team, nil},
		{"no file", actionOf("due", "2026-04-09"), surroundings{}, nil},
	})
}

func TestEvidence(t *testing.T) {
	files := surroundings{files: []string{"docs/renewal.md", "reports/graph.png", "runbooks/rotate", "report.txt"}}
	for entry, dead := range map[string]bool{
		"docs/renewal.md": false, "docs/renewal.md#how": false, "docs/renewal.md:12": false, "./graph.png": false, "graph.png": false, "../docs/renewal.md": false,
		"runbooks/rotate": false, "docs/": false, "docs": false,
		"docs/renewals.md": true, "./renewal.md": true, "docs/renewal.md/x.md": true, "graph.jpg": true, "runbooks/rotation": true, "evidence/logs/x.csv": true, "docs/missing.md#how": true,
		"docs/old/": true, "../docs/other.md": true, "übung/plan.md": true,
		"commit:ab12cd3": false, "https://wiki.example/renewal.md": false, "log:auth-gateway": false, "wiki.example/renewal.html": false,
		"ab12cd3": false, "PLAT-311": false, "lindgrove/platform#311": false, "lindgrove/platform": false, "n/a": false, "and/or": false, "v1.2.3": false, "status.example.com": false,
		"Alert test of 2026-03-20, see docs/other.md": false, "/etc/missing.conf": false, "../../other/repo.md": false, "C:\\\\x.md": false, "owner/repo@ab12.md": false,
	} {
		want := []string(nil)
		if dead {
			want = []string{"reports/2026-03-02-example.md"}
		}
		checkAround(t, "action-evidence-dead", []around{{entry, actionOf("evidence", `["`+entry+`"]`), files, want}})
	}
	checkAround(t, "action-evidence-dead", []around{
		{"verified", actionOf("verified", "{evidence: [docs/x.md]}"), files, []string{"evidence of action A1, docs/x.md, is neither in the repository nor beside the report; mend the path, or add the file"}},
		{"cause", "causes: [{id: C1, category: x, statement: S, evidence: [docs/x.md, docs/renewal.md]}]\n", files, []string{"evidence of cause C1, docs/x.md"}},
		{"nobody knows the files", actionOf("evidence", "[docs/x.md]"), surroundings{}, nil},
	})
}

func TestRegister(t *testing.T) {
	table := func(row string) surroundings { return surroundings{register: "key,severity,closed\n" + row + "\n"} }
	checkAround(t, "register-unknown", []around{
		{"there", "", table("INC-4711,sev1,"), nil},
		{"in small letters", "", table("inc-4711,sev1,"), nil},
		{"not there", "", table("INC-4712,sev1,"), []string{"there is no incident INC-4711 in incidents.csv; add its row, or write the key that it has there"}},
		{"written otherwise", "", table("INC 4711,sev1,"), []string{`did you mean "INC 4711"?`}},
		{"no register", "", surroundings{}, nil},
		{"near miss", "kind: near-miss\n", table("INC-1,sev1,"), nil},
		{"no key is another finding", "incident: \"\"\n", table("INC-1,sev1,"), nil},
	})
	checkAround(t, "register-mismatch", []around{
		{"agrees", "", table("INC-4711,sev1,2026-03-04"), nil},
		{"alias", "", table("INC-4711,Critical,2026-03-04T16:00:00Z"), nil},
		{"severity", "", table("INC-4711,P2,2026-03-04"), []string{"example.md:4: warning: the severity is sev1 here and P2 for INC-4711 in incidents.csv:2; write the one that is right in both"}},
		{"unknown severity", "", table("INC-4711,huge,2026-03-04"), nil},
		{"day", "", table("INC-4711,sev1,2026-03-05"), []string{"the incident was closed on 2026-03-04T16:00:00Z here and on 2026-03-05 for INC-4711 in incidents.csv:2"}},
		{"both", "", table("INC-4711,sev2,2026-03-05"), []string{"severity", "closed"}},
		{"another hour", "", table("INC-4711,sev1,2026-03-04T09:00:00Z"), nil},
		{"same moment in another zone", timeline("2026-03-05T00:30:00+01:00 closed"), table("INC-4711,sev1,2026-03-04T23:30:00Z"), nil},
		{"not closed there", "", table("INC-4711,sev1,"), []string{"incidents.csv:2 has no day on which INC-4711 was closed"}},
		{"unknown there", "", table("INC-4711,sev1,unknown"), nil},
		{"not closed here", "status: in-review\n" + timeline("2026-03-02T08:00:00Z detected"), table("INC-4711,sev1,2026-03-05"), nil},
		{"no such column", "", surroundings{register: "key,severity\nINC-4711,sev1\n"}, nil},
		{"shifted row", "", table("INC-4711,a,b,c"), nil},
		{"not in it", "", table("INC-1,sev2,2026-03-05"), nil},
	})
	checkAround(t, "register-row", []around{
		{"fine", "", table("INC-4711,sev1,2026-03-04"), nil},
		{"day", "", table("INC-4711,sev1,2026-02-30"), []string{"incidents.csv:2: warning: closed is \"2026-02-30\""}},
		{"severity", "", table("INC-4711,sev9,"), []string{`the severity of INC-4711 is "sev9", which the policy does not have; write one of sev1, sev2, sev3, sev4 or an alias`}},
		{"no severity", "", table("INC-4711,,"), []string{"INC-4711 has no severity"}},
		{"shifted", "", table("INC-4711,sev9"), []string{"the row has 2 fields and the heading 3"}},
	})
}
