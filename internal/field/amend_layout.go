package field

import "gopkg.in/yaml.v3"

// layout says whether a list or a mapping is written as lines below its key, and how many columns to the right
// of it. It does as the value that was there, then as the same key of the other entries, then as their other
// keys; a mapping of few keys, or a list of texts, else stands on the line of the key.
func (a *amender) layout(p *pair, v Value) (lines bool, step int) {
	const usual = 2
	if v.kind == yaml.ScalarNode || a.flow {
		return false, 0
	}
	if len(p.val.Content) > 0 {
		return p.val.Style&yaml.FlowStyle == 0, usual
	}
	same, others := tally{}, tally{}
	beside := []*yaml.Node{a.mapping}
	if a.list != nil {
		beside = a.list.Content
	}
	for _, n := range beside {
		n = value(n)
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			key, val := n.Content[i], n.Content[i+1]
			if val.Kind != v.kind || len(val.Content) == 0 || mappingsIn(v) != (val.Kind == yaml.SequenceNode && value(val.Content[0]).Kind == yaml.MappingNode) {
				continue
			}
			if key.Value == a.change.key {
				same.add(key, val)
			}
			others.add(key, val)
		}
	}
	for _, t := range []tally{same, others} {
		if t.flow+t.block > 0 {
			return t.block >= t.flow, t.step
		}
	}
	return mappingsIn(v), usual
}

// mappingsIn reports whether a value is a list of mappings.
func mappingsIn(v Value) bool {
	return v.kind == yaml.SequenceNode && len(v.items) > 0 && v.items[0].kind == yaml.MappingNode
}

// tally counts how values are written.
type tally struct{ flow, block, step int }

func (t *tally) add(key, val *yaml.Node) {
	if val.Style&yaml.FlowStyle != 0 {
		t.flow++
		return
	}
	t.block++
	column := val.Column
	if val.Kind == yaml.MappingNode {
		column = val.Content[0].Column
	}
	t.step = max(0, column-key.Column)
}

// scalarStyle returns the quotes that all scalars of a list have, or none.
func scalarStyle(list *yaml.Node) yaml.Style {
	const quotes = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle
	if list == nil || list.Kind != yaml.SequenceNode || len(list.Content) == 0 {
		return 0
	}
	style := list.Content[0].Style & quotes
	for _, item := range list.Content {
		if item.Kind != yaml.ScalarNode || item.Style&quotes != style {
			return 0
		}
	}
	return style
}
