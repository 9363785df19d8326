package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/render"
)

// standard is what --output calls standard output.
const standard = "-"

// output is where and how a command writes its result, as typed.
type output struct {
	format string
	files  []string // each a FILE or a FORMAT:FILE
}

// addOutput adds --format and --output to a command.
func addOutput[T any](cmd *cobra.Command, o *output, formats []render.Format[T]) {
	names := render.Names(formats)
	cmd.Flags().StringVarP(&o.format, "format", "f", names[0], "write as "+strings.Join(names, ", "))
	cmd.Flags().StringArrayVarP(&o.files, "output", "o", nil, "write to this `file` instead of standard output; FORMAT:FILE writes one more, the flag may be repeated")
	complete(cmd, "format", names)
}

// complete offers words for a flag to the shell.
func complete(cmd *cobra.Command, flag string, words []string) {
	// The only error is a flag that does not exist, which the first run of the command would show.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// sink is one place that a result is written to, and in which format.
type sink[T any] struct {
	format render.Format[T]
	file   string // standard: standard output
}

// pick returns the places that o names, before any work is done. Standard output gets --format, unless a
// FILE without a format takes it instead.
func pick[T any](o output, formats []render.Format[T]) ([]sink[T], error) {
	chosen, ok := named(formats, o.format)
	if !ok {
		names := render.Names(formats)
		return nil, usagef("--format %s: there is no such format; %s", o.format, didYouMean(o.format, names, "use "+strings.Join(names, ", ")))
	}
	sinks := []sink[T]{{chosen, standard}}
	if slices.ContainsFunc(o.files, func(value string) bool { return prefix(value) == "" }) {
		sinks = nil
	}
	for _, value := range o.files {
		next := sink[T]{chosen, value}
		if name := prefix(value); name != "" {
			next.file = strings.TrimPrefix(value, name+":")
			if next.format, ok = named(formats, name); !ok {
				return nil, usagef("--output %s: there is no format %q, use %s; a file of that name is ./%s", value, name, strings.Join(render.Names(formats), ", "), value)
			}
		}
		if next.file == "" {
			return nil, usagef("--output %q: the name of the file is missing", value)
		}
		if i := slices.IndexFunc(sinks, func(s sink[T]) bool { return filepath.Clean(s.file) == filepath.Clean(next.file) }); i >= 0 {
			if next.file == standard {
				return nil, usagef("--output %s: standard output is written as %s already; --format says as what", value, sinks[i].format.Name)
			}
			return nil, usagef("--output %s: that file is written as %s already; name another", value, sinks[i].format.Name)
		}
		sinks = append(sinks, next)
	}
	return sinks, nil
}

// named returns the format of that name.
func named[T any](formats []render.Format[T], name string) (render.Format[T], bool) {
	i := slices.IndexFunc(formats, func(f render.Format[T]) bool { return f.Name == name })
	if i < 0 {
		return render.Format[T]{}, false
	}
	return formats[i], true
}

// prefix returns what stands before the first colon when it looks like the name of a format: two or more
// small letters, so that neither the letter of a Windows drive nor a path is taken for one.
func prefix(value string) string {
	name, _, ok := strings.Cut(value, ":")
	if !ok || len(name) < 2 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return name
}

// write renders v to all places, also when one of them fails.
func write[T any](a *app, sinks []sink[T], v T) error {
	var failed []error
	for _, s := range sinks {
		if err := writeTo(a, s, v); err != nil {
			failed = append(failed, fmt.Errorf("write output: %w", err))
		}
	}
	return errors.Join(failed...)
}

// writeTo renders v to one place. A file is written whole, so that a failure leaves no half of one that
// looks like a result.
func writeTo[T any](a *app, s sink[T], v T) error {
	if s.file == standard {
		out := bufio.NewWriter(a.env.Stdout)
		return errors.Join(s.format.Write(out, v, a.style(false)), out.Flush())
	}
	var b bytes.Buffer
	if err := s.format.Write(&b, v, a.style(true)); err != nil {
		return fmt.Errorf("%s: %w", s.format.Name, err)
	}
	name, err := a.absolute(s.file)
	if err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644) //nolint:gosec // a report for others to read
}
