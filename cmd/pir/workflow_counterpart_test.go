//go:build counterpart

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// faultyReport has one error, which mendedReport has not.
const (
	faultyReport = "---\ntitel: Train fails\nkind: incident\nseverity: sev3\nstatus: draft\n---\n\n## Summary\n\nIt stood still.\n"
	lateReport   = "---\ntitle: Train fails\nkind: incident\nseverity: sev3\nstatus: draft\nactions:\n  - {id: A1, title: Watch it, owner: \"@sre-1\", due: 2020-01-02, status: open}\n---\n\n## Summary\n\nIt stood still.\n"
)

var mendedReport = strings.Replace(faultyReport, "titel", "title", 1)

// TestCounterpartGitHub lets a pull request go through the workflow that `pir init --ci github` writes: act runs it on this
// machine, with the action of this repository. Actions of others, and gh, are stand-ins.
func TestCounterpartGitHub(t *testing.T) {
	team := newTeam(t, "github")
	team.branch("topic")
	team.write("reports/2026-01-02-train.md", faultyReport)
	team.commit("A report")

	team.comments(`[{"id": 1, "user": {"login": "sre-1"}, "body": "### Post-incident reviews are useful"}]`)
	out, ok := team.act("pull_request")
	if ok {
		t.Errorf("a faulty report passes:\n%s", out)
	}
	if !strings.Contains(out, "::error file=reports/2026-01-02-train.md,line=2,") {
		t.Errorf("no note at the line:\n%s", out)
	}
	var sarif struct {
		Runs []struct {
			Results []struct {
				RuleID string `json:"ruleId"`
			}
		}
	}
	if err := json.Unmarshal([]byte(team.kept("uploaded.sarif")), &sarif); err != nil || len(sarif.Runs) != 1 || !strings.Contains(fmt.Sprint(sarif.Runs), "unknown-field") {
		t.Errorf("SARIF %v: %v", sarif, err)
	}
	if got, want := team.kept("posted"), "POST repos/lindgrove/reviews/issues/7/comments\n"; got != want {
		t.Errorf("posted %q, want %q", got, want)
	}
	if body := team.kept("body.md"); !strings.HasPrefix(body, "### Post-incident reviews\n") || !strings.Contains(body, "Train fails") && !strings.Contains(body, "2026-01-02-train") {
		t.Errorf("comment:\n%s", body)
	}

	team.write("reports/2026-01-02-train.md", mendedReport)
	team.commit("Mended")
	team.comments(`[{"id": 41, "user": {"login": "github-actions[bot]"}, "body": "Coverage is up"},
		{"id": 42, "user": {"login": "github-actions[bot]"}, "body": "### Post-incident reviews\n\nAgainst main"}]`)
	if out, ok := team.act("pull_request"); !ok {
		t.Errorf("a mended report does not pass:\n%s", out)
	}
	if got, want := team.kept("posted"), "PATCH repos/lindgrove/reviews/issues/comments/42\n"; got != want {
		t.Errorf("posted %q, want %q", got, want)
	}

	team.branch("code")
	team.write("main.go", "package main\n")
	team.commit("Code")
	team.comments(`[]`)
	if out, ok := team.act("pull_request"); !ok {
		t.Errorf("a change of code does not pass:\n%s", out)
	}
	if got := team.kept("posted"); got != "" {
		t.Errorf("a comment about a change of code: %q", got)
	}

	if out, ok := team.act("schedule"); !ok {
		t.Errorf("nothing is late, and the job fails:\n%s", out)
	}
	team.write("reports/2020-01-01-late.md", lateReport)
	team.commit("Late")
	if out, ok := team.act("schedule"); ok || !strings.Contains(out, "Watch it") {
		t.Errorf("an action is late, and the job says nothing:\n%s", out)
	}
}

// team is a repository with a remote, in a folder with what the stand-ins are asked and answer.
type team struct {
	t          *testing.T
	kit, dir   string
	here, path string
}

