package history_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
)

func TestLinear(t *testing.T) {
	r := start(t)
	r.on("2026-03-20")
	r.replace(file, "due: 2026-03-31", "due: 2026-04-15")
	r.commit("slip")
	r.on("2026-03-21")
	r.replace(file, `due: 2026-04-15`, `due: "2026-04-15" # quoted`, "Text.", "More text.")
	r.commit("only spelling")
	r.on("2026-04-10")
	r.replace(file, "due: \"2026-04-15\" # quoted", "due: 2026-05-15")
	r.commit("slip again")
	r.on("2026-04-12")
	r.replace(file, "due: 2026-05-15", "due: 2026-05-01", "severity: sev1", "severity: SEV4", "status: draft", "status: approved")
	r.replace(file, "actions:\n", "approvals: [{on: 2026-04-12, by: \"@ciso\", role: approver}]\nactions:\n", "milestone: detected}\n", "milestone: detected}\n  - {at: 2026-02-21T10:00:00Z, event: End, milestone: closed}\n")
	r.commit("earlier")
	r.on("2026-06-01")
	r.replace(file, "owner: \"@sre-1\"\n    due: 2026-05-01\n    status: open", "owner: \"@sre-9\"\n    due: 2026-05-01\n    status: done\n    done: 2026-05-02\n    evidence: [\"commit:ab12cd3\"]", "title: Alert on use", "title: Alert on any use")
	r.commit("done late")
	r.replace(file, "due: 2026-04-30", "due: 2026-07-30", "title: Leaked token", "title: Token in a log")
	h := r.read(history.Options{Current: r.current(file), Policy: policy.Default()})
	r.check(h, with(created, []string{
		"slip: " + id + "/A1 due: 2026-03-31 > 2026-04-15 *15",
		"slip again: " + id + "/A1 due: 2026-04-15 > 2026-05-15 *30",
		"earlier: " + id + " severity: sev1 > SEV4",
		"earlier: " + id + " status: draft > approved",
		"earlier: " + id + " closed:  > 2026-02-21T10:00:00Z",
		"earlier: " + id + " approvals:  > @ciso approver 2026-04-12",
		"earlier: " + id + "/A1 due: 2026-05-15 > 2026-05-01",
		"done late: " + id + "/A1 owner: @sre-1 > @sre-9",
		"done late: " + id + "/A1 status: open > done",
		"done late: " + id + "/A1 done:  > 2026-05-02",
		"done late: " + id + "/A1 evidence:  > commit:ab12cd3",
		"done late: " + id + "/A2 title: Alert on use > Alert on any use",
		"-: " + id + " title: Leaked token > Token in a log",
		"-: " + id + "/A2 due: 2026-04-30 > 2026-07-30 *91",
	})...)
	a := r.slips(h, id+"/A1", "2026-03-31", 2, 31)
	if a.LastTouched.Format(time.DateOnly) != "2026-06-01" || a.FirstSeen.Format(time.DateOnly) != "2026-03-01" || a.Uncommitted || a.DoneRecorded != a.LastTouched {
		t.Errorf("A1: %+v", a)
	}
	if a := r.slips(h, id+"/A2", "2026-04-30", 1, 91); !a.Uncommitted {
		t.Errorf("A2: %+v", a)
	}
	kinds := make([]string, 0, len(h.Observations))
	for _, o := range h.Observations {
		kinds = append(kinds, o.Kind+" "+o.Action+" "+r.names()[o.Commit]+": "+o.Message)
	}
	if diff := cmp.Diff([]string{
		`severity-below-review  earlier: severity fell from "sev1" to "SEV4": a review was required, and is not asked for now`,
		"done-recorded-late A1 done late: done on 2026-05-02, and recorded on 2026-06-01, 30 days later",
		`changed-after-approval A2 done late: title changed from "Alert on use" to "Alert on any use" after the approval`,
		`changed-after-approval  -: title changed from "Leaked token" to "Token in a log" after the approval`,
	}, kinds); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
	if len(h.Notes) > 0 || h.Shallow {
		t.Errorf("notes %q", h.Notes)
	}
	at := r.read(history.Options{Rev: "HEAD~3"})
	r.check(at, with(created, []string{"slip: " + id + "/A1 due: 2026-03-31 > 2026-04-15 *15"})...)
}

