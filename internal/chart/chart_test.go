package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hostile is text as nobody should write it into a report.
const hostile = `<script>alert("x")</script> & 'é日本' ` + "\x00\u202e" + ` url(http://x.example) ]]> -->`

func head(id string) Head {
	return Head{ID: id, Title: "Incidents " + id, Sub: "n = 12 incidents, 2026-01-01 to 2026-06-30", Desc: "What is drawn, in words."}
}

// charts is one of each kind with what it can be given.
func charts() map[string][]byte {
	nan := math.NaN()
	hours := make([]Point, 0, 24)
	for i := range 24 {
		hours = append(hours, Point{Label: "Jan", Group: strconv.Itoa(2024 + i/12), Name: "m", N: i % 5, Low: float64(i%5) / 2, High: float64(i%5) * 2})
	}
	long := make([]Point, 0, 400)
	for i := range 400 {
		long = append(long, Point{Label: "Q1", Group: strconv.Itoa(1926 + i/4), Name: "q", N: 1000 + i, Low: nan, High: nan})
	}
	gaps := make([]Gap, 0, 100)
	for i := range 100 {
		gaps = append(gaps, Gap{Name: "2026-01-01 to 2026-01-02", Group: strconv.Itoa(2020 + i/20), Days: i * i % 97, Signal: i == 90})
	}
	return map[string][]byte{
		"bars": Bars{Head: head("bars"), Unit: "incidents", Pareto: true, Note: "Whiskers: exact 95 % limits.", Rows: []Bar{
			{Label: "asset-inventory", N: 7, Low: 2.8, High: 14.4, Share: new(0.7)}, {Label: hostile, N: 3, Low: 0.6, High: 8.8, Share: new(1.0)}, {Label: "(none)", N: 2, Low: nan, High: nan, Apart: true},
		}}.SVG(),
		"plain": Bars{Head: head("plain"), Unit: "incidents", Rows: []Bar{{Label: "one", N: 12345, Low: nan, High: math.Inf(1)}}}.SVG(),
		"series": Series{Head: head("series"), Unit: "incidents", Note: "Hatched: not whole.", Limits: &Limits{Low: 0, Centre: 3.7, High: 10.3}, Points: []Point{
			{Label: "Q4", Group: "2025", Name: "2025-Q4", N: 3, Low: 0.6, High: 8.8},
			{Label: "Q1", Group: "2026", Name: "2026-Q1", N: 11, Low: 5.5, High: 19.7, Signal: true},
			{Label: "Q2", Group: "2026", Name: "2026-Q2", N: 1, Low: 0, High: 5.6, Partial: true},
		}}.SVG(),
		"months":   Series{Head: head("months"), Unit: "incidents", Points: hours}.SVG(),
		"long":     Series{Head: head("long"), Unit: "incidents", Points: long}.SVG(),
		"nolimits": Series{Head: head("nolimits"), Unit: "x", Limits: &Limits{Low: nan, Centre: nan, High: nan}, Points: long[:1]}.SVG(),
		"gaps": Gaps{Head: head("gaps"), Limits: &Limits{Low: 1.5, Centre: 21, High: 84.2}, Note: "Diamond: outside.", Gaps: []Gap{
			{Name: "a", Group: "2025", Days: 14}, {Name: "b", Group: "2026", Days: 0}, {Name: "c", Group: "2026", Days: 120, Signal: true},
		}}.SVG(),
		"manygaps": Gaps{Head: head("manygaps"), Gaps: gaps, Limits: &Limits{Low: 2, Centre: 3, High: 90}}.SVG(),
		"spreads": Spreads{Head: head("spreads"), Note: "Circle: median.", Rows: []Spread{
			{Label: "time to detect", Beside: "median 28min, n = 8", Min: new(60.0), Q1: new(600.0), Median: new(1680.0), Q3: new(7200.0), Max: new(30000.0)},
			{Label: "time to close", Beside: "n = 0, not known 8"},
			{Label: "time to contain", Beside: "median 0s, n = 1", Min: new(0.0), Q1: new(0.0), Median: new(0.0), Q3: new(0.0), Max: new(0.0)},
		}}.SVG(),
		"ages": Spreads{Head: head("ages"), Rows: []Spread{{Label: hostile + hostile, Beside: strings.Repeat("long ", 40), Min: new(0.0), Q1: new(0.5), Median: new(3.0), Q3: new(1e6), Max: new(1e12)}}}.SVG(),
		"heat": Heat{Head: head("heat"), Columns: []string{"00–02", "03–05"}, Note: "Empty: none.", Rows: []HeatRow{
			{Label: "Mon", N: []int{0, 1}}, {Label: "Tue", N: []int{2, 3}}, {Label: "Wed", N: []int{4, 0}},
		}}.SVG(),
		"crossed": Heat{Head: head("crossed"), Columns: []string{hostile, "customer-portal-and-more-of-it", "x"}, Rows: []HeatRow{{Label: hostile, N: []int{123456789, 1, 2, 3}}, {Label: "short", N: []int{1}}}}.SVG(),
		"empty":   Bars{Head: Head{ID: "empty", Title: hostile, Sub: hostile, Desc: hostile}, Note: hostile}.SVG(),
		"empty2":  Series{Head: head("empty2")}.SVG(),
		"empty3":  Gaps{Head: head("empty3")}.SVG(),
		"empty4":  Spreads{Head: head("empty4")}.SVG(),
		"empty5":  Heat{Head: head("empty5"), Rows: []HeatRow{{}}}.SVG(),
	}
}