// newTeam makes a repository that `pir init --ci` has set up, on its branch main.
func newTeam(t *testing.T, host string) *team {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"git", "go", "bash", "jq"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing on this machine", program)
		}
	}
	kit := t.TempDir()
	c := &team{t: t, kit: kit, dir: filepath.Join(kit, "team"), here: here}
	c.path = filepath.Join(here, "testdata", "workflow") + string(os.PathListSeparator) + os.Getenv("PATH")
	c.in(kit, "git", "init", "-q", "--bare", "-b", "main", "origin.git")
	c.in(kit, "git", "clone", "-q", "origin.git", "team")
	c.in(c.dir, "pir", "init", "-q", "--ci", host)
	c.in(c.dir, "git", "checkout", "-q", "-B", "main")
	c.commit("Set up")
	c.in(c.dir, "git", "remote", "set-head", "origin", "main")
	return c
}

// in runs a program that has to go well.
func (c *team) in(dir, name string, args ...string) string {
	c.t.Helper()
	out, err := c.try(dir, name, args...)
	if err != nil {
		c.t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return out
}

func (c *team) try(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+c.path, "PIR_TEST="+c.kit, "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@lindgrove.example", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@lindgrove.example")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

func (c *team) branch(name string) {
	c.t.Helper()
	c.in(c.dir, "git", "checkout", "-q", "-b", name, "main")
}

func (c *team) write(name, text string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c *team) commit(message string) {
	c.t.Helper()
	c.in(c.dir, "git", "add", "-A")
	c.in(c.dir, "git", "commit", "-q", "-m", message)
	c.in(c.dir, "git", "push", "-q", "origin", "HEAD")
}

// comments says which comments the pull request has, and forgets what was posted.
func (c *team) comments(list string) {
	c.t.Helper()
	for _, name := range []string{"posted", "body.md", "uploaded.sarif"} {
		if err := os.RemoveAll(filepath.Join(c.kit, name)); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(c.kit, "comments.json"), []byte(list), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// kept returns what a stand-in wrote into a file, "" without one.
func (c *team) kept(name string) string {
	b, err := os.ReadFile(filepath.Join(c.kit, name))
	if err != nil {
		return ""
	}
	return string(b)
}

// usesOthers finds the actions of others, with their commits.
var usesOthers = regexp.MustCompile(`uses: ([\w-]+/[\w-]+)(?:/[\w/-]+)?@([0-9a-f]{40}) # v`)

// act runs the workflow for an event, and says whether all of its jobs went well.
func (c *team) act(event string) (string, bool) {
	c.t.Helper()
	const pull = `{"number": 7, "pull_request": {"number": 7, "base": {"ref": "main"}, "head": {"ref": "topic", "repo": {"fork": false}}},
		"repository": {"default_branch": "main", "full_name": "lindgrove/reviews"}}`
	eventFile := filepath.Join(c.kit, "event.json")
	if err := os.WriteFile(eventFile, []byte(pull), 0o600); err != nil {
		c.t.Fatal(err)
	}
	top := filepath.Join(c.here, "..", "..")
	args := []string{
		"tool", "-modfile=" + filepath.Join(top, "tools", "act", "go.mod"), "act", event, "--directory", c.dir, "--eventpath", eventFile,
		"--platform", "ubuntu-latest=-self-hosted", "--env", "GITHUB_REPOSITORY=lindgrove/reviews", "--secret", "GITHUB_TOKEN=not-a-token",
		"--local-repository", "pir-cli/pir@v0.1.0=" + top, "--action-cache-path", filepath.Join(c.kit, "actions"), "--env", "PIR_TEST=" + c.kit,
	}
	for _, file := range []string{filepath.Join(c.dir, ".github", "workflows", "pir.yml"), filepath.Join(top, "action.yml")} {
		text, err := os.ReadFile(file)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, use := range usesOthers.FindAllStringSubmatch(string(text), -1) {
			args = append(args, "--local-repository", use[1]+"@"+use[2]+"="+filepath.Join(c.here, "testdata", "workflow", "action"))
		}
	}
	out, err := c.try(top, "go", args...)
	return out, err == nil
}
