package history

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"taskscope/internal/task"
)

// An archive is a tar file, packed with zstd:
//
//	taskscope.json         what it is, and how much
//	prod/35000312/3.json   a snapshot: all but its body
//	prod/35000312/3.body   the body, byte for byte
//	…                      in order of task and number
//	end.json               what came before, to tell a whole archive from a cut one
//
// So it can be looked into with tar, and another program can write one.
const (
	archiveFormat  = "taskscope history"
	archiveVersion = 1
	headName       = "taskscope.json"
	endName        = "end.json"
)

// The most that an entry of an archive may have, in bytes.
const (
	maxArchivedBody = 64 << 20
	maxArchivedText = 1 << 20
	maxAuthor       = 1000
)

// archiveHead is taskscope.json.
type archiveHead struct {
	Format    string `json:"format"`
	Version   int    `json:"version"`
	WrittenMS int64  `json:"written_ms"`
	Snapshots int64  `json:"snapshots"`
}

// archiveEnd is end.json.
type archiveEnd struct {
	Snapshots int64  `json:"snapshots"`
	SHA256    string `json:"sha256"` // of the sums of the bodies, one after the other
}

// archived is a snapshot without its body. Times are UTC ms.
type archived struct {
	Source     string        `json:"source"`
	Task       task.ID       `json:"task"`
	Number     int           `json:"number"`
	Newest     bool          `json:"newest,omitempty"`
	Last       int           `json:"last"` // the highest number ever given to the task
	Origin     task.Origin   `json:"origin"`
	RecordedMS int64         `json:"recorded_ms"`
	SeenMS     int64         `json:"seen_ms"`
	LastNow    *archivedTime `json:"last_now,omitempty"`
	Bytes      int64         `json:"bytes"`
	SHA256     string        `json:"sha256"`
	Note       *archivedNote `json:"note,omitempty"`
	Pin        *archivedPin  `json:"pin,omitempty"`
}

type archivedTime struct {
	MS     int64 `json:"ms"`
	Offset int   `json:"offset"` // seconds east of UTC
}

type archivedNote struct {
	Version int    `json:"version"`
	Title   string `json:"title,omitempty"`
	Text    string `json:"text,omitempty"`
	Author  string `json:"author,omitempty"`
	MS      int64  `json:"written_ms"`
}

type archivedPin struct {
	Author string `json:"author,omitempty"`
	MS     int64  `json:"pinned_ms"`
}

func (a *archived) ref() task.Ref {
	return task.Ref{Source: a.Source, Task: a.Task, Snapshot: a.Number}
}

// file is the name of one of its two entries.
func (a *archived) file(kind string) string {
	return fmt.Sprintf("%s/%d/%d.%s", a.Source, a.Task, a.Number, kind)
}

// check says what is wrong with it.
func (a *archived) check() error {
	const most = 1 << 30 // there is room for many more
	switch {
	case !task.ValidSource(a.Source), a.Task < 1, a.Number < 1, a.Number > most:
		return errors.New("not the number of a snapshot")
	case a.Last < a.Number, a.Last > most:
		return fmt.Errorf("number %d of %d", a.Number, a.Last)
	case a.Origin != task.OriginOCP && a.Origin != task.OriginImport:
		return fmt.Errorf("origin %q", a.Origin)
	case a.Bytes < 1, a.Bytes > maxArchivedBody:
		return fmt.Errorf("a body of %d bytes", a.Bytes)
	case a.Note != nil && (a.Note.Version < 1 || task.Note{Title: a.Note.Title, Text: a.Note.Text}.TooLong()):
		return errors.New("not a note that can be written")
	case a.Note != nil && len(a.Note.Author) > maxAuthor, a.Pin != nil && len(a.Pin.Author) > maxAuthor:
		return errors.New("the name of an author is too long")
	}
	return nil
}

// ArchiveError says where an archive is damaged, or no archive at all.
type ArchiveError struct {
	Entry  string // the last one that was begun; "" before the first
	Number int    // of that entry, from 1
	Offset int64  // bytes of the file that were read
	Err    error
}

func (e *ArchiveError) Error() string {
	if e.Entry == "" {
		return fmt.Sprintf("not an archive of a history, or cut within its first %d bytes: %v", e.Offset, e.Err)
	}
	return fmt.Sprintf("the archive is damaged at entry %d, %s, before byte %d: %v", e.Number, e.Entry, e.Offset, e.Err)
}

// Unwrap gives the cause.
func (e *ArchiveError) Unwrap() error { return e.Err }

// IsArchive says whether a file that starts like this may be an archive.
func IsArchive(start []byte) bool {
	return len(start) >= 4 && [4]byte(start) == [4]byte{0x28, 0xb5, 0x2f, 0xfd} // zstd
}

