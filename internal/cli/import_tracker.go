package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/tracker"
)

// trackerOptions are the flags of `pir import --from`.
type trackerOptions struct {
	from         []string
	tracker      string
	columns      []string
	createdAs    []string
	into         string
	date         time.Time
	registerOnly bool
	reportsOnly  bool

	write    bool   // shared with the import of markdown
	timezone string // shared, too
	output   output // shared, too
}

// addTrackerFlags adds the flags that only the import of an export has.
func addTrackerFlags(cmd *cobra.Command, o *trackerOptions) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.from, "from", nil, "read incidents from this `file` that a tracker or a chat exported, - for standard input; may be repeated for the files of one export")
	flags.StringVar(&o.tracker, "tracker", "", "`name` of the tracker that exported it, when the content does not tell")
	flags.StringArrayVar(&o.columns, "column", nil, "where a field of the export is: `FIELD=HEADING` of a table, FIELD=PATH in JSON; may be repeated")
	addChoice(cmd, &o.createdAs, "created-as", "milestone that the opening of a ticket is", report.Milestones.List)
	flags.StringVar(&o.into, "into", "", "`report` whose timeline the messages of a chat are added to")
	addDay(cmd, &o.date, "date", "day of the first message of a chat that has times only, YYYY-MM-DD")
	flags.BoolVar(&o.registerOnly, "register-only", false, "write the register only, no reports")
	flags.BoolVar(&o.reportsOnly, "reports-only", false, "write reports only, no register")
	cmd.MarkFlagsMutuallyExclusive("register-only", "reports-only")
	for _, flag := range []string{"status", "explain", "split", "force"} {
		cmd.MarkFlagsMutuallyExclusive("from", flag)
	}
	if names, err := tracker.Names(); err == nil {
		complete(cmd, "tracker", names)
	}
}

// needFrom refuses flags that mean nothing without --from.
func needFrom(cmd *cobra.Command) error {
	for _, flag := range []string{"tracker", "column", "created-as", "into", "date", "register-only", "reports-only"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s is for the export of a tracker or a chat; name its file with --from", flag)
		}
	}
	return nil
}

// importTracker reads an export into drafts and rows of the register, or a chat into a timeline.
func (a *app) importTracker(ctx context.Context, o *trackerOptions) error {
	columns, err := o.fields()
	if err != nil {
		return err
	}
	zone, err := o.zone()
	if err != nil {
		return err
	}
	sinks, err := pick(o.output, render.ExportFormats())
	if err != nil {
		return err
	}
	in, err := a.readExport(o.from)
	if err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	if len(columns) == 0 {
		columns = in.Columns(registerColumns(r.policy.Register.Columns))
	}
	name := o.tracker
	if name == "" {
		if name, err = in.Detect(columns); err != nil {
			return o.unclear(err)
		}
	}
	if name == tracker.Chat {
		return a.importChat(ctx, r, in, o, zone)
	}
	if o.into != "" {
		return usagef("--into %s: only the messages of a chat are added to a report; leave it out, and every incident gets a draft of its own", o.into)
	}
	if name != tracker.Generic && len(o.columns) == 0 {
		columns = nil // the register's names are for tables that nobody else knows
	}
	export, err := in.Read(tracker.Options{Tracker: name, Columns: columns, Created: first(o.createdAs)})
	if err != nil {
		return usagef("%s: %w", strings.Join(o.from, ", "), err)
	}
	if strings.HasPrefix(o.timezone, "+") || strings.HasPrefix(o.timezone, "-") {
		export.Offset(o.timezone)
		o.timezone = "" // a report names zones, and gives offsets to its times
	}
	adoption, err := a.adoption(ctx, r, export, o, zone)
	if err != nil {
		return err
	}
	return a.adopt(r, adoption, sinks)
}

// unclear makes an export that nobody knows wrong use.
func (o *trackerOptions) unclear(err error) error {
	if unclear, ok := errors.AsType[*tracker.UnclearError](err); ok {
		return usagef("%s: %w", strings.Join(o.from, ", "), unclear)
	}
	return err
}

// fields returns what --column says, by the name of the field.
func (o *trackerOptions) fields() (map[string]string, error) {
	columns := map[string]string{}
	for _, c := range o.columns {
		name, place, ok := strings.Cut(c, "=")
		if name = strings.TrimSpace(name); !ok || name == "" || strings.TrimSpace(place) == "" {
			return nil, usagef("--column %s: write FIELD=HEADING, such as --column key=ID", c)
		}
		if !slices.Contains(tracker.FieldNames(), name) {
			return nil, usagef("--column %s: there is no field %s; fields are %s", c, name, strings.Join(tracker.FieldNames(), ", "))
		}
		if columns[name] != "" {
			return nil, usagef("--column %s: %s is said already", c, name)
		}
		columns[name] = strings.TrimSpace(place)
	}
	return columns, nil
}

// zone returns the zone of times without an offset, nil when nobody said.
func (o *trackerOptions) zone() (*time.Location, error) {
	if o.timezone == "" || o.timezone == field.Unknown {
		return nil, nil //nolint:nilnil // a zone that nobody said
	}
	name, err := importer.ParseZone(o.timezone)
	if err != nil {
		return nil, usagef("--timezone: %w", err)
	}
	o.timezone = name
	zone, err := zoneNamed(name)
	if err != nil {
		return nil, usagef("--timezone %s: %w", name, err)
	}
	return zone, nil
}

// registerColumns returns the policy's names of the columns by the field that each is.
func registerColumns(c register.Columns) map[string]string {
	return map[string]string{"key": c.Key, "title": c.Title, "severity": c.Severity, "detected": c.Detected, "resolved": c.Resolved, "closed": c.Closed}
}

// readExport reads the files of one export.
func (a *app) readExport(names []string) (*tracker.Input, error) {
	dir, err := a.dir()
	if err != nil {
		return nil, err
	}
	inputs := make([]*tracker.Input, 0, len(names))
	for _, name := range names {
		b, err := a.readForeign(dir, name)
		if err != nil {
			return nil, err
		}
		in, err := tracker.Parse(b)
		if err != nil {
			return nil, usagef("%s: %w", name, err)
		}
		inputs = append(inputs, in)
	}
	in, err := tracker.Join(inputs)
	if err != nil {
		return nil, usagef("--from %s: %w", strings.Join(names, ", "), err)
	}
	return in, nil
}

// readForeign reads a file from anywhere, or standard input, one byte beyond the limit at most.
func (a *app) readForeign(dir, name string) ([]byte, error) {
	in := a.env.Stdin
	if name != standard {
		f, err := os.Open(typedIn(dir, name)) //nolint:gosec // the user names the file
		switch {
		case absent(err):
			return nil, usagef("--from %s: there is no such file", name)
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", name, pathError(err))
		}
		defer f.Close() //nolint:errcheck // only read from
		if info, err := f.Stat(); err != nil || info.IsDir() {
			return nil, usagef("--from %s: this is no file; name the file that the tracker exported", name)
		}
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, tracker.MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, pathError(err))
	}
	return b, nil
}

// wordsOf writes sorted words of a set for a message.
func wordsOf(set map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(set)), ", ")
}
