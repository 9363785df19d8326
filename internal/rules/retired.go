package rules

// retired are the names of rules that were removed. They stand in policies and suppressions of old
// reports, so a new rule never takes one of them.
var retired = [...]string{}
