package chart

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2026, 3, 2, 21, 14, 0, 0, time.UTC)

// incident is a timeline as it is usual.
func incident() []Event {
	minutes := func(n int) time.Time { return day.Add(time.Duration(n) * time.Minute) }
	return []Event{
		{minutes(0), "started", "Debug re-run of a build prints the export token to a public job log"},
		{minutes(93), "", "First request with the token from an unknown network"},
		{minutes(528), "detected", "Customer reports unknown export mail"},
		{minutes(537), "acknowledged", "Support passes the mail to the analyst on duty"},
		{minutes(546), "declared", "Sev1 declared"},
		{minutes(559), "", "Requests traced to the service token of ci-platform"},
		{minutes(566), "contained", "Token revoked"},
		{minutes(721), "resolved", "Exports re-keyed and old download links dead"},
		{minutes(3646), "", "Data protection authority notified"},
		{minutes(4006), "closed", "Incident closed"},
		{time.Time{}, "", "Token copied into a second job"},
	}
}

// many is a timeline of n events, most of them in bursts.
func many(n int, seed uint64) []Event {
	r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // the same each time
	names := []string{"started", "detected", "acknowledged", "declared", "aware", "contained", "eradicated", "resolved", "closed"}
	at := day
	var events []Event
	for i := range n {
		step := time.Duration(r.IntN(120)) * time.Second
		if r.IntN(8) == 0 {
			step = time.Duration(r.IntN(5000)) * time.Minute
		}
		at = at.Add(step)
		e := Event{At: at, Label: strings.Repeat("word ", r.IntN(30))}
		if k := len(names) * i / n; i == 0 || k != len(names)*(i-1)/n {
			e.Name = names[k]
		}
		if r.IntN(20) == 0 {
			e.At = time.Time{}
		}
		events = append(events, e)
	}
	return events
}

func bones(n, causes int, text string) []Bone {
	list := make([]Bone, n)
	for i := range list {
		list[i].Name = []string{"people", "process", "technology", "detection", "policy", "suppliers", "environment", "other conditions of the organisation"}[i%8]
	}
	for i := range causes {
		b := &list[i*i%n]
		b.Causes = append(b.Causes, BoneCause{Text: fmt.Sprintf("C%d %s", i+1, text), Strong: i == 0})
	}
	return list
}

func pictures() map[string][]byte {
	all := map[string][]byte{
		"tl-usual":   Timeline{Head: head("tl-usual"), Events: incident(), Note: "Times are in UTC."}.SVG(),
		"tl-one":     Timeline{Head: head("tl-one"), Events: incident()[:1]}.SVG(),
		"tl-two":     Timeline{Head: head("tl-two"), Events: incident()[:2]}.SVG(),
		"tl-same":    Timeline{Head: head("tl-same"), Events: []Event{{day, "started", "a"}, {day, "detected", "b"}, {day, "", "c"}}}.SVG(),
		"tl-none":    Timeline{Head: head("tl-none")}.SVG(),
		"tl-unknown": Timeline{Head: head("tl-unknown"), Events: []Event{{time.Time{}, "started", hostile}}}.SVG(),
		"tl-far":     Timeline{Head: head("tl-far"), Events: append(incident(), Event{time.Date(1026, 1, 1, 0, 0, 0, 0, time.UTC), "started", "mistyped"})}.SVG(),
		"tl-hostile": Timeline{Head: head("tl-hostile"), Events: []Event{{day, hostile + hostile, hostile}, {day.Add(time.Hour), "", strings.Repeat("x", 400)}}}.SVG(),
		"fb-usual": Fishbone{Head: head("fb-usual"), Effect: "Exports of 1 200 customers could be read with a token that a public build log had shown", Bones: []Bone{
			{"technology", []BoneCause{{"C1 root: The build prints its environment when a step is re-run in debug mode", true}}},
			{"process", []BoneCause{{"C2 Service tokens of the pipelines have no end date and carry the scopes of all jobs", false}}},
			{"detection", []BoneCause{{"C3 No rule looks at where a service token is used from", false}}},
		}}.SVG(),
		"fb-one":     Fishbone{Head: head("fb-one"), Effect: "x", Bones: bones(1, 1, "a")}.SVG(),
		"fb-none":    Fishbone{Head: head("fb-none"), Effect: "x"}.SVG(),
		"fb-bare":    Fishbone{Head: head("fb-bare"), Effect: "", Bones: bones(3, 0, "")}.SVG(),
		"fb-all":     Fishbone{Head: head("fb-all"), Effect: strings.Repeat("long effect ", 20), Bones: bones(8, 30, "a condition that made it possible, in a sentence of about the usual length")}.SVG(),
		"fb-hostile": Fishbone{Head: head("fb-hostile"), Effect: hostile + strings.Repeat("x", 200), Bones: []Bone{{hostile, []BoneCause{{hostile, true}, {strings.Repeat("y", 300), false}, {"", false}}}}}.SVG(),
	}
	for _, n := range []int{5, 18, 19, 60, 200, 1000} {
		for seed := range uint64(3) {
			id := fmt.Sprintf("tl-%d-%d", n, seed)
			all[id] = Timeline{Head: head(id), Events: many(n, seed)}.SVG()
		}
	}
	for n := 1; n <= 8; n++ {
		for _, causes := range []int{1, 7, 30} {
			id := fmt.Sprintf("fb-%d-%d", n, causes)
			all[id] = Fishbone{Head: head(id), Effect: "effect", Bones: bones(n, causes, strings.Repeat("text ", causes%9*3))}.SVG()
		}
	}
	return all
}

