package evidence

// writeReviews copies the reports as they are at the commit: those of the period, and beside them those of other periods
// that trends and repeats compare with.
func (b *builder) writeReviews() {
	for _, r := range b.reviews {
		b.copyOf(r.src, r.name)
	}
}
