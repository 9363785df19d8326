package evidence

// writeCommunication lists to whom lessons were passed on.
func (b *builder) writeCommunication() {
	var rows [][]any
	for _, r := range b.ofPeriod() {
		for _, s := range r.Sharing {
			rows = append(rows, []any{r.ID, r.incident.Severity, s.On.Value, s.Audience.Value, s.How.Value, s.Link.Value})
		}
	}
	b.table("10-communication.csv", "communication", []string{"report", "severity", "on", "audience", "how", "link"}, rows)
}
