package chart

// Fishbone is an Ishikawa diagram: an effect, and on each bone the causes of one kind. It is drawn from the head down,
// because its texts would have no room beside each other on a small screen.
type Fishbone struct {
	Head

	Effect string
	Bones  []Bone
	Note   string
}

// Bone is a kind of causes.
type Bone struct {
	Name   string
	Causes []BoneCause
}

// BoneCause is one cause on a bone.
type BoneCause struct {
	Text   string
	Strong bool // a root cause; the text says so too
}

// The measures of a fishbone. The spine is in the middle, with a bone on either side.
const (
	spineX = Width / 2
	rib    = 22 // from the end of a bone to the spine
	twig   = 14 // from the side of a bone to a cause
	narrow = spineX - left - rib
)

// bold is how much wider bold text is than measured, at most.
const bold = 1.12

// SVG draws the diagram. Without bones it says that there is nothing.
func (ch Fishbone) SVG() []byte {
	c := begin(ch.Head)
	if len(ch.Bones) == 0 {
		c.lines("There is nothing to draw.")
		return c.end()
	}
	c.effect(ch.Effect)
	start, last := c.y, c.y
	var ends [2]float64 // of the bones on either side
	ends[0], ends[1] = start+12, start+12
	for i := range ch.Bones {
		side := 0
		if ends[1] < ends[0] {
			side = 1 // where there is more room
		}
		bottom, joint := c.bone(&ch.Bones[i], ends[side], side == 1)
		ends[side], last = bottom+12, max(last, joint)
	}
	c.y = max(ends[0], ends[1]) - 12
	c.rect(spineX-2, start, 4, last-start, "bar")
	c.y += 6
	c.lines(ch.Note)
	return c.end()
}

// effect draws the head.
func (c *canvas) effect(s string) {
	const inner = 12
	lines := wrap(s, (right-left-2*inner)/bold, FontSize)
	c.y += 4
	height := lineStep*float64(len(lines)) + inner
	c.rect(left+0.5, c.y, right-left-1, height, "none outline")
	for i, line := range lines {
		c.text(spineX, c.y+float64(i+1)*lineStep+1, "middle", "ink strong", line)
	}
	c.y += height
}

// bone draws one bone from a height on, and returns where it ends and where it meets the spine.
func (c *canvas) bone(b *Bone, top float64, mirrored bool) (bottom, joint float64) {
	outer, inner, meet := float64(left), float64(left+narrow), float64(spineX)
	if mirrored {
		outer, inner = Width-outer, Width-inner
	}
	x := min(outer, inner)
	y := top
	for _, line := range wrap(b.Name, narrow/bold, FontSize) {
		y += lineStep
		c.text(x, y-3, "start", "ink strong", line)
	}
	y += 3
	joint = y + rib/2
	c.polyline([][2]float64{{outer, y}, {inner, y}, {meet, joint}}, "path")
	down := y
	for _, cause := range b.Causes {
		y += 5
		class, room := "ink", float64(narrow-twig)
		if cause.Strong {
			class, room = "ink strong", room/bold
		}
		for i, line := range wrap(cause.Text, room, FontSize) {
			y += lineStep
			if i == 0 {
				down = y - 6
				c.line(x+1, down, x+twig-4, down, "thread")
			}
			c.text(x+twig, y-1, "start", class, line)
		}
	}
	if len(b.Causes) > 0 {
		c.line(x+1, joint-rib/2, x+1, down, "thread")
	}
	return y + 10, joint
}
