package render

import "reflect"

// Shapes returns the types of the JSON that commands write, by the name of the command, for those who describe them to
// other programs.
func Shapes() map[string]reflect.Type {
	return map[string]reflect.Type{
		"actions": reflect.TypeFor[actionsEnvelope](),
		"lint":    reflect.TypeFor[findingsEnvelope](),
		"rules":   reflect.TypeFor[rulesEnvelope](),
		"show":    reflect.TypeFor[showEnvelope](),
		"status":  reflect.TypeFor[statusEnvelope](),
		"trends":  reflect.TypeFor[trendsEnvelope](),
	}
}
