package safehtml

import (
	"fmt"
	"html/template"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// outside is what a link to another host says: the page that is opened learns nothing of this one.
const outside = ` rel="noopener noreferrer"`

// itself is the class of a link whose text is its address, which need not be printed again on paper.
const itself = ` class="itself"`

// kind is where a target leads.
type kind int

const (
	nowhere  kind = iota // where no link may lead
	web                  // http or https
	mail                 // mailto
	fragment             // a place on the same page
	relative             // a file beside the page
)

// kindOf tells where a target leads, as a browser would read it. Browsers drop control characters and blanks from
// addresses and read \ as /; a target that has any leads nowhere, and so does one without a scheme but with a host.
func kindOf(target string) kind {
	hidden := func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '\\' || r == unicode.ReplacementChar
	}
	if target == "" || strings.ContainsFunc(target, hidden) || strings.HasPrefix(target, "//") {
		return nowhere
	}
	if target[0] == '#' {
		return fragment
	}
	if i := strings.IndexAny(target, ":/?#"); i < 0 || target[i] != ':' {
		return relative
	}
	u, err := url.Parse(string(util.URLEscape([]byte(target), false))) // as it is written into the page
	if err != nil {
		return nowhere
	}
	switch {
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "":
		return web
	case u.Scheme == "mailto" && u.Opaque != "":
		return mail
	default:
		return nowhere
	}
}

// href returns the attributes of a link to a target, or "" where there can be none.
func (w *writer) href(target string) string {
	switch kindOf(target) {
	case web:
		return attribute("href", target) + outside
	case mail:
		return attribute("href", target)
	case fragment:
		return attribute("href", "#"+w.Prefix+target[1:])
	case relative:
		if w.Link != nil {
			if target = w.Link(target); kindOf(target) == nowhere {
				return ""
			}
		}
		return attribute("href", target)
	case nowhere:
	}
	return ""
}

// attribute writes an attribute whose value is an address.
func attribute(name, target string) string {
	return fmt.Sprintf(` %s="%s"`, name, template.HTMLEscapeString(string(util.URLEscape([]byte(target), false))))
}

// resolved reads the escapes and entities of a target, of which goldmark leaves both in place. A blank, as in
// <two words.png>, is written as browsers would send it.
func resolved(target []byte) string {
	return strings.ReplaceAll(string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(target)))), " ", "%20")
}

func (w *writer) link(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	href := w.href(resolved(n.(*ast.Link).Destination))
	switch {
	case href == "":
	case entering:
		put(out, "<a%s>", href)
	default:
		put(out, "</a>")
	}
	return ast.WalkContinue, nil
}

func (w *writer) autoLink(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	a := n.(*ast.AutoLink)
	target := string(a.URL(source))
	if a.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(target), "mailto:") {
		target = "mailto:" + target
	}
	label := template.HTMLEscapeString(string(a.Label(source)))
	if href := w.href(target); href != "" {
		label = "<a" + itself + href + ">" + label + "</a>"
	}
	put(out, "%s", label)
	return ast.WalkContinue, nil
}

// embedded is an image that is a part of the page. SVG is left out: it can hold script and requests.
var embedded = regexp.MustCompile(`^data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$`)

// image writes an image that the caller has, and a link with the same text for any other.
func (w *writer) image(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	target := resolved(n.(*ast.Image).Destination)
	alt := textOf(n, source)
	if w.Image != nil && kindOf(target) == relative {
		if src := w.Image(target); kindOf(src) == relative || embedded.MatchString(src) {
			put(out, `<img%s alt="`, attribute("src", src))
			text(out, []byte(alt))
			put(out, `">`)
			return ast.WalkSkipChildren, nil
		}
	}
	if alt == "" {
		alt = target
	}
	href := ""
	if !inLink(n) {
		href = w.href(target)
	}
	if href != "" {
		put(out, "<a%s>", href)
	}
	put(out, "Image: ")
	text(out, []byte(alt))
	if href != "" {
		put(out, "</a>")
	}
	return ast.WalkSkipChildren, nil
}

// inLink reports whether a node stands in a link, which can hold no other.
func inLink(n ast.Node) bool {
	for n = n.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}
