package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/due"
)

// Welcome is what pir says without a command: how the reports of a repository stand.
type Welcome struct {
	AsOf      time.Time
	Root      string   // folder of the repository
	Folders   []string // of the reports, from the root
	Policy    bool     // there is a pir.yaml
	Git       bool     // git knows the folder
	NoProgram bool     // there is no git on the machine

	NoFolder bool // a folder of reports is not there
	Reports  int
	Statuses []Count  // of the reports, in the order in which they go through them
	Unclear  int      // reports without a status, or with a word that is none
	Unread   []string // files without front matter that can be read

	Checked          bool // there are not too many reports to check them
	Errors, Warnings int  // of lint, without what the baseline accepts
	Actions          actions.Summary
	Late             []due.Item // by kind, the longest late of each first
}

// Count is how often there is something.
type Count struct {
	Word string
	N    int
}

// next is a command to type, and what for.
type next struct{ command, why string }

// WelcomeText writes it for people.
func WelcomeText(w io.Writer, v Welcome, s Style) error {
	p := &printer{w: w}
	if v.Reports == 0 {
		p.firstSteps(&v, s)
		return p.err
	}
	p.paragraph(s, "", fmt.Sprintf("%s in %s%s", plural(v.Reports, "report"), strings.Join(v.Folders, ", "), counted(append(v.Statuses, Count{"without a status", v.Unclear}, Count{"not read", len(v.Unread)}))))
	if v.Checked {
		p.line("lint: %s, %s", plural(v.Errors, "error"), plural(v.Warnings, "warning"))
	}
	p.paragraph(s, "", fmt.Sprintf("%s on %s: %d to do (%d overdue, %d blocked), %d done but not verified", plural(v.Actions.Total, "action"), isoDay(v.AsOf),
		v.Actions.Open, v.Actions.Overdue, v.Actions.Blocked, v.Actions.Done))
	p.late(v.Late, s)
	if len(v.Unread) > 0 {
		p.paragraph(s, "", fmt.Sprintf("Not read, and in no count: %s, because there is no front matter that can be read.", someOf(v.Unread)))
	}
	p.printf("\nNext:\n")
	p.steps(nextSteps(&v))
	if !v.Git {
		p.gitHint(v.NoProgram, s)
	}
	return p.err
}

// shellWords writes words as a shell takes them.
func shellWords(words []string) string {
	quoted := make([]string, 0, len(words))
	for _, w := range words {
		quoted = append(quoted, shellWord(w))
	}
	return strings.Join(quoted, " ")
}

// someOf names the first of some files.
func someOf(files []string) string {
	if len(files) == 1 {
		return files[0]
	}
	return fmt.Sprintf("%d files, such as %s", len(files), files[0])
}

// counted lists the counts that are not zero.
func counted(counts []Count) string {
	var parts []string
	for _, c := range counts {
		if c.N > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.N, c.Word))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// line writes one line with what came from files made visible.
func (p *printer) line(format string, args ...any) {
	p.printf("%s\n", Visible(fmt.Sprintf(format, args...)))
}

// late writes one line for each kind of late things, in their order: how many, and the one that is late the longest.
func (p *printer) late(items []due.Item, s Style) {
	if len(items) == 0 {
		return
	}
	p.printf("%s late:\n", plural(len(items), "thing"))
	for len(items) > 0 {
		first, n := &items[0], 1
		for n < len(items) && items[n].Kind == first.Kind {
			n++
		}
		items = items[n:]
		owner := first.Owner
		if owner == "" {
			owner = "nobody named"
		}
		p.printf("  %d  %s\n", n, s.paint("1")(kindOf(first).Next))
		p.printf("      %s  %s\n", s.paint(whenCell(first).colour)(whenText(first)), Visible(first.ID+", "+owner))
	}
}

// nextSteps are the commands that help most now, the most urgent first.
func nextSteps(v *Welcome) []next {
	var steps []next
	if len(v.Unread) > 0 {
		steps = append(steps, next{"pir import " + shellWords(v.Folders), "what could be lifted from what was written before"})
	}
	if v.Errors > 0 {
		steps = append(steps, next{"pir lint --fail-on error", "what is wrong with the reports, and how to mend it"})
	}
	if len(v.Late) > 0 {
		steps = append(steps, next{"pir status", "all that is due or late, and who is asked"})
	}
	if v.Actions.Overdue > 0 {
		steps = append(steps, next{"pir actions --state overdue", "the actions whose day is over"})
	}
	switch {
	case !v.Checked:
		steps = append(steps, next{"pir lint", "whether the reports are complete"})
	case v.Errors == 0 && v.Warnings > 0:
		steps = append(steps, next{"pir lint", "the warnings, each with what to do"})
	}
	if !v.Policy {
		steps = append(steps, next{"pir init", "write the defaults down in a pir.yaml, to change them"})
	}
	steps = append(steps,
		next{`pir new "What happened"`, "write a report"},
		next{"pir trends", "what comes back, in the last 12 months"},
		next{"pir --help", "all commands"})
	return steps
}

// steps writes commands with what they are for, in two columns.
func (p *printer) steps(steps []next) {
	width := 0
	for _, n := range steps {
		width = max(width, len(n.command))
	}
	for _, n := range steps {
		p.printf("  %-*s  %s\n", width, n.command, n.why)
	}
}

// firstSteps says how to begin where there is no report.
func (p *printer) firstSteps(v *Welcome, s Style) {
	switch {
	case v.NoFolder && v.Policy:
		p.line("There is no folder %s in %s yet, so there are no reports.", strings.Join(v.Folders, ", "), v.Root)
	case v.NoFolder:
		p.line("There are no reports in %s yet.", v.Root)
	default:
		p.line("There is no report in %s yet.", strings.Join(v.Folders, ", "))
	}
	p.printf("\nTo begin:\n")
	var steps []next
	if !v.Policy {
		steps = append(steps, next{"pir init", "set this folder up: a pir.yaml with all defaults, a folder for reports"},
			next{"pir init --adopt", "the same, where reports lie already, in whatever folder"})
	}
	p.steps(append(steps,
		next{`pir new "What happened"`, "write the first report; it asks for what it needs"},
		next{"pir import FOLDER", "see what could be lifted from reports that were written before"},
		next{"pir demo", "an example with two years of history, in a folder of its own"},
		next{"pir --help", "all commands"}))
	if !v.Git {
		p.gitHint(v.NoProgram, s)
	}
}

// gitHint says what there is only with git.
func (p *printer) gitHint(noProgram bool, s Style) {
	p.printf("\n")
	if noProgram {
		p.paragraph(s, "", "There is no git program on this machine. pir reads the reports all the same, but history, diff and slipped due dates come from git.")
		return
	}
	p.paragraph(s, "", "This folder is not in a git repository. pir reads it all the same, but history, diff and slipped due dates come from git: `git init` makes one.")
}
