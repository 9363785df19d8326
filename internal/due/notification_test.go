package due_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/due"
)

// told is a report with a time of awareness and entries under notifications.
func told(aware string, entries ...string) string {
	front := "severity: sev4\ntimeline:\n  - {at: 2025-03-07T10:00:00Z, event: e, milestone: detected}\n"
	if aware != "" {
		front += "  - {at: " + aware + ", event: e, milestone: aware}\n"
	}
	return front + "notifications:\n  - " + strings.Join(entries, "\n  - ") + "\n"
}

const aware = "2025-03-07T16:20:00Z"

func TestNotifications(t *testing.T) {
	check(t, []example{
		{"no regime, no item", "", "severity: sev1\nreview: {waived: {by: a, reason: b}}\ntimeline: [{at: 2025-03-07T10:00:00Z, event: e, milestone: aware}]\n", "2025-03-10", ""},
		{"named by the report", "", told(aware, "{regime: gdpr}"), "2025-03-10", "notification gdpr/authority 2025-03-10T16:20Z 0 coming"},
		{"late the day after", "", told(aware, "{regime: gdpr, stage: authority}"), "2025-03-11", "notification gdpr/authority 2025-03-10T16:20Z 1 late"},
		{"sent later", "", told(aware, "{regime: gdpr, stage: authority, sent: 2025-03-12T00:00:00Z}"), "2025-03-11", "notification gdpr/authority 2025-03-10T16:20Z 1 late"},
		{"sent that day", "", told(aware, "{regime: gdpr, stage: authority, sent: 2025-03-11T23:59:00Z}"), "2025-03-11", ""},
		{"sent, nobody wrote when", "", told(aware, "{regime: gdpr, stage: authority, sent: unknown}"), "2025-03-11", ""},
		{"does not apply", "", told(aware, "{regime: gdpr, reason: No personal data}"), "2025-03-11", ""},
		{"a stage does not apply", "", told(aware, "{regime: gdpr, stage: authority, reason: No risk}"), "2025-03-11", ""},
		{"aware later than the day", "", told("2025-03-12T16:20:00Z", "{regime: gdpr}"), "2025-03-11", ""},
		{"nobody marked when", "", told("", "{regime: gdpr}"), "2025-03-10", "notification gdpr/authority 2025-03-10T10:00Z 0 coming"},
		{"aware at an unknown time", "", told("unknown", "{regime: gdpr}"), "2025-03-10", "notification gdpr/authority 2025-03-10T10:00Z 0 coming"},
		{"aware on a day", "", told("2025-03-08", "{regime: gdpr}"), "2025-03-10", "notification gdpr/authority 2025-03-11T00:00Z -1 coming"},
		{"no time at all", "", "severity: sev4\nnotifications: [{regime: gdpr}]\n", "2026-03-10", "notification gdpr/authority - 0 coming"},
		{"exercise", "", "kind: exercise\n" + told(aware, "{regime: gdpr}"), "2025-03-11", ""},
		{"a stage without a deadline", "", told(aware, "{regime: gdpr, stage: people}", "{regime: gdpr, stage: authority, sent: 2025-03-08T09:00:00Z}"), "2025-03-11", "notification gdpr/people - 0 coming"},
		{"an event that starts nothing", "", told(aware, "{regime: gdpr, stage: assessed, at: 2025-03-08T09:00:00Z}", "{regime: gdpr, stage: authority, sent: 2025-03-08T09:00:00Z}"), "2025-03-11", ""},
		{"a regime without a deadline", "", told(aware, "{regime: insurer}"), "2025-03-11", "notification insurer/ - 0 coming"},
	})
}

func TestNotificationsOfThePolicy(t *testing.T) {
	incident := "severity: sev2\nreview: {waived: {by: a, reason: b}}\ntimeline: [{at: 2025-03-07T16:20:00Z, event: e, milestone: aware}]\n"
	regimes := "notifications: {regimes: [gdpr], severities: [P2]}\n"
	const item = "notification gdpr/authority 2025-03-10T16:20Z 1 late"
	check(t, []example{
		{"for a severity", regimes, incident, "2025-03-11", item},
		{"another severity", regimes, strings.Replace(incident, "sev2", "sev1", 1), "2025-03-11", ""},
		{"by default for what needs a review", "notifications: {regimes: [gdpr]}\n", incident, "2025-03-11", item},
		{"near miss", regimes, "kind: near-miss\n" + incident, "2025-03-11", ""},
		{"unless the report says no", regimes, incident + "notifications: [{regime: gdpr, reason: No personal data}]\n", "2025-03-11", ""},
		{"own stage of one's own", "notifications: {stages: [{regime: shop, stage: first, from: detected, within: 2d}]}\n", told(aware, "{regime: shop}"), "2025-03-10", "notification shop/first 2025-03-09 1 late"},
		{"own stage in place of a built-in one", "notifications: {stages: [{regime: gdpr, stage: authority, from: aware, within: 96h}]}\n", told(aware, "{regime: gdpr}"), "2025-03-11", "notification gdpr/authority 2025-03-11T16:20Z 0 coming"},
		{"from an event of one's own", "notifications: {stages: [{regime: shop, stage: first, from: claim, within: 3 business days}]}\n", told(aware, "{regime: shop, stage: claim, at: 2025-03-07T10:00:00Z}"), "2025-03-12", "notification shop/first 2025-03-12 0 coming"},
		{"whose time nobody knows", "notifications: {stages: [{regime: shop, stage: first, from: claim, within: 2d}]}\n", told(aware, "{regime: shop, stage: claim, at: unknown}"), "2025-03-12", "notification shop/first - 0 coming"},
	})
}

