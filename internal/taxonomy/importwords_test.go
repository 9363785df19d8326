package taxonomy

import "testing"

func TestHeadingRole(t *testing.T) {
	for _, test := range []struct {
		heading, role string
		whole         bool
	}{
		{"Timeline", "timeline", true},
		{"## 3. Timeline:", "timeline", true},
		{"Timeline (all times PST) 2024-05-02", "timeline", false},
		{":warning: Follow-ups", "actions", true},
		{"Actions taken", "other", true},
		{"Immediate actions (completed)", "actions", false},
		{"Lessons learned and action items", "actions", false},
		{"Root cause(s)", "root", false},
		{"Contributing factors", "contributing", true},
		{"アクションアイテム（予防）", "actions", false},
		{"三、根因分析", "root", true},
		{"时间线", "timeline", true},
		{"Causeway", "", false},
		{"The checkout was down", "", false},
		{"", "", false},
	} {
		if role, whole := HeadingRole(test.heading); role != test.role || whole != test.whole {
			t.Errorf("HeadingRole(%q) = %q, %t, want %q, %t", test.heading, role, whole, test.role, test.whole)
		}
	}
}

func TestImportWord(t *testing.T) {
	for _, test := range []struct{ list, word, want string }{
		{"month", "Sept.", "9"},
		{"zone", "us/pacific", "America/Los_Angeles"},
		{"done", "✅", "done"},
		{"done", "Won't do", "declined"},
		{"action-column", "担当", "owner"},
	} {
		if got, ok := ImportWord(test.list, test.word); !ok || got != test.want {
			t.Errorf("ImportWord(%q, %q) = %q, %t, want %q", test.list, test.word, got, ok, test.want)
		}
	}
	if _, ok := ImportWord("month", "monsoon"); ok {
		t.Error("a word that is none has a meaning")
	}
	if len(ImportWords("milestone")) == 0 {
		t.Error("there are no words for milestones")
	}
}
