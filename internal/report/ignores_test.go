package report_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSuppressions(t *testing.T) {
	const head = "---\ntitle: T\nseverity: sev1\nstatus: draft\n"
	tests := []struct {
		name string
		more string
		body string
		want []string // rule, reason, line of the comment, first and last line of the scope
	}{
		{"none", "", "## A\n\ntext\n", nil},
		{"front matter", "lint: {ignore: [{rule: a-b, reason: x y}]}\n", "", []string{"a-b|x y|5|1-7"}},
		{"next block", "", "## A\n\n<!-- pir:ignore r why not -->\n\nfirst\nstill\n\nsecond\n", []string{"r|why not|8|8-13"}},
		{"a list is one block", "", "<!-- pir:ignore r x -->\n- a\n- b\n\nend\n", []string{"r|x|6|6-10"}},
		{"a section", "", "<!-- pir:ignore r x -->\n\n## A\n\ntext\n\n### B\n\nmore\n\n## C\n", []string{"r|x|6|6-16"}},
		{"the last section", "", "<!-- pir:ignore r x -->\n## A\n\ntext\n", []string{"r|x|6|6-10"}},
		{"two in a row", "", "<!-- pir:ignore r x -->\n\n<!-- pir:ignore s\n y -->\n\ntext\n\nend\n", []string{"r|x|6|6-13", "s|y|8|8-13"}},
		{"no reason, no rule", "", "<!-- pir:ignore r -->\n\n<!-- pir:ignore -->\n\ntext\n", []string{"r||6|6-11", "||8|8-11"}},
		{"in a fence it is text", "", "```\n<!-- pir:ignore r x -->\n```\n", nil},
		{"nothing follows", "", "text\n\n<!-- pir:ignore r x -->\n", []string{"r|x|8|8-9"}},
		{"another comment", "", "<!-- pir:begin timeline -->\n\ntext\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(head + tt.more + "---\n" + tt.body)
			var got []string
			line := func(offset int) int { return r.File.Position(offset).Line }
			for _, s := range r.Suppressions() {
				got = append(got, fmt.Sprintf("%s|%s|%d|%d-%d", s.Rule, s.Reason, line(s.Span.Start), line(s.Scope.Start), line(s.Scope.End)))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("suppressions (-want +got):\n%s", diff)
			}
		})
	}
}
