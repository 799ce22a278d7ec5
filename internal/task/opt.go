package task

// Opt is a value that OCP may leave out. Absent, null and empty are one thing
// here; where the difference matters, the body of the snapshot has it.
type Opt[T comparable] struct {
	V  T
	OK bool
}

// Some is a value that is there.
func Some[T comparable](v T) Opt[T] { return Opt[T]{V: v, OK: true} }

// Or is the value, or def when it is absent.
func (o Opt[T]) Or(def T) T {
	if o.OK {
		return o.V
	}
	return def
}
