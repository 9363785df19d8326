// Package render writes results for people and for programs, one format a file. It decides neither a
// severity nor an exit status.
package render

import (
	"fmt"
	"io"
	"time"
)

// Format is one way to write a T. Every command's `--format`, its help and its completion come from a list of these.
type Format[T any] struct {
	Name  string
	Doc   string
	Write func(w io.Writer, v T, s Style) error
}

// Style is what the reader of the output is, and what a format that names its writer calls this program.
type Style struct {
	Color    bool
	Terminal bool           // a person reads it on a screen; else aligned text without a limit on width
	Width    int            // columns of the terminal, 80 when unknown
	Words    bool           // words alone: no bars and marks made of characters, which a screen reader spells out
	Version  string         // of pir
	Zone     *time.Location // in which points in time are shown; nil: as each format says
}

// Names returns the names of the formats, the default first.
func Names[T any](formats []Format[T]) []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return names
}

// printer writes text and remembers the first error, so that a full disk is noticed without a check a line.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// paint returns functions that colour text, or leave it alone.
func (s Style) paint(code string) func(string) string {
	return func(t string) string {
		if !s.Color || t == "" || code == "" {
			return t
		}
		return "\x1b[" + code + "m" + t + "\x1b[0m"
	}
}
