// Package chart draws numbers as SVG pictures that need no script and nothing from elsewhere; it knows labels and
// numbers, and nothing of incidents.
package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// The measures of a picture in its own units, which are pixels when it is shown at its natural size.
const (
	// Width is the width of every picture. Shown on 360 pixels, its text is 11.25 pixels high.
	Width = 480
	// FontSize is the size of all text but the title, which is larger. Nothing is smaller.
	FontSize = 15

	titleSize = 17
	margin    = 16
	lineStep  = 20
	left      = margin
	right     = Width - margin
)

// Mark is the first line of every picture. A file that begins with it was made by this program and can be made again.
const Mark = "<!-- a chart by pir -->\n"

// Head is what every picture says of itself.
type Head struct {
	ID    string // letters, digits and hyphens; begins every id in the picture, so that several fit on one page
	Title string // what is shown
	Sub   string // n and the period; a line or two below the title
	Desc  string // the picture in words, for those who do not see it; a few sentences
}

// canvas collects what is drawn, from the top down.
type canvas struct {
	head Head
	b    bytes.Buffer
	y    float64 // where the next thing begins
}

// begin draws the title and what is below it.
func begin(head Head) *canvas {
	c := &canvas{head: head, y: margin}
	for _, line := range wrap(head.Title, right-left, titleSize) {
		c.y += lineStep
		c.text(left, c.y-4, "start", "ink title", line)
	}
	c.lines(head.Sub)
	c.y += 6
	return c
}

// lines writes a text in full width, in the muted colour.
func (c *canvas) lines(s string) {
	for _, line := range wrap(s, right-left, FontSize) {
		c.y += lineStep
		c.text(left, c.y-5, "start", "muted", line)
	}
}

// end returns the picture.
func (c *canvas) end() []byte {
	height := num(c.y + margin)
	id := escape(c.head.ID)
	var b bytes.Buffer
	b.WriteString(Mark)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" id="%s" width="%d" height="%s" viewBox="0 0 %d %s" role="img" aria-labelledby="%s-title %s-desc">`+"\n", id, Width, height, Width, height, id, id)
	fmt.Fprintf(&b, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", id, escape(c.head.Title), id, escape(c.head.Desc))
	fmt.Fprintf(&b, "<style>%s</style>\n", style(id))
	fmt.Fprintf(&b, `<defs><pattern id="%s-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/><rect class="bar" width="3" height="6"/></pattern></defs>`+"\n", id)
	fmt.Fprintf(&b, `<rect class="ground edge" x="0.5" y="0.5" width="%d" height="%s" rx="6"/>`+"\n", Width-1, num(c.y+margin-1))
	b.Write(c.b.Bytes())
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// text writes one line; anchor is start, middle or end.
func (c *canvas) text(x, y float64, anchor, class, s string) {
	c.tag(`<text x="%s" y="%s" text-anchor="%s" class="%s">%s</text>`, num(x), num(y), anchor, class, escape(s))
}

// upright writes one line from the bottom up that ends at x, y.
func (c *canvas) upright(x, y float64, s string) {
	c.tag(`<text x="%s" y="%s" text-anchor="start" class="muted" transform="rotate(-90 %s %s)">%s</text>`, num(x), num(y), num(x), num(y), escape(s))
}

func (c *canvas) line(x1, y1, x2, y2 float64, class string) {
	c.tag(`<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>`, num(x1), num(y1), num(x2), num(y2), class)
}

func (c *canvas) rect(x, y, width, height float64, class string) {
	c.tag(`<rect x="%s" y="%s" width="%s" height="%s" class="%s"/>`, num(x), num(y), num(max(0, width)), num(max(0, height)), class)
}

// hatched draws a rectangle in the pattern for what is not whole.
func (c *canvas) hatched(x, y, width, height float64) {
	c.tag(`<rect x="%s" y="%s" width="%s" height="%s" class="outline" fill="url(#%s-hatch)"/>`, num(x), num(y), num(max(0, width)), num(max(0, height)), escape(c.head.ID))
}

func (c *canvas) circle(x, y, r float64, class string) {
	c.tag(`<circle cx="%s" cy="%s" r="%s" class="%s"/>`, num(x), num(y), num(r), class)
}

// diamond draws the mark of a signal.
func (c *canvas) diamond(x, y float64) {
	const r = 7
	c.tag(`<path d="M%s %sl%s %sl%s %sl%s %sz" class="signal"/>`, num(x), num(y-r), num(r), num(r), num(-r), num(r), num(-r), num(-r))
}

// polyline joins points.
func (c *canvas) polyline(points [][2]float64, class string) {
	parts := make([]string, 0, len(points))
	for _, p := range points {
		parts = append(parts, num(p[0])+","+num(p[1]))
	}
	c.tag(`<polyline points="%s" class="%s"/>`, strings.Join(parts, " "), class)
}

// whisker draws limits along a row: a line with an end on either side.
func (c *canvas) whisker(x1, x2, y float64) {
	c.line(x1, y, x2, y, "whisker")
	c.line(x1, y-4, x1, y+4, "whisker")
	c.line(x2, y-4, x2, y+4, "whisker")
}

// group begins what a pointer can ask for its text.
func (c *canvas) group(said string) { c.tag("<g><title>%s</title>", escape(said)) }

// ungroup ends a group.
func (c *canvas) ungroup() { c.tag("</g>") }

func (c *canvas) tag(format string, args ...any) { fmt.Fprintf(&c.b, format+"\n", args...) }

// num writes a coordinate with at most one digit behind the point.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// escape makes text safe in content and attributes; characters that XML does not allow become U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
