package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/report"
)

// addTLPMax adds the flag that leaves out reports by their label.
func addTLPMax(cmd *cobra.Command, p *[]string) {
	addChoice(cmd, p, "tlp-max", "only reports with this label of the Traffic Light Protocol or a lower one; without a label a report counts as red", report.TLPs.List)
}

// belowTLP is the files of a repository without the reports whose label is above a limit.
type belowTLP struct {
	files
	limit string
}

func (b belowTLP) folders(folders []string) ([]corpus.Path, error) {
	paths, err := b.files.folders(folders)
	return b.below(paths, err)
}

func (b belowTLP) named(dir string, names []string) ([]corpus.Path, error) {
	paths, err := b.files.named(dir, names)
	return b.below(paths, err)
}

// below returns the paths of the reports that may be read. A report that cannot be read at all is kept, so that its error
// is told.
func (b belowTLP) below(paths []corpus.Path, err error) ([]corpus.Path, error) {
	if err != nil {
		return nil, err
	}
	reads, err := corpus.Map(paths, func(rep *report.Report) string {
		if report.AboveTLP(rep.TLP.Value, b.limit) {
			return rep.File.Path
		}
		return ""
	})
	if err != nil {
		return nil, fmt.Errorf("read labels: %w", err)
	}
	hidden := make(map[string]bool, len(reads))
	for _, name := range reads {
		hidden[name] = true
	}
	return slices.DeleteFunc(paths, func(p corpus.Path) bool { return hidden[p.Name] }), nil
}

// keepKnownRelations drops what a report says of others that are left out.
func (r *repo) keepKnownRelations(rep *report.Report) error {
	paths, err := r.paths(nil)
	if err != nil {
		return err
	}
	rep.Related = slices.DeleteFunc(rep.Related, func(other report.Relation) bool {
		return !slices.ContainsFunc(paths, func(p corpus.Path) bool { return report.ID(p.Name) == other.ID.Value })
	})
	return nil
}
