package rules

import "testing"

func TestMilestoneOrder(t *testing.T) {
	const (
		at8  = "2026-03-02T08:00:00Z "
		at9  = "2026-03-02T09:00:00Z "
		at10 = "2026-03-02T10:00:00Z "
		at11 = "2026-03-02T11:00:00Z "
	)
	checkCorners(t, "milestone-order", []corner{
		{"equal times", timeline(at8+"started", at8+"detected", at8+"contained", at8+"resolved", at8+"closed"), nil},
		{"declared and aware are free", timeline(at8+"started", at8+"declared", at9+"detected", at9+"contained", at10+"resolved", at11+"aware"), nil},
		{"declared before the start", timeline(at8+"declared", at9+"started"), []string{"declared at 2026-03-02T08:00:00Z is before started"}},
		{"acknowledged before detected", timeline(at8+"acknowledged", at9+"detected"), []string{"acknowledged at 2026-03-02T08:00:00Z is before detected"}},
		{"acknowledged after contained", timeline(at8+"detected", at9+"contained", at10+"acknowledged"), nil},
		{"eradicated before contained", timeline(at8+"eradicated", at9+"contained"), []string{"eradicated at"}},
		{"eradicated after resolved", timeline(at8+"contained", at9+"resolved", at10+"eradicated", at11+"closed"), nil},
		{"eradicated after closed", timeline(at8+"resolved", at9+"closed", at10+"eradicated"), []string{"closed at 2026-03-02T09:00:00Z is before eradicated"}},
		{"closed first", timeline(at8+"closed", at9+"resolved"), []string{"error: closed at 2026-03-02T08:00:00Z is before resolved"}},
		{"one wrong time is one finding", timeline(at11+"started", at8+"detected", at9+"contained", at10+"resolved"), []string{"started at 2026-03-02T11:00:00Z is after detected at 2026-03-02T08:00:00Z (line 22) and 2 more"}},
		{"two wrong times are two", timeline(at9+"started", at8+"declared", at11+"resolved", at10+"closed"), []string{"declared at", "closed at"}},
		{"unknown", timeline("unknown started", at8+"detected"), nil},
		{"a date only", timeline("2026-03-03 started", at8+"detected"), nil},
		{"local with exact", timeline("2026-03-02T09:00:00 started", at8+"detected"), nil},
		{"a year off is a date-outlier", timeline("2026-03-02T07:00:00Z", "2025-03-02T08:00:00Z detected", at9+"contained", at8+"started"), nil},
		{"the second of two does not count", timeline(at8+"started", at9+"detected", "2026-03-02T07:00:00Z detected"), nil},
	})
}

func TestMilestoneMissing(t *testing.T) {
	four := timeline("unknown", "unknown", "unknown", "unknown detected")
	checkCorners(t, "milestone-missing", []corner{
		{"unknown is there", timeline("unknown started", "unknown detected", "unknown contained", "unknown resolved", "unknown closed"), nil},
		{"aliases count", timeline("unknown occurred", "unknown reported", "unknown mitigated", "unknown fixed", "unknown closed"), nil},
		{"several", four, []string{"error: the timeline has no entries with the milestones started, contained, resolved and closed"}},
		{"one", "severity: sev3\n" + four, []string{"no entry with `milestone: resolved`"}},
		{"in a draft", "status: draft\nseverity: sev3\n" + four, []string{"info: "}},
		{"near misses need detected", "kind: near-miss\n" + four, nil},
		{"a misspelt one is there", "severity: sev3\n" + timeline("unknown detectd", "unknown resolved"), nil},
		{"no timeline at all", "timeline: []\n", nil},
	})
}

func TestMilestoneDuplicate(t *testing.T) {
	checkCorners(t, "milestone-duplicate", []corner{
		{"three", timeline("unknown detected", "unknown detected", "unknown detected"), []string{"already in line 21", "already in line 21"}},
		{"by an alias", timeline("unknown contained", "unknown mitigated"), []string{"milestone contained stands already"}},
		{"none", timeline("unknown", "unknown"), nil},
	})
}
