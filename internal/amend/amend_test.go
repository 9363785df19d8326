package amend_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pir-cli/pir/internal/amend"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/transition"
)

var parser = report.NewParser()

func parse(text string) *report.Report {
	return parser.Parse(source.New("reports/2026-03-02-x.md", []byte(text)))
}

// TestTables holds that a table which was fresh stays so, and that one which was stale is left alone.
func TestTables(t *testing.T) {
	const front = "---\ntitle: T\nactions:\n  - {id: A1, title: t, owner: o, priority: P1, due: 2026-04-01, status: open}\n---\n"
	const table = "<!-- pir:begin actions -->\n| id | action | owner | priority | due | status |\n|---|---|---|---|---|---|\n| A1 | t | o | P1 | 2026-04-01 | %s |\n<!-- pir:end -->\n"
	change := []field.Change{field.Set(field.Path{field.In("actions"), field.WithID("A1")}, "status", field.NewWord("done"))}
	for was, want := range map[string]string{"open": "done", "blocked": "blocked"} {
		r, err := amend.Report(parser, parse(front+fmt.Sprintf(table, was)), change)
		if err != nil {
			t.Fatal(err)
		}
		got := string(r.File.Bytes)
		if !strings.Contains(got, "status: done}") || !strings.Contains(got, "| "+want+" |") {
			t.Errorf("a table that said %s, want %s:\n%s", was, want, got)
		}
	}
	if _, err := amend.Report(parser, parse("no front matter\n"), change); err == nil || !strings.Contains(err.Error(), "no front matter") {
		t.Errorf("without front matter: %v", err)
	}
}

// reports returns the text of every example report that has actions.
func reports(tb testing.TB) []string {
	tb.Helper()
	var texts []string
	err := filepath.WalkDir("../../examples/reports", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		if r := parse(string(b)); err == nil && len(r.Actions) > 0 {
			texts = append(texts, string(b))
		}
		return err
	})
	if err != nil || len(texts) < 20 {
		tb.Fatalf("%d reports, %v", len(texts), err)
	}
	return texts
}

// pair is a line `key: value` of an action of the examples.
var pair = regexp.MustCompile(`^    ([a-z_]+): (.*)$`)

// flowActions writes some actions of a report in braces, as a person could: on one line, or with a line a key.
func flowActions(text string, rnd *rand.Rand) string {
	before, rest, ok := strings.Cut(text, "\nactions:\n")
	if !ok {
		return text
	}
	end := strings.Index(rest, "\n---\n")
	if loc := regexp.MustCompile(`(?m)^[a-z]`).FindStringIndex(rest); loc != nil && loc[0]-1 < end {
		end = loc[0] - 1
	}
	var b strings.Builder
	for i, item := range strings.Split("\n"+rest[:end], "\n  - ") {
		if i == 0 {
			continue
		}
		lines := strings.Split("    "+item, "\n")
		pairs := make([]string, 0, len(lines))
		for _, line := range lines {
			if m := pair.FindStringSubmatch(line); m != nil && m[2] != "" {
				value := m[2]
				if !strings.ContainsAny(value[:1], `"'[{`) && strings.ContainsAny(value, ",:[]{}#'\"") {
					value = "'" + strings.ReplaceAll(value, "'", "''") + "'"
				}
				pairs = append(pairs, m[1]+": "+value)
			}
		}
		switch style := rnd.IntN(4); {
		case len(pairs) < len(lines), style == 0:
			b.WriteString("\n  - " + item)
		case style == 1:
			b.WriteString("\n  - {" + strings.Join(pairs, ", ") + "}")
		case style == 2:
			b.WriteString("\n  - {\n      " + strings.Join(pairs, ",\n      ") + " # last\n    }")
		default:
			b.WriteString("\n  - # {} above\n    " + strings.Join(pairs, " # c\n\n    "))
		}
	}
	return before + "\nactions:" + b.String() + rest[end:]
}

// blockRecords writes small mappings and lists of actions with a line an entry.
func blockRecords(text string, rnd *rand.Rand) string {
	record := regexp.MustCompile(`(?m)^    (rollout|evidence|addresses): ([{[])([^{}[\]"]*)[}\]]$`)
	return record.ReplaceAllStringFunc(text, func(line string) string {
		m := record.FindStringSubmatch(line)
		if rnd.IntN(2) == 0 || m[3] == "" {
			return line
		}
		entries := strings.Split(m[3], ", ")
		if m[2] == "{" {
			return "    " + m[1] + ":\n        " + strings.Join(entries, "\n        ")
		}
		return "    " + m[1] + ":\n    - " + strings.Join(entries, "\n    - ")
	})
}

// styled writes a report otherwise without saying anything else.
func styled(text string, rnd *rand.Rand) string {
	now := text
	if rnd.IntN(2) == 0 {
		now = blockRecords(now, rnd)
	}
	if rnd.IntN(2) == 0 {
		now = flowActions(now, rnd)
	}
	if rnd.IntN(3) == 0 {
		now = strings.ReplaceAll(now, "\n", "\r\n")
	}
	if rnd.IntN(4) == 0 {
		now = strings.TrimRight(now, "\r\n")
	}
	return now
}

