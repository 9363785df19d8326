package cli

import (
	"regexp"
	"strings"
	"testing"
)

// TestAccessible holds that with PIR_ACCESSIBLE nothing is drawn with characters, and words and numbers are the same
// but for names that have more room.
func TestAccessible(t *testing.T) {
	dir := exampleRepository(t, nil)
	getenv := func(name string) string {
		if name == "PIR_ACCESSIBLE" {
			return "1"
		}
		return ""
	}
	drawn := regexp.MustCompile(`[─-▟]|\^~`)
	words := func(s string) string {
		s = regexp.MustCompile(`(?m)^.* incidents in each whole .*\n`).ReplaceAllString(s, "")
		return strings.Join(strings.Fields(regexp.MustCompile(`[─-▟·]+|\|? *\^~+`).ReplaceAllString(s, " ")), " ")
	}
	found := 0
	for _, command := range []string{"lint", "trends --year 2025 --as-of 2026-10-01", "trends --year 2025 --as-of 2026-10-01 --by cause --by service", "actions --as-of 2026-10-01", "status --as-of 2026-10-01", "show 2026-03-02"} {
		args := strings.Fields(command)
		plain, spoken := run(t, dir, args...), runIn(t, Env{Dir: dir, Getenv: getenv}, args...)
		if m := drawn.FindString(spoken.stdout); m != "" {
			t.Errorf("pir %s draws %q:\n%s", command, m, spoken.stdout)
		}
		if drawn.MatchString(plain.stdout) {
			found++
		}
		if shortened := strings.HasSuffix(command, "10-01") && args[0] == "trends"; !shortened && words(plain.stdout) != words(spoken.stdout) {
			t.Errorf("pir %s says something else:\n%s\n%s", command, plain.stdout, spoken.stdout)
		}
	}
	if found < 3 {
		t.Errorf("only %d commands draw, so that this test sees little", found)
	}
}
