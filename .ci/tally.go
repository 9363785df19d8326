// Command tally reads the output of `go test -json` from the files named, in which other lines may stand between,
// and counts the tests: subtests too, and a test that ran more than once counts once and passes only if it passed
// every time. It prints the output of what failed, the names of what was skipped, and the count as its last line,
// and ends with status 1 if anything failed or nothing ran.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// event is a line of `go test -json`; build output names its package in ImportPath.
type event struct {
	Action, Package, ImportPath, Test, Output, FailedBuild string
}

// outcome is what became of a test, or of a package where Test is empty.
type outcome struct {
	pass, fail, skip bool
	output           strings.Builder
}

// tally holds the outcomes of one file by test, and the order in which they came.
type tally struct {
	tests map[string]*outcome
	order []string
}

func (t *tally) of(key string) *outcome {
	o, ok := t.tests[key]
	if !ok {
		o = &outcome{}
		t.tests[key] = o
		t.order = append(t.order, key)
	}
	return o
}

func main() {
	failed, passed, skipped := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, name := range os.Args[1:] {
		run, err := read(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "tally:", err)
			os.Exit(3)
		}
		for _, key := range run.order {
			o := run.tests[key]
			switch {
			case o.fail:
				if !failed[key] {
					fmt.Printf("--- failed: %s\n%s", key, o.output.String())
				}
				failed[key] = true
			case o.pass:
				passed[key] = true
			case o.skip:
				skipped[key] = true
			}
		}
	}
	n := 0
	for key := range passed {
		if !failed[key] {
			n++
		}
	}
	for _, key := range sorted(skipped) {
		if !failed[key] && !passed[key] {
			fmt.Println("--- skipped:", key)
		}
	}
	for _, key := range sorted(failed) {
		fmt.Println("--- failed:", key)
	}
	fmt.Printf("%d passed, %d failed\n", n, len(failed))
	if len(failed) > 0 || n == 0 {
		os.Exit(1)
	}
}

// read counts one file. A test that never ended, because its package died, has failed; a package has an outcome of
// its own only where it failed and none of its tests says why: it did not build, or it ended outside of a test.
func read(name string) (*tally, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}

	run := &tally{tests: map[string]*outcome{}}
	packages := map[string]*strings.Builder{}
	builds := map[string]*strings.Builder{}
	open := map[string]string{} // the tests that run, with their package
	broken := map[string]bool{} // the packages of which a test failed
	text := func(m map[string]*strings.Builder, key string) *strings.Builder {
		if m[key] == nil {
			m[key] = &strings.Builder{}
		}
		return m[key]
	}

	for line := range bytes.Lines(data) {
		var e event
		if !bytes.HasPrefix(line, []byte(`{`)) || json.Unmarshal(line, &e) != nil {
			continue
		}
		key := e.Package + " " + e.Test
		switch {
		case e.Action == "build-output":
			text(builds, e.ImportPath).WriteString(e.Output)
		case e.Test != "":
			o := run.of(key)
			switch e.Action {
			case "run":
				open[key] = e.Package
			case "output":
				o.output.WriteString(e.Output)
			case "pass":
				o.pass = true
				delete(open, key)
			case "skip":
				o.skip = true
				delete(open, key)
			case "fail":
				o.fail = true
				broken[e.Package] = true
				delete(open, key)
			}
		case e.Action == "output":
			text(packages, e.Package).WriteString(e.Output)
		case e.Action == "fail":
			for key, pkg := range open {
				if pkg == e.Package {
					run.of(key).fail = true
					broken[pkg] = true
				}
			}
			if !broken[e.Package] {
				o := run.of(e.Package)
				o.fail = true
				o.output.WriteString(text(builds, e.FailedBuild).String())
				o.output.WriteString(text(packages, e.Package).String())
			}
		}
	}
	return run, nil
}

func sorted(set map[string]bool) []string {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
