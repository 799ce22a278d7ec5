package history

import (
	"database/sql"
	"fmt"
	"net/url"
	"runtime"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver
)

// writerDSN opens the file for writing.
//
// _txlock=immediate takes the write lock at BEGIN: a transaction that first
// reads and then writes would else fail with SQLITE_BUSY at once, whatever the
// busy timeout.
//
// synchronous is FULL: NORMAL survives a killed process, but a power cut may
// lose the last commits. Then a number that was given out (a copied link says
// `@3`) would be given again, to another state of the task. It costs one fsync
// per snapshot, and snapshots are as rare as people and polls.
func writerDSN(path string, busy time.Duration) string {
	return fmt.Sprintf("%s?_journal_mode=WAL&_busy_timeout=%d&_foreign_keys=on&_synchronous=FULL&_txlock=immediate&_stmt_cache_size=32",
		fileURI(path), busy.Milliseconds())
}

// readerDSN opens the file for reading only. It sets no journal mode: that
// writes, and the mode is kept in the file.
func readerDSN(path string, busy time.Duration, immutable bool) string {
	dsn := fmt.Sprintf("%s?mode=ro&_query_only=on&_busy_timeout=%d&_stmt_cache_size=64", fileURI(path), busy.Milliseconds())
	if immutable {
		dsn += "&immutable=1"
	}
	return dsn
}

// fileURI escapes what would end the path in a URI: `?`, `#`, `%` and spaces.
func fileURI(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// readerConns is how many readers there are: reading in SQLite is work for the
// CPU, but a reader may also wait for the disk.
func readerConns() int { return max(4, runtime.NumCPU()) }

func openPool(dsn string, conns int) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}
