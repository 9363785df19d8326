package evidence

import "path"

// writePolicy copies the settings that hold at the commit: the policy, the people file and the register.
func (b *builder) writePolicy() {
	for _, role := range []Role{RolePolicy, RolePeople, RoleRegister} {
		for _, s := range b.in.of(role) {
			b.copyOf(&s, b.names.Take("policy/"+path.Base(s.Path)))
		}
	}
}