func TestRenames(t *testing.T) {
	r := start(t)
	r.git("mv", file, "reports/2026-02-20-token-leak.md")
	r.commit("rename")
	r.replace("reports/2026-02-20-token-leak.md", "due: 2026-03-31", "due: 2026-04-15")
	r.git("mv", "reports/2026-02-20-token-leak.md", "reports/x.md")
	if err := os.MkdirAll(filepath.Join(r.dir, "reports", "2026", "2026-02-20-leak"), 0o755); err != nil {
		t.Fatal(err)
	}
	r.git("mv", "reports/x.md", "reports/2026/2026-02-20-leak/index.md")
	r.commit("rename and edit")
	const now = "2026-02-20-leak"
	want := []string{
		"create: " + now + " created:  > draft, sev1",
		"create: " + now + "/A1 created:  > open, due 2026-03-31, @sre-1",
		"create: " + now + "/A2 created:  > open, due 2026-04-30, @sre-2",
		"rename: " + now + " renamed: " + file + " > reports/2026-02-20-token-leak.md",
		"rename and edit: " + now + " renamed: reports/2026-02-20-token-leak.md > reports/2026/2026-02-20-leak/index.md",
		"rename and edit: " + now + "/A1 due: 2026-03-31 > 2026-04-15 *15",
	}
	h := r.read(history.Options{})
	r.check(h, want...)
	r.slips(h, now+"/A1", "2026-03-31", 1, 15)
	for _, name := range []string{now, id, "2026-02-20-token-leak"} {
		few := r.read(history.Options{Reports: []string{name}})
		r.check(few, want...)
		if diff := cmp.Diff([]string{id, "2026-02-20-token-leak"}, few.Reports[0].Former); diff != "" {
			t.Error(diff)
		}
	}
	if none := r.read(history.Options{Reports: []string{"token"}}); len(none.Changes) > 0 || !cmp.Equal(none.Unknown, []string{"token"}) {
		t.Errorf("no such report: %+v", none)
	}
	// From another folder, which is none of the policy's.
	r = newRepository(t)
	r.write("incidents/2026-02-20-token.md", one)
	r.commit("create")
	r.replace("incidents/2026-02-20-token.md", "due: 2026-03-31", "due: 2026-04-15")
	r.commit("slip")
	r.write("reports/.keep", "")
	r.git("mv", "incidents/2026-02-20-token.md", file)
	r.commit("move")
	h = r.read(history.Options{})
	r.check(h, with(created, []string{
		"slip: " + id + "/A1 due: 2026-03-31 > 2026-04-15 *15",
		"move: " + id + " renamed: incidents/2026-02-20-token.md > " + file,
	})...)
}

func TestMerges(t *testing.T) {
	r := start(t)
	r.git("checkout", "-q", "-b", "side")
	r.replace(file, "due: 2026-04-30", "due: 2026-05-30")
	r.commit("side slips A2")
	r.git("checkout", "-q", "main")
	r.replace(file, "due: 2026-03-31", "due: 2026-04-15")
	r.commit("main slips A1")
	r.merge("side", "merge both", nil)
	// An evil merge: the merge itself changes what neither side has.
	r.git("checkout", "-q", "-b", "evil")
	r.replace(file, "due: 2026-04-15", "due: 2026-04-20")
	r.commit("evil slips")
	r.git("checkout", "-q", "main")
	r.replace(file, "due: 2026-04-15", "due: 2026-04-25")
	r.commit("main slips again")
	r.merge("evil", "evil merge", func() {
		r.git("checkout", "-q", "--ours", file)
		r.replace(file, "due: 2026-04-25", "due: 2026-06-01", "@sre-2", "@sre-3")
	})
	// What a merge throws away does not count.
	r.git("checkout", "-q", "-b", "lost")
	r.replace(file, "due: 2026-06-01", "due: 2026-09-01")
	r.commit("lost slip")
	r.git("checkout", "-q", "main")
	r.replace(file, "due: 2026-06-01", "due: 2026-06-02")
	r.commit("kept slip")
	r.merge("lost", "ours", func() { r.git("checkout", "-q", "--ours", file) })
	h := r.read(history.Options{})
	r.check(h, with(created, []string{
		"main slips A1: " + id + "/A1 due: 2026-03-31 > 2026-04-15 *15",
		"side slips A2: " + id + "/A2 due: 2026-04-30 > 2026-05-30 *30",
		"main slips again: " + id + "/A1 due: 2026-04-15 > 2026-04-25 *10",
		"evil slips: " + id + "/A1 due: 2026-04-15 > 2026-04-20",
		"evil merge: " + id + "/A1 due: 2026-04-25 > 2026-06-01 *37",
		"evil merge: " + id + "/A2 owner: @sre-2 > @sre-3",
		"kept slip: " + id + "/A1 due: 2026-06-01 > 2026-06-02 *1",
	})...)
	r.slips(h, id+"/A1", "2026-03-31", 4, 63)
	r.slips(h, id+"/A2", "2026-04-30", 1, 30)
}

