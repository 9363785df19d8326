package rules

import (
	"regexp"
	"sync"
)

// lazily compiles an expression when it is first asked for: many commands match none of them, and compiling all takes
// longer than everything else at the start of the program.
func lazily(re string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(re) })
}
