// Package templates holds the files that `pir new` and `pir init` start from, and the pages of `pir site`.
package templates

import "embed"

// Report is the built-in template of a report, for text/template over scaffold.Data.
//
//go:embed report.md
var Report string

// Policy is a pir.yaml with every key and its default, explained in comments.
//
//go:embed pir.yaml
var Policy []byte

// Readme says how a repository writes templates of its own; `pir init` puts it into their folder.
//
//go:embed own.md
var Readme []byte

// The files that `pir init` puts into a repository for its git host and for git itself. __PIR_PATH__ stands for the folder of
// pir.yaml, __PIR_VERSION__ for the version of pir.
var (
	// GitHub is a workflow of GitHub Actions.
	//
	//go:embed ci/github.yml
	GitHub string
	// GitLab is the jobs for GitLab CI, and GitLabInclude a configuration that includes them.
	//
	//go:embed ci/gitlab.yml
	GitLab string
	//go:embed ci/gitlab-ci.yml
	GitLabInclude string
	// Hook is a pre-commit hook.
	//
	//go:embed ci/pre-commit
	Hook string
)

// Site holds the pages of `pir site`: html/template files, style sheets and scripts.
//
//go:embed site
var Site embed.FS