var words = []string{"commit:ab12cd3", "https://ci.example/run/17?x=1&y=2", "a, b: c # d", "it's \"quoted\"", "障害 é", "- dash", "null", "2026-01-01", "@who", "x\\y", "true", "{a}", "*a", "%", "| x", "a\u00a0b\u2028c", "17", "~"}

// request returns a random step.
func request(rnd *rand.Rand, today time.Time) transition.Request {
	word := func() string { return words[rnd.IntN(len(words))] }
	r := transition.Request{
		Verb: []transition.Verb{transition.Start, transition.Block, transition.Done, transition.Verify, transition.Decline, transition.Escalate, transition.Redate}[rnd.IntN(7)],
		On:   today.AddDate(0, 0, -rnd.IntN(5)), Due: today.AddDate(0, 0, rnd.IntN(300)),
		By: word(), Reason: word(), Result: report.Results.List[rnd.IntN(4)], To: word(), Ask: word(), Evidence: []string{word(), word()},
	}
	if rnd.IntN(2) == 0 {
		r.Method, r.Risk, r.Until = word(), word(), today.AddDate(1, 0, 0)
	}
	if rnd.IntN(2) == 0 {
		r.Decision = report.Decisions.List[rnd.IntN(4)]
	}
	if r.Decision != "" && rnd.IntN(2) == 0 {
		r.To, r.Ask = "", ""
	}
	return r
}

// TestAnySteps takes examples in random styles through random steps. Every result is read again: the action says
// what was asked, everything else what it said before, and no other line is touched.
func TestAnySteps(t *testing.T) {
	rounds := 300
	if testing.Short() {
		rounds = 60
	}
	texts := reports(t)
	taken := 0
	for seed := range rounds {
		rnd := rand.New(rand.NewPCG(uint64(seed), 7))
		taken += walk(t, seed, styled(texts[rnd.IntN(len(texts))], rnd), rnd)
	}
	if taken < rounds {
		t.Errorf("only %d steps were taken in %d rounds", taken, rounds)
	}
}

func walk(t *testing.T, seed int, text string, rnd *rand.Rand) (taken int) {
	t.Helper()
	r := parse(text)
	if !r.HasFrontMatter || len(r.Actions) == 0 || len(r.Problems) > 0 {
		t.Fatalf("seed %d: the report in another style cannot be read: %v\n%s", seed, r.Problems, text)
	}
	today := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for range 8 {
		i, ask := rnd.IntN(len(r.Actions)), request(rnd, today)
		step, err := transition.Plan(transition.Subject{Report: r, Action: i, Policy: policy.Default(), Today: today}, ask)
		if err != nil {
			continue // a step that the status does not allow
		}
		after, err := amend.Report(parser, r, step.Changes)
		if err != nil {
			t.Fatalf("seed %d: %+v: %v\n%s", seed, ask, err, r.File.Bytes)
		}
		same(t, seed, r, after, i)
		asked(t, seed, &after.Actions[i], ask, step)
		onlyLines(t, seed, r, after, i)
		r = after
		taken++
	}
	return taken
}

// same holds that nothing but the action at i says something else.
func same(t *testing.T, seed int, before, after *report.Report, i int) {
	t.Helper()
	places := cmpopts.IgnoreTypes(source.Span{}, source.File{}, []diag.Problem{}, []field.Key{})
	hidden := cmpopts.IgnoreUnexported(report.Report{})
	mine := cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Actions" && p.Last().String() == fmt.Sprintf("[%d]", i) }, cmp.Ignore())
	if diff := cmp.Diff(before, after, places, hidden, mine); diff != "" {
		t.Fatalf("seed %d: something else changed (-before +after):\n%s", seed, diff)
	}
	if !bytes.Equal(before.File.Bytes[before.Body.Start:before.Body.End], after.File.Bytes[after.Body.Start:after.Body.End]) {
		t.Fatalf("seed %d: the text changed", seed)
	}
	if len(after.Problems) > 0 {
		t.Fatalf("seed %d: %v\n%s", seed, after.Problems, after.File.Bytes)
	}
}

