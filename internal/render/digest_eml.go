package render

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// longestName is the most columns of an owner in a header.
const longestName = 60

// digestMail writes a digest as a mail (RFC 5322). Its date is midnight UTC of the day of the list, and its id follows
// from what it says, so the same input gives the same bytes. Without the owner's address it goes to a group of that
// name that has no members, and the sender fills in the address.
func digestMail(w io.Writer, m Message, _ Style) error {
	var body bytes.Buffer
	text := quotedprintable.NewWriter(&body)
	_, err := io.WriteString(text, digestText(&m))
	if err == nil {
		err = text.Close()
	}
	if err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	subject := fmt.Sprintf("Corrective actions of %s: %s", cutEnd(m.Owner, longestName), digestCounts(&m.Digest))
	to := mailbox(m.Owner, m.To)
	id := sha256.Sum256([]byte(to + subject + isoDay(m.AsOf) + body.String()))
	p := &printer{w: w}
	for _, h := range []struct{ name, value string }{
		{"From", mailbox("", m.From)},
		{"To", to},
		{"Subject", mime.QEncoding.Encode("utf-8", subject)},
		{"Date", m.AsOf.UTC().Format(time.RFC1123Z)},
		{"Message-ID", fmt.Sprintf("<%x@pir.invalid>", id[:16])},
		{"Auto-Submitted", "auto-generated"}, // RFC 3834: no notes of absence in return
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		p.printf("%s: %s\r\n", h.name, strings.ReplaceAll(h.value, "?= =?", "?=\r\n =?")) // a line has at most 998 bytes
	}
	p.printf("\r\n%s", body.String())
	return p.err
}

// mailbox writes an address with a name for a header. Without an address that can be read it is the empty group of
// the name (RFC 5322, 3.4, and RFC 6854 for a sender).
func mailbox(name, address string) string {
	const stand = "x@x" // net/mail writes no name without an address
	a := mail.Address{Name: cutEnd(name, longestName)}
	if read, err := mail.ParseAddress(address); err == nil {
		a.Address = read.Address
		if name == "" {
			a.Name = Visible(read.Name)
		}
		return a.String()
	}
	if a.Name == "" {
		a.Name = "pir"
	}
	a.Address = stand
	return strings.TrimSuffix(a.String(), " <"+stand+">") + ":;"
}

// digestText is the digest in plain text.
func digestText(m *Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Corrective actions of %s on %s:\n%s.\n", Visible(m.Owner), isoDay(m.AsOf), digestCounts(&m.Digest))
	for _, s := range digestSections(&m.Digest) {
		fmt.Fprintf(&b, "\n%s\n\n%s\n", strings.ToUpper(s.title), s.how)
		for _, item := range s.items {
			fmt.Fprintf(&b, "\n* %s\n  %s\n  %s\n", Visible(item.title), Visible(strings.Join(item.facts, ", ")), item.command)
		}
	}
	return b.String()
}
