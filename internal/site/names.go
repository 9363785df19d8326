package site

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/pir-cli/pir/internal/portable"
)

// names gives things files of their own whose names any file system and any web server takes as they are.
type names struct{ taken map[string]bool }

// longest bounds the stem of a file's name, well below what file systems take.
const longest = 100

// stem returns the stem for a key. A key of letters, digits, dots, hyphens and underscores is its own stem, so that the
// address of a page is that of the report. unique tells apart what has the same key.
func (n *names) stem(key, unique string) string {
	stem := plain(key)
	device := portable.Device(stem)
	if stem != strings.ReplaceAll(key, ":", "-") || stem == "" || device {
		stem += "-" + digest(key)
	}
	if device { // whatever stands behind a dot
		stem = strings.ReplaceAll(stem, ".", "-")
	}
	if n.taken == nil {
		n.taken = map[string]bool{}
	}
	for n.taken[strings.ToLower(stem)] {
		stem += "-" + digest(unique)
	}
	n.taken[strings.ToLower(stem)] = true
	return stem
}

// plain replaces every character that is not safe in a name.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '.', r == '-', r == '_':
			return r
		default:
			return '-'
		}
	}, s)
	s = strings.Trim(s, ".-")
	return strings.TrimRight(s[:min(len(s), longest)], ".-")
}

// digest is short, and long enough to tell a few thousand keys apart.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}
