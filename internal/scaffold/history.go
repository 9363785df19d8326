package scaffold

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// commit is one commit of the example's history.
type commit struct {
	at      time.Time
	author  string // handle
	message string
	files   []file
}

// file is a path in the repository with the bytes that a commit gives it.
type file struct {
	name  string
	bytes []byte
}

// history works out the commits that lead to the files of an example repository, in the order of time. The last one
// leaves exactly these files.
func history(files []file) ([]commit, error) {
	var all []commit
	parser := report.NewParser()
	for _, f := range files {
		var made []commit
		var err error
		switch {
		case f.name == "README.md":
			made = []commit{{at: lastDay, author: "@security-lead", message: "Say what there is to find", files: []file{f}}}
		case f.name == "people.yaml":
			made = peopleHistory(f)
		case f.name == "incidents.csv":
			made, err = registerHistory(f)
		case isRecord(f.name):
			made, err = recordHistory(f, pictures(files, f.name))
		case path.Ext(f.name) == ".svg":
			// comes with its record
		case path.Ext(f.name) == ".md":
			made, err = reportHistory(parser, f, attachments(files, f.name))
		case attached(files, f.name):
			// comes with its report
		default:
			made = []commit{{at: firstDay, author: "@security-lead", message: "Set up " + f.name, files: []file{f}}}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, made...)
	}
	slices.SortStableFunc(all, func(a, b commit) int { return a.at.Compare(b.at) })
	return clocked(all), nil
}

// firstDay is the day on which the example begins.
var firstDay = time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC)

// clocked gives the commits of a day their time: from nine o'clock UTC, five minutes apart.
func clocked(all []commit) []commit {
	for i := range all {
		all[i].at = all[i].at.Add(9 * time.Hour)
		if i > 0 && all[i].at.Compare(all[i-1].at) <= 0 {
			all[i].at = all[i-1].at.Add(5 * time.Minute)
		}
	}
	return all
}

// reportHistory returns a commit for each event of a report that changes its text.
func reportHistory(parser *report.Parser, f file, attachments []file) ([]commit, error) {
	p, err := newPast(parser.Parse(source.New(f.name, f.bytes)))
	if err != nil {
		return nil, err
	}
	var made []commit
	before := []byte(nil)
	for i, e := range p.events {
		if i+1 < len(p.events) && p.events[i+1].at.compare(e.at) == 0 {
			p.events[i+1].author, p.events[i+1].message = e.author, e.message // one commit, named by the first
			continue
		}
		text := at(p.lines, e.at)
		if i == len(p.events)-1 {
			text = f.bytes
		}
		if bytes.Equal(text, before) {
			continue
		}
		c := commit{at: e.at.day, author: e.author, message: e.message, files: []file{{f.name, text}}}
		if before == nil {
			c.files = append(c.files, attachments...)
		}
		made = append(made, c)
		before = text
	}
	return made, nil
}

// isRecord reports whether a file is a kept report about all incidents.
func isRecord(name string) bool {
	return path.Ext(name) == ".md" && strings.HasSuffix(path.Dir(name), "-reports")
}

// discussed is the line of a kept report that says when people talked about it.
var discussed = regexp.MustCompile(`(?m)^- Discussed on: (\d{4}-\d\d-\d\d)\r?$`)

// recordHistory lets a kept report come with its pictures: on the day on which it was discussed, or by its name.
func recordHistory(f file, pictures []file) ([]commit, error) {
	on := path.Base(f.name)
	if m := discussed.FindSubmatch(f.bytes); m != nil {
		on = string(m[1])
	}
	t, err := time.Parse(time.DateOnly, on[:min(len(on), len(time.DateOnly))])
	if err != nil {
		return nil, fmt.Errorf("%s: it does not say when it was discussed: %w", f.name, err)
	}
	what := strings.TrimSuffix(path.Dir(f.name), "-reports")
	return []commit{{
		at: t, author: "@security-lead", message: "Keep the report on " + what + ", " + strings.TrimSuffix(path.Base(f.name), ".md"),
		files: append([]file{f}, pictures...),
	}}, nil
}

