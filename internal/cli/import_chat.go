package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/tracker"
	"github.com/pir-cli/pir/internal/transition"
)

// importChat adds the messages of a chat to the timeline of a report, for people to take out what is none of it.
func (a *app) importChat(ctx context.Context, r *repo, in *tracker.Input, o *trackerOptions, zone *time.Location) error {
	switch {
	case o.into == "":
		return usagef("%s: a chat names no incident; say with --into which report gets the messages, such as --into 2026-03-02-labels-late", strings.Join(o.from, ", "))
	case o.registerOnly || o.reportsOnly || len(o.columns) > 0 || len(o.createdAs) > 0:
		return usagef("a chat goes into the timeline of one report; leave out --register-only, --reports-only, --column and --created-as")
	}
	path, err := r.reportPath(o.into)
	if err != nil {
		return err
	}
	rep, err := readReport(path)
	if err != nil {
		return err
	}
	if own := rep.Timezone.Value; zone == nil && own != "" {
		if named, err := time.LoadLocation(own); err == nil {
			zone = named
		}
	}
	messages, left, err := in.Messages(tracker.ChatOptions{Day: o.date, Zone: zone})
	if err != nil {
		return usagef("%s: %w", strings.Join(o.from, ", "), err)
	}
	for _, l := range left {
		a.hint("left out: %s", l)
	}
	if len(fresh(rep, messages)) == 0 {
		if _, err := fmt.Fprintf(a.env.Stdout, "%s has all of the messages\n", rep.ID); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
		return nil
	}
	planning := func(*policy.Policy, *people.List) plan {
		return func(rep *report.Report) (transition.Step, error) {
			return transition.AddEvents(rep, fresh(rep, messages))
		}
	}
	ask := func(*prompter, transition.Need) error { return errors.New("a message has no time or no text") }
	if err := a.amendReport(ctx, o.into, &amendOptions{dryRun: !o.write}, planning, ask); err != nil {
		return err
	}
	if !o.write {
		a.hint("nothing was written; add --write")
		return nil
	}
	a.hint("next: take out what is chatter, and tag the milestones, such as milestone: contained")
	return nil
}

// fresh returns the messages that the timeline does not have.
func fresh(rep *report.Report, messages []tracker.Message) []transition.Event {
	type said struct {
		at   int64
		text string
	}
	there := map[said]bool{}
	for _, e := range rep.Timeline {
		there[said{e.At.At.Unix(), e.Event.Value}] = true
	}
	var events []transition.Event
	for _, m := range messages {
		at, err := time.Parse(time.RFC3339, m.At)
		key := said{at.Unix(), m.Text}
		if err != nil || there[key] {
			continue
		}
		there[key] = true
		events = append(events, transition.Event{At: m.At, Event: m.Text, Source: "chat"})
	}
	return events
}
