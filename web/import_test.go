package web

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"

	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

// uploadForm makes a multipart form of files and of fields.
func uploadForm(t *testing.T, files map[string][]byte, fields map[string]string) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, body := range files {
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(body)
	}
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return &b, form.FormDataContentType()
}

func TestImport(t *testing.T) {
	w := newWorld(t)
	run1, err := os.ReadFile("testdata/36000107-blast-43-run1.json")
	if err != nil {
		t.Fatal(err)
	}
	post := func(files map[string][]byte, fields map[string]string) reply {
		body, kind := uploadForm(t, files, fields)
		return w.do(w.request("POST", "/import", body, "Content-Type", kind, "Accept-Language", "en"))
	}
	t.Run("a file", func(t *testing.T) {
		r := post(map[string][]byte{"run1.json": run1}, map[string]string{"text": ""})
		if r.StatusCode != 303 || r.Header.Get("Location") != "/tasks/36000107@1" {
			t.Fatalf("import = %d to %q: %.300s", r.StatusCode, r.Header.Get("Location"), r.body)
		}
		if got := w.get("/tasks/36000107@1/raw.json").body; !bytes.Equal(got, run1) {
			t.Error("the body is not kept as it was")
		}
		if d := w.get("/tasks/36000107@1").doc(t); d.Find(".task h1").Length() != 1 {
			t.Error("the page is not drawn")
		}
	})
	t.Run("too many files", func(t *testing.T) {
		files := map[string][]byte{}
		for i := range maxDocuments + 1 {
			files[fmt.Sprint(i)] = []byte("x")
		}
		if r := post(files, nil); r.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%d files = %d, want 413", len(files), r.StatusCode)
		}
	})
	t.Run("pasted", func(t *testing.T) {
		r := post(nil, map[string]string{"text": string(w.body(ocpsim.Sample)), "source": "old"})
		if r.StatusCode != 303 || r.Header.Get("Location") != "/tasks/old:35000312@1" {
			t.Errorf("import = %d to %q", r.StatusCode, r.Header.Get("Location"))
		}
	})
	t.Run("several", func(t *testing.T) {
		r := post(map[string][]byte{"a.json": w.body(ocpsim.Succeeded), "b.json": w.body(ocpsim.Skipped)}, nil)
		if r.StatusCode != 303 || r.Header.Get("Location") != "/history" {
			t.Errorf("import = %d to %q", r.StatusCode, r.Header.Get("Location"))
		}
	})
	t.Run("one of several is bad", func(t *testing.T) {
		r := post(map[string][]byte{"good.json": w.body(ocpsim.TimedOut), "bad.json": []byte("{\n\"data\": [}")}, nil)
		checkErrorPage(t, r, 422, "bad.json", "line 2")
		if _, err := w.reader.Load(t.Context(), task.Ref{Task: task.ID(ocpsim.TimedOut)}); err == nil {
			t.Error("the good one was stored")
		}
	})
	t.Run("nothing", func(t *testing.T) { checkErrorPage(t, post(nil, nil), 422) })
	t.Run("an empty file", func(t *testing.T) {
		checkErrorPage(t, post(map[string][]byte{"empty.json": nil}, nil), 422, "empty.json")
	})
	t.Run("bad source", func(t *testing.T) {
		checkErrorPage(t, post(nil, map[string]string{"text": "{}", "source": "A B"}), 400, "source")
	})
	t.Run("a broken form", func(t *testing.T) {
		r := w.do(w.request("POST", "/import", strings.NewReader("--x\r\nbroken"), "Content-Type", "multipart/form-data; boundary=x"))
		checkErrorPage(t, r, 400)
		r = w.do(w.request("POST", "/import", strings.NewReader("x"), "Content-Type", "multipart/form-data"))
		checkErrorPage(t, r, 400)
	})
	t.Run("too large", func(t *testing.T) {
		r := w.do(w.request("POST", "/import", io.LimitReader(spaces{}, maxImport+1), "Content-Type", "application/json"))
		checkErrorPage(t, r, 413)
	})
}

// spaces is white space without end.
type spaces struct{}

func (spaces) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}
