package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestMistakes holds what is said about mistakes in the arguments: what is wrong, and what to type.
func TestMistakes(t *testing.T) {
	for args, want := range map[string]string{
		"lnit":                                "there is no command \"lnit\"; did you mean `pir init` or `pir lint`?",
		"check":                               "there is no command \"check\"; did you mean `pir lint`?",
		"xyzzy":                               "there is no command \"xyzzy\"; `pir --help` lists them",
		"reports":                             "there is no command \"reports\"; `pir lint reports` checks what is there",
		"add evnt":                            "there is no command \"evnt\"; did you mean `pir add event`?",
		"actions dne":                         "there is no file and no command dne; did you mean `pir actions done`?",
		"actions done":                        "pir actions done needs REPORT/A1 behind it, such as `pir actions done ",
		"import":                              "pir import needs PATH… behind it, such as `pir import reports`",
		"evidence verfy x":                    "there is no command \"verfy\"; did you mean `pir evidence verify`?",
		"evidence 2026":                       "pir evidence takes flags alone; leave out 2026",
		"audit":                               "did you mean `pir evidence`?",
		"status now":                          "pir status takes flags alone; leave out now",
		"diff a b":                            "pir diff takes [BASE] and no more; leave out b, or put quotes around words that belong together",
		"lint --fromat json":                  "pir lint has no flag --fromat; did you mean --format?",
		"lint --group owner":                  "pir lint has no flag --group, `pir actions`, `pir status` has; `pir lint --help` lists the flags",
		"lint --xyzzy":                        "pir lint has no flag --xyzzy; `pir lint --help` lists the flags",
		"lint -x":                             "pir lint has no flag -x; `pir lint --help` lists the flags",
		"lint --format jsn":                   "--format jsn: there is no such format; did you mean json?",
		"lint --output":                       "--output needs a value behind it, a file: ",
		"lint --fix=maybe":                    "--fix=maybe: write --fix, or --fix=false",
		"lint ---x":                           "bad flag syntax: ---x; `pir lint --help` lists the flags",
		"actions --state overdu":              "--state overdu: there is no \"overdu\"; did you mean overdue?",
		"actions --state late":                "--state late: there is no \"late\"; use open, ",
		"actions --as-of 2026-13-01":          "--as-of 2026-13-01: write a day of the calendar as 2026-03-31",
		"actions --severity sev33":            "--severity sev33: the policy has no such severity; did you mean sev3?",
		"status --report --rev HEAD":          "--report and --rev do not go together; leave all but one of them out",
		"status --timezone Europe/Berln":      "--timezone Europe/Berln: there is no time zone \"Europe/Berln\"; write an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00",
		"rules reviw-late":                    "there is no rule \"reviw-late\"; did you mean review-late?",
		"schema reprot":                       "there is no schema \"reprot\"; did you mean report?",
		"lint 2026-03-02-leaked-ci-token":     "2026-03-02-leaked-ci-token: no such file or directory; did you mean reports/2026-03-02-leaked-ci-token.md?",
		"lint reports/2026-03-02-leaked.md":   "reports/2026-03-02-leaked.md: no such file or directory; name a file or a folder, or leave it out for all reports",
		"show 2026-03-02-leakd-ci-token":      "there is no report 2026-03-02-leakd-ci-token; did you mean 2026-03-02-leaked-ci-token?",
		"actions start nothing-like-it/A1":    "there is no report nothing-like-it; an id is a file's name without .md, such as 2026-",
		"actions --owner platfrm-lead":        "--owner platfrm-lead: there is none in the reports; did you mean @platform-lead?",
		"status --owner platfrm-lead":         "--owner platfrm-lead: there is none in the reports; did you mean @platform-lead?",
		"actions --service billing-ap":        "--service billing-ap: there is none in the reports; did you mean billing-api?",
		"actions --report 1999":               "--report 1999: there is none in the reports; the shell completes those that there are",
		"diff nowhere":                        "diff: not in a git repository; it compares with what git has: start with `git init` and a first commit",
		"history":                             "history: not in a git repository; it reads what git has recorded: start with `git init` and a first commit",
		"-C nowhere lint":                     "-C nowhere: there is no such folder",
		"new x --severity sev4 --service wbe": "", // an empty vocabulary allows any word
	} {
		dir := exampleRepository(t, nil)
		got := run(t, dir, strings.Fields(args)...)
		if !strings.Contains(got.stderr, want) {
			t.Errorf("pir %s says\n%swant\n%s", args, got.stderr, want)
		}
		if strings.HasPrefix(want, "there is no") && got.status != ExitUsage {
			t.Errorf("pir %s: status %d", args, got.status)
		}
	}
}

