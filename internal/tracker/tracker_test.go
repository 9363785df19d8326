package tracker_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/tracker"
)

// export reads fixtures as the program does.
func export(t *testing.T, name string, opts tracker.Options, files ...string) *tracker.Export {
	t.Helper()
	in := input(t, files...)
	got, err := in.Detect(opts.Columns)
	if err != nil || got != name {
		t.Fatalf("%v is detected as %q, %v, want %s", files, got, err, name)
	}
	opts.Tracker = name
	e, err := in.Read(opts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func input(t *testing.T, files ...string) *tracker.Input {
	t.Helper()
	var inputs []*tracker.Input
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join("testdata", f))
		if err != nil {
			t.Fatal(err)
		}
		in, err := tracker.Parse(b)
		if err != nil {
			t.Fatal(f, err)
		}
		inputs = append(inputs, in)
	}
	in, err := tracker.Join(inputs)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// facts writes an incident as the lines that the tables of these tests compare.
func facts(i *tracker.Incident) []string {
	var f []string
	say := func(format string, args ...any) { f = append(f, strings.TrimSpace(fmt.Sprintf(format, args...))) }
	say("%s | %s | %s | %s %s", i.Key, i.Title, i.Severity, i.Kind, i.Detection)
	for _, list := range [][2]string{{"link", i.Link}, {"impact", i.Impact}, {"customers", i.Customers}, {"records", i.Records}, {"services", strings.Join(i.Services, ", ")}, {"teams", strings.Join(i.Teams, ", ")}, {"summary", strings.ReplaceAll(i.Summary, "\n", " / ")}} {
		if list[1] != "" {
			say("%s: %s", list[0], list[1])
		}
	}
	for _, e := range i.Timeline {
		say("%s %s [%s]", e.At.Value, e.Event, e.Milestone)
	}
	for _, a := range i.Actions {
		say("action %s | %s | %s | due %s | done %s | %s", a.Title, a.Owner, a.Status, a.Due, a.Done, a.Ticket)
	}
	for _, p := range i.People {
		say("person %s | %s", p.Who, p.Role)
	}
	for _, n := range i.Notes {
		say("note %s", n)
	}
	return f
}

// TestFacts holds what every fixture says, field by field and as written there.
func TestFacts(t *testing.T) {
	for _, tt := range []struct {
		name    string
		files   []string
		opts    tracker.Options
		want    [][]string
		left    []string
		comment string
	}{
		{name: "pagerduty", files: []string{"pagerduty.json"}, want: [][]string{
			{"1207 | Label printing stopped in two depots | P2 |", "link: https://lindgrove-parcel.pagerduty.com/incidents/PQ1LGP1", "services: label-api", "teams: platform", "2026-03-02T08:14:09Z Triggered in PagerDuty [detected]", "2026-03-02T10:31:44Z Resolved in PagerDuty [resolved]"},
			{"1215 | Tracking page slow |  |", "link: https://lindgrove-parcel.pagerduty.com/incidents/PQ1LGP2", "services: tracking", "2026-04-11T23:50:00+02:00 Triggered in PagerDuty [detected]"},
		}},
		{name: "pagerduty", files: []string{"pagerduty-log.json", "pagerduty.json"}, want: [][]string{
			{"1207 | Label printing stopped in two depots | P2 |", "link: https://lindgrove-parcel.pagerduty.com/incidents/PQ1LGP1", "services: label-api", "teams: platform", "2026-03-02T08:14:09Z Triggered through the API [detected]", "2026-03-02T08:17:30Z Acknowledged by the on-call engineer [acknowledged]", "2026-03-02T09:58:00Z Note added: Rolled back label-api to build 88 []", "2026-03-02T10:31:44Z Resolved by the on-call engineer [resolved]"},
			{"1215 | Tracking page slow |  |", "link: https://lindgrove-parcel.pagerduty.com/incidents/PQ1LGP2", "services: tracking", "2026-04-11T23:50:00+02:00 Triggered in PagerDuty [detected]"},
		}},
		{name: "opsgenie", files: []string{"opsgenie.json"}, want: [][]string{
			{"1791 | Sorting queue above 40 000 parcels | P1 |", "teams: sorting-hub", "2026-05-08T05:12:49Z Created in Opsgenie [detected]"},
			{"44 | Customs data rejected | P3 |", "2026-05-09T09:20:00Z Impact started [started]", "2026-05-09T10:00:00Z Created in Opsgenie []", "2026-05-09T11:05:25Z Impact ended []"},
		}},
		{name: "incident-io", files: []string{"incident-io.json", "incident-io-followups.json"}, left: []string{"INC-89: it is a test or a tutorial", "INC-90: it was declined, cancelled or merged into another", "follow_ups[]: 1 of incidents that are not in the export"}, want: [][]string{{
			"INC-88 | Refunds paid twice | Major |", "link: https://app.incident.io/lindgrove/incidents/88", "summary: A retry paid 212 refunds twice. / Nobody was overcharged.",
			"2026-06-01T07:02:00Z Impact started [started]", "2026-06-01T09:30:00Z Reported at []", "2026-06-01T09:30:00Z Created in incident.io []", "2026-06-01T10:10:00Z Fixing: Retries are switched off []", "2026-06-01T11:45:00Z Resolved at [resolved]", "2026-06-03T09:30:00Z Closed at [closed]",
			"action Make the refund call idempotent | payments-lead | done | due  | done 2026-06-20 | https://tracker.example/PAY-9", "action Alert on refunds above the daily figure | payments | open | due  | done  |", "person payments-lead | Incident Lead",
		}}},
		{name: "rootly", files: []string{"rootly.json"}, want: [][]string{{
			"31 | Pickup points could not sign in | SEV1 |", "link: https://rootly.com/account/incidents/31", "services: pickup-login", "teams: identity", "summary: A certificate ran out.",
			"2026-07-04T03:00:00-07:00 Started [started]", "2026-07-04T03:09:00-07:00 Detected [detected]", "2026-07-04T03:10:00-07:00 Created in Rootly []", "2026-07-04T03:12:00-07:00 Acknowledged [acknowledged]", "2026-07-04T03:40:00-07:00 Certificate found to be expired []", "2026-07-04T04:01:00-07:00 Mitigated: Certificate renewed [contained]", "2026-07-04T04:30:00-07:00 Resolved [resolved]",
			"action Warn 30 days before a certificate ends |  | in-progress | due 2026-08-01 | done  | https://tracker.example/ID-7",
		}}},
		{name: "firehydrant", files: []string{"firehydrant.json"}, want: [][]string{{
			"412 | Customs messages held back | SEV2 |", "link: https://app.firehydrant.io/incidents/c0ffee", "impact: Parcels to two countries waited a day", "services: customs-gateway", "teams: international", "summary: The broker refused our messages.",
			"2026-08-10T06:00:00Z Milestone started [started]", "2026-08-10T06:31:00Z Milestone detected [detected]", "2026-08-10T06:40:00Z Created in FireHydrant []", "2026-08-10T06:42:00Z Milestone acknowledged [acknowledged]", "2026-08-10T08:00:00Z Milestone identified []", "2026-08-10T09:15:00Z Milestone mitigated [contained]", "2026-08-11T07:00:00Z Milestone resolved [resolved]",
			"action Agree on a test channel with the broker | international-lead | open | due 2026-09-15 | done  | https://tracker.example/INTL-3", "person international-lead | Commander",
		}}},
		{name: "jira", files: []string{"jira.json"}, want: [][]string{{
			"OPS-77 | Depot scanners offline | Highest |", "link: https://lindgrove.atlassian.example/browse/OPS-77", "services: scanner-hub", "summary: All scanners in depot 4 lost their network. /  / # Not a heading",
			"2026-02-03T07:20:11+01:00 Issue created []", "2026-02-03T08:05:00+01:00 Status changed from Open to Work in progress []", "2026-02-03T12:00:00+01:00 Resolution set to Done [resolved]",
		}}},
		{name: "jira", files: []string{"jira.json"}, opts: tracker.Options{Created: "detected", Columns: map[string]string{"severity": "fields.labels[]"}}, want: [][]string{{
			"OPS-77 | Depot scanners offline | depot |", "link: https://lindgrove.atlassian.example/browse/OPS-77", "services: scanner-hub", "summary: All scanners in depot 4 lost their network. /  / # Not a heading",
			"2026-02-03T07:20:11+01:00 Issue created [detected]", "2026-02-03T08:05:00+01:00 Status changed from Open to Work in progress []", "2026-02-03T12:00:00+01:00 Resolution set to Done [resolved]",
		}}},
		{name: "jira-csv", files: []string{"jira.csv"}, want: [][]string{
			{"OPS-81 | Depot scanners offline, again | High |", "summary: Scanners lost their network. / Twice.", "2026-02-14T15:42:00 Issue created []", "2026-02-14T17:10:00 Resolution set to Done [resolved]"},
			{"OPS-82 | Address check slow | Highest |", "2026-02-16T08:00:00 Issue created []"},
		}},
		{name: "servicenow", files: []string{"servicenow.json"}, want: [][]string{
			{"INC0010042 | Warehouse wifi down | 2 |", "summary: No handheld connects.", "2026-01-19T06:12:00Z Opened in ServiceNow []", "2026-01-19T09:40:10Z Resolved in ServiceNow [resolved]", "2026-01-26T10:00:00Z Closed in ServiceNow [closed]"},
			{"INC0010043 | Badge readers slow | 4 |", "teams: facilities", "2026-01-20T08:00:00Z Opened in ServiceNow []"},
		}},
		{name: "servicenow-csv", files: []string{"servicenow.csv"}, want: [][]string{
			{"INC0010050 | Payroll export failed | 3 |", "teams: finance-it", "2026-01-28T22:05:00Z Opened in ServiceNow []", "2026-01-29T01:00:00Z Resolved in ServiceNow [resolved]"},
		}},
		{name: "github", files: []string{"github.json"}, want: [][]string{
			{"tracking#12 | Tracking shows parcels of other people | sev1 |", "link: https://github.com/lindgrove/tracking/issues/12", "summary: Seen by a customer. / <!-- pir:begin timeline -->", "2026-03-20T14:00:00Z Issue opened []", "2026-03-24T09:00:00Z Issue closed (completed) [closed]"},
		}},
		{name: "gitlab", files: []string{"gitlab.json"}, want: [][]string{
			{"lindgrove/routing#40 | Route planner gives empty tours | 2 |", "link: https://gitlab.example/lindgrove/routing/-/issues/40", "2026-02-21T07:01:21Z Issue opened []", "2026-02-21T15:30:00Z Issue closed [closed]"},
		}},
		{name: "veris", files: []string{"veris.json", "veris-year.json"}, want: [][]string{
			{"8490A90D-7C87-4D4E-BE19-BB1D78898510 | Phished mailbox used to redirect supplier invoices. |  |  customer", "records: 25", "summary: Phished mailbox used to redirect supplier invoices.", "2025-09-07 It initially occurred [started]", "unknown First compromise, counted in Minutes after the first action []", "unknown Discovered 10 Days after the compromise [detected]", "unknown Contained 3 Hours after the discovery [contained]"},
			{"5b2c1160 | A laptop was left on a train and came back. |  | near-miss staff", "summary: A laptop was left on a train and came back.", "unknown It initially occurred in 2024 [started]"},
		}},
		{name: "csv", files: []string{"generic.csv"}, opts: tracker.Options{Columns: map[string]string{"key": "ID", "title": "What", "severity": "Prio", "detected": "Noticed", "resolved": "fixed"}}, want: [][]string{
			{"L-1 | Doors of depot 2 stay open | major |", "2026-03-01T10:00:00 Detected, by Noticed [detected]", "2026-03-01T11:00:00 Resolved, by fixed [resolved]"},
			{"L-2 | Scales wrong; again | minor |", "2026-03-05 Detected, by Noticed [detected]"},
		}},
	} {
		e := export(t, tt.name, tt.opts, tt.files...)
		var got [][]string
		for n := range e.Incidents {
			got = append(got, facts(&e.Incidents[n]))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.files, diff)
		}
		if diff := cmp.Diff(tt.left, e.Left); diff != "" {
			t.Errorf("%v, left out (-want +got):\n%s", tt.files, diff)
		}
	}
}

