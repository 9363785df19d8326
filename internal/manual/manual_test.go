package manual

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

// tree is a command with one below it, and one that is hidden.
func tree(t *testing.T) *cobra.Command {
	t.Helper()
	root := &cobra.Command{Use: "tool", Short: "Do things"}
	root.PersistentFlags().BoolP("quiet", "q", false, "say nothing")
	below := &cobra.Command{
		Use: "do [PATH…]", Short: "Do one \"thing\"", Run: func(*cobra.Command, []string) {},
		Long:    "Do it.\n.profile and 'so on' stay\n\nKinds:\n  a-b  with \\n in it\n  c\nThen more.",
		Example: "  tool do --at=x | cat",
	}
	below.Flags().String("at", "", "the `day`, as 2026-01-02")
	below.Flags().Lookup("at").NoOptDefVal = "."
	below.Flags().Bool("secret", false, "not shown")
	if err := below.Flags().MarkHidden("secret"); err != nil {
		t.Fatal(err)
	}
	root.AddCommand(below, &cobra.Command{Use: "old", Hidden: true, Run: func(*cobra.Command, []string) {}})
	return root
}

const doPage = `.TH TOOL\-DO 1 2026-11-28 "v1" "tool manual"
.SH NAME
tool\-do \- Do one \(dqthing\(dq
.SH SYNOPSIS
.nf
tool do [PATH…] [flags]
.fi
.SH DESCRIPTION
Do it.
\&.profile and 'so on' stay
.PP
Kinds:
.RS 2
.nf
a\-b  with \en in it
c
.fi
.RE
Then more.
.SH OPTIONS
.TP
\fB\-\-at\fR[=\fIday\fR]
the day, as 2026\-01\-02
.SH OPTIONS OF EVERY COMMAND
.TP
\fB\-q\fR, \fB\-\-quiet\fR
say nothing
.SH EXAMPLES
.nf
tool do \-\-at=x | cat
.fi
.SH SEE ALSO
.BR tool (1)
`

func TestPages(t *testing.T) {
	pages := Pages(tree(t), "2026-11-28", "v1")
	var names []string
	for _, p := range pages {
		names = append(names, p.Name)
	}
	if diff := cmp.Diff([]string{"tool-do.1", "tool.1"}, names); diff != "" {
		t.Fatalf("pages (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(strings.Split(doPage, "\n"), strings.Split(string(pages[0].Text), "\n")); diff != "" {
		t.Errorf("tool-do.1 (-want +got):\n%s", diff)
	}
	for _, part := range []string{"tool COMMAND\n", ".SH COMMANDS\n.TP\n.BR tool\\-do (1)\nDo one", ".SH SEE ALSO\n.BR tool\\-do (1)\n"} {
		if !strings.Contains(string(pages[1].Text), part) {
			t.Errorf("tool.1 lacks %q:\n%s", part, pages[1].Text)
		}
	}
}
