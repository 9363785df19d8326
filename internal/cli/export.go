package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/export"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// exportOptions are the flags of `pir export`.
type exportOptions struct {
	format   string
	output   string
	tables   []string
	view     []string
	tlpMax   []string
	redact   bool
	asOf     time.Time
	from, to time.Time
}

func newExport(a *app) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export [PATH…]",
		Short: "All records as flat tables for a database: JSON lines, CSV, Excel, Parquet",
		Long: `Write the records of all reports as flat tables with typed columns, so that DuckDB, a warehouse
or a spreadsheet can take over. What a table counts is what trends and actions count.

` + exportHelp() + `
JSON lines and a workbook hold all tables; they go to standard output, or with --output to a
file. CSV and Parquet have a file a table: --output names the folder for them, or the file
when --table names one table alone, which without --output goes to standard output.

Reports of incidents after the day of --as-of are left out, and the state of actions is that
of the day. --from and --to take the incidents of a period, by the day in UTC by which trends
counts them.

With --tlp-max the reports above a label are left out, and what the others say about them under
related. A report without a label counts as red. With --redact people are roles, and restricted
sections are left out before anything is made of the reports.

--view breaches is the record of breaches of personal data that Art. 33(5) GDPR asks for:
incidents whose reports name gdpr under notifications, and those that hit records and say
nothing of it. It is a help and no legal advice.

` + exitHelp,
		Example: `  pir export > records.jsonl
  pir export --format parquet --output records
  pir export --format csv --table actions | head
  pir export --format xlsx --output records.xlsx --from 2026-01-01
  pir export --view breaches --format csv --output breaches.csv`,
		RunE: body(func(cmd *cobra.Command, args []string) error { return a.export(cmd.Context(), &opts, args) }),
	}
	flags, formats := cmd.Flags(), exportFormats()
	flags.StringVarP(&opts.format, "format", "f", formats[0], "write as "+strings.Join(formats, ", "))
	complete(cmd, "format", formats)
	flags.StringVarP(&opts.output, "output", "o", "", "write to this `file or folder` instead of standard output")
	addChoices(cmd, &opts.tables, "table", "only these tables", export.Names())
	addChoice(cmd, &opts.view, "view", "a table made for one purpose, instead of all tables", viewNames())
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	addTLPMax(cmd, &opts.tlpMax)
	cmd.Flags().BoolVar(&opts.redact, "redact", false, "name people by their roles")
	addDay(cmd, &opts.from, "from", "only incidents counted on this day or later")
	addDay(cmd, &opts.to, "to", "only incidents counted on this day or earlier")
	cmd.MarkFlagsMutuallyExclusive("table", "view")
	return cmd
}

// exportHelp lists the tables for the help.
func exportHelp() string {
	var b strings.Builder
	b.WriteString("Tables:\n")
	for _, t := range append(export.Schema(), export.Views()...) {
		fmt.Fprintf(&b, "  %-15s %s\n", t.Name, t.Doc)
	}
	return b.String()
}

func viewNames() []string {
	views := export.Views()
	names := make([]string, 0, len(views))
	for _, v := range views {
		names = append(names, v.Name)
	}
	return names
}

func (a *app) export(ctx context.Context, opts *exportOptions, args []string) error {
	at := slices.Index(exportFormats(), opts.format)
	if at < 0 {
		return usagef("there is no format %q, use %s", opts.format, strings.Join(exportFormats(), ", "))
	}
	format := render.Exports()[at]
	single := len(opts.tables) == 1 || len(opts.view) == 1
	switch {
	case format.Single && !single && opts.output == "":
		return usagef("%s has a file a table: name a folder with --output, or one table with --table", format.Name)
	case format.Binary && opts.output == "" && a.env.Terminal:
		return usagef("%s is nothing for a terminal; add --output", format.Name)
	}
	a.tlpMax = first(opts.tlpMax)
	sel, err := a.selection(opts)
	if err != nil {
		return err
	}
	made, missing, err := a.makeTables(ctx, sel, args, opts.redact)
	if err != nil {
		return err
	}
	tables := render.Tables{AsOf: made.AsOf, List: chosen(made, opts)}
	a.hintLeft(&made.Left)
	switch {
	case opts.output == "":
		out := bufio.NewWriter(a.env.Stdout)
		err = errors.Join(format.Write(out, tables, a.style(false)), out.Flush())
	case format.Single && (!single || a.isFolder(opts.output)):
		err = a.exportFolder(opts.output, format, tables)
	default:
		err = a.exportFile(opts.output, format, tables)
	}
	var usage *statusError
	if err != nil && !errors.As(err, &usage) {
		err = fmt.Errorf("write output: %w", err)
	}
	return errors.Join(err, missing)
}

