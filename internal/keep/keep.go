// Package keep lets a program write a text file again without losing what people wrote into it; it knows the marks
// between which they write, and nothing of what the file is about.
package keep

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// The marks stand on lines of their own. In markdown they are comments, which nobody sees in the rendered page.
const (
	beginMark = "<!-- pir:keep %s -->"
	endMark   = "<!-- pir:end %s -->"
	sumMark   = "<!-- pir:sum %s -->"
)

var (
	begin = regexp.MustCompile(`^<!-- pir:keep ([a-z-]+) -->$`)
	end   = regexp.MustCompile(`^<!-- pir:end ([a-z-]+) -->$`)
	sum   = regexp.MustCompile(`^<!-- pir:sum ([0-9a-f]{64}) -->$`)
)

// What is wrong with a file that is there.
var (
	// ErrForeign says that the file was not written by Seal.
	ErrForeign = errors.New("it was not written by this program")
	// ErrChanged says that something outside of the places for people is not as it was written.
	ErrChanged = errors.New("it was changed outside of the places for people")
)

// Place returns the lines of a place for people, with the text that stands in it at first. The name has lower-case
// letters and hyphens; each may be used once in a file.
func Place(name, text string) string {
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return fmt.Sprintf(beginMark+"\n%s"+endMark+"\n", name, text, name)
}

// page is a file taken apart.
type page struct {
	frame []string          // what the program writes, in lines with their ends, the marks of places included
	kept  map[string]string // what stands in each place
	sum   string            // as the file has it; "" for none
	crlf  bool              // lines end as on Windows
}

// parse takes a file apart.
func parse(text string) (*page, error) {
	p := &page{kept: map[string]string{}}
	open := "" // name of the place that we are in
	var inside strings.Builder
	for line := range strings.Lines(text) {
		bare := strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if open != "" {
			if m := end.FindStringSubmatch(bare); m == nil {
				inside.WriteString(line)
				continue
			} else if m[1] != open {
				return nil, fmt.Errorf("the mark pir:end %s ends the place %s", m[1], open)
			}
			p.kept[open], open = inside.String(), ""
			inside.Reset()
		}
		if m := sum.FindStringSubmatch(bare); m != nil && p.sum == "" {
			p.sum = m[1]
			continue
		}
		if m := begin.FindStringSubmatch(bare); m != nil {
			if _, twice := p.kept[m[1]]; twice {
				return nil, fmt.Errorf("the mark pir:keep %s is there twice", m[1])
			}
			open = m[1]
		}
		p.crlf = p.crlf || strings.HasSuffix(line, "\r\n")
		p.frame = append(p.frame, bare+"\n")
	}
	if open != "" {
		return nil, fmt.Errorf("the mark pir:end %s is missing", open)
	}
	return p, nil
}

// digest is the checksum of what the program writes. How lines end does not count: git may change it.
func (p *page) digest() string {
	h := sha256.Sum256([]byte(strings.Join(p.frame, "")))
	return hex.EncodeToString(h[:])
}

// Seal returns a text with a last line by which a later Merge tells whether people changed it outside of its places. The
// text ends in a line feed. It is an error when marks are out of order.
func Seal(text string) ([]byte, error) {
	p, err := parse(text)
	if err != nil {
		return nil, err
	}
	return []byte(text + fmt.Sprintf(sumMark+"\n", p.digest())), nil
}

// Merge returns fresh, which is sealed, with what people wrote into the places of old, byte by byte. Lines end as in old.
// Nothing of old gets lost: a file of somebody else is ErrForeign, one that was changed outside of its places ErrChanged,
// and one with a filled place that fresh does not have an error too.
func Merge(old, fresh []byte) ([]byte, error) {
	was, err := parse(string(old))
	if err != nil {
		return nil, err
	}
	if was.sum == "" {
		return nil, ErrForeign
	}
	if was.digest() != was.sum {
		return nil, ErrChanged
	}
	now, err := parse(string(fresh))
	if err != nil {
		return nil, err
	}
	for name, text := range was.kept {
		if _, ok := now.kept[name]; !ok && strings.TrimSpace(text) != "" {
			return nil, fmt.Errorf("what stands in the place %s has no place any more", name)
		}
	}
	var b bytes.Buffer
	write := func(line string) {
		if was.crlf {
			line = strings.TrimSuffix(line, "\n") + "\r\n"
		}
		b.WriteString(line)
	}
	for _, line := range now.frame {
		write(line)
		m := begin.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			continue
		}
		if text, ok := was.kept[m[1]]; ok {
			b.WriteString(text)
			continue
		}
		for l := range strings.Lines(now.kept[m[1]]) {
			write(l)
		}
	}
	write(fmt.Sprintf(sumMark+"\n", now.digest()))
	return b.Bytes(), nil
}
