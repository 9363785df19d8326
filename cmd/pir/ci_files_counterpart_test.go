//go:build counterpart

package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestCounterpartActionlint holds the workflow and the steps of the action against actionlint, which has shellcheck look at
// the scripts in them.
func TestCounterpartActionlint(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Fatal("shellcheck is missing on this machine")
	}
	team := newTeam(t, "github")
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	// actionlint reads what an action takes where a workflow uses it, and steps in workflows alone.
	team.writeBelow(".github/actions/pir/action.yml", string(text))
	team.writeBelow(".github/workflows/action.yml", asWorkflow(t, text))
	top := filepath.Join(team.here, "..", "..")
	workflows, err := filepath.Glob(filepath.Join(team.dir, ".github", "workflows", "*.yml"))
	if err != nil || len(workflows) != 2 {
		t.Fatal(workflows, err)
	}
	out, err := team.try(top, "go", append([]string{"tool", "-modfile=" + filepath.Join("tools", "actionlint", "go.mod"), "actionlint"}, workflows...)...)
	if err != nil {
		t.Errorf("actionlint: %v\n%s", err, out)
	}
	hook := filepath.Join(top, "templates", "ci", "pre-commit")
	if out, err := team.try(team.dir, "shellcheck", hook); err != nil {
		t.Errorf("shellcheck: %v\n%s", err, out)
	}
}

// asWorkflow makes a workflow of a composite action: its inputs are those of the workflow, its steps those of a job.
func asWorkflow(t *testing.T, action []byte) string {
	t.Helper()
	var a struct {
		Inputs map[string]map[string]any
		Runs   struct{ Steps []any }
	}
	if err := yaml.Unmarshal(action, &a); err != nil {
		t.Fatal(err)
	}
	with := map[string]any{}
	for name, in := range a.Inputs {
		in["type"], with[name] = "string", in["default"]
	}
	use := map[string]any{"uses": "./.github/actions/pir", "with": with}
	b, err := yaml.Marshal(map[string]any{
		"on": map[string]any{"workflow_call": map[string]any{"inputs": a.Inputs}},
		"jobs": map[string]any{
			"steps": map[string]any{"runs-on": "ubuntu-latest", "steps": a.Runs.Steps},
			"use":   map[string]any{"runs-on": "ubuntu-latest", "steps": []any{use}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// gitLabJob is a job of GitLab CI.
type gitLabJob struct {
	Script    []string
	Variables map[string]string
	Extends   string
	Artifacts struct {
		Paths   []string
		Reports map[string]string
	}
}

// TestCounterpartGitLab runs the scripts of the jobs that `pir init --ci gitlab` writes, as GitLab does, in a merge request
// with a faulty report, and once it is mended.
func TestCounterpartGitLab(t *testing.T) {
	team := newTeam(t, "gitlab")
	text, err := os.ReadFile(filepath.Join(team.dir, ".gitlab", "pir.yml"))
	if err != nil {
		t.Fatal(err)
	}
	jobs := map[string]gitLabJob{}
	if err := yaml.Unmarshal(text, &jobs); err != nil {
		t.Fatal(err)
	}
	var config struct{ Include []map[string]string }
	b, err := os.ReadFile(filepath.Join(team.dir, ".gitlab-ci.yml"))
	if err == nil {
		err = yaml.Unmarshal(b, &config)
	}
	if err != nil || len(config.Include) != 1 || config.Include[0]["local"] != ".gitlab/pir.yml" {
		t.Errorf("include %v, %v", config.Include, err)
	}

	if out, ok := team.gitLab(jobs, "pir-status"); !ok {
		t.Errorf("nothing is late, and the job fails:\n%s", out)
	}
	team.branch("topic")
	team.write("reports/2026-01-02-train.md", faultyReport)
	team.commit("A report")
	// GitLab fetches the branch of the request, and not the one that it goes into.
	team.in(team.dir, "git", "update-ref", "-d", "refs/remotes/origin/main")
	if out, ok := team.gitLab(jobs, "pir-lint"); ok {
		t.Errorf("a faulty report passes:\n%s", out)
	}
	var quality []struct {
		CheckName   string `json:"check_name"`
		Fingerprint string
	}
	if err := json.Unmarshal([]byte(team.artifact("gl-code-quality-report.json")), &quality); err != nil || len(quality) == 0 {
		t.Errorf("code quality %v: %v", quality, err)
	}
	var suites struct {
		Suites []struct {
			Failures int `xml:"failures,attr"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(team.artifact("pir.xml")), &suites); err != nil || len(suites.Suites) != 1 || suites.Suites[0].Failures != 1 {
		t.Errorf("JUnit %+v: %v", suites, err)
	}
	if out, ok := team.gitLab(jobs, "pir-diff"); !ok || !strings.Contains(out, "Against origin/main: 1 report added") {
		t.Errorf("diff:\n%s", out)
	}
	team.write("reports/2026-01-02-train.md", mendedReport)
	if out, ok := team.gitLab(jobs, "pir-lint"); !ok {
		t.Errorf("a mended report does not pass:\n%s", out)
	}
	team.write("reports/2020-01-01-late.md", lateReport)
	if out, ok := team.gitLab(jobs, "pir-status"); ok {
		t.Errorf("an action is late, and the job passes:\n%s", out)
	}
	for name, job := range jobs {
		for _, file := range job.Artifacts.Paths {
			if team.artifact(file) == "" {
				t.Errorf("%s: no artifact %s", name, file)
			}
		}
		for _, file := range job.Artifacts.Reports {
			if team.artifact(file) == "" {
				t.Errorf("%s: no report %s", name, file)
			}
		}
	}
}

// gitLab runs the script of a job, and says whether it went well. The program is the one of this test.
func (c *team) gitLab(jobs map[string]gitLabJob, name string) (string, bool) {
	c.t.Helper()
	job, ok := jobs[name]
	if !ok || len(job.Script) == 0 {
		c.t.Fatalf("no script of a job %s", name)
	}
	script := "set -eo pipefail\n" + strings.Join(job.Script, "\n")
	args := []string{"CI_PROJECT_DIR=" + c.dir, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main"}
	for key, value := range jobs[job.Extends].Variables {
		args = append(args, key+"="+value)
	}
	out, err := c.try(c.dir, "env", append(args, "bash", "-c", script)...)
	return out, err == nil
}

// artifact returns a file that a job leaves in its folder, "" without one.
func (c *team) artifact(name string) string {
	b, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		return ""
	}
	return string(b)
}

// writeBelow writes a file with its folders.
func (c *team) writeBelow(name, text string) {
	c.t.Helper()
	if err := os.MkdirAll(filepath.Dir(filepath.Join(c.dir, filepath.FromSlash(name))), 0o755); err != nil {
		c.t.Fatal(err)
	}
	c.write(name, text)
}