// exportFormats are the names of the formats, the default first.
func exportFormats() []string {
	formats := render.Exports()
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return names
}

// selection reads the day and the period.
func (a *app) selection(opts *exportOptions) (export.Selection, error) {
	sel := export.Selection{AsOf: a.asOf(opts.asOf), Closed: len(opts.tlpMax) > 0}
	if opts.from.IsZero() && opts.to.IsZero() {
		return sel, nil
	}
	period := trends.Period{From: opts.from, To: opts.to}
	if opts.to.IsZero() {
		period.To = sel.AsOf
	}
	if period.To.Before(period.From) {
		return sel, usagef("--from %s is after %s; the period would have no day", period.From.Format(time.DateOnly), period.To.Format(time.DateOnly))
	}
	sel.Period = &period
	return sel, nil
}

// makeTables reads every report once and makes the tables. missing joins the reports that could not be read.
func (a *app) makeTables(ctx context.Context, sel export.Selection, args []string, redact bool) (made *export.Made, missing, err error) {
	r, err := a.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	type read struct {
		part    export.Part
		version *history.Version
	}
	maker, reader := export.NewMaker(r.policy), history.NewReader()
	paths, err := a.reports(r, args)
	if err != nil {
		return nil, nil, err
	}
	version := reader.Of
	if redact {
		people, err := r.redaction(reader, "") // labels were looked at before
		if err != nil {
			return nil, nil, err
		}
		paths, version = people.reports(paths), people.version
	}
	reads, missing := eachOf(a, paths, func(rep *report.Report) read { return read{maker.Of(rep), version(rep)} })
	var all []actions.Action
	parts, current := make([]export.Part, 0, len(reads)), make([]*history.Version, 0, len(reads))
	for _, one := range reads {
		parts, current = append(parts, one.part), append(current, one.version)
		all = append(all, one.part.Actions...)
	}
	a.addPast(ctx, r, reader, all, current, len(args) > 0)
	for i := range parts {
		n := len(parts[i].Actions)
		parts[i].Actions, all = all[:n:n], all[n:]
	}
	return export.Compute(parts, sel, r.policy), missing, nil
}

// chosen returns the tables that the flags name, in their own order, or all.
func chosen(made *export.Made, opts *exportOptions) []export.Table {
	if len(opts.view) > 0 {
		return slices.DeleteFunc(made.Views, func(t export.Table) bool { return t.Name != opts.view[0] })
	}
	if len(opts.tables) == 0 {
		return made.Tables
	}
	return slices.DeleteFunc(made.Tables, func(t export.Table) bool { return !slices.Contains(opts.tables, t.Name) })
}

func (a *app) hintLeft(l *export.Left) {
	if l.Later > 0 {
		a.hint("reports left out because their incident lies after that day: %d; a later --as-of has them", l.Later)
	}
	if l.Undated > 0 {
		a.hint("reports left out because nobody can tell when their incident was: %d", l.Undated)
	}
}

// isFolder reports whether a path is a folder, or ends as one.
func (a *app) isFolder(name string) bool {
	if os.IsPathSeparator(name[len(name)-1]) {
		return true
	}
	full, err := a.absolute(name)
	if err != nil {
		return false
	}
	info, err := os.Stat(full)
	return err == nil && info.IsDir()
}

// exportFile writes one file, whole, so that a failure leaves no half of one.
func (a *app) exportFile(name string, format render.TableFormat, tables render.Tables) error {
	var b bytes.Buffer
	if err := format.Write(&b, tables, a.style(true)); err != nil {
		return err
	}
	full, err := a.absolute(name)
	if err != nil {
		return err
	}
	return os.WriteFile(full, b.Bytes(), 0o644) //nolint:gosec // for others to read, as the reports
}
