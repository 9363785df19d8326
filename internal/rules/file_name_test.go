package rules

import "testing"

func TestFileName(t *testing.T) {
	for _, c := range []struct {
		path, fragment string
		want           []string
	}{
		{"reports/2026-03-02-x.md", "", nil},
		{"reports/2026-03-02-leaked-ci-token/index.md", "", nil},
		{"reports/2026-03-03-x.md", "", nil}, // a day is allowed for
		{"reports/2026-03-04-x.md", "", []string{"the incident started on 2026-03-02 and was detected on 2026-03-02"}},
		{"reports/2026-03-01-x.md", "", nil},
		{"reports/2026-02-28-x.md", "", []string{"the date in the name is 2026-02-28"}},
		{"reports/2026-13-01-x.md", "", []string{"there is no such day"}},
		{"reports/2026-03-02.md", "", []string{"not a date and a slug"}},
		{"reports/2026-03-02-.md", "", []string{"not a date and a slug"}},
		{"reports/2026-03-02-a--b.md", "", []string{"not a date and a slug"}},
		{"reports/2026-03-02-größe.md", "", []string{"not a date and a slug"}},
		{"reports/2026-03-020-x.md", "", []string{"not a date and a slug"}},
		{"reports/postmortem-17.md", "", nil},
		{"reports/what: now.md", "", []string{`has one of < > : " | ? * \ in it`}},
		{"reports/CON.md", "", []string{"is that of a device"}},
		{"reports/aux/index.md", "", []string{"is that of a device"}},
		{"reports/contract.md", "", nil},
		{"reports/2026-03-02-x./index.md", "", []string{"ends with a dot or a space"}},
		{"reports/a\tb.md", "", []string{"control character"}},
		{"reports/2026-03-12-x.md", timeline("2026-01-05T08:00:00Z started", "2026-03-12T08:00:00Z detected"), nil},
		{"reports/2026-01-05-x.md", timeline("2026-01-05T08:00:00Z started", "2026-03-12T08:00:00Z detected"), nil},
		{"reports/2026-02-05-x.md", timeline("2026-01-05T08:00:00Z started", "2026-03-12T08:00:00Z detected"), []string{"the date in the name is 2026-02-05"}},
		{"reports/2026-03-02-x.md", timeline("unknown started", "2026-03-12 detected"), []string{"the incident was detected on 2026-03-12"}},
		{"reports/2026-03-02-x.md", timeline("unknown started", "unknown detected"), nil},
		{"reports/2026-03-02-x.md", timeline("2026-03-02T07:00:00Z", "2025-03-02T08:00:00Z detected", "2026-03-02T09:00:00Z"), nil}, // a date-outlier
		{"reports/2026-03-04-x.md", "timezone: Pacific/Kiritimati\n" + timeline("2026-03-02T23:00:00Z detected"), nil},              // the 3rd there
		{"reports/2021-03-02-x.md", "", []string{"the date in the name is 2021-03-02"}},
	} {
		t.Run(c.path, func(t *testing.T) {
			expect(t, messagesIn(t, "file-name", c.path, compose(t, c.fragment, nil)), c.want)
		})
	}
}
