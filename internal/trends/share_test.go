package trends

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

func TestShares(t *testing.T) {
	of := func(trigger string, kinds ...string) func(*Incident) {
		return func(in *Incident) {
			in.Trigger = trigger
			for _, k := range kinds {
				a := actions.Action{Kind: k, Written: "open"}
				if k == "declined" {
					a = actions.Action{Kind: "control", Written: "declined"}
				}
				in.Actions = append(in.Actions, a)
			}
		}
	}
	got := of2026(t, "2026-12-31",
		made(t, "a", "2026-01-01T00:00:00Z", of("binary-push", "training", "policy", "declined")),
		made(t, "b", "2026-01-01T00:00:00Z", of("configuration-push", "training", "control")),
		made(t, "c", "2026-01-01T00:00:00Z", of("hardware")),
		made(t, "d", "2026-01-01T00:00:00Z", of("own word", "declined")),
		made(t, "e", "2026-01-01T00:00:00Z", of("", "other")),
		made(t, "f", "2025-01-01T00:00:00Z", of("binary-push", "training")),
		made(t, "g", "2026-01-01T00:00:00Z", func(in *Incident) { in.Kind = KindNearMiss }),
		made(t, "h", "2026-01-01T00:00:00Z", func(in *Incident) { in.Kind = KindExercise }),
	).Shares
	want := Shares{
		NearMiss:     SharePair{Now: Share{1, 6}, Previous: Share{0, 1}},
		Change:       SharePair{Now: Share{2, 3}, Previous: Share{1, 1}, Unknown: 2},
		TrainingOnly: SharePair{Now: Share{1, 3}, Previous: Share{1, 1}, Unknown: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, _, _, ok := (Share{2, 4}).Of(); ok {
		t.Error("a percentage of four")
	}
	if share, low, high, ok := (Share{17, 20}).Of(); !ok || share != 0.85 || math.Abs(low-0.621) > 1e-3 || math.Abs(high-0.968) > 1e-3 {
		t.Errorf("17 of 20: %v %v %v %v", share, low, high, ok)
	}
}

func TestImplementation(t *testing.T) {
	with := func(list ...actions.Action) func(*Incident) { return func(in *Incident) { in.Actions = list } }
	on := day(t, "2026-03-01")
	got := of2026(t, "2026-12-31",
		made(t, "a", "2026-01-01T00:00:00Z", with(
			actions.Action{Kind: "control", Effect: "prevent", Written: "verified", Done: on, Verified: on},
			actions.Action{Kind: "control", Effect: "detect", Written: "done", Done: on},
			actions.Action{Kind: "training", Effect: "prevent", Written: "open", Due: on},
			actions.Action{Written: "declined", Declined: on},
		)),
		made(t, "b", "2025-01-01T00:00:00Z", with(actions.Action{Kind: "policy", Written: "done", Done: on})),
	).Actions
	want := Actions{
		ActionCounts: ActionCounts{Total: 4, Open: 1, Overdue: 1, Done: 1, Verified: 1, Declined: 1},
		Previous:     ActionCounts{Total: 1, Done: 1},
		ByKind:       []ActionKey{{"control", ActionCounts{Total: 2, Done: 1, Verified: 1}}, {KeyNone, ActionCounts{Total: 1, Declined: 1}}, {"training", ActionCounts{Total: 1, Open: 1, Overdue: 1}}},
		ByEffect:     []ActionKey{{"prevent", ActionCounts{Total: 2, Open: 1, Overdue: 1, Verified: 1}}, {KeyNone, ActionCounts{Total: 1, Declined: 1}}, {"detect", ActionCounts{Total: 1, Done: 1}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Implemented() != (Share{2, 3}) || got.Checked() != (Share{1, 2}) {
		t.Errorf("implemented %+v, checked %+v", got.Implemented(), got.Checked())
	}
}

func TestLags(t *testing.T) {
	list := make([]Incident, 0, 5)
	for i, v := range []Review{
		{Detected: day(t, "2026-01-01"), HotWash: day(t, "2026-01-01"), Closed: day(t, "2026-01-02"), Held: day(t, "2026-01-09")},
		{Detected: day(t, "2026-01-01"), HotWash: day(t, "2026-01-03"), Closed: day(t, "2026-01-02"), Held: day(t, "2026-02-02")},
		{Detected: day(t, "2026-01-01"), Closed: day(t, "2026-01-02")},
		{HotWash: day(t, "2026-01-03"), Held: day(t, "2026-01-09")},
		{Detected: day(t, "2026-01-05"), HotWash: day(t, "2026-01-03"), Closed: day(t, "2026-01-12"), Held: day(t, "2026-01-09")},
	} {
		list = append(list, made(t, fmt.Sprint(i), "2026-01-01T00:00:00Z", func(in *Incident) { in.Review = v }))
	}
	got := Compute(list, Year(2026), Year(2025), day(t, "2026-12-31"), policy.Default()).Lags
	for i, want := range []string{"hot_wash 2 2 1: 0 in 0, 1, 2 in 1", "review 2 2 1: 7 in 0, 19, 31 in 1"} {
		l := got[i]
		said := fmt.Sprintf("%s %d %d %d: %v in %s, %v, %v in %s", l.Name, l.N, l.Unknown, l.NotMeasurable, *l.Min, l.MinReport, *l.Median, *l.Max, l.MaxReport)
		if said != want {
			t.Errorf("got %s, want %s", said, want)
		}
	}
}
