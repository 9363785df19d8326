package rules

import "testing"

func TestSections(t *testing.T) {
	const own = "severity: sev4\nrisks: [R-017]\n---\n"
	checkTallies(t, "section-missing", []tally{
		{name: "both there", fragment: own + "\n# Overview\n\nText.\n\n### Lessons learnt:\n\nText.\n", want: 0},
		{name: "no text at all", fragment: own, want: 1},
		{name: "underlined heading", fragment: own + "\nSummary\n=======\n\nText.\n\nLessons\n-------\n\nText.\n", want: 0},
		{name: "heading in a code block", fragment: own + "\n```\n## Summary\n```\n\n## Lessons learned\n\nText.\n", want: 1},
		{name: "empty is another rule", fragment: own + "\n## Summary\n\n## Lessons learned\n", want: 0},
		{name: "japanese", fragment: own + "\n## サマリー\n\nText.\n\n## 教訓\n\nText.\n", want: 0},
		{name: "two names in one heading", fragment: own + "\n## Summary and impact\n\nText.\n\n## Recovery and Lessons Learned\n\nText.\n", want: 0},
		{name: "with an aside", fragment: own + "\n## Summary (TL;DR)\n\nText.\n\n## Lessons learned: certificates\n\nText.\n", want: 0},
		{name: "a name within other words", fragment: own + "\n## Summary of costs\n\nText.\n\n## Lessons learned\n\nText.\n", want: 1},
		{name: "text that was not read", fragment: own + "\n" + nested(200), want: 0},
	})
	checkTallies(t, "section-empty", []tally{
		{name: "both", fragment: own + "\n## Summary\n\n## Lessons learned\n", want: 2},
		{name: "comment", fragment: own + "\n## Summary\n\n<!-- what happened? -->\n\n## Lessons learned\n\nText.\n", want: 1},
		{name: "text below a lower heading", fragment: own + "\n## Summary\n\n### First\n\nText.\n\n## Lessons learned\n\nN/A – nothing new.\n", want: 0},
		{name: "two names in one heading", fragment: own + "\n## Summary\n\nText.\n\n## Recovery and lessons learned\n", want: 1},
		{name: "twice, once with text", fragment: own + "\n## Summary\n\n## TL;DR\n\nText.\n\n## Lessons learned\n\nText.\n", want: 0},
		{name: "a section that nobody asks for", fragment: own + "\n## Summary\n\nText.\n\n## Where we got lucky\n\n## Lessons learned\n\nText.\n", want: 0},
		{name: "missing is another rule", fragment: own + "\n## Summary\n\nText.\n", want: 0},
	})
}

// TestSectionMissingSays holds that the message can be typed, for one section and for several.
func TestSectionMissingSays(t *testing.T) {
	checkCorners(t, "section-missing", []corner{
		{"one", "severity: sev4\nrisks: [R-017]\n---\n\n## Summary\n\nText.\n", []string{"no section named \"Lessons learned\"; add the heading `## Lessons learned` and under it"}},
		{"two", "severity: sev4\nrisks: [R-017]\n---\n\nText.\n", []string{"no sections named \"Summary\" and \"Lessons learned\"; add each as a heading, such as `## Summary`, and under it"}},
	})
}

// nested returns a quote of that depth.
func nested(depth int) string {
	b := make([]byte, depth, depth+6)
	for i := range b {
		b[i] = '>'
	}
	return string(append(b, " Text\n"...))
}