// asked holds that the action says what was asked for.
func asked(t *testing.T, seed int, a *report.Action, ask transition.Request, step transition.Step) {
	t.Helper()
	got := map[string]string{}
	want := map[string]string{}
	put := func(name, is, should string) { got[name], want[name] = is, should }
	switch ask.Verb {
	case transition.Start:
		put("status", a.Status.Value, "in-progress")
	case transition.Block:
		put("status", a.Status.Value, "blocked")
		put("reason", a.Blocked.Reason.Value, ask.Reason)
		put("since", a.Blocked.Since.Value, ask.On.Format(time.DateOnly))
	case transition.Done:
		put("status", a.Status.Value, "done")
		put("done", a.Done.Value, ask.On.Format(time.DateOnly))
		evidence := make([]string, 0, len(a.Evidence))
		for _, e := range a.Evidence {
			evidence = append(evidence, e.Value)
		}
		for _, e := range ask.Evidence {
			if !strings.Contains(strings.Join(evidence, "\x00")+"\x00", e+"\x00") {
				t.Errorf("seed %d: evidence %q is not in %q", seed, e, evidence)
			}
		}
	case transition.Verify:
		put("by", a.Verified.By.Value, ask.By)
		put("method", a.Verified.Method.Value, ask.Method)
		put("result", a.Verified.Result.Value, ask.Result)
	case transition.Decline:
		put("status", a.Status.Value, "declined")
		put("reason", a.Declined.Reason.Value, ask.Reason)
		put("risk", a.Declined.Risk.Value, ask.Risk)
	case transition.Escalate:
		found := false
		for _, e := range a.Escalations {
			found = found || e.Decision.Value == ask.Decision && (e.On.Day.Equal(ask.On) || e.Decided.Day.Equal(ask.On)) && (ask.Ask == "" || e.Ask.Value == ask.Ask && e.To.Value == ask.To)
		}
		put("escalated", strconv.FormatBool(found), "true")
	case transition.Redate:
		put("due", a.Due.Value, ask.Due.Format(time.DateOnly))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("seed %d: %s: %s (-asked +is):\n%s", seed, ask.Verb, step.Said, diff)
	}
}

// onlyLines holds that every line outside of the action is there as it was, byte for byte.
func onlyLines(t *testing.T, seed int, before, after *report.Report, i int) {
	t.Helper()
	start := before.File.Position(before.Actions[i].Span.Start).Line
	next := func(r *report.Report) string { // what follows the action
		if i+1 < len(r.Actions) {
			return string(r.File.Bytes[r.Actions[i+1].Span.Start:])
		}
		return string(r.File.Bytes[r.FrontMatter.End:])
	}
	for n := 1; n < start; n++ {
		if before.File.Line(n) != after.File.Line(n) {
			t.Fatalf("seed %d: line %d became %q", seed, n, after.File.Line(n))
		}
	}
	if next(before) != next(after) {
		t.Fatalf("seed %d: what stands behind the action changed", seed)
	}
}

// TestNoNewFindings holds that a step never gives the report a finding that it did not have, at the default levels.
func TestNoNewFindings(t *testing.T) {
	linter, _ := lint.New(rules.All(), policy.Default())
	today := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	// A date that the policy does not allow, an address, a risk that is in no register: that is for people to say.
	judged := map[string]bool{"action-due-far": true, "placeholder": true, "risk-unlinked": true, "control-without-action": true, "cause-without-action": true, "prevent-missing": true, "detection-action-missing": true, "training-only": true, "date-outlier": true, "review-late": true}
	for seed, text := range reports(t) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 9))
		r := parse(text)
		for range 30 {
			i, ask := rnd.IntN(len(r.Actions)), request(rnd, today)
			step, err := transition.Plan(transition.Subject{Report: r, Action: i, Policy: policy.Default(), Today: today}, ask)
			if err != nil {
				continue
			}
			after, err := amend.Report(parser, r, step.Changes)
			if err != nil {
				t.Fatal(err)
			}
			count := map[string]int{}
			for _, d := range linter.Finish([]lint.Checked{linter.Check(r)}).Diagnostics {
				count[d.Rule]++
			}
			for _, d := range linter.Finish([]lint.Checked{linter.Check(after)}).Diagnostics {
				if count[d.Rule]--; count[d.Rule] < 0 && !judged[d.Rule] && d.Severity >= diag.Warning {
					t.Errorf("report %d: %s: %s gives %s", seed, ask.Verb, step.Said, d)
				}
			}
			r = after
		}
	}
}

// FuzzSteps takes any report through random steps.
func FuzzSteps(f *testing.F) {
	for i, text := range reports(f) {
		f.Add(text, uint64(i))
	}
	f.Add("---\ntitle: T\nactions:\n- &a {id: A1, status: open}\n- *a\n---\n", uint64(1))
	f.Add("---\ntitle: T\nstatus: draft\nactions: [{id: A1, status: }, {id: A2}]\n---", uint64(2))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		r := parse(text)
		if len(r.Actions) == 0 || len(text) > 1<<16 {
			return
		}
		rnd := rand.New(rand.NewPCG(seed, 3))
		today := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
		for range 5 {
			i := rnd.IntN(len(r.Actions))
			step, err := transition.Plan(transition.Subject{Report: r, Action: i, Policy: policy.Default(), Today: today}, request(rnd, today))
			if err != nil {
				continue
			}
			after, err := amend.Report(parser, r, step.Changes)
			if err != nil {
				continue // refused: that is safe
			}
			if len(after.Actions) != len(r.Actions) || len(after.Timeline) != len(r.Timeline) || after.Title.Value != r.Title.Value {
				t.Fatalf("%s: entries got lost:\n%s", step.Said, after.File.Bytes)
			}
			for k := range r.Actions {
				if k != i && r.Actions[k].Status.Value != after.Actions[k].Status.Value {
					t.Fatalf("%s: another action became %s", step.Said, after.Actions[k].Status.Value)
				}
			}
			r = after
		}
	})
}