// TestGolden shows the pictures to whoever reviews a change; the files can be opened in a browser.
func TestGolden(t *testing.T) {
	for name, got := range charts() {
		if name == "months" || name == "long" || name == "manygaps" || strings.HasPrefix(name, "empty") {
			continue // as the others, and large
		}
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got, 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))) {
			t.Errorf("%s differs; look at it in a browser, then run: go test ./internal/chart -update", file)
		}
	}
}

func TestDeterministic(t *testing.T) {
	first := charts()
	for name, again := range charts() {
		if !bytes.Equal(first[name], again) {
			t.Errorf("%s is not the same twice", name)
		}
	}
}

// element is a start tag with its text.
type element struct {
	name, text string
	attr       map[string]string
	parent     string
}

// read takes a picture apart, and fails on what is not well-formed.
func read(t *testing.T, svg []byte) []element {
	t.Helper()
	var list []element
	var open []int
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			n := element{name: e.Name.Local, attr: map[string]string{}}
			for _, a := range e.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			if len(open) > 0 {
				n.parent = list[open[len(open)-1]].name
			}
			list = append(list, n)
			open = append(open, len(list)-1)
		case xml.CharData:
			if len(open) > 0 {
				list[open[len(open)-1]].text += string(e)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		t.Fatalf("%q is no coordinate", s)
	}
	return x
}

// TestStructure is what a reader, a screen reader and a strict viewer need of every picture.
func TestStructure(t *testing.T) {
	known := map[string]bool{"svg": true, "title": true, "desc": true, "style": true, "defs": true, "pattern": true, "rect": true, "text": true, "line": true, "polyline": true, "circle": true, "path": true, "g": true}
	for name, svg := range charts() {
		t.Run(name, func(t *testing.T) {
			list := read(t, svg)
			root := list[0]
			if root.attr["role"] != "img" || root.attr["aria-labelledby"] != name+"-title "+name+"-desc" || root.attr["viewBox"] != "0 0 480 "+root.attr["height"] {
				t.Errorf("root %v", root.attr)
			}
			if list[1].name != "title" || list[1].attr["id"] != name+"-title" || list[1].text == "" || list[2].name != "desc" || list[2].text == "" {
				t.Errorf("title and desc must come first: %v %v", list[1], list[2])
			}
			height := number(t, root.attr["height"])
			ids := map[string]bool{}
			for _, e := range list {
				if !known[e.name] {
					t.Errorf("element %s", e.name)
				}
				if id, ok := e.attr["id"]; ok && (ids[id] || !strings.HasPrefix(id, name)) {
					t.Errorf("id %s is there twice, or is not of this picture", id)
				} else if ok {
					ids[id] = true
				}
				for attr, value := range e.attr {
					if strings.HasPrefix(attr, "on") || attr == "href" || attr == "style" || attr == "font-size" || strings.Contains(value, "url(") && value != "url(#"+name+"-hatch)" {
						t.Errorf("<%s %s=%q>", e.name, attr, value)
					}
				}
				if e.name == "text" {
					inside(t, &e, height)
				}
			}
			if strings.Contains(string(svg), "http://") && strings.Count(string(svg), "http://") != strings.Count(string(svg), "http://www.w3.org/2000/svg")+strings.Count(string(svg), "url(http://x.example)") {
				t.Error("there is an address in it")
			}
		})
	}
}

