package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHistoryJSONDocumented holds that docs/json.md names every key of the JSON of `pir history`. It needs a
// repository with a past, which the other commands do not.
func TestHistoryJSONDocumented(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	demo := filepath.Join(t.TempDir(), "pir-demo")
	if out, err := exec.Command("pir", "demo", demo).CombinedOutput(); err != nil {
		t.Fatalf("pir demo: %v\n%s", err, out)
	}
	text, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "## `pir history`")
	if !ok {
		t.Fatal("`pir history` has no section")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	out, err := exec.Command("pir", "-C", demo, "history", "--format", "json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(out, &v); err != nil {
		t.Fatal(err)
	}
	if v["version"] != 1.0 {
		t.Errorf("version %v", v["version"])
	}
	for _, key := range keys(v) {
		if key != "version" && !strings.Contains(section, "`"+key+"`") && !strings.Contains(section, "`"+key+"[]`") {
			t.Errorf("key %q is not in docs/json.md", key)
		}
	}
}
