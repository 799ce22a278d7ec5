package history

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"taskscope/internal/task"
)

// told is an entry whose body is its response, so that it can be decoded here.
func told(t testing.TB, source string, r task.Response) Entry {
	t.Helper()
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return Entry{Source: source, Origin: task.OriginOCP, Body: body, Response: r}
}

func decodeTold(body []byte) (task.Response, error) {
	var r task.Response
	err := json.Unmarshal(body, &r)
	return r, err
}

// tell records snapshots of a few tasks, and pins and notes some.
func tell(t testing.TB, s *Store, seed int64) {
	t.Helper()
	rnd := rand.New(rand.NewSource(seed))
	for i := range 40 {
		r := made(task.ID(1+rnd.Intn(9)), 1+rnd.Intn(3))
		r.Task.Type = time.Duration(i).String()
		r.Task.Status = []task.Status{task.StatusRunning, task.StatusFailed, task.StatusSuccessful}[rnd.Intn(3)]
		r.Envelope.Timestamp = task.At(t0+int64(i)*60_000, 28800)
		e := told(t, []string{"prod", "test"}[rnd.Intn(2)], r)
		if rnd.Intn(5) == 0 {
			e.Origin = task.OriginImport
		}
		rec := record(t, s, e)
		record(t, s, e) // seen again
		switch rnd.Intn(5) {
		case 0:
			if err := s.SetPin(t.Context(), rec.Ref, true, "张三"); err != nil {
				t.Fatal(err)
			}
		case 1:
			if _, err := s.SetNote(t.Context(), rec.Ref, task.Note{Title: "慢", Text: "*slow*\n\n- disk", Author: "me"}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func export(t testing.TB, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := s.Export(t.Context(), &b); err != nil {
		t.Fatalf("Export: %v", err)
	}
	return b.Bytes()
}

func restore(t testing.TB, s *Store, archive []byte) Restored {
	t.Helper()
	r, err := s.Restore(t.Context(), bytes.NewReader(archive), decodeTold)
	if err != nil {
		t.Fatalf("Restore: %v", err)
	}
	return r
}

// content is all that a history says.
func content(t testing.TB, s *Store) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, m := range everything(t, s) {
		snap, err := s.Load(t.Context(), m.Ref)
		if err != nil {
			t.Fatal(err)
		}
		remarks, err := s.Remarks(t.Context(), m.Ref)
		if err != nil {
			t.Fatal(err)
		}
		snap.Response, _ = decodeTold(snap.Body)
		all[m.Ref.String()] = []any{m, snap, remarks}
	}
	return all
}

func TestArchiveRoundTrip(t *testing.T) {
	for name, prepare := range map[string]func(*Store){
		"full":  func(s *Store) { tell(t, s, 1) },
		"empty": func(*Store) {},
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			prepare(s)
			archive := export(t, s)
			other := openNew(t)
			want := content(t, s)
			r := restore(t, other, archive)
			if int(r.New) != len(want) || r.Known != 0 || len(r.Renumbered) != 0 {
				t.Errorf("Restore = %+v, want %d new", r, len(want))
			}
			if got := content(t, other); !reflect.DeepEqual(got, want) {
				t.Errorf("the restored history differs:\n%v\nwant\n%v", got, want)
			}
			checkTerms(t, other)
			// A second time it does nothing.
			if r := restore(t, other, archive); r.New != 0 || int(r.Known) != len(want) || r.Notes != 0 || r.Pins != 0 {
				t.Errorf("Restore again = %+v, want nothing new", r)
			}
			if got := content(t, other); !reflect.DeepEqual(got, want) {
				t.Error("the second time changed something")
			}
			// No number that the first gave is given again by the second.
			for _, id := range []task.ID{1, 2, 3} {
				fresh := made(id, 1)
				fresh.Task.Type = "later"
				a, b := record(t, s, told(t, "prod", fresh)), record(t, other, told(t, "prod", fresh))
				if a.Ref != b.Ref {
					t.Errorf("the next number is %s, and %s in the restored one", a.Ref, b.Ref)
				}
			}
		})
	}
}

// TestRestoreOverOthers takes an archive into a history that has other states
// under its numbers: both are there afterwards, each under one number.
func TestRestoreOverOthers(t *testing.T) {
	a, b := openNew(t), openNew(t)
	tell(t, a, 1)
	tell(t, b, 2)
	was, archive := content(t, b), export(t, a)
	r := restore(t, b, archive)
	if len(r.Renumbered) == 0 || r.New == 0 {
		t.Fatalf("Restore = %+v: nothing was in the way, the test proves nothing", r)
	}
	now := content(t, b)
	if len(now) != len(was)+int(r.New) {
		t.Errorf("%d snapshots, want %d and %d", len(now), len(was), r.New)
	}
	for ref, before := range was {
		if !reflect.DeepEqual(before.([]any)[1], now[ref].([]any)[1]) {
			t.Errorf("%s means something else now", ref)
		}
	}
	to := map[task.Ref]task.Ref{}
	for _, x := range r.Renumbered {
		to[x.From] = x.To
	}
	for _, m := range everything(t, a) {
		want, _ := a.Load(t.Context(), m.Ref)
		ref := m.Ref
		if moved, ok := to[ref]; ok {
			ref = moved
		}
		if got, err := b.Load(t.Context(), ref); err != nil || !bytes.Equal(got.Body, want.Body) {
			t.Errorf("%s is not %s of the archive: %v", ref, m.Ref, err)
		}
	}
	if again := restore(t, b, archive); again.New != 0 || again.Notes != 0 || again.Pins != 0 {
		t.Errorf("Restore again = %+v, want nothing new", again)
	}
	checkTerms(t, b)
	checkIntegrity(t, b.readers)
}

// TestRestoreBringsBack drops snapshots and takes them from the archive again:
// each number means what it meant.
func TestRestoreBringsBack(t *testing.T) {
	s := openNew(t)
	tell(t, s, 3)
	want, archive := content(t, s), export(t, s)
	if d, err := s.Prune(t.Context(), Keep{Snapshots: 1}); err != nil || d.Total() == 0 || d.Tasks == 0 {
		t.Fatalf("Prune = %+v, %v", d, err)
	}
	left := len(everything(t, s))
	if r := restore(t, s, archive); int(r.New) != len(want)-left || len(r.Renumbered) != 0 {
		t.Errorf("Restore = %+v, want %d new", r, len(want)-left)
	}
	if got := content(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("what came back differs:\n%v\nwant\n%v", got, want)
	}
	checkTerms(t, s)
}

// TestDamagedArchives spoils an archive everywhere: nothing of it is stored, and
// the error says where.
func TestDamagedArchives(t *testing.T) {
	s := openNew(t)
	tell(t, s, 4)
	archive := export(t, s)
	other := openNew(t)
	refuse := func(name string, b []byte) {
		t.Helper()
		_, err := other.Restore(t.Context(), bytes.NewReader(b), decodeTold)
		var damaged *ArchiveError
		if !errors.As(err, &damaged) || errors.Is(err, ErrNotRecorded) {
			t.Errorf("%s: Restore = %v, want an ArchiveError", name, err)
		}
		if n := len(everything(t, other)); n != 0 {
			t.Fatalf("%s: %d snapshots were stored", name, n)
		}
	}
	for at := 0; at < len(archive); at += 1 + len(archive)/60 {
		refuse("cut", archive[:at])
		b := slices.Clone(archive)
		b[at] ^= 0x5a
		refuse("a byte is wrong", b)
	}
	refuse("longer", append(slices.Clone(archive), archive...))
	files := unpackArchive(t, archive)
	for name, change := range map[string]func([]file) []file{
		"no head":         func(f []file) []file { return f[1:] },
		"no end":          func(f []file) []file { return f[:len(f)-1] },
		"a snapshot less": func(f []file) []file { return slices.Delete(f, 1, 3) },
		"a body less":     func(f []file) []file { return slices.Delete(f, 2, 3) },
		"a body twice":    func(f []file) []file { return slices.Insert(f, 3, f[2]) },
		"another body":    func(f []file) []file { f[2].text += " "; return f },
		"another id":      func(f []file) []file { f[1].text = strings.Replace(f[1].text, `"task": `, `"task": 1`, 1); return f },
		"path":            func(f []file) []file { f[1].name = "../" + f[1].name; return f },
		"source": func(f []file) []file {
			f[1].text = strings.Replace(f[1].text, `"source": "`, `"source": "../`, 1)
			return f
		},
		"not JSON": func(f []file) []file { f[1].text = "{"; return f },
		"number too large": func(f []file) []file {
			f[1].text = strings.Replace(f[1].text, `"last": `, `"last": 99999999999`, 1)
			return f
		},
		"newer version": func(f []file) []file {
			f[0].text = strings.Replace(f[0].text, `"version": 1`, `"version": 2`, 1)
			return f
		},
		"more after the end":  func(f []file) []file { return append(f, file{"x", "y"}) },
		"a huge description":  func(f []file) []file { f[1].text += strings.Repeat(" ", maxArchivedText); return f },
		"other sum of bodies": func(f []file) []file { f[len(f)-1].text = `{"snapshots": 40, "sha256": "00"}`; return f },
	} {
		refuse(name, packArchive(t, change(slices.Clone(files))))
	}
	if r := restore(t, other, packArchive(t, files)); r.New == 0 {
		t.Error("the same, packed anew, brings nothing: the test proves nothing")
	}
	var damaged *ArchiveError
	_, err := other.Restore(t.Context(), bytes.NewReader(packArchive(t, slices.Delete(slices.Clone(files), 4, 5))), decodeTold)
	if !errors.As(err, &damaged) || damaged.Number != 5 || damaged.Entry == "" {
		t.Errorf("Restore = %v, want the fifth entry named", err)
	}
}

// FuzzReadArchive wants an ArchiveError, or snapshots whose sums are right,
// whatever is packed.
func FuzzReadArchive(f *testing.F) {
	s := openNew(f)
	record(f, s, told(f, "prod", made(7, 1)))
	z, err := zstd.NewReader(bytes.NewReader(export(f, s)))
	if err != nil {
		f.Fatal(err)
	}
	defer z.Close()
	tarred, err := io.ReadAll(z)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(tarred)
	f.Add(tarred[:1000])
	f.Add([]byte{})
	pack, err := newPacker()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		err := readArchive(bytes.NewReader(pack.pack(b)), func(a *archived, body []byte) error {
			if int64(len(body)) != a.Bytes || a.check() != nil {
				t.Errorf("%+v with %d bytes is passed on", a, len(body))
			}
			return nil
		})
		if damaged := (*ArchiveError)(nil); err != nil && !errors.As(err, &damaged) {
			t.Errorf("readArchive = %v, want an ArchiveError", err)
		}
	})
}

type file struct{ name, text string }

func unpackArchive(t *testing.T, archive []byte) []file {
	t.Helper()
	z, err := zstd.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all []file
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		b, readErr := io.ReadAll(r)
		if err := errors.Join(err, readErr); err != nil {
			t.Fatal(err)
		}
		all = append(all, file{h.Name, string(b)})
	}
}

func packArchive(t *testing.T, files []file) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w := archiveWriter{tar: tar.NewWriter(z)}
	for _, f := range files {
		if err := w.file(f.name, []byte(f.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.tar.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
