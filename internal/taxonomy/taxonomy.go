// Package taxonomy holds the embedded vocabularies and control schemes: causes, triggers, vectors, controls, ATT&CK, RSIT
// and the clocks of notifications. It may know what a word or an id means, nothing of the reports that use it, and it
// imports nothing else of this module.
//
// Each file under data names its source and licence in its head. A file is parsed when it is first asked for, once, so
// that a command that needs none pays for none. Ids are compared exactly, in their own upper and lower case. Every slice
// returned is the caller's own and may be changed.
package taxonomy

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.csv
var data embed.FS

// Term is a word of a vocabulary: what is written in a report, and what it stands for.
type Term struct {
	ID   string // in kebab case; for a tactic its ATT&CK id
	Name string // a few words, without a full stop
}

// rows returns the rows of a file below its header, which has to be just the given columns; comment lines are left out.
func rows(fsys fs.FS, name string, columns ...string) ([][]string, error) {
	text, err := fs.ReadFile(fsys, "data/"+name)
	if err != nil {
		return nil, fmt.Errorf("read vocabulary: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read vocabulary %s: %w", name, err)
	}
	if len(all) == 0 || !slices.Equal(all[0], columns) {
		return nil, fmt.Errorf("read vocabulary %s: columns are not %s", name, strings.Join(columns, ","))
	}
	return all[1:], nil
}

// table is one data file with what its rows are made into, parsed at the first call.
func table[T any](name string, columns []string, parse func([][]string) T) func() T {
	return sync.OnceValue(func() T {
		// The file is compiled in and a test reads each one, so that this error cannot be met in a binary that passed.
		all, _ := rows(data, name, columns...)
		return parse(all)
	})
}

// terms makes rows of id and name into terms.
func terms(all [][]string) []Term {
	list := make([]Term, 0, len(all))
	for _, row := range all {
		list = append(list, Term{ID: row[0], Name: row[1]})
	}
	return list
}

var (
	termColumns = []string{"id", "name"}

	triggers = table("triggers.csv", termColumns, terms)
	vectors  = table("vectors.csv", termColumns, terms)
)

// Triggers returns the words for what changed just before an incident, in the order of the vocabulary.
// Source: data/triggers.csv.
func Triggers() []Term {
	return slices.Clone(triggers())
}

// Vectors returns the words for the way by which an incident came in, in the order of the vocabulary.
// Source: data/vectors.csv.
func Vectors() []Term {
	return slices.Clone(vectors())
}
