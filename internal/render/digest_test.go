package render

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
)

// someMessage has one action of each kind that a digest names.
func someMessage() Message {
	l := someActions("")
	m := Message{Digest: actions.Digest{AsOf: l.AsOf, Owner: "@sre-1", Later: 3}, From: "pir <pir@lindgrove.example>", To: "sre-1@lindgrove.example"}
	for _, r := range l.Records {
		switch {
		case r.State == actions.Overdue:
			m.Overdue = append(m.Overdue, r)
		case r.State == actions.DueSoon:
			m.DueSoon = append(m.DueSoon, r)
		case r.Status == actions.Done:
			m.Verify = append(m.Verify, r)
		}
	}
	stuck := m.Overdue[1]
	stuck.Due, stuck.State, stuck.DaysOverdue = time.Time{}, actions.Blocked, 0
	m.Blocked = []actions.Record{stuck}
	return m
}

func writeMessage(t *testing.T, format string, m Message) string {
	t.Helper()
	i := slices.IndexFunc(Digests(), func(f Format[Message]) bool { return f.Name == format })
	var b bytes.Buffer
	if err := Digests()[i].Write(&b, m, Style{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDigestGolden(t *testing.T) {
	golden(t, "digest.md", writeMessage(t, "md", someMessage()))
	golden(t, "digest.eml", strings.ReplaceAll(writeMessage(t, "eml", someMessage()), "\r\n", "\n"))
}

// readMail reads a mail with the reader of the standard library; the body is decoded.
func readMail(t *testing.T, text string) (*mail.Message, string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
		for i := range len(line) {
			if line[i] >= 0x7F {
				t.Errorf("a line is not ASCII: %q", line)
				break
			}
		}
	}
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return m, strings.ReplaceAll(string(body), "\r\n", "\n")
}

func TestDigestMail(t *testing.T) {
	want := someMessage()
	m, body := readMail(t, writeMessage(t, "eml", want))
	from, err := m.Header.AddressList("From")
	if err != nil || from[0].String() != `"pir" <pir@lindgrove.example>` {
		t.Errorf("from %v, %v", from, err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || to[0].Name != "@sre-1" || to[0].Address != "sre-1@lindgrove.example" {
		t.Errorf("to %v, %v", to, err)
	}
	if at, err := m.Header.Date(); err != nil || !at.Equal(want.AsOf) {
		t.Errorf("date %v, %v", at, err)
	}
	if got := m.Header.Get("Subject"); got != "Corrective actions of @sre-1: 2 overdue, 1 due soon, 1 blocked, 1 to verify, 3 open for later" {
		t.Errorf("subject %q", got)
	}
	if body != digestText(&want) || !strings.Contains(body, "決済障害") {
		t.Errorf("body %q", body)
	}
	if writeMessage(t, "eml", want) != writeMessage(t, "eml", someMessage()) {
		t.Error("other bytes")
	}
	other := someMessage()
	other.Later++
	if next, _ := readMail(t, writeMessage(t, "eml", other)); next.Header.Get("Message-ID") == m.Header.Get("Message-ID") {
		t.Error("two mails have one id")
	}
}

// TestDigestWithoutAddress holds that a mail without addresses is one, for the sender to fill in.
func TestDigestWithoutAddress(t *testing.T) {
	m := someMessage()
	m.From, m.To, m.Owner = "", "no address", "@größe, \"x\""
	got, _ := readMail(t, writeMessage(t, "eml", m))
	for _, name := range []string{"From", "To"} {
		if list, err := got.Header.AddressList(name); err != nil || len(list) != 0 {
			t.Errorf("%s: %v, %v in %q", name, list, err, got.Header.Get(name))
		}
	}
	to, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("To"))
	if err != nil || to != "@größe, \"x\":;" {
		t.Errorf("to %q, %v", to, err)
	}
}

// TestDigestHostile puts what ends a header, a line of markdown or a word of a shell into every text.
func TestDigestHostile(t *testing.T) {
	const bad = "x\r\nBcc: all@x.example\r\n\r\n<script> `rm -rf ~` $(id) '; id #\x1b[31m\u202e @sre-9 ![i](https://x.example) ``"
	m := someMessage()
	for _, list := range [][]actions.Record{m.Overdue, m.DueSoon, m.Blocked, m.Verify} {
		for i := range list {
			for _, f := range reflect.ValueOf(&list[i].Action).Elem().Fields() {
				if f.CanSet() && f.Kind() == reflect.String {
					f.SetString(bad)
				}
			}
		}
	}
	m.Owner, m.To, m.From = bad, bad, bad
	got, body := readMail(t, writeMessage(t, "eml", m))
	names := make([]string, 0, 9)
	for name := range got.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	if diff := cmp.Diff(strings.Fields("Auto-Submitted Content-Transfer-Encoding Content-Type Date From Message-Id Mime-Version Subject To"), names); diff != "" {
		t.Errorf("headers: %s", diff)
	}
	markdown := writeMessage(t, "md", m)
	for _, out := range []string{body, markdown} {
		for _, c := range out {
			if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
				t.Fatalf("%U in %q", c, out)
			}
		}
	}
	for line := range strings.Lines(markdown) {
		if text, _, code := strings.Cut(line, "  ```"); code && text == "" {
			continue // a command, as code
		}
		for _, raw := range []string{"<script", "![", " @sre-9"} {
			if strings.Contains(line, raw) {
				t.Errorf("md has %q: %s", raw, line)
			}
		}
	}
	m.Owner = strings.Repeat("🚒", 500)
	readMail(t, writeMessage(t, "eml", m))
}

// TestShellWord gives words to a real shell, which must hand them over as they are.
func TestShellWord(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	for _, word := range []string{
		"", "2026-03-02-leaked-ci-token/A1", "2026-03-02-x/#2", "a b", "it's", "$(echo x)", "`echo x`", "x;echo y", "*", "~", "-rf", "a\\b", "\"q\"", "é日本", "!x", "''", "a&b|c>d",
	} {
		out, err := exec.Command(sh, "-c", "printf %s "+shellWord(word)).Output() //nolint:gosec // that is what is tested
		if err != nil || string(out) != word {
			t.Errorf("%q as %s is %q: %v", word, shellWord(word), out, err)
		}
	}
	if got := shellWord("2026-03-02-x/A1"); got != "2026-03-02-x/A1" {
		t.Errorf("a plain id is %s", got)
	}
	if got := shellWord("a\nb"); got != `'a\u{A}b'` {
		t.Errorf("a line end is %s", got)
	}
}

func TestDigestWriterFails(t *testing.T) {
	for _, f := range Digests() {
		if err := f.Write(failing{}, someMessage(), Style{}); !errors.Is(err, errFull) {
			t.Errorf("%s: error is %v", f.Name, err)
		}
	}
}
