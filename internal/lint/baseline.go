package lint

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
)

// Baseline is the findings that a team accepted when it adopted the tool. They are recognised by what they
// are about, not by their line, so that text moved up or down keeps them.
type Baseline struct{ accepted map[string]bool }

// baselineFile is the file that keeps a baseline. File and rule are for people who read it.
type baselineFile struct {
	Version  int             `json:"version"`
	Findings []baselineEntry `json:"findings"`
}

type baselineEntry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	File        string `json:"file"`
}

const baselineVersion = 1

// ReadBaseline reads what WriteBaseline wrote. Its error says what to do.
func ReadBaseline(b []byte) (Baseline, error) {
	var f baselineFile
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return Baseline{}, fmt.Errorf("not a baseline: %w; make it anew with `pir lint --write-baseline`", err)
	}
	if f.Version != baselineVersion {
		return Baseline{}, fmt.Errorf("a baseline of version %d, this program reads %d; make it anew with `pir lint --write-baseline`", f.Version, baselineVersion)
	}
	accepted := make(map[string]bool, len(f.Findings))
	for _, e := range f.Findings {
		accepted[e.Fingerprint] = true
	}
	return Baseline{accepted: accepted}, nil
}

// WriteBaseline returns a baseline that accepts every finding of the result.
func WriteBaseline(r Result) ([]byte, error) {
	f := baselineFile{Version: baselineVersion, Findings: []baselineEntry{}}
	for i, print := range diag.Fingerprints(r.Diagnostics) {
		f.Findings = append(f.Findings, baselineEntry{Fingerprint: print, Rule: r.Diagnostics[i].Rule, File: r.Diagnostics[i].File})
	}
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write baseline: %w", err)
	}
	return append(b, '\n'), nil
}

// Accept moves the findings that a baseline accepts to the suppressed ones.
func (r Result) Accept(b Baseline) Result {
	var left []diag.Diagnostic
	accepted := append([]diag.Diagnostic{}, r.Suppressed...)
	for i, print := range diag.Fingerprints(r.Diagnostics) {
		d := r.Diagnostics[i]
		if b.accepted[print] {
			d.Reason = "accepted in the baseline"
			accepted = append(accepted, d)
			continue
		}
		left = append(left, d)
	}
	r.Diagnostics, r.Suppressed = left, diag.Sort(accepted)
	return r
}
