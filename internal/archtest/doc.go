// Package archtest holds the rules of the architecture, as tests: who may import whom, who may read the clock and the
// environment, and what no file may say. It has no code of its own and knows the others by name only.
package archtest
