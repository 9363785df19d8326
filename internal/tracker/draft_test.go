package tracker_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/tracker"
)

// hostile are pieces of text that YAML, markdown or pir could read as something else.
var hostile = []string{
	"plain", "a: b", "# c", "- d", "\"q\"", "'s'", "{x}", "[y]", "&a *b", "!t", "%", "@who", "`", "|", ">", "null", "true", "~", "2026-01-01", "1207", "---", "...",
	"line\nend", "tab\there", "\x00", "\x1b[31m", "\u202e", "\u2028", "\ufeff", "👩‍🚒", "é", "障害", "\\n", "<!-- pir:begin timeline -->", "<script>", "```", "## Summary", "=1+1", "::error::", "\U0010ffff", "unknown",
}

func words(rnd *rand.Rand) string {
	parts := make([]string, 1+rnd.IntN(4))
	for i := range parts {
		parts[i] = hostile[rnd.IntN(len(hostile))]
	}
	return strings.Join(parts, " ")
}

// hostileJSON is an export whose texts are hostile, as a tracker would encode them.
func hostileJSON(rnd *rand.Rand) string {
	q := func() string { return quoted(words(rnd)) }
	return fmt.Sprintf(`{"incidents": [{"id": "X", "reference": %s, "name": %s, "summary": %s, "created_at": "2026-06-01T09:30:00Z", "mode": "standard", "permalink": "https://x.example/1", "severity": {"name": %s},
"incident_status": {"name": %s, "category": "closed"}, "incident_role_assignments": [{"role": {"name": %s}, "assignee": {"name": %s}}],
"incident_timestamp_values": [{"incident_timestamp": {"name": %s}, "value": {"value": "2026-06-01T07:02:00+05:30"}}, {"incident_timestamp": {"name": "Detected"}, "value": {"value": "2026-06-01T08:02:00Z"}}]}],
"follow_ups": [{"incident_id": "X", "title": %s, "status": "outstanding", "assignee": {"name": %s}}]}`, q(), q(), q(), q(), q(), q(), q(), q(), q(), q())
}

func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || r == '"' || r == '\\' {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String() + `"`
}

// draft makes a draft of an incident by the default policy.
func draft(t *testing.T, i *tracker.Incident, severity string) []byte {
	t.Helper()
	title := i.Title
	if scaffold.Clean(title) == "" {
		title = i.Key
	}
	req := scaffold.Request{Title: title, Kind: "incident", Severity: severity, Incident: i.Key, Services: i.Services, Teams: i.Teams, Date: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	begun, err := scaffold.Draft(t.TempDir(), req, policy.Default(), "2026-06-01-x")
	if err != nil {
		t.Fatalf("%q: %v", title, err)
	}
	b, notes, err := tracker.Draft(source.New("reports/2026-06-01-x.md", begun), i, "a tracker", severity, "Europe/Berlin")
	if err != nil || len(notes) > 0 {
		t.Fatalf("%v %q\n%s", err, notes, b)
	}
	return b
}

// TestDraftReadsBack holds that every value of an incident stands in the draft as it is, whatever it is.
func TestDraftReadsBack(t *testing.T) {
	rounds := 120
	if testing.Short() {
		rounds = 30
	}
	for seed := range rounds {
		rnd := rand.New(rand.NewPCG(uint64(seed), 5))
		in, err := tracker.Parse([]byte(hostileJSON(rnd)))
		if err != nil {
			t.Fatal(err)
		}
		e, err := in.Read(tracker.Options{Tracker: "incident-io"})
		if err != nil {
			t.Fatal(err)
		}
		for n := range e.Incidents {
			i := &e.Incidents[n]
			for _, severity := range []string{"sev1", "sev4", ""} {
				b := draft(t, i, severity)
				same(t, seed, i, report.NewParser().Parse(source.New("reports/2026-06-01-x.md", b)))
			}
		}
	}
}

func same(t *testing.T, seed int, i *tracker.Incident, r *report.Report) {
	t.Helper()
	want, got := []string{i.Key}, []string{r.Incident.Value}
	for _, e := range i.Timeline {
		want = append(want, e.At.Value, e.Event, e.Milestone)
	}
	for _, e := range r.Timeline {
		got = append(got, e.At.Value, e.Event.Value, e.Milestone.Value)
	}
	for _, p := range i.People {
		want = append(want, p.Who, p.Role)
	}
	for _, p := range r.Responders {
		got = append(got, p.Who.Value, p.Role.Value)
	}
	for _, a := range i.Actions {
		want = append(want, a.Title, a.Owner, a.Status)
	}
	for _, a := range r.Actions {
		got = append(got, a.Title.Value, a.Owner.Value, a.Status.Value)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("seed %d (-export +draft):\n%s\n%s", seed, diff, r.File.Bytes)
	}
	if len(r.Problems) > 0 || !r.HasFrontMatter || r.Status.Value != "draft" {
		t.Fatalf("seed %d: %v\n%s", seed, r.Problems, r.File.Bytes)
	}
	if n := len(r.Timeline); n > 0 && r.Timeline[0].At.Precision == field.Missing {
		t.Fatalf("seed %d: an entry lost its time", seed)
	}
}

// FuzzParse holds that nothing panics on any bytes, and that what is read makes a draft that can be read.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"pagerduty.json", "incident-io.json", "rootly.json", "jira.csv", "veris.json", "slack.json", "chat.txt", "servicenow.csv", "github.json"} {
		b := fixture(f, name)
		f.Add(b, "")
		f.Add(b[:len(b)/2], "csv")
	}
	f.Fuzz(func(t *testing.T, b []byte, forced string) {
		in, err := tracker.Parse(b)
		if err != nil || len(b) > 1<<16 {
			return
		}
		name, err := in.Detect(map[string]string{"key": "a"})
		if err != nil {
			name = forced
		}
		if name == tracker.Chat {
			_, _, err := in.Messages(tracker.ChatOptions{Zone: time.UTC, Day: time.Unix(0, 0)})
			if err != nil && err.Error() == "" {
				t.Fatal("an error says nothing")
			}
			return
		}
		e, err := in.Read(tracker.Options{Tracker: name, Columns: map[string]string{"key": "a"}})
		if err != nil {
			return
		}
		for n := range e.Incidents[:min(3, len(e.Incidents))] {
			i := &e.Incidents[n]
			if scaffold.Clean(i.Title) == "" && scaffold.Clean(i.Key) == "" {
				continue
			}
			same(t, 0, i, report.NewParser().Parse(source.New("reports/2026-06-01-x.md", draft(t, i, "sev4"))))
		}
	})
}

// TestDraftText holds that what a stranger wrote shows as it was written, and that a severity which the policy does not have
// is a comment.
func TestDraftText(t *testing.T) {
	i := &tracker.Incident{Key: "A-1", Title: "T", Severity: "Highest", Records: "25", Summary: "<!-- pir:begin timeline -->\n\n## *x* <b>", Facts: []tracker.Fact{{Name: "Labels", Value: "[a](b)"}}}
	text := string(draft(t, i, ""))
	for _, want := range []string{
		"\n  records: 25\n",
		"\nseverity:                       # \"Highest\" in a tracker, which the policy does not have\n",
		"\n## From a tracker\n\n- Ticket: A-1\n- Severity there: Highest\n- Labels: \\[a\\](b)\n\n> &lt;!-- pir:begin timeline -->\n>\n> ## \\*x\\* &lt;b>\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
