package taxonomy

import "testing"

func TestSection(t *testing.T) {
	for _, test := range []struct {
		heading, want string
		ok            bool
	}{
		{"Summary", "Summary", true},
		{"SUMMARY:", "Summary", true},
		{"1. Summary", "Summary", true},
		{"2.1) **Summary** ", "Summary", true},
		{"TL;DR", "Summary", true},
		{"tldr", "Summary", true},
		{":memo: Overview", "Summary", true},
		{"📝 Overview", "Summary", true},
		{"1️⃣ Overview", "Summary", true},
		{"⚠️ What went wrong?", "What could be improved", true},
		{"What didn’t go well", "What could be improved", true},
		{"What didn't work", "What could be improved", true},
		{"What could have gone better?", "What could be improved", true},
		{"What worked", "What went well", true},
		{"Key Takeaways", "Lessons learned", true},
		{"What went well ✅", "What went well", true},
		{"what  went\tright", "What went well", true},
		{"Lessons learnt", "Lessons learned", true},
		{"Response", "Response assessment", true},
		{"うまくいったこと", "What went well", true},
		{"うまくいかなかったこと", "What could be improved", true},
		{"運が良かったこと", "Where we got lucky", true},
		{"教訓", "Lessons learned", true},
		{"三、教训", "三 教训", false},
		{"经验教训", "Lessons learned", true},
		{"问题", "Summary", true},
		{"Customer view", "customer view", false},
		{"5 Whys", "whys", false},
		{"2026", "2026", false},
		{"Summary of the summary", "summary of the summary", false},
		{"!!!", "", false},
		{"", "", false},
	} {
		if got, ok := Section(test.heading); got != test.want || ok != test.ok {
			t.Errorf("Section(%q) = %q, %t, want %q, %t", test.heading, got, ok, test.want, test.ok)
		}
	}
}

// TestSectionAliases holds that no heading stands for two sections, whatever the spelling.
func TestSectionAliases(t *testing.T) {
	all, err := rows(data, "sections.csv", "section", "alias")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, row := range all {
		for _, heading := range []string{row[0], row[1]} {
			key := foldHeading(heading)
			if key == "" {
				t.Errorf("%q folds to nothing", heading)
			}
			if other, taken := names[key]; taken && other != row[0] {
				t.Errorf("%q stands for %q and for %q", heading, other, row[0])
			}
			names[key] = row[0]
		}
	}
	if len(sections()) != 6+55 {
		t.Errorf("%d headings, want 61", len(sections()))
	}
}
