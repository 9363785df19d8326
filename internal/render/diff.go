package render

import (
	"bytes"
	"io"
	"strings"
)

// Diff writes a unified diff: byte for byte into a file or a pipe, so that `git apply` takes it, and on a
// terminal in colour and with nothing hidden.
func Diff(w io.Writer, diff []byte, s Style) error {
	if !s.Terminal {
		_, err := w.Write(diff)
		return err //nolint:wrapcheck // the caller says what was written
	}
	p := &printer{w: w}
	colours := map[byte]string{'+': "32", '-': "31", '@': "36"}
	for line := range bytes.Lines(diff) {
		code := colours[line[0]]
		if bytes.HasPrefix(line, []byte("--- ")) || bytes.HasPrefix(line, []byte("+++ ")) {
			code = "1"
		}
		text := strings.TrimSuffix(string(line), "\n")
		p.printf("%s\n", s.paint(code)(Visible(text)))
	}
	return p.err
}

// Changes writes the lines of a unified diff that go and come, with nothing hidden, for people who want to see at a
// glance what a command did.
func Changes(w io.Writer, diff []byte, s Style) error {
	p := &printer{w: w}
	colours := map[byte]string{'+': "32", '-': "31"}
	_, hunks, _ := bytes.Cut(diff, []byte("\n@@"))
	for line := range bytes.Lines(hunks) {
		if code, changed := colours[line[0]]; changed {
			p.printf("  %s\n", s.paint(code)(Visible(strings.TrimRight(string(line), "\r\n"))))
		}
	}
	return p.err
}
