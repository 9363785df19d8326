package keep

import (
	"errors"
	"strings"
	"testing"
)

func page1(figure string) string {
	return "# Report\n\n" + figure + "\n\n## Decisions\n\n" + Place("decisions", "| What | Who |\n") + "\n## Asked\n\n" + Place("asked", "") + "\nEnd.\n"
}

func sealed(t *testing.T, text string) string {
	t.Helper()
	b, err := Seal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestMergeKeeps(t *testing.T) {
	for _, written := range []string{
		"", "x\n", "| What | Who |\n| Buy | @cfo |\n", "\n\n  two spaces  \n\ttab\n", "é日本\n", "# A heading\n\n## Another\n",
		"windows\r\nlines\r\n", "<!-- pir:sum " + strings.Repeat("0", 64) + " -->\n", "<!-- pir:keep asked -->\n", "\x00\xff\n",
	} {
		old := sealed(t, page1("1 incident"))
		filled := strings.Replace(old, "| What | Who |\n", written, 1)
		got, err := Merge([]byte(filled), []byte(sealed(t, page1("2 incidents"))))
		if err != nil {
			t.Fatalf("%q: %v", written, err)
		}
		want := strings.Replace(sealed(t, page1("2 incidents")), "| What | Who |\n", written, 1)
		if string(got) != want {
			t.Errorf("%q: got\n%s\nwant\n%s", written, got, want)
		}
		again, err := Merge(got, []byte(sealed(t, page1("2 incidents"))))
		if err != nil || string(again) != string(got) {
			t.Errorf("%q: again: %v\n%s", written, err, again)
		}
	}
}

// TestMergeWindows converts a whole file as git on Windows does.
func TestMergeWindows(t *testing.T) {
	old := strings.ReplaceAll(strings.Replace(sealed(t, page1("1")), "| What | Who |\n", "kept\n", 1), "\n", "\r\n")
	got, err := Merge([]byte(old), []byte(sealed(t, page1("1"))))
	if err != nil || string(got) != old {
		t.Errorf("%v\ngot  %q\nwant %q", err, got, old)
	}
}

func TestMergeRefuses(t *testing.T) {
	good := sealed(t, page1("1"))
	for _, c := range []struct {
		name, old string
		is        error
		says      string
	}{
		{"another file", "# Trends by hand\n", ErrForeign, ""},
		{"empty", "", ErrForeign, ""},
		{"a figure changed", strings.Replace(good, "\n1\n", "\n2\n", 1), ErrChanged, ""},
		{"text under a heading", strings.Replace(good, "## Asked\n", "## Asked\n\nMoney.\n", 1), ErrChanged, ""},
		{"text at the end", good + "Mine.\n", ErrChanged, ""},
		{"no mark any more", strings.Replace(good, "<!-- pir:keep asked -->\n", "", 1), ErrChanged, ""},
		{"no end", strings.Replace(good, "<!-- pir:end asked -->\n", "", 1), nil, "pir:end asked is missing"},
		{"another end", strings.Replace(good, "pir:end decisions", "pir:end asked", 1), nil, "ends the place decisions"},
		{"a place twice", good + Place("asked", "x"), nil, "is there twice"},
		{"a conflict of git", strings.Replace(good, "\n1\n", "\n<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n", 1), ErrChanged, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Merge([]byte(c.old), []byte(good))
			if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, got %q", err, got)
			}
		})
	}
}

func TestMergePlaceGone(t *testing.T) {
	fresh := sealed(t, "# Report\n"+Place("asked", ""))
	old := sealed(t, page1("1"))
	if _, err := Merge([]byte(old), []byte(fresh)); err == nil || !strings.Contains(err.Error(), "place decisions has no place") {
		t.Errorf("error %v", err)
	}
	emptied := strings.Replace(old, "| What | Who |\n", "\n", 1)
	if got, err := Merge([]byte(emptied), []byte(fresh)); err != nil || string(got) != fresh {
		t.Errorf("an empty place: %v\n%s", err, got)
	}
}

func TestSealRefuses(t *testing.T) {
	if _, err := Seal("<!-- pir:keep x -->\n"); err == nil {
		t.Error("a place without end is sealed")
	}
}
