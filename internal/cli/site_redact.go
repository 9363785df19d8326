package cli

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/redact"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/site"
	"github.com/pir-cli/pir/internal/source"
)

// redaction takes people out of everything that is read, so that nothing downstream has ever seen them.
type redaction struct {
	redactor *redact.Redactor
	parser   *report.Parser
	history  *history.Reader
	limit    string // label above which reports are left out, "" for none

	mu       sync.Mutex
	sections map[string]int              // restricted sections that were taken out, by the name of the file
	versions map[string]*history.Version // the reports with their people, for the history that has them
}

func (r *repo) redaction(reader *history.Reader, limit string) (*redaction, error) {
	list, err := r.people()
	if err != nil {
		return nil, err
	}
	return &redaction{
		redactor: redact.New(list, r.policy.Vocabulary.Teams), parser: report.NewParser(), history: reader, limit: limit,
		sections: map[string]int{}, versions: map[string]*history.Version{},
	}, nil
}

// reports returns the paths with readers that give the reports without people.
func (d *redaction) reports(paths []corpus.Path) []corpus.Path {
	redacted := make([]corpus.Path, len(paths))
	for i, p := range paths {
		redacted[i] = p
		redacted[i].Read = func() ([]byte, error) {
			b, err := p.Bytes()
			if err != nil {
				return nil, err
			}
			rep := d.parser.Parse(source.New(p.Name, b))
			if report.AboveTLP(rep.TLP.Value, d.limit) {
				return leftOut(rep), nil
			}
			out, err := d.redactor.Report(rep.File)
			if err != nil {
				return nil, errors.New(strings.TrimPrefix(err.Error(), p.Name+": ")) // who reads it names the file
			}
			version := d.history.Of(rep)
			d.mu.Lock()
			defer d.mu.Unlock()
			d.sections[p.Name], d.versions[p.Name] = out.Sections, version
			return out.Bytes, nil
		}
	}
	return redacted
}

// leftOut returns what remains of a report that is not shown: its label, by which it is counted. Whether it could be
// redacted does not matter then.
func leftOut(rep *report.Report) []byte {
	switch {
	case !rep.HasFrontMatter:
		return nil
	case slices.Contains(report.TLPs.List, rep.TLP.Value):
		return []byte("---\ntlp: " + rep.TLP.Value + "\n---\n")
	default:
		return []byte("---\ntlp:\n---\n")
	}
}

// version returns the version of a report that the history is compared with, which has its people: only days are taken
// from it, and to the history a report without people is one that was changed today.
func (d *redaction) version(rep *report.Report) *history.Version {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.versions[rep.File.Path]
}

// count adds what was taken out of the reports that are shown.
func (d *redaction) count(f *site.Facts) {
	f.Left.Redacted = true
	for i := range f.Entries {
		f.Left.Sections += d.sections[f.Entries[i].Report.File.Path]
	}
}

// register takes people out of what the register says.
func (d *redaction) register(result *coverage.Result, uncovered []due.Uncovered) {
	for i := range result.Incidents {
		in := &result.Incidents[i]
		for _, text := range []*string{&in.Key, &in.Title, &in.Severity, &in.WaivedBy, &in.Reason} {
			*text = d.redactor.Text(*text)
		}
	}
	for i := range uncovered {
		for _, text := range []*string{&uncovered[i].Key, &uncovered[i].Title} {
			*text = d.redactor.Text(*text)
		}
	}
}
