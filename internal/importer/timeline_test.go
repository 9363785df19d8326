package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/source"
)

// read imports a text of an invented report.
func read(t *testing.T, name, text string, opts importer.Options) *importer.Draft {
	t.Helper()
	d := importer.Read(source.New(name, []byte(text)), opts)
	if d.Skip != "" {
		t.Fatalf("left as it is: %s", d.Skip)
	}
	return d
}

// events writes the entries of a draft, one a line.
func events(d *importer.Draft) string {
	var b strings.Builder
	for _, e := range d.Timeline {
		b.WriteString(e.At + " " + e.Event)
		if e.Milestone != "" {
			b.WriteString(" [" + e.Milestone + "]")
		}
		if e.Note != "" {
			b.WriteString(" (suggested)")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestTimelines has one invented timeline for each way in which people write them. The file is of 2024-05-02 unless its
// name says otherwise.
func TestTimelines(t *testing.T) {
	tests := []struct{ name, file, zone, text, want string }{
		{
			"bullets with times, the zone in the heading", "", "UTC",
			"# Labels late\n\n## Timeline (UTC)\n\n- 13:40: Queue of label-printer grows\n- **13:42** - Alert fired\n- `13:50` Printer restarted\n- 14:05 – Service restored\n",
			"2024-05-02T13:40:00Z Queue of label-printer grows\n2024-05-02T13:42:00Z Alert fired [detected]\n2024-05-02T13:50:00Z Printer restarted\n2024-05-02T14:05:00Z Service restored [resolved]\n",
		},
		{
			"a heading for each event, the date in the first", "", "America/Los_Angeles",
			"## Timeline\n\nAll times in PST\n\n### 2024-05-03 18:30\n\nOutage begins.\n\n- a detail at 18:31\n\n### 18:45\n\nSomebody looks.\n\n### 19:00 - 19:10\n\nRestarted.\n",
			"2024-05-03T18:30:00 Outage begins. [started]\n2024-05-03T18:45:00 Somebody looks.\n2024-05-03T19:00:00 19:00 - 19:10: Restarted.\n",
		},
		{
			"headings of a time alone under no heading", "", "unknown",
			"# Sorting belt stopped\n\nThe belt stopped.\n\n## 14:05\n\nBelt stops.\n\n## 14:20\n\nBelt runs.\n",
			"2024-05-02T14:05:00 Belt stops.\n2024-05-02T14:20:00 Belt runs.\n",
		},
		{
			"bare lines with times", "", "Europe/Berlin",
			"## Timeline (all times CET)\n09:00 Deploy\n  which took long\n09:10 Rolled back\n",
			"2024-05-02T09:00:00 Deploy which took long\n2024-05-02T09:10:00 Rolled back\n",
		},
		{
			"a table with date, time and zone in its heads", "", "Europe/London",
			"## Timeline\n\n| Day | Date (2023) | Time (BST) | Event |\n|---|---|:--|--|\n| Mon | Jun 5 | 9:15 | Paged on-call |\n| Tue | Jun 6 | 07:00 | Fixed in `a|b` |\n",
			"2023-06-05T09:15:00 Paged on-call [detected]\n2023-06-06T07:00:00 Fixed in a|b\n",
		},
		{
			"a table with a column of milestones", "", "UTC",
			"## Timeline\n\nMilestone | Time (UTC) | What\n--|--|--\nDetected | 2024-05-02 10:00 | Mail from a customer\nMitigated | 2024-05-02 10:30 | Traffic moved\n",
			"2024-05-02T10:00:00Z Mail from a customer [detected]\n2024-05-02T10:30:00Z Traffic moved [contained]\n",
		},
		{
			"twelve hours, points, approximate and unknown times", "", "unknown",
			"## Timeline\n\n- 9.15am Deploy\n- ~1:10 PM Errors seen\n- ??:?? Somebody restarts it\n- 1X:XX Later\n- 18.30: Quiet\n- 12 am: Midnight\n",
			"2024-05-02T09:15:00 Deploy\n2024-05-02T13:10:00 ~1:10 PM: Errors seen\nunknown ??:??: Somebody restarts it\nunknown 1X:XX: Later\n2024-05-02T18:30:00 Quiet\n2024-05-03T00:00:00 Midnight (suggested)\n",
		},
		{
			"dates on lines of their own", "", "unknown",
			"## Timeline\n\n_5/14/24_\n\n10:00: One\n\n**2024-05-15**\n\n08:00: Two\n\n### May 16, 2024\n\n- 07:00 Three\n",
			"2024-05-14T10:00:00 One\n2024-05-15T08:00:00 Two\n2024-05-16T07:00:00 Three\n",
		},
		{
			"dates in items above items", "", "unknown",
			"## Timeline\n\n- 2024-05-14\n  - 10:00 One\n  - 11:00 Two\n- May 15\n  - 08:00 Three\n    - nested 09:00\n",
			"2024-05-14T10:00:00 One\n2024-05-14T11:00:00 Two\n2024-05-15T08:00:00 Three\n",
		},
		{
			"over midnight", "", "UTC",
			"## Timeline\n\nTimes in UTC.\n\n- 23:10 One\n- 23:55 Two\n- 00:20 Three\n- 00:10 Four, written late\n",
			"2024-05-02T23:10:00Z One\n2024-05-02T23:55:00Z Two\n2024-05-03T00:20:00Z Three (suggested)\n2024-05-03T00:10:00Z Four, written late\n",
		},
		{
			"zones of entries, and one that differs", "", "Europe/Berlin",
			"## Timeline\n\n- 2024-05-02 10:00 CEST: One\n- 2024-05-02 10:05 CEST: Two\n- 2024-05-02 08:10 UTC: Three\n- 2024-05-02T10:15:00+02:00 Four\n",
			"2024-05-02T10:00:00 One\n2024-05-02T10:05:00 Two\n2024-05-02T08:10:00Z Three\n2024-05-02T10:15:00+02:00 Four\n",
		},
		{
			"a zone in brackets belongs to another time", "", "UTC",
			"## Timeline (UTC)\n\n- 12:48 (6:48 PDT): One\n- 13:00 (UTC) Two\n",
			"2024-05-02T12:48:00Z (6:48 PDT): One\n2024-05-02T13:00:00Z Two\n",
		},
		{
			"dates without a time, and one that cannot be", "", "unknown",
			"## Timeline\n\n10/14/2024 - Reported\n10/20/2024: Fixed\n11/03/202 - Released\n",
			"2024-10-14 Reported\n2024-10-20 Fixed [resolved]\nunknown 11/03/202: Released\n",
		},
		{
			"figures that could be either day stay unknown", "2024-report.md", "unknown",
			"## Timeline\n\n- 03/04/2024 10:00: One\n- 03/04/2024 11:00: Two\n",
			"unknown 03/04/2024 10:00: One\nunknown 03/04/2024 11:00: Two\n",
		},
		{
			"times behind the words", "", "unknown",
			"# Parcel scanner down\n\n- **Key events**\n  - First detected 2024-05-02 08:33\n  - Incident declared 2024-05-02 09:07\n  - Resolved at 2024-05-02 10:41\n\n- **Time to resolve**: 2h 8m\n",
			"2024-05-02T08:33:00 First detected [detected]\n2024-05-02T09:07:00 Incident declared [declared]\n2024-05-02T10:41:00 Resolved [resolved]\n",
		},
		{
			"labels for milestones", "", "unknown",
			"**Detected:** 2024-05-02 08:33<br>\n**Resolved:** 2024-05-02 10:41<br>\n\n## Summary\n\nDown.\n",
			"2024-05-02T08:33:00 Detected [detected]\n2024-05-02T10:41:00 Resolved [resolved]\n",
		},
		{
			"a status page", "", "UTC",
			"# API down\n\nWe look into it.\n\n**Update**: Cause found {{< track \"2024-05-02T10:05:00.000Z\" >}}\n\n**Resolved**: All is well {{< track \"2024-05-02T10:17:00.000Z\" >}}\n",
			"2024-05-02T10:05:00Z Update: Cause found\n2024-05-02T10:17:00Z Resolved: All is well [resolved]\n",
		},
		{
			"Japanese", "", "Asia/Tokyo",
			"## タイムライン（JST）\n\n| 時刻 | 出来事 |\n|---|---|\n| 10:05 | アラート発報 |\n| 10時30分 | 復旧 |\n",
			"2024-05-02T10:05:00 アラート発報 [detected]\n2024-05-02T10:30:00 復旧 [resolved]\n",
		},
		{
			"Chinese", "", "unknown",
			"## 时间线\n\n- 2024年5月3日 10:05 告警触发\n- 下午2点30分 服务恢复\n",
			"2024-05-03T10:05:00 告警触发 [detected]\n2024-05-03T14:30:00 服务恢复 [resolved]\n",
		},
		{
			"what only looks like times", "", "unknown",
			"## Summary\n\n- 10.5 GB were lost\n- 2024 was a good year\n- 3 nodes\n\n```\n12:00 a log\n12:01 a log\n```\n\n    13:00 code\n    13:01 code\n\n## Action items\n\n- 14:00 meeting to be moved\n- 15:00 another\n",
			"",
		},
		{
			"four figures behind a date, and an end that is another day", "", "unknown",
			"## Timeline\n\n- 2024-05-02 1625: One\n- 2024-05-02 X: Two\n- 2024-05-02 23:00 to 2024-05-03 01:00: Three\n",
			"2024-05-02T16:25:00 One\nunknown 2024-05-02 X: Two\n2024-05-02T23:00:00 2024-05-02 23:00 to 2024-05-03 01:00: Three\n",
		},
		{
			"ranges with a zone, times alone above their words, dates in brackets", "", "UTC",
			"## Timeline\n\n2024-05-03 (*all times UTC*)\n\n09.55\n\nSee the log\n\n10:10-10:25 UTC Looked\n",
			"2024-05-03T09:55:00Z See the log\n2024-05-03T10:10:00Z 10:10-10:25 UTC: Looked\n",
		},
		{
			"days before months", "", "unknown",
			"## Timeline\n\n- [12/05 23:50] One\n- [13/05 00:30] Two\n",
			"2024-05-12T23:50:00 One\n2024-05-13T00:30:00 Two\n",
		},
		{
			"sentences that begin with a time", "", "UTC",
			"## Timeline\n\nAt 10:05 we saw errors.\n\nAround 10:20 UTC we rolled back.\n",
			"2024-05-02T10:05:00Z At 10:05 we saw errors.\n2024-05-02T10:20:00Z Around 10:20 UTC we rolled back.\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name := tt.file
			if name == "" {
				name = "2024-05-02-x.md"
			}
			d := read(t, name, tt.text, importer.Options{})
			if diff := cmp.Diff(strings.Split(tt.want, "\n"), strings.Split(events(d), "\n")); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			if d.Timezone != tt.zone {
				t.Errorf("zone %s, want %s", d.Timezone, tt.zone)
			}
		})
	}
}

func TestGivenZone(t *testing.T) {
	const text = "## Timeline\n\n- 10:00 One\n- 11:00 Two\n"
	for zone, want := range map[string]string{
		"Europe/Berlin": "2024-05-02T10:00:00", "UTC": "2024-05-02T10:00:00Z", "+02:00": "2024-05-02T10:00:00+02:00", "": "2024-05-02T10:00:00",
	} {
		d := read(t, "2024-05-02-x.md", text, importer.Options{Timezone: zone})
		if got := d.Timeline[0].At; got != want {
			t.Errorf("with %q: %s, want %s", zone, got, want)
		}
	}
	d := read(t, "2024-05-02-x.md", "## Timeline (UTC)\n\n- 10:00 One\n", importer.Options{Timezone: "Europe/Berlin"})
	if d.Timezone != "UTC" {
		t.Errorf("the zone that was given is %s, but the text says UTC", d.Timezone)
	}
}

func TestParseZone(t *testing.T) {
	for text, want := range map[string]string{
		"UTC": "UTC", "GMT": "UTC", "Europe/Berlin": "Europe/Berlin", "+2": "+02:00", "UTC+05:30": "+05:30", "-0800": "-08:00",
		"PST": "America/Los_Angeles", "IST": "!more than one zone", "local": "!no time zone", "": "!no time zone", "Mars/Base": "!no time zone", "+99": "!no time zone",
	} {
		got, err := importer.ParseZone(text)
		if message, fails := strings.CutPrefix(want, "!"); fails {
			if err == nil || !strings.Contains(err.Error(), message) {
				t.Errorf("%q gives %q and %v, want an error with %q", text, got, err, message)
			}
		} else if err != nil || got != want {
			t.Errorf("%q gives %q and %v, want %q", text, got, err, want)
		}
	}
}

// TestMilestones holds that only clear words make a milestone.
func TestMilestones(t *testing.T) {
	const head = "## Timeline (UTC)\n\n"
	tests := []struct{ text, want string }{
		{"- 10:00 Alert fired\n- 10:01 Second alert fired\n", "detected -"},
		{"- 10:00 Service restored\n- 10:01 Errors are back\n- 10:30 Service restored\n", "- - resolved"},
		{"- 10:00 The issue is not resolved\n- 10:01 We think it is fully resolved\n", "- -"},
		{"- 10:00 Incident closed\n- 10:10 Alert fired\n", "- detected"},
		{"- 10:00 Once the service is restored we look\n- 10:05 We tried to get it back to normal\n", "- -"},
		{"- 10:00 Outage begins\n- 10:02 On-call paged\n- 10:03 Page acknowledged\n- 10:04 Incident declared\n- 10:30 Impact mitigated\n- 11:00 Incident resolved\n- 12:00 Incident closed\n", "started detected acknowledged declared contained resolved closed"},
	}
	for _, tt := range tests {
		d := read(t, "2024-05-02-x.md", head+tt.text, importer.Options{})
		var got []string
		for _, e := range d.Timeline {
			m := e.Milestone
			if m == "" {
				m = "-"
			}
			got = append(got, m)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, strings.Join(got, " "), tt.want)
		}
	}
}
