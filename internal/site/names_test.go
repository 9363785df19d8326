package site

import (
	"strings"
	"testing"
)

func TestStem(t *testing.T) {
	for _, c := range []struct{ key, want string }{
		{"2026-03-02-leaked-ci-token", "2026-03-02-leaked-ci-token"},
		{"iso27001:A.8.4", "iso27001-A.8.4"},
		{"決済障害", "-"},
		{"", "-"},
		{"..", "-"},
		{"con", "con-"},
		{"COM1.txt", "COM1-txt-"},
		{"a/b", "a-b-"},
		{".hidden", "hidden-"},
		{strings.Repeat("x", 300), strings.Repeat("x", longest) + "-"},
	} {
		var n names
		got := n.stem(c.key, c.key)
		if !strings.HasPrefix(got, c.want) || got != c.want && len(got) != len(c.want)+8 {
			t.Errorf("stem of %q is %q, want %q and a digest", c.key, got, c.want)
		}
	}
}

// TestStemsDiffer holds that no two things get one file, also where the file system does not tell large letters from
// small ones.
func TestStemsDiffer(t *testing.T) {
	var n names
	seen := map[string]string{}
	for _, c := range [][2]string{{"a", "x/a.md"}, {"A", "x/A.md"}, {"a", "y/a.md"}, {"a b", "1"}, {"a-b", "2"}, {"a_b", "3"}, {"a/b", "4"}, {"é", "5"}, {"è", "6"}} {
		stem := strings.ToLower(n.stem(c[0], c[1]))
		if other, ok := seen[stem]; ok {
			t.Errorf("%q and %q both get %q", c, other, stem)
		}
		seen[stem] = c[0]
	}
}

func TestPictureKind(t *testing.T) {
	for _, c := range []struct{ bytes, want string }{
		{pixel, "png"},
		{"\xff\xd8\xff\xe0", "jpg"},
		{"GIF89a", "gif"},
		{"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"},
		{"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00", "avif"},
		{"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00", ""},
		{"<svg xmlns='http://www.w3.org/2000/svg'/>", ""},
		{"<!doctype html>", ""},
		{"plain", ""},
		{"", ""},
	} {
		if got := pictureKind([]byte(c.bytes)); got != c.want {
			t.Errorf("%.20q is %q, want %q", c.bytes, got, c.want)
		}
	}
}
