package task

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// MaxSafeInteger is 2^53-1, the largest integer that JavaScript holds exactly.
// OCP writes a larger id as a JSON string; Taskscope's own JSON does the same.
const MaxSafeInteger = 1<<53 - 1

// ID is the id of a task instance. OCP's ids are SQL bigints, above zero.
type ID int64

// SubtaskID is the id of a subtask instance. It is unique within a task, not
// in order of execution, and never comparable between two runs.
type SubtaskID int64

// ParseID reads the decimal form of a task id.
func ParseID(s string) (ID, error) {
	n, err := parseID(s)
	return ID(n), err
}

// ParseSubtaskID reads the decimal form of a subtask id. A subtask that came
// without one gets a negative id of its own when the answer is decoded, so
// that it can be selected and linked like any other.
func ParseSubtaskID(s string) (SubtaskID, error) {
	if digits, negative := strings.CutPrefix(s, "-"); negative {
		n, err := parseID(digits)
		return SubtaskID(-n), err
	}
	n, err := parseID(s)
	return SubtaskID(n), err
}

// parseID is stricter than strconv: no sign, no leading zero, so that an id
// has exactly one spelling and so exactly one URL.
func parseID(s string) (int64, error) {
	if s == "" || s[0] < '1' || s[0] > '9' {
		return 0, fmt.Errorf("%.40q is not an id: want a whole number above zero", s)
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%.40q is not an id: want a whole number up to 2^63-1", s)
	}
	return n, nil
}

func (id ID) String() string        { return strconv.FormatInt(int64(id), 10) }
func (id SubtaskID) String() string { return strconv.FormatInt(int64(id), 10) }

// MarshalJSON writes a number up to 2^53-1 and a string above.
func (id ID) MarshalJSON() ([]byte, error) { return marshalID(int64(id)), nil }

// MarshalJSON writes a number up to 2^53-1 and a string above.
func (id SubtaskID) MarshalJSON() ([]byte, error) { return marshalID(int64(id)), nil }

// UnmarshalJSON takes both forms that MarshalJSON writes. A number below 1 is
// refused: it would make a Ref that nothing can parse.
func (id *ID) UnmarshalJSON(b []byte) error {
	var n int64
	if err := unmarshalID(b, &n); err != nil {
		return err
	}
	if n < 1 {
		return fmt.Errorf("read id %d: want a whole number above zero", n)
	}
	*id = ID(n)
	return nil
}

// UnmarshalJSON takes both forms that MarshalJSON writes.
func (id *SubtaskID) UnmarshalJSON(b []byte) error { return unmarshalID(b, (*int64)(id)) }

func marshalID(n int64) []byte {
	s := strconv.FormatInt(n, 10)
	if n > MaxSafeInteger || n < -MaxSafeInteger {
		s = `"` + s + `"`
	}
	return []byte(s)
}

func unmarshalID(b []byte, to *int64) error {
	var n json.Number // takes a JSON number and a quoted one alike
	if err := json.Unmarshal(b, &n); err != nil {
		return fmt.Errorf("read id %.40q: %w", b, err)
	}
	v, err := n.Int64()
	if err != nil {
		return fmt.Errorf("read id %.40q: want a whole number up to 2^63-1", b)
	}
	*to = v
	return nil
}