// TestDenied holds what is said about a file that may not be read.
func TestDenied(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Log("root may read everything; only the words are tested")
		if got := denied(&os.PathError{Op: "open", Path: "x", Err: os.ErrPermission}); !strings.Contains(got, "change the rights") {
			t.Errorf("%q", got)
		}
		return
	}
	dir := repository(t, map[string]string{"reports/2026-03-02-x.md": "---\n---\n"})
	if err := os.Chmod(filepath.Join(dir, "reports", "2026-03-02-x.md"), 0); err != nil {
		t.Fatal(err)
	}
	if got := run(t, dir, "lint"); got.status != ExitFailure || !strings.Contains(got.stderr, "change the rights") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}

// TestWithoutGitProgram holds that a machine without git is not called a folder without a repository.
func TestWithoutGitProgram(t *testing.T) {
	dir := exampleRepository(t, nil)
	t.Setenv("PATH", t.TempDir())
	for _, args := range []string{"history", "diff", "lint --changed"} {
		if got := run(t, dir, strings.Fields(args)...); got.status != ExitUsage || !strings.Contains(got.stderr, "there is no git program on this machine; ") || !strings.Contains(got.stderr, ": install git, and look whether it is on the PATH") {
			t.Errorf("pir %s: status %d\n%s", args, got.status, got.stderr)
		}
	}
	if got := run(t, dir); got.status != ExitOK || !strings.Contains(got.stdout, "There is no git program on this machine.") {
		t.Errorf("status %d\n%s%s", got.status, got.stdout, got.stderr)
	}
}

// TestFirstRun holds that no command leaves a beginner alone in a folder without reports: it says what to do.
func TestFirstRun(t *testing.T) {
	for _, args := range []string{"lint", "fmt", "actions", "status", "trends", "trends --write", "trends --risk", "coverage", "show x", "site -o out", "actions done x/A1", "add event x"} {
		dir := t.TempDir()
		got := run(t, dir, strings.Fields(args)...)
		if got.status != ExitUsage || !strings.Contains(got.stderr, "`pir init` sets up") || !strings.Contains(got.stderr, "`pir demo`") {
			t.Errorf("pir %s in an empty folder: status %d\n%s%s", args, got.status, got.stdout, got.stderr)
		}
		writeFile(t, dir, "pir.yaml", "")
		if got := run(t, dir, strings.Fields(args)...); got.status != ExitUsage || !strings.Contains(got.stderr, "`pir init` makes it; or mend `reports` in pir.yaml") {
			t.Errorf("pir %s without the folder: status %d\n%s%s", args, got.status, got.stdout, got.stderr)
		}
		writeFile(t, dir, "reports/.gitkeep", "")
		if got := run(t, dir, strings.Fields(args)...); !strings.Contains(got.stderr, "`pir new` writes one") {
			t.Errorf("pir %s without a report: status %d\n%s%s", args, got.status, got.stdout, got.stderr)
		}
	}
}

