package site

import (
	"bytes"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// MaxPicture is the most bytes that a picture of a report may have to be shown.
const MaxPicture = 20 << 20

// pictures are the pictures that reports show, each once. Several goroutines may ask at once.
type pictures struct {
	mu    sync.Mutex
	asked map[string]string // by path in the repository: the page, "" for what is no picture
	found []Page
}

// pages returns the pictures, and everything that was asked for.
func (p *pictures) pages() (found []Page, asked []string) {
	for name := range p.asked {
		asked = append(asked, name)
	}
	slices.Sort(asked)
	return p.found, asked
}

// add returns the page of a picture of the repository, "" when it is none that may be shown.
func (p *pictures) add(name string, read func(string) ([]byte, error)) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if page, ok := p.asked[name]; ok {
		return page
	}
	if p.asked == nil {
		p.asked = map[string]string{}
	}
	p.asked[name] = ""
	body, err := read(name)
	kind := pictureKind(body)
	if err != nil || kind == "" {
		return ""
	}
	base := path.Base(name)
	page := "pictures/" + plain(strings.TrimSuffix(base, path.Ext(base))) + "-" + digest(name) + "." + kind
	p.asked[name] = page
	p.found = append(p.found, Page{page, body})
	return page
}

// pictureKind returns the extension for the bytes of a picture, whatever its name says; "" for anything else. An SVG is
// none: it is shown without its scripts on a page, but runs them when it is opened by itself.
func pictureKind(b []byte) string {
	switch http.DetectContentType(b) {
	case "image/png":
		return "png"
	case "image/jpeg":
		return "jpg"
	case "image/gif":
		return "gif"
	case "image/webp":
		return "webp"
	}
	const box = 12 // size, ftyp, brand: ISO/IEC 14496-12
	if len(b) > box && bytes.Equal(b[4:box], []byte("ftypavif")) {
		return "avif"
	}
	return ""
}

// inRepository returns the path from the root of the repository that a relative target in a report leads to, and its
// fragment; false for one that leads elsewhere.
func inRepository(e *entry, target string) (name, fragment string, ok bool) {
	u, err := url.Parse(target)
	if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") || strings.ContainsAny(u.Path, "\\\x00") {
		return "", "", false
	}
	name = path.Join(path.Dir(e.Report.File.Path), u.Path)
	if name == ".." || strings.HasPrefix(name, "../") {
		return "", "", false
	}
	return name, u.Fragment, true
}

// image returns where the picture is that a report shows, "" for what may not be shown.
func (b *builder) image(root string, e *entry, target string) string {
	name, _, ok := inRepository(e, target)
	if !ok || b.Picture == nil {
		return ""
	}
	if page := b.pictures.add(name, b.Picture); page != "" {
		return root + page
	}
	return ""
}

// link returns the page that a relative link of a report leads to, "" when the site has none: a file that is no report
// stays in the repository.
func (b *builder) link(root string, e *entry, target string) string {
	name, fragment, ok := inRepository(e, target)
	if !ok {
		return ""
	}
	other := b.byFile[name]
	if other == nil {
		other = b.byFile[path.Join(name, "index.md")]
	}
	switch {
	case other == nil:
		return ""
	case fragment != "":
		return root + other.page + "#" + url.PathEscape(fragment)
	default:
		return root + other.page
	}
}
