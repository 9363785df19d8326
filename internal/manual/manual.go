// Package manual writes the pages of the manual, for man(1), from the commands themselves.
package manual

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Page is a page of section 1.
type Page struct {
	Name string // of the file, such as pir-lint.1
	Text []byte
}

// Pages returns a page for a command and for each command below it, sorted by name. date, YYYY-MM-DD, and version are
// printed at the foot. The same commands give the same bytes.
func Pages(root *cobra.Command, date, version string) []Page {
	var pages []Page
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd != root && !cmd.IsAvailableCommand() {
			return
		}
		pages = append(pages, Page{Name: name(cmd) + ".1", Text: page(cmd, date, version)})
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	walk(root)
	slices.SortFunc(pages, func(a, b Page) int { return strings.Compare(a.Name, b.Name) })
	return pages
}

// name is that of a page: the words of the command with hyphens between them.
func name(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func page(cmd *cobra.Command, date, version string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, ".TH %s 1 %s \"%s\" \"%s manual\"\n", strings.ToUpper(plain(name(cmd))), date, plain(version), plain(cmd.Root().Name()))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", plain(name(cmd)), plain(cmd.Short))
	use := cmd.UseLine()
	if !cmd.Runnable() && cmd.HasAvailableSubCommands() {
		use += " COMMAND"
	}
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.nf\n%s\n.fi\n", plain(use))
	b.WriteString(".SH DESCRIPTION\n")
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	writeText(&b, text)
	writeCommands(&b, cmd)
	writeFlags(&b, "OPTIONS", cmd.NonInheritedFlags())
	writeFlags(&b, "OPTIONS OF EVERY COMMAND", cmd.InheritedFlags())
	if cmd.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n")
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			b.WriteString(plain(strings.TrimPrefix(line, "  ")) + "\n")
		}
		b.WriteString(".fi\n")
	}
	writeSeeAlso(&b, cmd)
	return b.Bytes()
}

// writeText writes paragraphs. Lines that begin with a blank, as in a list, stay lines.
func writeText(b *bytes.Buffer, text string) {
	literal, gap := false, false
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if strings.TrimSpace(line) == "" {
			gap = true
			continue
		}
		indented := strings.HasPrefix(line, " ")
		if literal && !indented {
			b.WriteString(".fi\n.RE\n")
		}
		if gap {
			b.WriteString(".PP\n")
		}
		if indented && !literal {
			b.WriteString(".RS 2\n.nf\n")
		}
		b.WriteString(plain(strings.TrimPrefix(line, "  ")) + "\n")
		literal, gap = indented, false
	}
	if literal {
		b.WriteString(".fi\n.RE\n")
	}
}

func writeCommands(b *bytes.Buffer, cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	b.WriteString(".SH COMMANDS\n")
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			fmt.Fprintf(b, ".TP\n.BR %s (1)\n%s\n", plain(name(below)), plain(below.Short))
		}
	}
}

func writeFlags(b *bytes.Buffer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		b.WriteString(".TP\n")
		if f.Shorthand != "" {
			fmt.Fprintf(b, `\fB\-%s\fR, `, plain(f.Shorthand))
		}
		fmt.Fprintf(b, `\fB\-\-%s\fR`, plain(f.Name))
		switch {
		case value == "":
		case f.NoOptDefVal != "":
			fmt.Fprintf(b, `[=\fI%s\fR]`, plain(value))
		default:
			fmt.Fprintf(b, ` \fI%s\fR`, plain(value))
		}
		fmt.Fprintf(b, "\n%s\n", plain(usage))
	})
}

func writeSeeAlso(b *bytes.Buffer, cmd *cobra.Command) {
	var also []string
	if cmd.HasParent() {
		also = append(also, name(cmd.Parent()))
	}
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			also = append(also, name(below))
		}
	}
	if len(also) == 0 {
		return
	}
	b.WriteString(".SH SEE ALSO\n")
	for i, page := range also {
		end := ","
		if i == len(also)-1 {
			end = ""
		}
		fmt.Fprintf(b, ".BR %s (1)%s\n", plain(page), end)
	}
}

// plain writes a line of text so that it shows as it is. A hyphen is one that can be pasted into a shell.
func plain(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\t", "        ", `"`, `\(dq`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
