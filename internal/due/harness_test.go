package due_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// question asks about one report with that front matter; pol is pir.yaml.
func question(t *testing.T, pol, front, asOf string) *due.Question {
	t.Helper()
	p, problems := policy.Parse(source.New(policy.FileName, []byte(pol)))
	for _, pr := range problems {
		t.Fatalf("pir.yaml: %s", pr.Message)
	}
	q := &due.Question{AsOf: date(t, asOf), Ahead: p.Actions.DueSoon, Policy: p}
	add(t, q, "reports/2026-03-02-x.md", front)
	return q
}

// add adds a report to a question. It is of sev1 and closed unless its front matter says otherwise.
func add(t *testing.T, q *due.Question, path, front string) {
	t.Helper()
	for _, line := range []string{"title: X\n", "severity: sev1\n", "status: closed\n"} {
		if key, _, _ := strings.Cut(line, ":"); !strings.Contains("\n"+front, "\n"+key+":") {
			front = line + front
		}
	}
	r := report.NewParser().Parse(source.New(path, []byte("---\n"+front+"---\n")))
	for _, pr := range r.Problems {
		t.Fatalf("%s: %s", path, pr.Message)
	}
	q.Cases = append(q.Cases, due.Of(r, q.Policy))
}

func staff(t *testing.T, text string) *people.List {
	t.Helper()
	list, problems := people.Parse(source.New(people.FileName, []byte(text)))
	if len(problems) > 0 {
		t.Fatal(problems[0].Message)
	}
	return list
}

// off is a policy that asks for no reports about all incidents, so that a test sees what it is about.
const off = "trends: {every: never}\nmanagement: {every: never}\n"

// lines writes items as "kind id due days late", the id without the report.
func lines(items []due.Item) []string {
	out := make([]string, 0, len(items))
	for _, i := range items {
		when := "-"
		switch {
		case !i.At.IsZero():
			when = i.At.Format("2006-01-02T15:04Z")
		case !i.Due.IsZero():
			when = i.Due.Format(time.DateOnly)
		}
		state := "coming"
		if i.Late {
			state = "late"
		}
		id := strings.TrimPrefix(strings.TrimPrefix(i.ID, "2026-03-02-x"), "/")
		if i.Clock != nil {
			id = i.Clock.Regime + "/" + i.Clock.Stage
		}
		out = append(out, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %d %s %s", i.Kind, id, when, i.Days, state, i.Owner)), " "))
	}
	return out
}

type example struct {
	name, policy, front string
	asOf                string
	want                string // lines joined by |
}

func check(t *testing.T, examples []example) {
	t.Helper()
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			l := due.At(question(t, off+e.policy, e.front, e.asOf))
			if got := strings.Join(lines(l.Items), "|"); got != e.want {
				t.Errorf("on %s\n got %s\nwant %s", e.asOf, got, e.want)
			}
		})
	}
}
