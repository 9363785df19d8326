package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/pir-cli/pir/templates"
)

// frame is what every page hands to its template.
type frame struct {
	Site, Title string
	Home        bool
	Root        string // from the page to the root of the site: "" or "../"
	Styles      []string
	Nav         []nav
	AsOf        string // on pages that depend on the day
	Left        string // what the site does not show, in short
	Page        any
}

// nav is an entry of the main navigation. Here is the value of aria-current: page, true for a page below it, or "".
type nav struct{ Href, Name, Here string }

// menu is the main navigation: the page, its name, and the folder of the pages below it.
var menu = []struct{ href, name, folder string }{
	{"index.html", "Overview", ""},
	{"incidents.html", "Register", "reports"},
	{"due.html", "Due", ""},
	{"actions.html", "Actions", ""},
	{"trends.html", "Trends", ""},
	{"lessons.html", "Lessons", ""},
	{"causes.html", "Causes", "causes"},
	{"controls.html", "Controls", "controls"},
	{"services.html", "Services", "services"},
}

// pageTemplates are the pages, each with the frame around it; they are parsed when they are first needed.
var pageTemplates = sync.OnceValues(func() (map[string]*template.Template, error) {
	files, err := fs.Glob(templates.Site, "site/*.html")
	if err != nil {
		return nil, err
	}
	base, err := template.New("frame").Option("missingkey=error").ParseFS(templates.Site, "site/frame.html", "site/parts.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "frame" || name == "parts" || name == "article" {
			continue
		}
		page, err := base.Clone()
		if err == nil {
			page, err = page.ParseFS(templates.Site, file)
		}
		if err != nil {
			return nil, err
		}
		pages[name] = page
	}
	return pages, nil
})

// render makes a page. The template is named after what it shows, such as report.
func (b *builder) render(name, tmpl string, fr frame) (Page, error) {
	pages, err := pageTemplates()
	if err != nil {
		return Page{}, fmt.Errorf("templates: %w", err)
	}
	page, ok := pages[tmpl]
	if !ok {
		return Page{}, fmt.Errorf("there is no template %s", tmpl)
	}
	fr.Site, fr.Left = b.title, b.left
	fr.Root = strings.Repeat("../", strings.Count(name, "/"))
	folder := path.Dir(name)
	for _, m := range menu {
		n := nav{Href: m.href, Name: m.name}
		switch {
		case m.href == name:
			n.Here = "page"
		case m.folder != "" && m.folder == folder:
			n.Here = "true"
		}
		fr.Nav = append(fr.Nav, n)
	}
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, "frame", fr); err != nil {
		return Page{}, fmt.Errorf("%s: %w", name, err)
	}
	return Page{Name: name, Body: out.Bytes()}, nil
}

// one is render for a function that makes one page.
func (b *builder) one(name, tmpl string, fr frame) ([]Page, error) {
	p, err := b.render(name, tmpl, fr)
	return []Page{p}, err
}
