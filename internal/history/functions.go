package history

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"github.com/mattn/go-sqlite3"
)

// addFunctions gives the writer's connection the functions that migrations use
// besides SQL's own.
func (s *Store) addFunctions(ctx context.Context) error {
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return err
	}
	err = conn.Raw(func(driver any) error {
		c, ok := driver.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("%T is no connection of SQLite", driver)
		}
		return errors.Join(
			c.RegisterFunc("fold", fold, true),
			c.RegisterFunc("grams", grams, true),
			c.RegisterFunc("executors", s.executors, true),
		)
	})
	return errors.Join(err, conn.Close())
}

// executors are the hosts that a body names, as a JSON array. A body that
// cannot be read names none: this is for finding tasks, and they are there
// without it.
func (s *Store) executors(codec string, size int64, data []byte) string {
	var names []string
	if body, err := s.pack.unpack(codec, size, data); err == nil {
		for _, m := range executorField.FindAllSubmatch(body, -1) {
			var name string
			if json.Unmarshal(m[1], &name) == nil {
				names = append(names, name)
			}
		}
	}
	all, err := json.Marshal(append([]string{}, distinct(names)...))
	if err != nil {
		return "[]"
	}
	return string(all)
}

// executorField is the field in any JSON: decoding bodies is not this
// package's business.
var executorField = regexp.MustCompile(`"executor"\s*:\s*("(?:[^"\\]|\\.)*")`)