func TestChat(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for file, want := range map[string][]tracker.Message{
		"slack.json": {
			{At: "2026-03-02T08:34:00Z", Text: "sre-1: Labels fail since the 08:00 deploy, see build 88 @platform-lead"},
			{At: "2026-03-02T08:43:20Z", Text: "platform-lead: Rolling back & watching"},
			{At: "2026-03-02T09:00:00Z", Text: "deploy-bot: label-api is at build 87"},
		},
		"chat.txt": {
			{At: "2026-03-01T23:50:00+01:00", Text: "sre-1: Labels fail and nobody knows why"},
			{At: "2026-03-01T23:58:00+01:00", Text: "platform-lead: rolling back"},
			{At: "2026-03-02T00:07:00+01:00", Text: "sre-1: printing again"},
		},
	} {
		in := input(t, file)
		if name, err := in.Detect(nil); name != tracker.Chat {
			t.Errorf("%s is detected as %q, %v", file, name, err)
		}
		got, _, err := in.Messages(tracker.ChatOptions{Day: day, Zone: berlin})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
	for want, opts := range map[string]tracker.ChatOptions{"--date": {Zone: berlin}, "--timezone": {Day: day}} {
		if _, _, err := input(t, "chat.txt").Messages(opts); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("without %s: %v", want, err)
		}
	}
	in, err := tracker.Parse([]byte("[2026-03-02 08:14:03 +0100] sre-1: a\n2026-03-02T09:00Z <ann>: b\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := in.Messages(tracker.ChatOptions{})
	if diff := cmp.Diff([]tracker.Message{{At: "2026-03-02T08:14:03+01:00", Text: "sre-1: a"}, {At: "2026-03-02T09:00:00Z", Text: "ann: b"}}, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// TestMappings holds that each mapping is sound, and that its documents and what it leaves out are documented.
func TestMappings(t *testing.T) {
	all, err := tracker.Trackers()
	if err != nil || len(all) < 12 {
		t.Fatal(len(all), err)
	}
	docs, err := os.ReadFile("../../docs/import-trackers.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if len(m.Sources) == 0 || len(m.LeftOut) == 0 || m.Title == "" {
			t.Errorf("%s says too little: %+v", m.Name, m)
		}
		for _, said := range append(m.Sources, m.LeftOut...) {
			if !strings.Contains(string(docs), said) {
				t.Errorf("docs/import-trackers.md does not say of %s: %s", m.Name, said)
			}
		}
	}
}

// TestDetectAlone holds that no fixture is taken for the export of two trackers.
func TestDetectAlone(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() || e.Name() == "generic.csv" || e.Name() == "pagerduty-log.json" || e.Name() == "incident-io-followups.json" {
			continue
		}
		if name, err := input(t, e.Name()).Detect(nil); err != nil {
			t.Errorf("%s: %q %v", e.Name(), name, err)
		}
	}
	both := `[{"number": 1, "html_url": "u", "title": "t", "user": {"login": "l"}, "state": "s", "iid": 2, "project_id": 3, "web_url": "w"}]`
	in, err := tracker.Parse([]byte(both))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = in.Detect(nil); err == nil || err.Error() != "this can be an export of github or gitlab; say which with --tracker" {
		t.Errorf("an export that two could have written: %v", err)
	}
}

func TestRefused(t *testing.T) {
	for want, text := range map[string]string{
		"the file is empty":                         " \n",
		"this is an archive":                        "PK\x03\x04",
		"this is no text in UTF-8":                  "{\"a\": \"\xff\"}",
		"the JSON ends in the middle":               `{"incidents": [`,
		"line 2: this is no JSON":                   "{\"a\": 1,\n x}",
		"neither JSON, nor a table":                 "hello\nworld\n",
		"JSON with an object or a list is expected": `{} 7`,
		"read the table":                            "a,b\n\"x,y\n",
		"exceeded max depth":                        strings.Repeat("[", 20_000),
		"more than 10000 values":                    strings.Repeat("{}\n", 10_001),
		"more than 10000 rows":                      "a,b\n" + strings.Repeat("1,2\n", 10_001),
		"32 MB; at most 32 MB":                      strings.Repeat(" ", tracker.MaxFile+1),
	} {
		if _, err := tracker.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %s", text, err, want)
		}
	}
	for want, tt := range map[string]struct {
		text string
		opts tracker.Options
	}{
		`there is no tracker "githb"; did you mean github?`:        {"[]", tracker.Options{Tracker: "githb"}},
		"there is no incident of GitHub issues in it":              {"[]", tracker.Options{Tracker: "github"}},
		"this is no export of Jira (CSV), which is a table in CSV": {"[]", tracker.Options{Tracker: "jira-csv"}},
		"--column key=HEADING: say which column has the key":       {"a,b\n1,2\n", tracker.Options{Tracker: "csv"}},
		"--column key=c: the table has no such column":             {"a,b\n1,2\n", tracker.Options{Tracker: "csv", Columns: map[string]string{"key": "c"}}},
		"--column nonsense=b: there is no such field":              {"a,b\n1,2\n", tracker.Options{Tracker: "csv", Columns: map[string]string{"key": "a", "nonsense": "b"}}},
	} {
		in, err := tracker.Parse([]byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Read(tt.opts); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", tt.text, err, want)
		}
	}
}

// TestOddRecords holds that records which do not look like incidents are told.
func TestOddRecords(t *testing.T) {
	in, err := tracker.Parse([]byte(`{"incidents": [{"incident_number": 1, "created_at": "2026-03-02T08:14:09Z", "urgency": "low"}, {"incident_number": 2}, {"incident_number": null, "created_at": null, "urgency": null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	e, err := in.Read(tracker.Options{Tracker: "pagerduty"})
	if diff := cmp.Diff([]string{"1 without what every incident of PagerDuty has: incident_number, created_at, urgency", "record 2 has no key"}, e.Left); diff != "" || err != nil || len(e.Incidents) != 1 {
		t.Errorf("%v %s", err, diff)
	}
}

// TestTimes holds which texts are times, and what a report writes for them.
func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-02T08:14:00Z": "2026-03-02T08:14:00Z", "2026-03-02T08:14:00.123456+05:30": "2026-03-02T08:14:00+05:30", "2026-03-02T08:14:00.000+0100": "2026-03-02T08:14:00+01:00",
		"2026-03-02 08:14:00 UTC": "2026-03-02T08:14:00Z", "2026-03-02 08:14:00 CET": "unknown", "2026-03-02 08:14": "2026-03-02T08:14:00", "2026-03-02": "2026-03-02", "2026-3-2": "2026-03-02",
		"03/02/2026 08:14": "unknown", "2026-02-30": "unknown", "0001-01-01T00:00:00Z": "unknown", "9999-12-31T00:00:00Z": "unknown", "1772440440": "unknown", "yesterday": "unknown",
	} {
		in, err := tracker.Parse([]byte("id,at\n1," + text + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		e, err := in.Read(tracker.Options{Tracker: tracker.Generic, Columns: map[string]string{"key": "id", "detected": "at"}})
		if err != nil {
			t.Fatal(err)
		}
		i := e.Incidents[0]
		if got := i.Timeline[0].At.Value; got != want || (want == "unknown") != (len(i.Notes) == 1) {
			t.Errorf("%s is read as %s %q, want %s", text, got, i.Notes, want)
		}
	}
}

// TestLarge reads as many incidents as are allowed, each with log entries, in a few seconds.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	var b strings.Builder
	b.WriteString(`{"incidents": [`)
	for n := range tracker.MaxIncidents {
		if n > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id": "P%d", "incident_number": %d, "title": "t", "urgency": "high", "created_at": "2026-03-02T08:14:09Z"}`, n, n)
	}
	b.WriteString(`], "log_entries": [`)
	for n := range 20_000 {
		if n > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type": "annotate_log_entry", "summary": "s", "created_at": "2026-03-02T08:14:09Z", "incident": {"id": "P%d"}}`, n/4)
	}
	b.WriteString("]}")
	in, err := tracker.Parse([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	e, err := in.Read(tracker.Options{Tracker: "pagerduty"})
	if err != nil || len(e.Incidents) != tracker.MaxIncidents || len(e.Incidents[0].Timeline) != 5 {
		t.Fatal(err)
	}
}

// TestNotMixed holds that what names no incident is given to none of several, and that an action that is open has no day
// on which it was done.
func TestNotMixed(t *testing.T) {
	const events = `{"data": [{"type": "incident_events", "attributes": {"event": "e", "occurred_at": "2026-07-04T10:00:00Z"}}]}`
	const incident = `{"id": "%d", "type": "incidents", "attributes": {"title": "t", "sequential_id": %d, "started_at": "2026-07-04T09:00:00Z"}}`
	one, two := fmt.Sprintf(incident, 1, 1), fmt.Sprintf(incident, 2, 2)
	for text, want := range map[string]int{`{"data": [` + one + `]}` + events: 2, `{"data": [` + one + "," + two + `]}` + events: 1} {
		in, err := tracker.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		e, err := in.Read(tracker.Options{Tracker: "rootly"})
		if err != nil || len(e.Incidents[0].Timeline) != want || len(e.Left) != len(e.Incidents)-1 {
			t.Errorf("%v %+v, want %d entries", err, e, want)
		}
	}
	in, err := tracker.Parse([]byte(`{"incidents": [{"id": "X", "reference": "R", "created_at": "2026-07-04T09:00:00Z", "incident_status": {"category": "live"}}], "follow_ups": [{"incident_id": "X", "title": "t", "status": "outstanding", "completed_at": "2026-07-05T09:00:00Z"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if e, err := in.Read(tracker.Options{Tracker: "incident-io"}); err != nil || e.Incidents[0].Actions[0].Done != "" {
		t.Errorf("%v %+v", err, e)
	}
}

// TestOffset holds that an offset goes to times of the clock only.
func TestOffset(t *testing.T) {
	e := export(t, "jira-csv", tracker.Options{}, "jira.csv")
	e.Offset("+05:30")
	if got := e.Incidents[0].Timeline[0].At; got.Value != "2026-02-14T15:42:00+05:30" || !got.Known() || e.Incidents[0].Floating() {
		t.Errorf("%+v", got)
	}
	e = export(t, "jira", tracker.Options{}, "jira.json")
	e.Offset("+05:30")
	if got := e.Incidents[0].Timeline[0].At.Value; got != "2026-02-03T07:20:11+01:00" {
		t.Error(got)
	}
}