// TestMergesOfSlips has merges that change something else of a report, so that its due dates come from both sides.
func TestMergesOfSlips(t *testing.T) {
	r := start(t)
	r.git("checkout", "-q", "-b", "side")
	r.replace(file, "due: 2026-03-31", "due: 2026-04-10")
	r.commit("side slips")
	r.replace(file, "due: 2026-04-10", "due: 2026-04-20", "@sre-2", "@sre-4")
	r.commit("side slips again")
	r.git("checkout", "-q", "main")
	r.replace(file, "due: 2026-03-31", "due: 2026-04-05", "Mask secrets", "Mask all secrets")
	r.commit("main slips")
	r.merge("side", "main's date", func() {
		r.git("checkout", "-q", "--ours", file)
		r.replace(file, "@sre-2", "@sre-4")
	})
	r.slips(r.read(history.Options{}), id+"/A1", "2026-03-31", 1, 5)

	r.git("checkout", "-q", "-b", "there-and-back")
	r.replace(file, "due: 2026-04-05", "due: 2026-04-30")
	r.commit("there")
	r.replace(file, "due: 2026-04-30", "due: 2026-04-05", "@sre-4", "@sre-5")
	r.commit("back")
	r.git("checkout", "-q", "main")
	r.replace(file, "Leaked token", "Leaked tokens")
	r.commit("title")
	r.merge("there-and-back", "both", nil)
	r.slips(r.read(history.Options{}), id+"/A1", "2026-03-31", 2, 5)
}

func TestCherryPickAndSquash(t *testing.T) {
	r := start(t)
	r.git("checkout", "-q", "-b", "side")
	r.replace(file, "due: 2026-03-31", "due: 2026-04-15")
	r.commit("slip")
	r.replace(file, "Text.", "Text of the side.")
	r.commit("text")
	r.git("checkout", "-q", "main")
	r.write("other.txt", "x")
	r.commit("other")
	r.git("cherry-pick", "side~1")
	r.replace(file, "@sre-2", "@sre-3")
	r.commit("owner")
	r.merge("side", "merge", nil)
	h := r.read(history.Options{})
	slips := 0
	for _, c := range h.Changes {
		if c.Slip {
			slips++
		}
	}
	if slips != 1 || len(h.Changes) != len(created)+3 {
		t.Errorf("%d slips in\n%s", slips, strings.Join(r.told(h), "\n"))
	}
	r.slips(h, id+"/A1", "2026-03-31", 1, 15)

	// A squash: two slips of a branch come as one.
	r.git("checkout", "-q", "-b", "feature")
	r.replace(file, "due: 2026-04-15", "due: 2026-04-20")
	r.commit("f1")
	r.replace(file, "due: 2026-04-20", "due: 2026-05-01")
	r.commit("f2")
	r.git("checkout", "-q", "main")
	r.git("merge", "-q", "--squash", "feature")
	r.commit("squash")
	h = r.read(history.Options{})
	r.slips(h, id+"/A1", "2026-03-31", 2, 31)

	// A revert moves the date back, and doing it again is another slip.
	r.git("revert", "--no-edit", "HEAD")
	h = r.read(history.Options{})
	r.slips(h, id+"/A1", "2026-03-31", 2, 15)
	r.git("revert", "--no-edit", "HEAD")
	h = r.read(history.Options{})
	r.slips(h, id+"/A1", "2026-03-31", 3, 31)
}

