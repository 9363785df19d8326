package site

import (
	"fmt"
	"strconv"
)

// aboutRow is a line of what the site was made from.
type aboutRow struct{ Name, Value string }

func (b *builder) about() ([]Page, error) {
	rows := []aboutRow{
		{"As of", isoDay(b.AsOf)},
		{"Reports", strconv.Itoa(len(b.entries))},
		{"State of the files", b.stateOfFiles()},
		{"Made by", "pir " + b.Version + ", command pir site"},
	}
	page := map[string]any{
		"Lead": "These pages are made from the post-incident reviews of a git repository. The files there are the record; these pages are a reading of them.",
		"Rows": rows, "Left": b.leftList(),
	}
	return b.one("about.html", "about", frame{Title: "About these pages", AsOf: isoDay(b.AsOf), Page: page})
}

func (b *builder) stateOfFiles() string {
	if b.Commit == "" {
		return "not in git, so nothing says which state of the reports this is"
	}
	said := "commit " + b.Commit + ", the last that changed what is read"
	if b.Dirty > 0 {
		said += fmt.Sprintf("; %s with changes that are not committed", count(b.Dirty, "file"))
	}
	return said
}

// leftList says what the site does not show, and why.
func (b *builder) leftList() []string {
	l := &b.Left
	var said []string
	if l.TLPMax != "" {
		said = append(said, fmt.Sprintf("Reports above TLP:%s: %d, of which %d say nothing about who may read them and count as TLP:RED. They are in no figure, list or search.", l.TLPMax, l.TLP, l.Unlabelled))
	}
	if l.Register {
		said = append(said, "The incident register: its rows have no label, so incidents without a report are not shown.")
	}
	if l.Redacted {
		said = append(said, fmt.Sprintf("People: they are named by their roles. The same role in two reports may be two people. Pictures are left out as well, and %s that are marked as restricted.", count(l.Sections, "section")))
	}
	if l.Unread > 0 {
		said = append(said, fmt.Sprintf("Files that have no front matter that can be read: %d. They are in no count.", l.Unread))
	}
	if len(said) == 0 {
		said = append(said, "Nothing: every report is shown, whatever its TLP label. Do not publish these pages without --tlp-max.")
	}
	return said
}
