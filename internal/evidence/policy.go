package evidence

import "path"

// writePolicy copies the settings that hold at the commit, which are the policy, the people file and the register, and
// lists the commits that changed the policy.
func (b *builder) writePolicy() {
	for _, role := range []Role{RolePolicy, RolePeople, RoleRegister} {
		for _, s := range b.in.of(role) {
			b.copyOf(&s, b.names.Take("policy/"+path.Base(s.Path)))
		}
	}
	rows := make([][]any, 0, len(b.git.Policy))
	for _, c := range b.git.Policy {
		rows = append(rows, []any{c.ID, c.Author, c.Authored, c.Committed, c.Signed, b.period.Contains(dayOf(c.Committed))})
	}
	b.table("policy/history.csv", "policy", []string{"commit", "author", "date", "committed", "signed", "in_period"}, rows)
}
