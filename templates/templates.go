// Package templates holds the files that `pir new` and `pir init` start from.
package templates

import _ "embed"

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
