package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// writeJSON writes v indented, with every character escaped that a terminal or the log of a build would obey.
// encoding/json escapes the ASCII control characters only.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(visible{w})
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// visible writes JSON with its hidden characters escaped. An Encoder hands over a whole value at once.
type visible struct{ w io.Writer }

func (v visible) Write(b []byte) (int, error) {
	if _, err := v.w.Write(escapeHidden(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// escapeHidden turns hidden characters beyond ASCII, and the bracket of a command, into \u escapes. They can
// only stand inside JSON strings.
func escapeHidden(b []byte) []byte {
	clean := !bytes.Contains(b, []byte("##"))
	for _, c := range b {
		if c >= utf8.RuneSelf || c == 0x7F {
			clean = false
			break
		}
	}
	if clean {
		return b
	}
	out := make([]byte, 0, len(b))
	for all, at := b, 0; len(b) > 0; at = len(all) - len(b) {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == '[' && opensCommand(all[:at]):
			out = append(out, `\u005b`...)
		case r < utf8.RuneSelf && r != 0x7F, r == utf8.RuneError, !hidden(r):
			out = append(out, b[:size]...)
		case r > 0xFFFF:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xD800+(r>>10), 0xDC00+(r&0x3FF))
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		b = b[size:]
	}
	return out
}

// list returns v, or an empty list where v is nil: JSON output has [] and never null for a list.
func list[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}
