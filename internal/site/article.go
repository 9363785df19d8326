package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/article"
)

// article is the report itself.
func (b *builder) article(e *entry) (template.HTML, error) {
	c := article.Context{
		Policy: b.Policy,
		Link:   func(kind, key string) string { return b.pageOf("../", kind, key) },
		Text:   func(target string) string { return b.link("../", e, target) },
		Image:  func(src string) string { return b.image("../", e, src) },
	}
	for _, r := range e.records {
		c.Actions = append(c.Actions, *r)
	}
	// A page names the day only when it says something that the day decides, so that it stays as it is else.
	if slices.ContainsFunc(c.Actions, func(r actions.Record) bool { return r.State == actions.Overdue || r.State == actions.DueSoon }) {
		c.AsOf = isoDay(b.AsOf)
	}
	page, err := article.Of(e.Report, c)
	if err != nil {
		return "", fmt.Errorf("%s: %w", e.Report.File.Path, err)
	}
	return page, nil
}

// pageOf returns the page of the site about what a report names, "" when there is none.
func (b *builder) pageOf(root, kind, key string) string {
	switch kind {
	case article.LinkReport:
		return b.to(root, key).Href
	case article.LinkAction:
		return b.toAction(root, key).Href
	case article.LinkOwner:
		if anchor := ownerAnchor(key); b.owned[anchor] {
			return root + "actions.html#" + anchor
		}
	case article.LinkControl, article.LinkCause, article.LinkService:
		kinds := map[string]string{article.LinkControl: controls, article.LinkCause: causes, article.LinkService: services}
		if s := b.subjects[kinds[kind]+"\x00"+key]; s != nil {
			return root + s.page
		}
	case article.LinkFile:
		if other := b.byFile[key]; other != nil {
			return root + other.page
		}
	}
	return ""
}

// ownerAnchor is the id of the element about what is left to an owner.
func ownerAnchor(owner string) string { return "owner-" + anchor(strings.TrimPrefix(owner, "@")) }

// anchors returns where on the page of a report each of its actions stands, by the full id that package actions gives it.
func anchors(e *entry) map[string]string {
	found := map[string]string{}
	for i := range e.Report.Actions {
		id := e.Report.FullID(&e.Report.Actions[i])
		if e.Report.Actions[i].ID.Empty() {
			id = fmt.Sprintf("%s/#%d", e.Report.ID, i+1)
		}
		if _, ok := found[id]; !ok {
			found[id] = article.ActionAnchor(e.Report, i)
		}
	}
	return found
}
