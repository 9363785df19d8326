package render

import "strings"

// textWidth returns how many columns a text takes on a terminal.
func textWidth(s string) int {
	if plainText(s) {
		return len(s)
	}
	return len(columns([]rune(s)))
}

// plainText reports whether every byte of a text is a character that is shown as it is, in one column. Most texts
// are, and need not be taken apart.
func plainText(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return !strings.Contains(s, "::") && !strings.Contains(s, "##")
}

// cutEnd makes a text visible and cuts it to a width, with … in place of what is missing.
func cutEnd(s string, width int) string {
	if len(s) <= width && plainText(s) {
		return s
	}
	cells := columns([]rune(s))
	if len(cells) > width {
		cells = append(headCells(cells, width-1), "…")
	}
	return strings.Join(cells, "")
}

// cutMiddle is cutEnd for a text whose end matters as much as its start.
func cutMiddle(s string, width int) string {
	cells := columns([]rune(s))
	if len(cells) <= width {
		return strings.Join(cells, "")
	}
	end := cells[len(cells)-max(0, (width-1)/2):]
	if len(end) > 0 && end[0] == "" {
		end = end[1:] // the second half of a wide character
	}
	return strings.Join(headCells(cells, width-1-len(end)), "") + "…" + strings.Join(end, "")
}

// headCells returns the first n cells, without half of a wide character at the end.
func headCells(cells []string, n int) []string {
	n = max(0, n)
	if n < len(cells) && n > 0 && cells[n] == "" {
		n--
	}
	return cells[:n:n]
}
