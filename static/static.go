// Package static is what browsers load beside the pages: a style sheet, a script
// and icons, embedded in the binary. All of it has
// one hash, which is part of every URL, so that it can be cached for ever and
// a page never meets the script of another version.
//
// It knows no HTTP; web serves it.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"
)

//go:embed css js icons
var files embed.FS

// sheets are the parts of app.css in their order: first names of colours and
// sizes, then elements, then one file for each part of a page.
var sheets = []string{"tokens", "base", "state", "shapes", "bar", "forms", "panel", "header", "live", "find", "export", "timeline", "tools",
	"graph", "table", "compare", "trend", "lists", "remark", "help", "signin", "print"}

// Tree is the static tree in memory.
type Tree struct {
	hash  string
	files map[string]File
}

// File is one file of the tree.
type File struct {
	Bytes []byte
	Type  string // value of Content-Type
}

// New is the embedded tree, with the style sheets joined into app.css and the
// modules into js/app.js. It is made once, and nobody changes it.
func New() (*Tree, error) { return made() }

var made = sync.OnceValues(build)

func build() (*Tree, error) {
	t := &Tree{files: map[string]File{}}
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		if !strings.HasPrefix(name, "css/") && !strings.HasPrefix(name, "js/") {
			t.files[name] = File{Bytes: b, Type: contentType(name)}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the static tree: %w", err)
	}
	var css strings.Builder
	for _, name := range sheets {
		b, err := files.ReadFile("css/" + name + ".css")
		if err != nil {
			return nil, fmt.Errorf("join app.css: %w", err)
		}
		css.Write(b)
	}
	joined, err := sheet(css.String())
	if err != nil {
		return nil, err
	}
	t.files["app.css"] = File{Bytes: joined, Type: contentType("app.css")}
	code, sourceMap, err := script(files)
	if err != nil {
		return nil, err
	}
	t.files[entry] = File{Bytes: code, Type: contentType(entry)}
	t.files[entry+".map"] = File{Bytes: sourceMap, Type: "application/json"}
	t.hash = hex.EncodeToString(sum.Sum(nil)[:8])
	return t, nil
}

// Hash names this version of the tree.
func (t *Tree) Hash() string { return t.hash }

// Prefix is the path under which the tree is served, without a slash at the end.
func (t *Tree) Prefix() string { return "/static/" + t.hash }

// Open is the file of that name, such as "js/app.js".
func (t *Tree) Open(name string) (File, bool) {
	f, ok := t.files[name]
	return f, ok
}

func contentType(name string) string {
	switch path.Ext(name) { // not left to the machine's own table
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
