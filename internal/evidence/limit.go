package evidence

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Limit leaves out of the inputs the reports whose TLP label is above a limit, with their rows of the register, what git
// has recorded of them, and kept reports and proofs that name them. They are counted by label. Of reports that are gone only
// the number stays.
func Limit(in *Inputs, limit string, pol *policy.Policy) error {
	all, err := in.labelled()
	if err != nil {
		return err
	}
	ids, hidden, words := map[string]bool{}, map[string]bool{}, []string{}
	counts := map[string]int{}
	for _, a := range all {
		if !report.AboveTLP(a.label, limit) {
			continue
		}
		if !slices.Contains(report.TLPs.List, a.label) {
			a.label = noLabel
		}
		if !a.later { // what is later is not in the pack in any case
			counts[a.label]++
		}
		ids[a.id], hidden[a.path] = true, true
		words = append(words, a.words()...)
	}
	for _, label := range append(slices.Clone(report.TLPs.List), noLabel) {
		if counts[label] > 0 {
			in.Withheld = append(in.Withheld, Withheld{TLP: label, Reports: counts[label]})
		}
	}
	for i := range in.Git.Reports {
		if r := &in.Git.Reports[i]; ids[r.ID] {
			words = append(words, r.Former...)
		}
	}
	in.Git = in.Git.without(ids, hidden)
	names := append(in.Git.forgetGone(), words...)
	if err := in.hide(hidden, words, names, pol); err != nil {
		return err
	}
	in.Tree = limitedTree{in.Tree, hidden, names, in.foldersOfDropped()}
	shown := map[string]bool{}
	for _, s := range in.Sources {
		shown[s.Path] = true
	}
	in.Git.only(shown)
	return nil
}

// labelled is what is asked of a report to know whether it may be shown, and what would name it.
type labelled struct {
	id, path, key, title, label string
	later                       bool // than the day of the pack
}

// labelled reads the labels of the reports.
func (in *Inputs) labelled() ([]labelled, error) {
	asOf := day(in.Request.AsOf)
	sources := in.of(RoleReport)
	paths := make([]corpus.Path, 0, len(sources))
	for _, s := range sources {
		paths = append(paths, s.path())
	}
	return corpus.Map(paths, func(r *report.Report) labelled {
		at, ok := r.Occurred()
		return labelled{r.ID, r.File.Path, strings.TrimSpace(r.Incident.Value), strings.TrimSpace(r.Title.Value), r.TLP.Value, ok && trendsDay(at).After(asOf)}
	})
}

// words are the id, the key and the title. A title of one word names too much else.
func (l *labelled) words() []string {
	list := []string{l.id}
	if l.key != "" {
		list = append(list, l.key)
	}
	if strings.Contains(l.title, " ") {
		list = append(list, l.title)
	}
	return list
}

// limitedTree copies neither reports that are left out, nor what lies beside them in a folder of their own, nor what names
// them: a report that may be shown can link to the register, or to a kept report that tells of all.
type limitedTree struct {
	Tree
	hidden map[string]bool // paths of reports
	words  []string        // ids, keys and titles of reports
	charts []string        // folders of the charts of trend reports that are left out
}

// Proof returns a file that may be shown.
func (t limitedTree) Proof(name string) (Source, string) {
	for report := range t.hidden {
		if name == report || path.Base(report) == "index.md" && strings.HasPrefix(name, path.Dir(report)+"/") {
			return Source{}, "it belongs to a report that is left out for its TLP label"
		}
	}
	if below(name, t.charts) {
		return Source{}, countsHidden
	}
	src, why := t.Tree.Proof(name)
	if why == "" && namesOne(src.Bytes, t.words) {
		return Source{}, namesHidden
	}
	return src, why
}

// namesHidden is why a file is left out that is no report.
const namesHidden = "it names a report that is left out for its TLP label or is gone"

// countsHidden is why a chart is left out that names nobody.
const countsHidden = "it belongs to a trend report that is left out, and may count reports that are not in the pack"

// foldersOfDropped are the folders in which the charts of trend reports lie that are left out.
func (in *Inputs) foldersOfDropped() []string {
	var folders []string
	for _, d := range in.Dropped {
		if page, ok := strings.CutSuffix(d.Path, ".md"); ok {
			folders = append(folders, page+"/")
		}
	}
	return folders
}

func below(name string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(name, f) })
}

func namesOne(text []byte, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(text, []byte(w)) })
}

// noLabel is what a report without a TLP label is counted under.
const noLabel = "none"

// hide leaves out files and what names them. words are the ids, keys and titles of what is hidden; what is written about
// several reports may have none of names in it.
func (in *Inputs) hide(paths map[string]bool, words, names []string, pol *policy.Policy) error {
	in.Git.Notes = slices.DeleteFunc(slices.Clone(in.Git.Notes), func(note string) bool { return namesOne([]byte(note), names) })
	var kept []Source
	for _, s := range in.Sources {
		switch s.Role {
		case RoleReport:
			if paths[s.Path] {
				continue
			}
		case RoleTrends, RoleManagement:
			if namesOne(s.Bytes, names) {
				in.drop(&s, namesHidden)
				continue
			}
		case RoleRegister:
			if len(words) == 0 {
				break
			}
			text, err := rewriteRegister(&s, pol, func(r *register.Row) bool {
				return !slices.Contains(words, strings.TrimSpace(r.Key.Value)) && !slices.Contains(words, report.ID(r.Report.Value))
			}, nil)
			if err != nil {
				return err
			}
			s.Bytes, s.Blob = text, ""
		case RolePolicy, RolePeople, RoleProof:
		}
		kept = append(kept, s)
	}
	charts := in.foldersOfDropped()
	in.Sources = slices.DeleteFunc(kept, func(s Source) bool {
		drop := s.Role == RoleTrends && below(s.Path, charts)
		if drop {
			in.drop(&s, countsHidden)
		}
		return drop
	})
	return nil
}

// rewriteRegister writes the columns of a register that this program knows, without the rows that keep refuses, and with
// each title as change makes it; nil changes nothing.
func rewriteRegister(s *Source, pol *policy.Policy, keep func(*register.Row) bool, change func(string) string) ([]byte, error) {
	table, problems := register.Parse(source.New(s.Path, s.Bytes), pol.Register.Format())
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s: %s", s.Path, problems[0].Message)
	}
	c := pol.Register.Columns
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	err := w.Write([]string{c.Key, c.Title, c.Severity, c.Detected, c.Resolved, c.Closed, c.Report})
	for i := range table.Rows {
		r := &table.Rows[i]
		if keep != nil && !keep(r) {
			continue
		}
		title := r.Title.Value
		if change != nil {
			title = change(title)
		}
		err = errors.Join(err, w.Write([]string{r.Key.Value, title, r.Severity.Value, r.Detected.Value, r.Resolved.Value, r.Closed.Value, r.Report.Value}))
	}
	w.Flush()
	return out.Bytes(), errors.Join(err, w.Error())
}
