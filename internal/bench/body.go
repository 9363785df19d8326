package bench

// The size of a report in bytes. The body fills up what the front matter leaves.
const (
	smallest = 6 << 10
	largest  = 10 << 10
)

// body writes the sections. The first sentences of each section are there in any case; more follow as far as there is room.
func (w *writer) body() {
	room := smallest + 200 + w.r.IntN(largest-smallest-2000) - w.out.Len()
	var chosen []section
	for _, s := range sections {
		if !s.optional || chance(w.r, 50) {
			chosen = append(chosen, s)
		}
	}
	for i, s := range chosen {
		w.printf("\n## %s\n\n", s.title)
		if w.flaw == emptySection && s.title == "What went well" {
			continue
		}
		before := w.out.Len()
		w.section(s, room/(len(chosen)-i))
		if i == 2 && chance(w.r, 40) {
			w.printf("\n%s\n", w.one(extras))
		}
		room -= w.out.Len() - before
	}
}

// section writes sentences until the section has about that many bytes, at least two.
func (w *writer) section(s section, room int) {
	size := 0
	for i, text := range w.few(len(s.sentences), shuffled(w, s.sentences)) {
		if i >= 2 && size+len(text) > room {
			break
		}
		size += len(text) + 1
		switch {
		case s.list:
			w.printf("- %s\n", text)
		case i == 0:
			w.printf("%s", text)
		case i%3 == 0:
			w.printf("\n\n%s", text)
		default:
			w.printf("\n%s", text)
		}
	}
	if !s.list {
		w.printf("\n")
	}
}

func shuffled(w *writer, texts []string) []string {
	out := append([]string(nil), texts...)
	w.r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
