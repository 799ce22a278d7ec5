package timeline

// Bucket is a part of the concurrency strip, from FromMS (UTC ms) to the next
// bucket's, or to the end of the strip.
type Bucket struct {
	FromMS int64
	Max    int // most that ran at one moment
}

// Strip is the concurrency from one moment to another, UTC ms, in at most n
// buckets of equal length (to the millisecond): the steps of a large task are
// more than a screen has points. Nil for an empty range or n < 1.
//
// It counts what runs. READY subtasks take one of the Slots too, but one answer
// of OCP does not say since when they were READY: a strip below the limit does
// not prove that slots were free.
func (a *Analysis) Strip(from, to int64, n int) []Bucket {
	if from >= to || n < 1 {
		return nil
	}
	n = int(min(int64(n), to-from))
	edge := func(k int) int64 {
		// (to − from)·k/n without overflow.
		q, r := (to-from)/int64(n), (to-from)%int64(n)
		return from + q*int64(k) + r*int64(k)/int64(n)
	}
	buckets := make([]Bucket, n)
	for k := range buckets {
		from, to := edge(k), edge(k+1)
		buckets[k] = Bucket{FromMS: from, Max: a.load.max(from, to)}
	}
	return buckets
}