// archiveReader reads the entries of an archive in order.
type archiveReader struct {
	tar    *tar.Reader
	entry  string
	number int
}

// counter counts what is read.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// readArchive gives each snapshot of an archive to visit, with its body, and
// checks all that can be checked without understanding a body. The error is
// visit's, or an *ArchiveError.
func readArchive(from io.Reader, visit func(*archived, []byte) error) error {
	counted := &counter{Reader: from}
	unpacked, err := zstd.NewReader(counted, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxArchivedBody))
	if err != nil {
		return &ArchiveError{Err: err}
	}
	defer unpacked.Close()
	r := &archiveReader{tar: tar.NewReader(unpacked)}
	visitErr, err := r.all(visit)
	if visitErr == nil && err == nil {
		err = onlyPadding(unpacked)
	}
	if visitErr != nil {
		return visitErr
	}
	if err != nil {
		return &ArchiveError{Entry: r.entry, Number: r.number, Offset: counted.n, Err: err}
	}
	return nil
}

// onlyPadding reads to the end, where the last sum is checked, and wants nothing
// but the zeros that tar programs fill up with.
func onlyPadding(from io.Reader) error {
	b, err := io.ReadAll(io.LimitReader(from, maxArchivedText))
	if err == nil && strings.Trim(string(b), "\x00") != "" {
		err = errors.New("it goes on after its end")
	}
	return err
}

func (r *archiveReader) all(visit func(*archived, []byte) error) (visitErr, err error) {
	var head archiveHead
	switch name, err := r.next(); {
	case err != nil:
		r.entry = ""
		return nil, fmt.Errorf("%s is missing: %w", headName, err)
	case name != headName:
		r.entry = ""
		return nil, errors.New("it does not begin with " + headName)
	}
	if err := r.json(&head); err != nil {
		return nil, err
	}
	if head.Format != archiveFormat || head.Version != archiveVersion {
		r.entry = ""
		return nil, fmt.Errorf("it is %.40q, version %d; this program reads %q, version %d", head.Format, head.Version, archiveFormat, archiveVersion)
	}
	sums, count := sha256.New(), int64(0)
	for {
		name, err := r.next()
		if err != nil {
			return nil, err
		}
		if name == endName {
			break
		}
		var a archived
		body, err := r.snapshot(name, &a)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		if got := hex.EncodeToString(sum[:]); got != a.SHA256 {
			return nil, fmt.Errorf("the sum of the body is %s, want %.64q", got, a.SHA256)
		}
		sums.Write(sum[:])
		count++
		if err := visit(&a, body); err != nil {
			return err, nil
		}
	}
	var end archiveEnd
	if err := r.json(&end); err != nil {
		return nil, err
	}
	if want := (archiveEnd{count, hex.EncodeToString(sums.Sum(nil))}); end != want || head.Snapshots != count {
		return nil, fmt.Errorf("%d snapshots with sum %s, want %d and %d with %.64q", count, want.SHA256, head.Snapshots, end.Snapshots, end.SHA256)
	}
	if _, err := r.tar.Next(); !errors.Is(err, io.EOF) {
		return nil, errors.New("it goes on after its end")
	}
	return nil, nil
}

// next goes to the next entry.
func (r *archiveReader) next() (string, error) {
	h, err := r.tar.Next()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // end.json is missing
	}
	if err != nil {
		return "", err
	}
	r.number++
	r.entry = fmt.Sprintf("%.80q", h.Name)
	if h.Typeflag != tar.TypeReg {
		return "", errors.New("not a plain file")
	}
	return h.Name, nil
}

// snapshot reads both entries of a snapshot; the first is called name.
func (r *archiveReader) snapshot(name string, a *archived) ([]byte, error) {
	if err := r.json(a); err != nil {
		return nil, err
	}
	if err := a.check(); err != nil {
		return nil, err
	}
	if name != a.file("json") {
		return nil, fmt.Errorf("it describes %s", a.ref())
	}
	switch name, err := r.next(); {
	case err != nil:
		return nil, err
	case name != a.file("body"):
		return nil, fmt.Errorf("want %s", a.file("body"))
	}
	body, err := r.read(maxArchivedBody)
	if err == nil && int64(len(body)) != a.Bytes {
		err = fmt.Errorf("%d bytes, want %d", len(body), a.Bytes)
	}
	return body, err
}

func (r *archiveReader) read(most int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r.tar, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("more than %d bytes", most)
	}
	return b, err
}

func (r *archiveReader) json(v any) error {
	b, err := r.read(maxArchivedText)
	if err != nil {
		return err
	}
	if !utf8.Valid(b) {
		return errors.New("not UTF-8")
	}
	return json.Unmarshal(b, v)
}
