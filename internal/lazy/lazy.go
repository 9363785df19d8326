// Package lazy has what is made when it is first needed, because most commands never need it.
package lazy

import (
	"regexp"
	"sync"
)

// Pattern returns a regular expression that is compiled at its first use. An expression that is none panics then,
// as with regexp.MustCompile.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
