package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"time"
)

// perReport is how many commits the history has for each report: four that change it, and one of something else.
const perReport = 5

// History writes a stream for `git fast-import` whose last commit has the corpus: every report comes with all actions
// open, is approved, gets its first done actions, and then is what it is, each in a commit of its own. Between them
// are commits that change no report; every eighth round of changes comes by a merge. There are about 5*Size commits.
func (c Corpus) History(out io.Writer) error {
	w := &historyWriter{out: bufio.NewWriterSize(out, 1<<20)}
	w.commit("refs/heads/main", "Set up", "", file{"pir.yaml", c.Policy()})
	const window = 50 // reports that are worked on at the same time
	for from := 0; from < c.Size; from += window {
		to := min(from+window, c.Size)
		for step := range perReport - 1 {
			branch, merged := "refs/heads/main", ""
			if (from/window+step)%8 == 7 {
				branch, merged = "refs/heads/side", "refs/heads/side"
				w.printf("reset refs/heads/side\nfrom refs/heads/main\n\n")
			}
			for i := from; i < to; i++ {
				name, content := c.Report(i)
				w.commit(branch, "Work on "+name, "", file{"reports/" + name, versionOf(content, step)})
			}
			if merged != "" {
				w.commit("refs/heads/main", "Merge", merged, file{"merges.txt", fmt.Appendf(nil, "%d %d\n", from, step)})
			}
		}
		for i := from; i < to; i++ {
			w.commit("refs/heads/main", "Something else", "", file{fmt.Sprintf("notes/%d.md", i%500), fmt.Appendf(nil, "note %d\n", i)})
		}
	}
	if w.err != nil {
		return fmt.Errorf("write history: %w", w.err)
	}
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("write history: %w", err)
	}
	return nil
}

// file is a path in the repository and its bytes.
type file struct {
	name  string
	bytes []byte
}

type historyWriter struct {
	out     *bufio.Writer
	commits int
	err     error
}

func (w *historyWriter) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.out, format, args...)
	}
}

// commit writes a commit of one file; merge is the branch that it joins, or "".
func (w *historyWriter) commit(branch, message, merge string, f file) {
	w.commits++
	who := fmt.Sprintf("%s <%s@lindgrove.example> %d +0100", people[w.commits%len(people)][1:], people[w.commits%len(people)][1:], first.Add(time.Duration(w.commits)*10*time.Minute).Unix())
	w.printf("commit %s\nauthor %s\ncommitter %s\ndata %d\n%s\n", branch, who, who, len(message), message)
	if merge != "" {
		w.printf("merge %s\n", merge)
	}
	w.printf("M 100644 inline %s\ndata %d\n%s\n\n", f.name, len(f.bytes), f.bytes)
}

var (
	doneLines   = regexp.MustCompile(`(?m)^    (?:done|evidence|verified|blocked|declined|escalations): .*\n`)
	actionState = regexp.MustCompile(`(?m)^    status: .*$`)
	statusLine  = regexp.MustCompile(`(?m)^status: .*$`)
	approvals   = regexp.MustCompile(`(?m)^approvals: .*\n`)
	dueDate     = regexp.MustCompile(`(?m)^    due: (\d{4}-\d\d-\d\d)$`)
)

// versionOf returns what a report was some steps before it became what it is: 0 for the first version.
func versionOf(content []byte, step int) []byte {
	if step == perReport-2 {
		return content
	}
	b := doneLines.ReplaceAll(content, nil)
	b = statusLine.ReplaceAll(b, []byte("status: in-review"))
	if step == 0 {
		b = approvals.ReplaceAll(b, nil)
	}
	n := 0
	b = actionState.ReplaceAllFunc(b, func([]byte) []byte {
		n++
		if step == 2 && n%2 == 1 {
			return []byte("    status: in-progress")
		}
		return []byte("    status: open")
	})
	n = 0
	return dueDate.ReplaceAllFunc(b, func(line []byte) []byte {
		n++
		due, err := time.Parse(time.DateOnly, string(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("    due:")))))
		if err != nil || n != 1 || step == 2 {
			return line
		}
		return []byte("    due: " + due.AddDate(0, 0, -14).Format(time.DateOnly)) // the first action slips once
	})
}
