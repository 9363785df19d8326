package chart

import (
	"fmt"
	"strings"
)

// theme is the colours of a picture on a light or a dark page. A picture brings its ground, because a page can be dark
// while the system asks for light.
type theme struct {
	ground, ink, muted, edge, grid string
	bar, line, signal              string
	heat                           [4]string // from few to many; ink stands on each
}

// light and dark: every text is at least 4.5 to 1 on what it stands on, and every mark at least 3 to 1 on the ground.
// Source of both numbers: WCAG 2.2, success criteria 1.4.3 and 1.4.11.
func light() theme {
	return theme{
		ground: "#ffffff", ink: "#1f2328", muted: "#545d68", edge: "#d0d7de", grid: "#d8dee4",
		bar: "#4a86c0", line: "#a04100", signal: "#a40e26",
		heat: [4]string{"#ddebf7", "#bcd8f0", "#94c0e6", "#6ea8d9"},
	}
}

func dark() theme {
	return theme{
		ground: "#0d1117", ink: "#e6edf3", muted: "#a3adb8", edge: "#30363d", grid: "#2b323b",
		bar: "#3f7dbd", line: "#f0a35e", signal: "#ff8f8a",
		heat: [4]string{"#14304d", "#193f66", "#1f4e7e", "#265d96"},
	}
}

// style is the style sheet of a picture. All of it is bound to the picture's id, so that it changes nothing on a page
// that the picture is put into. The colours stand in rules of their own and not in custom properties, which viewers
// other than browsers do not know.
func style(id string) string {
	var b strings.Builder
	b.WriteString("\n#" + id + "{max-width:100%;height:auto}\n")
	for _, rule := range shapes() {
		b.WriteString(scoped(id, rule) + "\n")
	}
	for _, rule := range light().rules() {
		b.WriteString(scoped(id, rule) + "\n")
	}
	b.WriteString("@media (prefers-color-scheme:dark){\n")
	for _, rule := range dark().rules() {
		b.WriteString(scoped(id, rule) + "\n")
	}
	b.WriteString("}\n")
	return b.String()
}

// shapes are the rules that are not about colours.
func shapes() []string {
	return []string{
		fmt.Sprintf("text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:%dpx}", FontSize),
		fmt.Sprintf(".title{font-size:%dpx;font-weight:600}", titleSize),
		".grid{stroke-width:1}",
		".axis{stroke-width:1.5}",
		".whisker{stroke-width:1.5}",
		".centre{stroke-width:1.5}",
		".limit{stroke-width:1.5;stroke-dasharray:6 4}",
		".path{stroke-width:1.5;fill:none}",
		".edge,.outline{stroke-width:1}",
		".thread{stroke-width:1;fill:none}",
		".cell,.median{stroke-width:2}",
		".strong{font-weight:600}",
	}
}

// scoped binds each selector of a rule to an id.
func scoped(id, rule string) string { return bound("#"+id, rule) }

// bound binds each selector of a rule to what stands in the element that another selector finds.
func bound(within, rule string) string {
	selectors, body, _ := strings.Cut(rule, "{")
	list := strings.Split(selectors, ",")
	for i, s := range list {
		list[i] = within + " " + s
	}
	return strings.Join(list, ",") + "{" + body
}

// rules are the colours of the classes.
func (t theme) rules() []string {
	rules := append(make([]string, 0, 15+len(t.heat)),
		".ground{fill:"+t.ground+"}",
		".edge{stroke:"+t.edge+"}",
		".ink{fill:"+t.ink+"}",
		".muted{fill:"+t.muted+"}",
		".grid{stroke:"+t.grid+"}",
		".axis,.whisker{stroke:"+t.ink+"}",
		".bar{fill:"+t.bar+"}",
		".outline{stroke:"+t.bar+"}",
		".centre,.limit,.path{stroke:"+t.line+"}",
		".point{fill:"+t.line+"}",
		".signal{fill:"+t.signal+";stroke:"+t.ground+"}",
		".thread{stroke:"+t.bar+"}",
		".cell{stroke:"+t.ground+"}",
		".none{fill:"+t.ground+";stroke:"+t.grid+";stroke-width:1}",
		".median{fill:"+t.ground+";stroke:"+t.line+"}",
	)
	for i, fill := range t.heat {
		rules = append(rules, fmt.Sprintf(".heat%d{fill:%s}", i, fill))
	}
	return rules
}