// box is what a text covers.
type box struct {
	text           string
	x1, y1, x2, y2 float64
}

// TestPictures holds that no text leaves its picture and none lies on another, for usual and for extreme ones.
func TestPictures(t *testing.T) {
	for name, svg := range pictures() {
		t.Run(name, func(t *testing.T) {
			list := read(t, svg)
			height := number(t, list[0].attr["height"])
			var boxes []box
			for i := range list {
				e := &list[i]
				if e.name != "text" {
					continue
				}
				inside(t, e, height)
				x, y, w := number(t, e.attr["x"]), number(t, e.attr["y"]), width(e.text, FontSize)
				from := map[string]float64{"start": x, "middle": x - w/2, "end": x - w}[e.attr["text-anchor"]]
				boxes = append(boxes, box{e.text, from, y - FontSize*0.78, from + w, y + FontSize*0.2})
			}
			slices.SortFunc(boxes, func(a, b box) int { return int(a.y1 - b.y1) })
			for i, a := range boxes {
				for _, b := range boxes[i+1:] {
					if b.y1 >= a.y2 {
						break
					}
					if a.x1 < b.x2 && b.x1 < a.x2 {
						t.Errorf("%q lies on %q", b.text, a.text)
					}
				}
			}
		})
	}
}

// TestTimelineScale holds that distances are true: twice the time is twice the way, and what is cut says so.
func TestTimelineScale(t *testing.T) {
	at := func(h int) Event { return Event{At: day.Add(time.Duration(h) * time.Hour)} }
	sc := newTimeScale([]Event{at(0), at(1), at(3), at(4), at(104), at(106)})
	got := sc.places(600)
	want := []float64{0, 100, 300, 400, 440, 640}
	if fmt.Sprint(got) != fmt.Sprint(want) || !sc.cuts[3] || len(sc.cuts) != 1 {
		t.Errorf("places %v, cuts %v, want %v", got, sc.cuts, want)
	}
	if sc := newTimeScale([]Event{at(0), at(1), at(1000)}); len(sc.cuts) != 0 {
		t.Errorf("with two silences, one was cut: %v", sc.cuts)
	}
	svg := string(Timeline{Head: head("x"), Events: incident()}.SVG())
	for _, want := range []string{"Drawn to scale, but for a silence of 2 d, which is dashed.", "8 h 48 min from started to detected", "Token copied into a second job", "At a time that is not known"} {
		if !strings.Contains(joinTexts(t, svg), want) {
			t.Errorf("there is no %q", want)
		}
	}
}

func joinTexts(t *testing.T, svg string) string {
	t.Helper()
	var words []string
	list := read(t, []byte(svg))
	for i := range list {
		if list[i].name == "text" {
			words = append(words, list[i].text)
		}
	}
	return strings.Join(words, " ")
}

// TestFishboneWhole holds that every cause is on the picture with all of its words.
func TestFishboneWhole(t *testing.T) {
	all := bones(5, 30, "has words enough for several lines of a narrow column")
	said := joinTexts(t, string(Fishbone{Head: head("x"), Effect: "effect", Bones: all}.SVG()))
	for _, b := range all {
		for _, cause := range append(b.Causes, BoneCause{Text: b.Name}) {
			if !strings.Contains(said, cause.Text) {
				t.Errorf("there is no %q", cause.Text)
			}
		}
	}
}

func TestDuration(t *testing.T) {
	for seconds, want := range map[int64]string{0: "0 s", 59: "59 s", 60: "1 min", 61: "1 min 1 s", 3600: "1 h", 3660: "1 h 1 min", 86400 + 61: "1 d", 90000: "1 d 1 h"} {
		if got := duration(seconds); got != want {
			t.Errorf("%d is %q, want %q", seconds, got, want)
		}
	}
}

// TestPictureGolden is one of each to look at.
func TestPictureGolden(t *testing.T) {
	all := pictures()
	for _, name := range []string{"tl-usual", "fb-usual"} {
		file := "testdata/" + name + ".svg"
		if *update {
			if err := os.WriteFile(file, all[name], 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(all[name]) != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s differs; look at it in a browser, then run: go test ./internal/chart -update", file)
		}
	}
}
