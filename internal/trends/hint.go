package trends

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/similar"
)

// The bounds of the search for texts that are alike.
const (
	mostTextBytes = 1000 // of a report's text
	mostHints     = 1000 // pairs that are kept, the most alike
	mostExact     = 2000 // texts; among more, only those that share a word which few have
	mostWords     = 5    // shared words that are named
)

// Hint is an incident of the period whose text is much like that of an earlier one, though neither report names the
// other and they share neither root cause nor technique. It is for a reader to look at, and counts for nothing.
type Hint struct {
	Report, Earlier string
	Days            int
	Cosine          float64  // from similar.Threshold to 1
	Words           []string // words of both, those first that make them alike
}

// textOf returns the title of a report and the statements of its causes, cut between words when they are long.
func textOf(r *report.Report) string {
	parts := append(make([]string, 0, 1+len(r.Causes)), r.Title.Value)
	for _, c := range r.Causes {
		parts = append(parts, c.Statement.Value)
	}
	text := strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	if len(text) <= mostTextBytes {
		return text
	}
	cut := strings.LastIndexByte(text[:mostTextBytes], ' ')
	return strings.Clone(strings.ToValidUTF8(text[:max(cut, 0)], ""))
}

// hints finds texts that are alike, among the incidents of the period and those near enough to be repeated by them. The
// words are weighed by these texts alone.
func (x index) hints(period Period) (list []Hint, total int) {
	near := x.all[x.reaching(x.all, period.From):]
	texts := make([]string, 0, len(near))
	for _, in := range near {
		texts = append(texts, in.Text)
	}
	corpus := similar.New(texts)
	list = []Hint{}
	find := corpus.Pairs
	if len(texts) > mostExact {
		find = corpus.RarePairs
	}
	for _, p := range find(similar.Threshold) {
		earlier, later := near[p.First], near[p.Second]
		if !period.Contains(later.At) || x.linked(later, earlier) {
			continue
		}
		if total++; total > mostHints {
			continue
		}
		list = append(list, Hint{
			Report: later.Report, Earlier: earlier.Report, Days: daysBetween(earlier.At, later.At),
			Cosine: p.Cosine, Words: corpus.Shared(p.First, p.Second, mostWords),
		})
	}
	return list, total
}

// linked reports whether nothing can be hinted at about two incidents.
func (x index) linked(later, earlier *Incident) bool {
	if later.Report == earlier.Report || x.far(later.At, earlier.At) || names(later, earlier) || names(earlier, later) {
		return true
	}
	known := earlier.shared()
	return slices.ContainsFunc(later.shared(), func(why string) bool {
		return strength(why) < strength(byControl) && slices.Contains(known, why)
	})
}

// far reports whether an incident comes too late to be a repeat of an earlier one.
func (x index) far(later, earlier time.Time) bool {
	return Day(later).After(x.pol.RepeatUntil(earlier))
}

// names reports whether a report names another, whatever it says of it.
func names(in, other *Incident) bool {
	return slices.ContainsFunc(in.Related, func(r Relation) bool { return r.Report == other.Report })
}
