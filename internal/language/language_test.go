package language

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// found returns the hits of a text as "rule: words".
func found(c *Checker, text string, at Place) []string {
	hits := c.Check(text, at)
	if hits == nil {
		return nil
	}
	list := make([]string, 0, len(hits))
	for _, h := range hits {
		list = append(list, h.Rule+": "+h.Words)
	}
	return list
}

// TestData holds that every language can be read, that each of its expressions compiles, and that each rule says what to write.
func TestData(t *testing.T) {
	list, err := loadAll(data)
	if err != nil || len(list) == 0 {
		t.Fatalf("%d languages, %v", len(list), err)
	}
	for _, s := range list {
		ids := map[string]bool{}
		for _, p := range s.patterns {
			if ids[p.id] {
				t.Errorf("pattern %s stands twice", p.id)
			}
			ids[p.id] = true
			for _, expression := range []func() *regexp.Regexp{p.before, p.then, p.except} {
				if expression != nil {
					expression() // panics when it is none
				}
			}
			if p.advice == "" || p.rewrite.From == "" || p.rewrite.To == "" || p.places == 0 {
				t.Errorf("pattern %s has no advice, rewrite or place", p.id)
			}
		}
	}
}

// TestRewrites holds that each rule finds its own example, and has nothing against what to write instead.
func TestRewrites(t *testing.T) {
	for _, s := range all() {
		for _, p := range s.patterns {
			place := Cause
			if p.places&Cause == 0 {
				place = Action
			}
			if got := found(New(nil), p.rewrite.From, place); len(got) == 0 || !strings.HasPrefix(got[0], p.rule+": ") {
				t.Errorf("%s: %q gives %q", p.rule, p.rewrite.From, got)
			}
			if got := found(New(nil), p.rewrite.To, place); got != nil {
				t.Errorf("%s: %q gives %q", p.rule, p.rewrite.To, got)
			}
		}
	}
}