func TestAmendedDates(t *testing.T) {
	r := start(t)
	r.on("2026-04-01")
	r.replace(file, "due: 2026-03-31\n    status: open", "due: 2026-03-31\n    status: done\n    done: 2026-03-30")
	r.git("add", "-A")
	r.gitWith([]string{"GIT_AUTHOR_DATE=2026-03-30T23:30:00-05:00"}, "commit", "-q", "-m", "backdated")
	h := r.read(history.Options{})
	last := h.Changes[len(h.Changes)-1]
	if got := last.Date.Format(time.RFC3339); got != "2026-03-30T23:30:00-05:00" {
		t.Errorf("author date %s", got)
	}
	if got := last.Committed.Format(time.RFC3339); got != "2026-04-01T12:00:00Z" || last.Author != "SRE 1" {
		t.Errorf("commit date %s by %q", got, last.Author)
	}
	a, _ := h.Action(id + "/A1")
	if !a.LastTouched.Equal(last.Committed) || a.DoneCommit != last.Commit || len(h.Observations) > 0 {
		t.Errorf("%+v, %+v", a, h.Observations)
	}
	r.on("2026-04-02")
	r.replace(file, "due: 2026-04-30\n    status: open", "due: 2026-04-30\n    status: done\n    done: 2026-04-20")
	r.commit("early")
	h = r.read(history.Options{})
	if len(h.Observations) != 1 || h.Observations[0].Kind != history.DoneEarly || h.Observations[0].Message != "done on 2026-04-20, and recorded on 2026-04-02 already, 18 days before" {
		t.Errorf("%+v", h.Observations)
	}
}

func TestDeletedAndBack(t *testing.T) {
	r := start(t)
	r.git("rm", "-q", file)
	r.commit("delete")
	h := r.read(history.Options{})
	gone := with(created, []string{"delete: " + id + " deleted: " + file + " > "})
	r.check(h, gone...)
	if rep, ok := h.Report(id); !ok || rep.File != "" || !rep.Actions[0].Gone {
		t.Errorf("%+v", rep)
	}
	r.check(r.read(history.Options{Reports: []string{id}, Current: r.current()}), gone...)
	r.write(file, strings.Replace(one, "due: 2026-03-31", "due: 2026-04-15", 1))
	r.commit("back")
	back := with(gone, []string{
		"back: " + id + " restored:  > " + file,
		"back: " + id + "/A1 due: 2026-03-31 > 2026-04-15 *15",
	})
	r.check(r.read(history.Options{}), back...)
	before, _, _ := strings.Cut(one, "  - id: A2")
	r.write(file, before+"---\n")
	r.commit("without A2")
	r.write(file, strings.Replace(one, "due: 2026-04-30", "due: 2026-05-30", 1))
	r.commit("with A2")
	h = r.read(history.Options{})
	r.check(h, with(back, []string{
		"without A2: " + id + "/A1 due: 2026-04-15 > 2026-03-31",
		"without A2: " + id + "/A2 removed: Alert on use > ",
		"with A2: " + id + "/A2 restored:  > Alert on use",
		"with A2: " + id + "/A2 due: 2026-04-30 > 2026-05-30 *30",
	})...)
	r.slips(h, id+"/A2", "2026-04-30", 1, 30)
	h = r.read(history.Options{Current: r.current()})
	if last := r.told(h)[len(h.Changes)-1]; last != "-: "+id+" deleted: "+file+" > " {
		t.Errorf("deleted in the work tree: %s", last)
	}
}

func TestUnreadable(t *testing.T) {
	r := start(t)
	r.replace(file, "title: Leaked token", "title: [")
	r.commit("broken")
	r.replace(file, "title: [", "title: Leaked token", "due: 2026-03-31", "due: 2026-04-15")
	r.commit("mended")
	h := r.read(history.Options{})
	r.check(h, with(created, []string{"mended: " + id + "/A1 due: 2026-03-31 > 2026-04-15 *15"})...)
	if len(h.Notes) != 1 || !strings.Contains(h.Notes[0], id+": its version of commit ") {
		t.Errorf("notes %q", h.Notes)
	}
	r.replace(file, "title: Leaked token", "title: [")
	if got := r.read(history.Options{Current: r.current(file)}); len(got.Changes) != len(h.Changes) {
		t.Errorf("a broken file in the work tree changes %q", r.told(got))
	}
}

