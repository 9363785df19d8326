package cli

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/render"
)

// digestOptions are the flags of `pir actions --digest`.
type digestOptions struct {
	format []string
	from   string
}

func addDigest(cmd *cobra.Command, o *digestOptions) {
	addChoice(cmd, &o.format, "digest", "write one message an owner instead of a list", render.Names(render.Digests()))
	cmd.Flags().StringVar(&o.from, "from", "", "`address` that the mails of --digest eml come from")
}

// wanted reports whether the user asks for digests.
func (o *digestOptions) wanted() bool { return len(o.format) > 0 }

// check refuses flags that a digest cannot follow, before any work is done.
func (o *digestOptions) check(cmd *cobra.Command, out output) error {
	if o.from != "" {
		if !o.wanted() || first(o.format) != "eml" {
			return usagef("--from is for --digest eml")
		}
		if _, err := mail.ParseAddress(o.from); err != nil {
			return usagef("--from %s: write an address such as pir@example.org", o.from)
		}
	}
	if !o.wanted() {
		return nil
	}
	for _, flag := range []string{"format", "group", "sort"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--digest has an order and a format of its own; leave out --%s", flag)
		}
	}
	if len(out.files) > 1 {
		return usagef("--digest writes to one folder; give --output once")
	}
	if len(out.files) == 1 && out.files[0] == "" {
		return usagef("--output \"\": the name of the folder is missing")
	}
	return nil
}

// digests writes one message an owner: into a folder, or to standard output when it is one.
func (a *app) digests(r *repo, o *digestOptions, out output, records []actions.Record, asOf time.Time) error {
	digests, unowned := actions.Digests(records, asOf)
	if unowned > 0 {
		a.hint("actions without an owner that are in no digest: %d; --owner none lists them", unowned)
	}
	if len(digests) == 0 {
		a.hint("nobody has anything to do by %s", asOf.Format(time.DateOnly))
		return nil
	}
	messages, err := a.messages(r, o, digests)
	if err != nil {
		return err
	}
	format, _ := named(render.Digests(), first(o.format)) // one of the words that the flag takes
	dir := standard
	if len(out.files) == 1 {
		dir = out.files[0]
	}
	switch {
	case dir != standard:
		return a.writeDigests(dir, format, messages)
	case len(messages) == 1:
		return write(a, []sink[render.Message]{{format, standard}}, messages[0])
	default:
		return usagef("there are digests for %d owners: name one with --owner, or a folder for all with --output", len(messages))
	}
}

// messages adds the addresses of the people file to the digests.
func (a *app) messages(r *repo, o *digestOptions, digests []actions.Digest) ([]render.Message, error) {
	list, err := r.people()
	if err != nil {
		return nil, err
	}
	messages := make([]render.Message, 0, len(digests))
	for _, d := range digests {
		m := render.Message{Digest: d, From: o.from}
		if list != nil {
			if p, ok := list.Find(d.Owner); ok {
				m.To = p.Email.Value
			}
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// writeDigests writes each message to a file of its own. Files of an earlier run stay, and are told, because
// somebody may be about to send all that is in the folder.
func (a *app) writeDigests(name string, format render.Format[render.Message], messages []render.Message) error {
	dir, err := a.absolute(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // what is in it may be read by others, as the reports
		return fmt.Errorf("make folder: %w", err)
	}
	written := map[string]bool{}
	var failed []error
	for _, m := range messages {
		file := digestFile(m.Owner, format.Name, written)
		written[file] = true
		var b bytes.Buffer
		err := format.Write(&b, m, a.style(true))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, file), b.Bytes(), 0o644) //nolint:gosec // for others to read
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("write digest: %w", err))
		}
	}
	old, err := digestsIn(dir, format.Name)
	for _, f := range old {
		if !written[f] {
			a.hint("%s is from an earlier run; its owner has nothing to do now", filepath.Join(name, f))
		}
	}
	return errors.Join(append(failed, err)...)
}

// digestsIn returns the names of the digests in a folder.
func digestsIn(dir, ext string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read folder: %w", err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "digest-") && strings.HasSuffix(e.Name(), "."+ext) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// longestHandle is the most bytes that a handle gives to the name of a file.
const longestHandle = 80

// digestFile returns a file name for an owner's digest that is safe on every system, and not yet taken. Handles come
// from reports, so only small letters, digits, - and _ of them are kept.
func digestFile(owner, ext string, taken map[string]bool) string {
	stem := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, strings.ToLower(strings.TrimPrefix(strings.TrimSpace(owner), "@")))
	stem = "digest-" + stem[:min(len(stem), longestHandle)]
	name := stem + "." + ext
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s-%d.%s", stem, n, ext)
	}
	return name
}
