package report

import "slices"

// AboveTLP reports whether a label of the Traffic Light Protocol is above a limit, so that what has it may not be shown
// to who may see the limit. What has no label counts as red: who says nothing about who may read it may not have thought
// of it. Nothing is above a limit of "".
func AboveTLP(label, limit string) bool {
	if limit == "" {
		return false
	}
	level := slices.Index(TLPs.List, label)
	if level < 0 {
		level = len(TLPs.List) - 1
	}
	return level > slices.Index(TLPs.List, limit)
}
