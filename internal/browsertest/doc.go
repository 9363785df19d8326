// Package browsertest holds the pages that are written for people against a real browser; it has nothing but tests, which
// need Chromium and axe-core and the build tag counterpart.
package browsertest
