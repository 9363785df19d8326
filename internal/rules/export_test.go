package rules

// Updating reports whether the tests were asked to rewrite what is made from the rules.
func Updating() bool { return *update }