func TestStages(t *testing.T) {
	check(t, []example{
		{"nis2 at first", "", told(aware, "{regime: nis2}"), "2025-03-08", "notification nis2/early-warning 2025-03-08T16:20Z 0 coming|notification nis2/notification 2025-03-10T16:20Z -2 coming"},
		{"the final report follows the notification", "", told(aware, "{regime: nis2, stage: notification, sent: 2025-03-10T09:00:00Z}", "{regime: nis2, stage: early-warning, sent: 2025-03-08T09:00:00Z}"), "2025-04-11", "notification nis2/final 2025-04-10 1 late"},
		{"notified at an unknown time", "", told(aware, "{regime: nis2, stage: notification, sent: unknown}", "{regime: nis2, stage: early-warning, sent: 2025-03-08T09:00:00Z}"), "2025-04-11", "notification nis2/final - 0 coming"},
		{"the authority asks", "", told(aware, "{regime: nis2, stage: authority-request, at: 2025-03-12T09:00:00Z}", "{regime: nis2, stage: early-warning, reason: a}", "{regime: nis2, stage: notification, reason: a}"), "2025-03-13", "notification nis2/intermediate - 0 coming"},
		{"dora, not yet classified", "", told(aware, "{regime: dora}"), "2025-03-08", "notification dora/initial 2025-03-08T16:20Z 0 coming"},
		{"dora, initial sent", "", told(aware, "{regime: dora, stage: classified-major, at: 2025-03-07T20:00:00Z}", "{regime: dora, stage: initial, sent: 2025-03-07T23:00:00Z}"), "2025-03-11", "notification dora/intermediate 2025-03-10T23:00Z 1 late"},
		{"dora, from the last intermediate report", "", told(aware, "{regime: dora, stage: initial, sent: 2025-03-07T23:00:00Z}", "{regime: dora, stage: intermediate, sent: 2025-03-31T09:00:00Z}", "{regime: dora, stage: intermediate, sent: 2025-03-10T09:00:00Z}"), "2025-05-01", "notification dora/final 2025-04-30 1 late"},
		{"sec-8k without a determination", "", told(aware, "{regime: sec-8k}"), "2025-05-01", "notification sec-8k/item-1.05 - 0 coming"},
		{"a day that is earlier as it is written", "", told(aware, "{regime: sec-8k, stage: materiality-determined, at: 2025-03-05T23:30:00-05:00}"), "2025-03-12", "notification sec-8k/item-1.05 2025-03-11 1 late"},
		{"a day that is earlier in UTC", "", told(aware, "{regime: sec-8k, stage: materiality-determined, at: 2025-03-06T00:30:00+01:00}"), "2025-03-12", "notification sec-8k/item-1.05 2025-03-11 1 late"},
	})
}

// TestWeekends holds that deadlines on weekends stand unless the policy lets them roll: 2025-05-10 is a Saturday.
func TestWeekends(t *testing.T) {
	final := told(aware, "{regime: nis2, stage: notification, sent: 2025-04-10T09:00:00Z}", "{regime: nis2, stage: early-warning, sent: 2025-03-08T09:00:00Z}")
	initial := told("2025-05-09T20:00:00Z", "{regime: dora}")
	check(t, []example{
		{"stands", "", final, "2025-05-12", "notification nis2/final 2025-05-10 2 late"},
		{"rolls", "notifications: {weekends: roll}\n", final, "2025-05-12", "notification nis2/final 2025-05-12 0 coming"},
		{"rolls over a holiday", "notifications: {weekends: roll, holidays: [2025-05-12]}\n", final, "2025-05-12", "notification nis2/final 2025-05-13 -1 coming"},
		{"stands with a holiday alone", "notifications: {holidays: [2025-05-12]}\n", final, "2025-05-12", "notification nis2/final 2025-05-10 2 late"},
		{"dora stands", "", initial, "2025-05-12", "notification dora/initial 2025-05-10T20:00Z 2 late"},
		{"dora rolls to noon", "notifications: {weekends: roll}\n", initial, "2025-05-12", "notification dora/initial 2025-05-12T12:00Z 0 coming"},
		{"hours of gdpr never roll", "notifications: {weekends: roll}\n", told("2025-05-07T20:00:00Z", "{regime: gdpr}"), "2025-05-12", "notification gdpr/authority 2025-05-10T20:00Z 2 late"},
	})
}

