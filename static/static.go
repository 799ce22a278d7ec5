// Package static is what browsers load beside the pages: style sheets, a script
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
	"maps"
	"mime"
	"path"
	"slices"
	"sync"
)

//go:embed css js icons
var files embed.FS

// styles are the files that the one style sheet is joined from, in their order.
var styles = []string{
	"tokens", "base", "state", "shapes", "bar", "forms", "header", "live", "remark", "later",
	"views", "panel", "find", "export",
	"timeline", "axis", "fit", "rows", "names", "said", "cut", "marks", "levels", "groups", "picked", "notes", "across",
	"minimap", "range", "told", "choice", "tools",
	"graph", "edges", "nodes", "graphtools", "graphmap", "table",
	"compare", "versus", "waterfall", "pairs", "comparetimeline", "comparegraph", "runs", "trend",
	"page", "runlist", "start", "filters", "import", "error", "help", "signin", "print",
}

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
	err := fs.WalkDir(files, "icons", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(name)
		t.files[name] = File{Bytes: b, Type: contentType(name)}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the icons: %w", err)
	}
	css, err := sheet(files, "app.css", styles)
	if err != nil {
		return nil, err
	}
	t.files["app.css"] = File{Bytes: css, Type: contentType("app.css")}
	code, sourceMap, err := script(files)
	if err != nil {
		return nil, err
	}
	t.files[entry] = File{Bytes: code, Type: contentType(entry)}
	t.files[entry+".map"] = File{Bytes: sourceMap, Type: "application/json"}
	t.hash = hashOf(t.files)
	return t, nil
}

// hashOf tells trees apart that serve anything different.
func hashOf(served map[string]File) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(served)) {
		fmt.Fprintf(sum, "%s %d\n", name, len(served[name].Bytes))
		sum.Write(served[name].Bytes)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
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
