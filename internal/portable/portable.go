// Package portable knows which names of files every system takes on which a git repository is checked out.
package portable

import (
	"strings"
	"unicode/utf8"
)

// MaxName is the most bytes that the usual file systems take for a name.
const MaxName = 255

// Problem returns why a name of a file or folder, not a path, cannot be on some system, as a clause that follows the name;
// "" when nothing is wrong with it. Source: Microsoft, Naming Files, Paths, and Namespaces, which forbids all that others do.
func Problem(name string) string {
	control := func(r rune) bool { return r < ' ' }
	switch {
	case name == "", name == ".", name == "..":
		return "is no name"
	case strings.Contains(name, "/"):
		return "has a / in it"
	case strings.ContainsAny(name, `<>:"|?*\`):
		return `has one of < > : " | ? * \ in it`
	case strings.ContainsFunc(name, control):
		return "has a control character in it"
	case !utf8.ValidString(name):
		return "is no valid UTF-8"
	case strings.HasSuffix(name, "."), strings.HasSuffix(name, " "):
		return "ends with a dot or a space"
	case Device(name):
		return "is that of a device"
	case len(name) > MaxName:
		return "is longer than 255 bytes"
	}
	return ""
}

// Device reports whether Windows takes a name for a device, whatever stands behind its first dot.
func Device(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem = strings.TrimRight(stem, " "); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	number, found := strings.CutPrefix(stem, "com")
	if !found {
		number, found = strings.CutPrefix(stem, "lpt")
	}
	const numbers = "0123456789¹²³"
	return found && utf8.RuneCountInString(number) == 1 && strings.Contains(numbers, number)
}