// TestWelcome holds what pir says without a command where there is nothing yet.
func TestWelcome(t *testing.T) {
	dir := t.TempDir()
	for _, step := range []struct{ file, want string }{
		{"", "pir init  "},
		{"pir.yaml", "There is no folder reports in "},
		{"reports/.gitkeep", "There is no report in reports yet."},
	} {
		if step.file != "" {
			writeFile(t, dir, step.file, "")
		}
		got := run(t, dir)
		if got.status != ExitOK || !strings.Contains(got.stdout, step.want) || !strings.Contains(got.stdout, "pir demo") || !strings.Contains(got.stdout, "not in a git repository") || got.stderr != "" {
			t.Errorf("after %q: status %d\n%s%s", step.file, got.status, got.stdout, got.stderr)
		}
	}
	writeFile(t, dir, "reports/2026-01-01-old.md", "# Old\n")
	writeFile(t, dir, "reports/2026-01-02-odd.md", "---\ntitle: T\nseverity: sev3\n---\n")
	if got := run(t, dir); !strings.Contains(got.stdout, "2 reports in reports: 1 without a status, 1 not read\n") || !strings.Contains(got.stdout, "Not read, and in no count: reports/2026-01-01-old.md,") || !strings.Contains(got.stdout, "\n  pir import reports ") {
		t.Errorf("with a report that cannot be read:\n%s%s", got.stdout, got.stderr)
	}
	writeFile(t, dir, "pir.yaml", "reprots: [x]\n")
	if got := run(t, dir); got.status != ExitUsage || !strings.Contains(got.stderr, `did you mean "reports"?`) {
		t.Errorf("with a faulty policy: status %d\n%s%s", got.status, got.stdout, got.stderr)
	}
	examples := run(t, exampleRepository(t, nil), "--as-of", "2026-10-01")
	for _, want := range []string{
		"35 reports in reports: 1 in-review, 6 approved, 28 closed\nlint: 0 errors, 1 warning\n98 actions on 2026-10-01: 10 to do (3 overdue, 1 blocked), ",
		"  3  Finish, re-date or escalate\n      27 days late  2026-08-12-portal-session-leak/A1, @portal-lead\n", "\nNext:\n  pir status ",
	} {
		if !strings.Contains(examples.stdout, want) || examples.status != ExitOK {
			t.Errorf("status %d, and not %q in\n%s", examples.status, want, examples.stdout)
		}
	}
}

// TestHelp holds that every command is in a group of the help, has a first example of itself, and completes its flags.
func TestHelp(t *testing.T) {
	root := newRoot(&app{})
	for _, cmd := range descendants(root) {
		if cmd.Parent() == root && cmd.GroupID == "" && cmd.IsAvailableCommand() {
			t.Errorf("%s is in no group", cmd.CommandPath())
		}
		lines := exampleLines(cmd)
		if cmd.Example == "" || !strings.HasPrefix(lines[0], "pir ") || !strings.Contains(lines[0]+" ", " "+cmd.Name()+" ") {
			t.Errorf("the first example of %s is %q", cmd.CommandPath(), lines[0])
		}
		if takesReport(cmd) && cmd.ValidArgsFunction == nil {
			t.Errorf("%s takes a report and completes none", cmd.CommandPath())
		}
	}
}

// TestFlagsComplete holds that flags for what a repository knows, such as its owners, offer it to the shell.
func TestFlagsComplete(t *testing.T) {
	known := []string{"owner", "by", "to", "report", "into", "service", "services", "severity", "rule", "format", "fail-on", "timezone", "as-of", "tlp-max"}
	for _, cmd := range descendants(newRoot(&app{})) {
		for _, name := range known {
			if flag := cmd.Flags().Lookup(name); flag == nil || flag.Value.Type() == "bool" {
				continue
			}
			if _, ok := cmd.GetFlagCompletionFunc(name); !ok {
				t.Errorf("%s --%s offers nothing to the shell", cmd.CommandPath(), name)
			}
		}
	}
}

// takesReport reports whether a command has an id among its arguments.
func takesReport(cmd *cobra.Command) bool {
	return strings.Contains(cmd.Use, "REPORT") || strings.Contains(cmd.Use, " ID")
}
