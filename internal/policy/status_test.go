package policy_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

func TestStatusSettings(t *testing.T) {
	p, problems := parse(`
review: {draft_within: 1w, approve_within: 0d}
actions: {stale_after: 14d, escalate_after: 3d, decide_within: 5d, verify_after: 7d, verify_within: 2w}
trends: {folder: docs/trends, every: monthly, within: 10d}
management: {every: never}
notifications:
  regimes: [gdpr, shop-contract]
  severities: [P1]
  weekends: roll
  holidays: [2026-12-24]
  stages:
    - {regime: shop-contract, stage: first-notice, from: aware, within: 8h, ref: Section 7}
    - {regime: gdpr, stage: authority, name: Authority, from: aware, within: 96h}
`)
	if problems != nil {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(policy.Review{NotBefore: 24 * time.Hour, DraftWithin: 7}, p.Review); diff != "" {
		t.Error(diff)
	}
	a := p.Actions
	if a.StaleAfter != 14 || a.EscalateAfter != 3 || a.DecideWithin != 5 || a.VerifyAfter != 7 || a.VerifyWithin != 14 || a.DueSoon != 7 {
		t.Errorf("actions %+v", a)
	}
	if diff := cmp.Diff(policy.Cadence{Folder: "docs/trends", Every: policy.Month, Within: 10}, p.Trends); diff != "" {
		t.Error(diff)
	}
	if p.Management.Every != policy.Never || p.Management.Folder != "management-reports" {
		t.Errorf("management %+v", p.Management)
	}
	n := p.Notifications
	if n.Weekends != policy.WeekendsRoll || len(n.Holidays) != 1 || n.Holidays[0].Day() != 24 {
		t.Errorf("notifications %+v", n)
	}
	clocks := n.Clocks()
	if len(clocks) != len(taxonomy.Clocks())+1 {
		t.Fatalf("%d clocks", len(clocks))
	}
	own := clocks[len(clocks)-1]
	if own.Regime != "shop-contract" || own.Name != "first-notice" || own.Within.String() != "8h" || own.Checked != taxonomy.CheckedOwn {
		t.Errorf("own clock %+v", own)
	}
	for _, c := range clocks {
		if c.Regime == "gdpr" && c.Within.String() != "96h" {
			t.Errorf("the team's own line for gdpr does not take the place of the built-in one: %+v", c)
		}
	}
}

func TestNotifies(t *testing.T) {
	named, _ := parse("notifications: {regimes: [nis2], severities: [sev4]}\n")
	unnamed, _ := parse("notifications: {regimes: [nis2]}\n")
	for severity, want := range map[string][2]bool{"P4": {true, false}, "sev3": {false, true}, "sev1": {false, true}, "huge": {false, false}, "": {false, false}} {
		if got := [2]bool{named.Notifies(severity), unnamed.Notifies(severity)}; got != want {
			t.Errorf("%q: %v, want %v", severity, got, want)
		}
	}
}

func TestStatusFaults(t *testing.T) {
	for text, want := range map[string]string{
		"actions: {verify_after: 100d}\n":                                               "1:25 actions are verified within 90 days of being done, and not before 100 days; write a verify_within that is longer than verify_after",
		"actions: {stale_after: long}\n":                                                `1:24 actions.stale_after is "long"; write a number with m, h, d or w behind it, such as 48h or 14d`,
		"trends: {every: week}\n":                                                       `1:17 every is "week", not one of never, month, quarter, half-year, year`,
		"notifications: {regimes: [nis]}\n":                                             `1:27 there is no regime "nis"; did you mean nis2?`,
		"notifications: {regimes: [contract]}\n":                                        `1:27 there is no regime "contract"; use one of nis2, dora, gdpr, sec-8k, or write its deadlines under notifications.stages`,
		"notifications: {severities: [sev9]}\n":                                         `1:30 there is no severity "sev9" in the scale`,
		"notifications: {holidays: [Christmas]}\n":                                      `1:28 holiday "Christmas" is no day; write one such as 2026-12-24`,
		"notifications: {stages: [{regime: a, stage: b, from: aware, within: soon}]}\n": `1:69 within is "soon"; write hours, days, months or business days, such as 72h, 14d, 1 month or 4 business days`,
		"notifications: {stages: [{regime: a, stage: b}]}\n":                            `1:26 a stage needs regime, stage and from, such as {regime: gdpr, stage: authority, from: aware, within: 72h}`,
	} {
		if _, problems := parse(text); len(problems) != 1 || problems[0] != want {
			t.Errorf("%q:\n got %q\nwant %q", text, problems, want)
		}
	}
}
