package taxonomy

import "testing"

func TestIsChange(t *testing.T) {
	for trigger, want := range map[string][2]bool{
		"binary-push": {true, true}, "configuration-push": {true, true}, "capacity-management": {false, true},
		"attacker-action": {false, true}, "moon": {}, "": {},
	} {
		if change, known := IsChange(trigger); [2]bool{change, known} != want {
			t.Errorf("%q: got %v %v, want %v", trigger, change, known, want)
		}
	}
	for _, id := range changeTriggers {
		if _, known := IsChange(id); !known {
			t.Errorf("%s is not in the vocabulary", id)
		}
	}
}
