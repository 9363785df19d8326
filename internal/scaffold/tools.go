package scaffold

import (
	"strings"

	"github.com/pir-cli/pir/templates"
)

// File is a file to make. Its name has forward slashes.
type File struct {
	Name string
	Text []byte
}

// GitHub and GitLab are the git hosts that Workflow knows.
const (
	GitHub = "github"
	GitLab = "gitlab"
)

// GitLabConfig is the file that GitLab reads, which includes the jobs.
const GitLabConfig = ".gitlab-ci.yml"

// Workflow returns the files by which a git host runs pir, relative to the top of the git repository; nothing for a host
// that is not known. version is the release of pir to install, and folder that of pir.yaml below the top.
func Workflow(host, version, folder string) []File {
	fill := strings.NewReplacer("__PIR_VERSION__", version, "__PIR_PATH__", quote(folder))
	switch host {
	case GitHub:
		return []File{{".github/workflows/pir.yml", []byte(fill.Replace(templates.GitHub))}}
	case GitLab:
		return []File{{".gitlab/pir.yml", []byte(fill.Replace(templates.GitLab))}, {GitLabConfig, []byte(templates.GitLabInclude)}}
	}
	return nil
}

// Hook returns a pre-commit hook for sh that checks the staged reports of pir.yaml in a folder below the top.
func Hook(folder string) []byte {
	return []byte(strings.ReplaceAll(templates.Hook, "__PIR_PATH__", shellWord(folder)))
}

// HookLine returns the line that a hook of somebody else needs to check the same. git runs hooks at the top.
func HookLine(folder string) string {
	if folder == "." {
		return "pir lint --staged || exit 1"
	}
	return "pir -C " + shellWord(folder) + " lint --staged || exit 1"
}

func shellWord(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