// TestOtherLanguage holds that a language is its two files and nothing else.
func TestOtherLanguage(t *testing.T) {
	const words = "class,words\nperson,technikerin techniker wir\nsystem,server übertragung\ndeterminer,die der\nlight,hat haben\n"
	const columns = "id,rule,before,words,then,subject,places,strict,except,advice,from,to\n"
	files := fstest.MapFS{
		"data/de.csv":       {Data: []byte("# a comment\n" + columns + "vergessen,blame-failed-to,,vergaß vergessen,,human,cause,cause,,a,b,c\nschuld,blame-fault,,übereifrig,,any,cause,,,a,b,c\n")},
		"data/de-words.csv": {Data: []byte(words)},
	}
	list, err := loadAll(files)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d languages, %v", len(list), err)
	}
	c := New(nil)
	c.languages = list
	for text, want := range map[string][]string{
		"Die Technikerin VERGASS den Schlüssel":        nil, // another spelling
		"Die Technikerin vergaß den Schlüssel":         {"blame-failed-to: vergaß"},
		"Die Übertragung hat vergessen, was sie weiß":  nil,
		"Wir haben vergessen, den Server zu ersetzen.": {"blame-failed-to: vergessen"},
		"ÜBEREIFRIG": {"blame-fault: ÜBEREIFRIG"},
	} {
		if diff := cmp.Diff(want, found(c, text, Cause)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	for name, row := range map[string]string{
		"place":   "a,b,,c,,human,everywhere,,,a,b,c\n",
		"subject": "a,b,,c,,nobody,cause,,,a,b,c\n",
	} {
		files["data/de.csv"].Data = []byte(columns + row)
		if _, err := loadAll(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("a wrong %s gives %v", name, err)
		}
	}
	delete(files, "data/de-words.csv")
	if _, err := loadAll(files); err == nil {
		t.Error("a language without words is read")
	}
}

func TestPlaces(t *testing.T) {
	c := New(nil)
	for text, want := range map[string]map[Place]bool{ // found there: strict?
		"The engineer forgot the key":   {Cause: true, Timeline: false, Summary: false, Prose: false},
		"In hindsight it was too small": {Cause: true, Timeline: false, Summary: false},
		"Be more careful":               {Action: true},
		"He removed the disk":           {Cause: true},
		"Reprimand the operator":        {Cause: true, Action: true, Summary: false, Prose: false},
	} {
		got := map[Place]bool{}
		for _, at := range places {
			for _, h := range c.Check(text, at) {
				got[at] = h.Strict
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestSubject holds who counts as the subject of a clause.
func TestSubject(t *testing.T) {
	for text, want := range map[string]bool{
		"The engineer failed to see it coming":                             false, // to see is no duty
		"The engineer failed to test it":                                   true,
		"The engineer's script failed to test it":                          false,
		"The engineers' laptops failed to test it":                         false,
		"The engineer on the database team failed to test it":              true,
		"The engineer deploying the new release failed to test it":         true,
		"The database of the engineer failed to test it":                   false,
		"One of the engineers failed to test it":                           true,
		"The health check of one of the engineers failed to test it":       false,
		"The engineer, under time pressure, failed to test it":             true,
		"The worker, started by an engineer, failed to test it":            false,
		"The engineer restarted the worker and failed to test it":          true,
		"When the worker stopped, the engineer woke up and failed to test": true,
		"The worker restarted and failed to test it":                       false,
		"The engineer who had deployed the worker failed to test it":       true,
		"The worker that the engineer deployed failed to test it":          false,
		"The attacker who had deployed the worker failed to test it":       false,
		"Anna Berg failed to test it":                                      true,
		"@sre-1 had failed to test it":                                     true,
		"`sre-1` failed to test it":                                        false,
		"The engineers left; they failed to test it":                       true,
		"The engineers restarted the pods, and then they failed to test":   false,
		"The shift operator failed to test it":                             true,
		"The queue manager failed to test it":                              false,
		"The support agent failed to test it":                              true,
		"The agent failed to test it":                                      false,
		"Users failed to test it":                                          false,
		"The account of our team failed to test it":                        false,
		"Root cause: failed to test it":                                    false,
		"During the window the team quickly failed to test it":             true,
		"The team failed, e.g. failed to test it":                          false,
		"The alert was seen by the engineer. Failed to test it":            false,
	} {
		got := found(New([]string{"Anna Berg"}), text, Prose)
		if (len(got) > 0) != want {
			t.Errorf("%q gives %q, want a finding: %t", text, got, want)
		}
	}
}

// TestLeftOut holds what is not the writer's own words, or no words at all.
func TestLeftOut(t *testing.T) {
	for _, text := range []string{
		`Support wrote "the engineer forgot the key" at noon`,
		"Support wrote “the engineer forgot the key” at noon",
		"Support wrote „the engineer forgot the key“ at noon",
		"Support wrote «the engineer forgot the key» at noon",
		"Support wrote ‘the engineer forgot the team’s key’ at noon",
		"Support wrote 'the engineer forgot the team's key' at noon",
		"The engineer ran `forgot --all` twice",
		"The engineer ran ``forgot ` it`` twice",
		"The page of the engineer is /docs/forgot/key",
		"The engineer opened forgot.example and lib/human-error.go",
		"The branch of the engineer is fix-forgot_key",
		"See https://wiki.example/the-engineer/forgot/human-error",
		"",
	} {
		if got := found(New(nil), text, Cause|Prose); got != nil {
			t.Errorf("%q gives %q", text, got)
		}
	}
	for _, text := range []string{
		`A 5" disk: the engineer forgot the 3.5 inch frame`,
		"The engineers' team forgot the engineers' key",
		"The engineer’s colleague forgot the key, didn’t they",
		"Support wrote “the engineer forgot the key",
		"The engineer (on call)\nforgot the key.",
	} {
		if got := found(New(nil), text, Prose); len(got) != 1 {
			t.Errorf("%q gives %q", text, got)
		}
	}
}

func TestNames(t *testing.T) {
	c := New([]string{"Anna Berg", "Mark Stone", "Platform Team", "@sre-1", "security", "Émile Bäcker", "Anna Berg"})
	for text, want := range map[string][]string{
		"Anna Berg removed the disk":                           {"Anna Berg"},
		"The disk was removed by Anna":                         {"Anna"},
		"Berg's disk was removed":                              {"Berg"},
		"Mark Stone removed the disk":                          {"Mark Stone"},
		"The mark on the stone is gone":                        nil,
		"The platform and its security have no team":           nil,
		"A disk of Bergen and an annable name":                 nil,
		"Émile moved the disk":                                 {"Émile"},
		"@sre-1 and @sre-2 removed it":                         {"@sre-1"}, // once a sentence
		"@sre-1 removed it; @sre-2 did not. @sre-3 did":        {"@sre-1", "@sre-2", "@sre-3"},
		"Mail of j.doe@lindgrove.example, sent on":             {"j.doe@lindgrove.example"},
		"Mail to J.Doe@lindgrove.example.":                     {"J.Doe@lindgrove.example"},
		"Mail to noreply@lindgrove.example":                    nil,
		"A clone of git@code.example:labels":                   nil,
		"The package @lindgrove/labels in pkg@1.2":             nil,
		"The call @retry(3) at 12 @ 4":                         nil,
		"Attackers sent mail from anna.berg@lindgrove.example": nil,
		"She removed it":                                       {"She"},
		"The attacker said that he had a key":                  nil,
	} {
		var got []string
		for _, h := range c.Check(text, Cause) {
			got = append(got, h.Words)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestBounded holds that the work on one report has an end, whatever stands in it.
func TestBounded(t *testing.T) {
	for _, piece := range []string{"the engineer failed to test ", "should have been done. ", "“", "`` ` ", "@a", "why why ", "(", "blamed the the ", "x' 'y "} {
		c := New(nil)
		text := strings.Repeat(piece, 200_000/len(piece))
		c.Check(text, Prose)
		c.Check(text, Cause)
		if c.trials > maxTrials {
			t.Errorf("%q: %d trials", piece, c.trials)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range labelled(f) {
		f.Add(s.text)
	}
	f.Add("İstanbul’s “team” ‘forgot’ \xff\xe2\x80 `x")
	f.Fuzz(func(t *testing.T, text string) {
		c := New([]string{"Anna Berg"})
		all := Cause | Timeline | Action | Summary | Prose
		hits := c.Check(text, all)
		end := 0
		for _, h := range hits {
			if h.Start < end || h.End <= h.Start || h.End > len(text) {
				t.Fatalf("hit at %d to %d after %d of %d", h.Start, h.End, end, len(text))
			}
			if words := strings.Join(strings.Fields(text[h.Start:h.End]), " "); words != h.Words {
				t.Fatalf("words %q, and there stands %q", h.Words, words)
			}
			end = h.End
		}
		if diff := cmp.Diff(hits, c.Check(text, all)); diff != "" {
			t.Fatalf("the second time gives something else:\n%s", diff)
		}
	})
}

// BenchmarkCheck is what the prose of a report without a finding costs, some 5 KB in paragraphs.
func BenchmarkCheck(b *testing.B) {
	var texts []string
	size := 0
	for i := 0; size < 5000; i++ {
		text := fmt.Sprintf("The certificate of gateway %d expired in the morning. Sign-in to the tracking service stopped, and shops could not read "+
			"the state of their parcels. Traffic went to the second gateway within the hour, and a new certificate was put in place on both. "+
			"The alert came four minutes after the first error; the status page was late because support waited for a cause.", i)
		texts = append(texts, text)
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		c := New([]string{"@sre-1", "Anna Berg"})
		for _, text := range texts {
			if c.Check(text, Prose) != nil {
				b.Fatal("a finding")
			}
		}
	}
}
