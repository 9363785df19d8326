package rules

import "strings"

// leadsOut reports whether a path leaves the repository.
func leadsOut(clean string) bool {
	return clean == ".." || strings.HasPrefix(clean, "../") || strings.HasPrefix(clean, "/")
}
