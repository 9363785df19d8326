package trends

import (
	"github.com/pir-cli/pir/internal/stats"
)

// MinShare is the smallest number of actions or incidents of which a percentage is given.
const MinShare = 5

// Share is a part of a whole: K of N.
type Share struct{ K, N int }

// Of returns K of N from 0 to 1 with its exact 95 % limits (Clopper and Pearson), and false when N is below MinShare.
func (s Share) Of() (share, low, high float64, ok bool) {
	if s.N < MinShare {
		return 0, 0, 0, false
	}
	low, high = stats.ProportionInterval(s.K, s.N, level)
	return float64(s.K) / float64(s.N), low, high, true
}

// Shares are parts of the reports of the period and of the previous one.
type Shares struct {
	NearMiss     SharePair // near misses, of incidents and near misses
	Change       SharePair // incidents that a rolled-out change set off, of those whose trigger says whether one did
	TrainingOnly SharePair // incidents whose actions only train, of those with actions that were not declined
}

// SharePair is a share in the period and in the previous one.
type SharePair struct {
	Now, Previous Share
	Unknown       int // incidents of the period of which it cannot be said
}

// sharesOf counts the shares of both periods.
func sharesOf(s *sorting) Shares {
	near, incident := s.kinds.NearMiss, s.kinds.Incident
	v := Shares{NearMiss: SharePair{
		Now: Share{near.N, near.N + incident.N}, Previous: Share{near.Previous, near.Previous + incident.Previous},
	}}
	count := func(into *SharePair, holds func(*Incident) (holds, known bool)) {
		into.Now, into.Unknown = countShare(s.now, holds)
		into.Previous, _ = countShare(s.before, holds)
	}
	count(&v.Change, func(in *Incident) (bool, bool) {
		key := first(changes(in, nil))
		return key == KeyChange, key == KeyChange || key == KeyNoChange
	})
	count(&v.TrainingOnly, onlyTrains)
	return v
}

func countShare(list []*Incident, holds func(*Incident) (holds, known bool)) (s Share, unknown int) {
	for _, in := range list {
		yes, known := holds(in)
		switch {
		case !known:
			unknown++
		case yes:
			s.K++
			s.N++
		default:
			s.N++
		}
	}
	return s, unknown
}

// onlyTrains reports whether all actions of an incident, but for declined ones, tell people what to do (training and
// policy) and none changes the system; known is false when it has none.
func onlyTrains(in *Incident) (only, known bool) {
	only = true
	for i := range in.Actions {
		a := &in.Actions[i]
		if a.Written == StateDeclined {
			continue
		}
		known = true
		only = only && (a.Kind == "training" || a.Kind == "policy")
	}
	return only && known, known
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