// TestMoment holds that a deadline in hours is over to the minute when the time of day is known.
func TestMoment(t *testing.T) {
	q := question(t, off, told(aware, "{regime: gdpr}"), "2025-03-10")
	for moment, want := range map[string]bool{"2025-03-10T16:20:00Z": false, "2025-03-10T16:21:00Z": true} {
		q.Moment, _ = time.Parse(time.RFC3339, moment)
		if l := due.At(q); len(l.Items) != 1 || l.Items[0].Late != want || l.Items[0].Days != 0 {
			t.Errorf("at %s: %+v, want late %v", moment, l.Items, want)
		}
	}
}

// TestNoAdvice holds that a list with notifications says what it is not, and how each deadline was checked.
func TestNoAdvice(t *testing.T) {
	l := due.At(question(t, off, told("", "{regime: gdpr}", "{regime: insurer}"), "2025-03-11"))
	text := strings.Join(l.Notes, "\n")
	for _, want := range []string{"no legal advice", "earliest reading", "gdpr: Regulation (EU) 2016/679 Art. 33; compared with the legal text.", "insurer: no deadline known"} {
		if !strings.Contains(text, want) {
			t.Errorf("the notes do not say %q:\n%s", want, text)
		}
	}
	if len(l.Items) != 2 || len(l.Items[0].Assumptions) != 1 || !strings.Contains(l.Items[0].Assumptions[0], "detected") {
		t.Errorf("items %+v", l.Items)
	}
}

// dates are worked out elsewhere; testdata/dates.json says from what.
type dates struct {
	NIS2 []struct {
		Aware        string
		EarlyWarning string `json:"early_warning"`
		Notification string
		NotifiedAt   string `json:"notified_at"`
		FinalReport  string `json:"final_report"`
	}
	GDPR []struct{ Aware, Due string }
	DORA []struct {
		Aware, Initial  string
		ClassifiedMajor string `json:"classified_major"`
	}
	SEC []struct {
		Determined string `json:"material_determined"`
		Due        string
	} `json:"sec_8k"`
	Review []struct{ Closed, Due string } `json:"review_due_14d"`
	Months [][2]string                    `json:"add_month"`
}

func vectors(t *testing.T) dates {
	t.Helper()
	b, err := os.ReadFile("testdata/dates.json")
	if err != nil {
		t.Fatal(err)
	}
	var d dates
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	if len(d.NIS2) < 1 || len(d.GDPR) < 1 || len(d.DORA) < 3 || len(d.SEC) < 3 || len(d.Review) < 1 || len(d.Months) < 4 {
		t.Fatalf("vectors are missing: %+v", d)
	}
	return d
}

func TestVectors(t *testing.T) {
	d := vectors(t)
	run := func(name, front, stage, want string) {
		t.Helper()
		q := question(t, off, front, "2025-03-08")
		q.AsOf, q.Ahead = date(t, "2025-12-31"), 60
		for _, i := range due.At(q).Items {
			if i.Clock == nil || i.Clock.Stage != stage {
				continue
			}
			got := i.Due.Format(time.DateOnly)
			if strings.Contains(want, "T") {
				got = i.At.Format(time.RFC3339)
			}
			if got != want {
				t.Errorf("%s %s is due %s, want %s", name, stage, got, want)
			}
			return
		}
		t.Errorf("%s %s: no item", name, stage)
	}
	for _, v := range d.NIS2 {
		run("nis2", told(v.Aware, "{regime: nis2}"), "early-warning", v.EarlyWarning)
		run("nis2", told(v.Aware, "{regime: nis2}"), "notification", v.Notification)
		run("nis2", told(v.Aware, "{regime: nis2, stage: notification, sent: "+v.NotifiedAt+"}"), "final", v.FinalReport)
	}
	for _, v := range d.GDPR {
		run("gdpr", told(v.Aware, "{regime: gdpr}"), "authority", v.Due)
	}
	for _, v := range d.DORA {
		run("dora", told(v.Aware, "{regime: dora, stage: classified-major, at: "+v.ClassifiedMajor+"}"), "initial", v.Initial)
	}
	for _, v := range d.SEC {
		run("sec-8k", told(aware, "{regime: sec-8k, stage: materiality-determined, at: "+v.Determined+"}"), "item-1.05", v.Due)
	}
	for _, v := range d.Months {
		run("a month", told(aware, "{regime: nis2, stage: notification, sent: "+v[0]+"}"), "final", v[1])
	}
	for _, v := range d.Review {
		q := question(t, off, fmt.Sprintf("severity: sev3\ntimeline: [{at: %s, event: e, milestone: closed}]\n", v.Closed), v.Due)
		if got := strings.Join(lines(due.At(q).Items), "|"); got != "review "+v.Due+" 0 coming" {
			t.Errorf("closed on %s: %s, want the review due on %s", v.Closed, got, v.Due)
		}
	}
}
