// Package lsp is a language server for reports and for the files that pir is set up by: it answers editors over the
// Language Server Protocol 3.17.
//
// The protocol is at its edge (connection.go, protocol.go, server.go). Behind it every answer is a function of a text, a
// place in it, and what is known of the repository. Messages are answered one after the other, in their order; what is
// found in a document is published when no message waits, so that a burst of typing is checked once. It reads no file
// and no clock: a Disk gives it the repository.
package lsp