// pictures returns the files in the folder that has the name of a kept report.
func pictures(files []file, record string) []file {
	var list []file
	for _, f := range files {
		if path.Dir(f.name) == strings.TrimSuffix(record, ".md") {
			list = append(list, f)
		}
	}
	return list
}

// attachments returns the files beside the index.md of a report that is a folder.
func attachments(files []file, name string) []file {
	if path.Base(name) != "index.md" {
		return nil
	}
	var list []file
	for _, f := range files {
		if f.name != name && path.Dir(f.name) == path.Dir(name) {
			list = append(list, f)
		}
	}
	return list
}

// attached reports whether a file lies beside the index.md of a report.
func attached(files []file, name string) bool {
	index := path.Dir(name) + "/index.md"
	return slices.ContainsFunc(files, func(f file) bool { return f.name == index })
}

var leaving = regexp.MustCompile(`, active_until: (\d{4}-\d\d-\d\d)`)

// peopleHistory lets each last day in a role be written down two weeks before.
func peopleHistory(f file) []commit {
	made := []commit{{
		at: firstDay, author: "@security-lead", message: "List who can own an action",
		files: []file{{f.name, leaving.ReplaceAll(f.bytes, nil)}},
	}}
	if m := leaving.FindSubmatch(f.bytes); m != nil {
		last := tableDate(string(m[1]))
		made = append(made, commit{at: day(last.Day, -14), author: "@platform-lead", message: "Note a change of role", files: []file{f}})
	}
	return made
}

// registerHistory lets the register grow by the incidents of a month on the first day of the next.
func registerHistory(f file) ([]commit, error) {
	rows := splitLines(f.bytes)
	detected := -1
	var made []commit
	var text strings.Builder
	for i, row := range rows {
		cells, err := csv.NewReader(strings.NewReader(row)).Read()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", f.name, i+1, err)
		}
		text.WriteString(row + "\n")
		if i == 0 {
			detected = slices.Index(cells, "detected")
			continue
		}
		if detected < 0 || detected >= len(cells) {
			return nil, fmt.Errorf("%s:%d: no column detected", f.name, i+1)
		}
		t, err := time.Parse(time.RFC3339, cells[detected])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", f.name, i+1, err)
		}
		noted := time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		c := commit{
			at: noted, author: "@security-analyst", message: "Register the incidents of " + t.Format("January 2006"),
			files: []file{{f.name, []byte(text.String())}},
		}
		if n := len(made); n > 0 && made[n-1].at.Equal(noted) {
			made[n-1] = c
			continue
		}
		made = append(made, c)
	}
	return made, nil
}

// stream writes commits for `git fast-import`.
func stream(commits []commit) *bytes.Buffer {
	b := new(bytes.Buffer)
	for _, c := range commits {
		who := fmt.Sprintf("%s <%s@lindgrove.example> %d +0000", roleName(c.author), strings.TrimPrefix(c.author, "@"), c.at.Unix())
		message := c.message + "\n"
		fmt.Fprintf(b, "commit refs/heads/main\nauthor %s\ncommitter %s\ndata %d\n%s", who, who, len(message), message)
		for _, f := range c.files {
			fmt.Fprintf(b, "M 100644 inline %s\ndata %d\n%s\n", f.name, len(f.bytes), f.bytes)
		}
		b.WriteByte('\n')
	}
	return b
}

// roleName turns a handle into a name: @platform-lead into Platform Lead, @sre-1 into SRE 1.
func roleName(handle string) string {
	words := strings.Split(strings.TrimPrefix(handle, "@"), "-")
	for i, w := range words {
		switch w {
		case "":
		case "sre", "it", "ciso", "cto":
			words[i] = strings.ToUpper(w)
		default:
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// tree returns the files of a tree, sorted by path.
func tree(fsys fs.FS) ([]file, error) {
	var files []file
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		files = append(files, file{name, b})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the example: %w", err)
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	return files, nil
}
