package taxonomy

import "testing"

// BenchmarkParseTechniques is what the first look-up of a technique costs, the greatest file.
func BenchmarkParseTechniques(b *testing.B) {
	for b.Loop() {
		all, err := rows(data, "attack-techniques.csv", "id", "name", "parent", "tactics")
		if err != nil {
			b.Fatal(err)
		}
		parseTechniques(all)
	}
}

func BenchmarkLookupTechnique(b *testing.B) {
	for b.Loop() {
		LookupTechnique("T1552.001")
	}
}
