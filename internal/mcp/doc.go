// Package mcp offers a repository of reports to assistants over the Model Context Protocol: tools that read, and with
// leave of the user tools that write.
//
// A tool is a command of the program with typed arguments: what it does and what its JSON holds is the command's, so that
// an assistant is told and held to what people are. The package knows which tools there are, and how their arguments
// become those of a command; it runs nothing and reads no file itself.
package mcp
