package render

import "strings"

// shellWord writes a word so that a shell takes it as one word and obeys nothing in it. Ids come from the names of
// files, and a reader copies the command.
func shellWord(s string) string {
	s = Visible(s)
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("/._-", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
