package evidence

import (
	"path"
	"strings"
)

// writePolicy copies the settings that hold at the commit, which are the policy, the people file and the register, and
// lists the commits that changed the policy.
func (b *builder) writePolicy() {
	for _, role := range []Role{RolePolicy, RolePeople, RoleRegister} {
		for _, s := range b.in.of(role) {
			b.copyOf(&s, b.names.Take(inert("policy/"+path.Base(s.Path))))
		}
	}
	rows := make([][]any, 0, len(b.git.Policy))
	for _, c := range b.git.Policy {
		rows = append(rows, []any{c.ID, c.Author, c.Authored, c.Committed, c.Signed, b.period.Contains(dayOf(c.Committed))})
	}
	b.table("policy/history.csv", "policy", []string{"commit", "author", "date", "committed", "signed", "in_period"}, rows)
}

// inert returns the name under which a file of the repository is copied. A table gets one that no spreadsheet opens: a
// copy has the bytes that were read, and with them the formulas that somebody may have put there.
func inert(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab":
		return name + ".txt"
	}
	return name
}
