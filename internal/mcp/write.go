package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

type newInput struct {
	Title    string   `json:"title" jsonschema:"what happened, in one line"`
	Severity string   `json:"severity" jsonschema:"severity, an entry of the policy"`
	Kind     string   `json:"kind,omitempty" jsonschema:"what it is; incident without it"`
	Date     string   `json:"date,omitempty" jsonschema:"day of the incident, YYYY-MM-DD"`
	Detected string   `json:"detected,omitempty" jsonschema:"time of detection with its offset, such as 2026-03-03T06:02:00Z, or unknown"`
	Services []string `json:"services,omitempty" jsonschema:"services that were hit"`
	Teams    []string `json:"teams,omitempty" jsonschema:"teams that were involved"`
	Incident string   `json:"incident,omitempty" jsonschema:"key in the incident register"`
	Owner    string   `json:"owner,omitempty" jsonschema:"handle of who leads the review"`
}

// Started is the report that was started.
type Started struct {
	Version int    `json:"version"`
	ID      string `json:"id"`
	File    string `json:"file" jsonschema:"path from the root of the repository"`
}

type stepInput struct {
	Action   string   `json:"action" jsonschema:"full id of the action, such as 2026-03-02-leaked-ci-token/A1"`
	Step     string   `json:"step" jsonschema:"what happens to it"`
	On       string   `json:"on,omitempty" jsonschema:"day of the step, YYYY-MM-DD; today without it"`
	By       string   `json:"by,omitempty" jsonschema:"verify, decline, redate: handle of who checked or decided; the owner does not verify"`
	Reason   string   `json:"reason,omitempty" jsonschema:"block, decline, redate: why"`
	Evidence []string `json:"evidence,omitempty" jsonschema:"done, verify: links, commits or paths of the repository that show it"`
	Method   string   `json:"method,omitempty" jsonschema:"verify: how it was checked, such as control-retest"`
	Result   string   `json:"result,omitempty" jsonschema:"verify: what the check showed"`
	To       string   `json:"to,omitempty" jsonschema:"escalate: handle of who is asked"`
	Ask      string   `json:"ask,omitempty" jsonschema:"escalate: what is asked for"`
	Decision string   `json:"decision,omitempty" jsonschema:"escalate: what was decided"`
	Due      string   `json:"due,omitempty" jsonschema:"redate: the new due date, YYYY-MM-DD"`
	Until    string   `json:"until,omitempty" jsonschema:"decline: day on which the decision is looked at again"`
	Risk     string   `json:"risk,omitempty" jsonschema:"decline: entry of the risk register"`
}

// writers adds the tools that write.
func (b *builder) writers() {
	out, err := jsonschema.For[Started](nil)
	if err != nil {
		b.fail("new_report", err)
		return
	}
	add(b, tool{
		name: "new_report", title: "Start a report", writes: true, words: map[string][]string{"kind": b.Words["report_kind"]},
		doc: "Start a report in the repository from the template of its severity, as a draft with hints in comments. Nothing that exists is overwritten. Only facts that a person gave go in.",
	}, out, func(ctx context.Context, in newInput) (json.RawMessage, string, error) {
		written, err := b.run(ctx, Call{Args: arguments("new").text("severity", in.Severity).text("kind", in.Kind).
			text("date", in.Date).text("detected", in.Detected).list("services", in.Services).list("teams", in.Teams).
			text("incident", in.Incident).text("owner", in.Owner).rest(in.Title)})
		if err != nil {
			return nil, "", err
		}
		file := strings.ReplaceAll(strings.TrimSpace(string(written)), `\`, "/")
		answer, err := json.Marshal(Started{Version: 1, ID: strings.TrimSuffix(path.Base(file), path.Ext(file)), File: file})
		if err != nil {
			return nil, "", fmt.Errorf("write what was started: %w", err)
		}
		return answer, "", nil
	})
	b.steps()
}

// steps adds the tool that takes an action a step further; its answer is the action as it is then.
func (b *builder) steps() {
	t := tool{
		name: "action_step", title: "Take an action a step further", shape: "actions", writes: true,
		doc:   "Change one corrective action in its report: start, block, done, verify, decline, escalate or redate it. Record only what a person has said or what can be shown; a step that the rules do not allow is refused. Only the lines of the action change.",
		words: b.lists("step", "result", "decision"),
	}
	out, err := b.schema(t.shape)
	if err != nil {
		b.fail(t.name, err)
		return
	}
	add(b, t, out, func(ctx context.Context, in stepInput) (json.RawMessage, string, error) {
		call, err := b.stepCall(in)
		if err != nil {
			return nil, "", err
		}
		said, err := b.run(ctx, call)
		if err != nil {
			return nil, "", err
		}
		now, err := b.json(ctx, Call{Args: arguments("actions").text("report", in.Action)})
		return now, strings.TrimSpace(string(said)), err
	})
}

// stepCall returns the command of a step. What the step does not take is refused by the command.
func (b *builder) stepCall(in stepInput) (Call, error) {
	if !slices.Contains(b.Words["step"], in.Step) {
		return Call{}, errors.New("step: use " + strings.Join(b.Words["step"], ", "))
	}
	day := "on"
	if in.Step == "block" {
		day = "since"
	}
	return Call{Args: arguments("actions", in.Step).text(day, in.On).text("by", in.By).text("reason", in.Reason).
		each("evidence", in.Evidence).text("method", in.Method).text("result", in.Result).text("to", in.To).text("ask", in.Ask).
		text("decision", in.Decision).text("due", in.Due).text("until", in.Until).text("risk", in.Risk).rest(in.Action)}, nil
}