// inside checks that a text does not leave the picture, by the estimate of its width.
func inside(t *testing.T, e *element, height float64) {
	t.Helper()
	x, y := number(t, e.attr["x"]), number(t, e.attr["y"])
	if y > height-2 || y < 10 {
		t.Errorf("%q at %g of %g", e.text, y, height)
	}
	if e.attr["transform"] != "" {
		return
	}
	w := width(e.text, FontSize)
	from := map[string]float64{"start": x, "middle": x - w/2, "end": x - w}[e.attr["text-anchor"]]
	if from < 0 || from+w > Width {
		t.Errorf("%q reaches from %g to %g of %d", e.text, from, from+w, Width)
	}
}

// TestTextSize computes the size of text on the narrowest screen.
func TestTextSize(t *testing.T) {
	const narrowest, least = 360, 11
	sizes := regexp.MustCompile(`font-size:\s*([0-9.]+)([a-z%]*)`).FindAllStringSubmatch(style("x"), -1)
	if len(sizes) < 2 {
		t.Fatalf("sizes %v", sizes)
	}
	for _, m := range sizes {
		if size := number(t, m[1]) * narrowest / Width; m[2] != "px" || size < least {
			t.Errorf("font-size %s%s is %.2f on %d pixels", m[1], m[2], size, narrowest)
		}
	}
}

// luminance and contrast are by WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var rgb [3]uint8
	if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatalf("colour %q: %v", colour, err)
	}
	var sum float64
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(rgb[i]) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += share * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if got := contrast(t, "#ffffff", "#000000"); math.Abs(got-21) > 1e-9 {
		t.Fatalf("black on white is %g", got)
	}
	for name, th := range map[string]theme{"light": light(), "dark": dark()} {
		check := func(what, a, b string, least float64) {
			if got := contrast(t, a, b); got < least {
				t.Errorf("%s: %s has %.2f to 1, and needs %.1f", name, what, got, least)
			}
		}
		check("text", th.ink, th.ground, 4.5)
		check("muted text", th.muted, th.ground, 4.5)
		for i, h := range th.heat {
			check(fmt.Sprintf("text on shade %d", i), th.ink, h, 4.5)
		}
		check("bars", th.bar, th.ground, 3)
		check("lines", th.line, th.ground, 3)
		check("signals", th.signal, th.ground, 3)
		check("whiskers on bars", th.ink, th.bar, 3)
		// That the tests look at the colours that are drawn.
		for _, colour := range []string{th.ink, th.muted, th.ground, th.bar, th.line, th.signal, th.heat[3]} {
			if !strings.Contains(style("x"), colour) {
				t.Errorf("%s: %s is not in the style sheet", name, colour)
			}
		}
	}
}

// TestScoped keeps a picture that is put into a page from changing the page.
func TestScoped(t *testing.T) {
	for rule := range strings.SplitSeq(style("my-id"), "\n") {
		if rule == "" || strings.HasPrefix(rule, "@media (prefers-color-scheme:dark){") || rule == "}" {
			continue
		}
		selectors, _, _ := strings.Cut(rule, "{")
		for s := range strings.SplitSeq(selectors, ",") {
			if !strings.HasPrefix(s, "#my-id") {
				t.Errorf("%q is not bound to the picture", s)
			}
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		most float64
		want string
	}{
		{0, "[0 1]"},
		{0.4, "[0 1]"},
		{1, "[0 1]"},
		{3, "[0 1 2 3]"},
		{5, "[0 1 2 3 4 5]"},
		{5.6, "[0 2 4 6]"},
		{10, "[0 2 4 6 8 10]"},
		{11, "[0 5 10 15]"},
		{99, "[0 20 40 60 80 100]"},
		{1400, "[0 500 1000 1500]"},
		{1e6, "[0 200000 400000 600000 800000 1e+06]"},
	} {
		if got := fmt.Sprint(ticks(c.most)); got != c.want {
			t.Errorf("ticks(%g) = %s, want %s", c.most, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, line := range append(wrap(strings.Repeat("some words and averyverylongwordthatdoesnotfitanywhereatall ", 5), 200, FontSize), fit(hostile, 200, FontSize)) {
		if w := width(line, FontSize); w > 200 {
			t.Errorf("%q is %g wide", line, w)
		}
	}
	if got := fit("short", 200, FontSize); got != "short" {
		t.Errorf("got %q", got)
	}
	if got := wrap("", 200, FontSize); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}
