package web

import (
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
)

// TestGraphFilesAreWhatThePageShows: as many nodes as on the page of the same
// parameters, and the name of the task in the name of the file.
func TestGraphFilesAreWhatThePageShows(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{"", "?fold=none", "?fold=none&dir=tb&heat=run&state=failed", "?focus=1020010003&up=1&down=0"} {
		page := w.get(path("/tasks/%d%s", ocpsim.FailedSplit, "?view=graph&"+strings.TrimPrefix(query, "?"))).doc(t)
		want := page.Find(".dag a.node").Length()
		if want == 0 {
			t.Fatalf("%s: the page has no graph", query)
		}
		for file, of := range map[permalink.Export]struct {
			contentType, disposition, node string
		}{
			permalink.GraphSVG: {"image/svg+xml", "inline", ` rx="5"`},
			permalink.GraphDOT: {"text/vnd.graphviz; charset=utf-8", "attachment", `" [label=`},
			permalink.GraphMMD: {"text/vnd.mermaid; charset=utf-8", "attachment", ":::"},
		} {
			r := w.get(path("/tasks/%d/%s%s", ocpsim.FailedSplit, file, query))
			disposition, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
			if err != nil || r.StatusCode != 200 || r.Header.Get("Content-Type") != of.contentType || disposition != of.disposition ||
				!strings.HasSuffix(params["filename"], "-"+string(file)) {
				t.Errorf("%s%s = %d %q, %q %v", file, query, r.StatusCode, r.Header.Get("Content-Type"), disposition, params)
			}
			if got := strings.Count(string(r.body), of.node); got != want {
				t.Errorf("%s%s has %d nodes, the page %d", file, query, got, want)
			}
		}
	}
}

func TestGraphPictureSaysWhatItIs(t *testing.T) {
	w := newWorld(t)
	r := w.get(path("/tasks/%d/graph.svg?tz=utc", ocpsim.FailedSplit))
	var texts []string
	d := xml.NewDecoder(strings.NewReader(string(r.body)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
		if c, ok := token.(xml.CharData); ok {
			texts = append(texts, string(c))
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"Add OB server · 35200002 · failed", "87 subtasks, 152 edges.", "6 stacks stand for 72 subtasks.", "As of ", "+00:00",
		"/tasks/35200002@1?tz=utc", "not started", "critical path"} {
		if !strings.Contains(all, want) {
			t.Errorf("the picture does not say %q: %q", want, all)
		}
	}
}

func TestGraphFilesRefuse(t *testing.T) {
	w := newWorld(t)
	for _, file := range []permalink.Export{permalink.GraphSVG, permalink.GraphDOT, permalink.GraphMMD} {
		for query, status := range map[string]int{"?dir=up": 400, "?focus=x": 400, "?heat=slack": 400, "?up=-1": 400} {
			if r := w.get(path("/tasks/%d/%s%s", ocpsim.FailedSplit, file, query)); r.StatusCode != status {
				t.Errorf("%s%s = %d, want %d", file, query, r.StatusCode, status)
			}
		}
		if r := w.get("/tasks/7/" + string(file)); r.StatusCode != 404 {
			t.Errorf("%s of no task = %d, want 404", file, r.StatusCode)
		}
	}
}

// TestGraphPageLinksToItsFiles: all of them answer.
func TestGraphPageLinksToItsFiles(t *testing.T) {
	w := newWorld(t)
	d := w.get(path("/tasks/%d?view=graph&subtask=1020010003&fold=none", ocpsim.FailedSplit)).doc(t)
	links := d.Find(".graph-tools a[data-export]")
	if links.Length() != 4 {
		t.Errorf("%d files are offered, want 4", links.Length())
	}
	links.Each(func(_ int, a *goquery.Selection) {
		if r := w.get(a.AttrOr("href", "")); r.StatusCode != 200 {
			t.Errorf("%s = %d", a.AttrOr("href", ""), r.StatusCode)
		}
	})
}