func TestShallow(t *testing.T) {
	r := start(t)
	r.replace(file, "due: 2026-03-31", "due: 2026-04-15")
	r.commit("slip")
	r.on("2026-03-05")
	r.write("other.txt", "x")
	r.commit("other")
	r.write("reports/2026-03-04-disk.md", strings.Replace(one, "Leaked token", "Full disk", 1))
	r.replace(file, "due: 2026-04-30", "due: 2026-05-30")
	r.commit("second")
	clone := &repository{t: t, dir: filepath.Join(t.TempDir(), "clone"), day: r.day}
	if out, err := exec.Command("git", "clone", "-q", "--depth", "2", "file://"+r.dir, clone.dir).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v: %s", err, out)
	}
	h := clone.read(history.Options{})
	clone.check(h,
		"second: "+id+"/A2 due: 2026-04-30 > 2026-05-30 *30",
		"second: 2026-03-04-disk created:  > draft, sev1",
		"second: 2026-03-04-disk/A1 created:  > open, due 2026-03-31, @sre-1",
		"second: 2026-03-04-disk/A2 created:  > open, due 2026-04-30, @sre-2",
	)
	if !h.Shallow || len(h.Notes) != 1 {
		t.Errorf("shallow %t, notes %q", h.Shallow, h.Notes)
	}
	if a := clone.slips(h, id+"/A2", "", 1, 0); !a.Cut || !a.FirstSeen.IsZero() {
		t.Errorf("%+v", a)
	}
	if a := clone.slips(h, "2026-03-04-disk/A2", "2026-04-30", 0, 0); a.Cut {
		t.Errorf("%+v", a)
	}
}

func TestPartial(t *testing.T) {
	r := start(t)
	r.replace(file, "due: 2026-03-31", "due: 2026-04-15")
	r.commit("slip")
	r.git("config", "uploadpack.allowFilter", "true")
	clone := filepath.Join(t.TempDir(), "clone")
	if out, err := exec.Command("git", "clone", "-q", "--filter=blob:none", "file://"+r.dir, clone).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v: %s", err, out)
	}
	_, err := history.Read(context.Background(), git.Repo{Dir: clone}, history.Options{})
	if !errors.Is(err, git.ErrPartial) || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %q", err)
	}
	if _, err := (git.Repo{Dir: clone}).Tree(context.Background(), "HEAD~1"); !errors.Is(err, git.ErrPartial) {
		t.Errorf("a tree: error %v", err)
	}
}

func TestLinkedFolder(t *testing.T) {
	r := start(t)
	r.git("mv", "reports", "kept")
	if err := os.Symlink("kept", filepath.Join(r.dir, "reports")); err != nil {
		t.Skip("no links on this machine")
	}
	r.commit("link")
	r.replace("kept/"+filepath.Base(file), "due: 2026-03-31", "due: 2026-04-15")
	r.commit("slip")
	for _, opts := range []history.Options{{Current: r.current(file)}, {Files: []corpus.Path{{Name: file, Open: filepath.Join(r.dir, file)}}}} {
		h := r.read(opts)
		if a, ok := h.Action(id + "/A1"); !ok || a.Slips != 1 || h.Reports[0].Uncommitted {
			t.Errorf("%+v %+v", a, r.told(h))
		}
	}
}

func TestBare(t *testing.T) {
	r := start(t)
	bare := git.Repo{Dir: filepath.Join(t.TempDir(), "bare.git")}
	r.git("clone", "-q", "--bare", r.dir, bare.Dir)
	if _, err := history.Read(context.Background(), bare, history.Options{}); !errors.Is(err, git.ErrNoWorkTree) {
		t.Errorf("error %v without a revision", err)
	}
	if h, err := history.Read(context.Background(), bare, history.Options{Rev: "HEAD"}); err != nil || len(h.Changes) == 0 {
		t.Errorf("error %v with one", err)
	}
}

func TestNoCommits(t *testing.T) {
	if _, err := history.Read(context.Background(), git.Repo{Dir: t.TempDir()}, history.Options{}); err != git.ErrNone { //nolint:errorlint // it is documented to be this one
		t.Errorf("outside of a repository: %v", err)
	}
	r := newRepository(t)
	r.write(file, one)
	h := r.read(history.Options{Current: r.current(file)})
	if len(h.Changes) != 3 || !h.Reports[0].Uncommitted || h.Changes[0].Commit != "" {
		t.Errorf("%+v", h.Changes)
	}
	if _, err := history.Read(context.Background(), git.Repo{Dir: r.dir}, history.Options{Rev: "no-such"}); err != git.ErrNoRevision { //nolint:errorlint // as above
		t.Errorf("no such revision: %v", err)
	}
}
