package page

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	"net/http"
	"strconv"

	"github.com/andybalholm/brotli"
)

//go:embed js css
var files embed.FS

// baselinePage is the least that shows the same rows: names as HTML of which a
// browser may leave out what is out of sight, beside them bars in one SVG whose
// viewBox is the zoom. Its style and script are in it, so it is one request.
// Nobody would want to work with it; it says what the browser itself takes.
func baselinePage(subtasks []subtask) ([]byte, error) {
	css, err := files.ReadFile("css/baseline.css")
	if err != nil {
		return nil, fmt.Errorf("make the baseline: %w", err)
	}
	js, err := files.ReadFile("js/baseline.js")
	if err != nil {
		return nil, fmt.Errorf("make the baseline: %w", err)
	}
	const row = 24
	end := int64(1)
	for _, s := range subtasks {
		end = max(end, s.end)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Baseline</title><style>%s</style>\n", css)
	b.WriteString("<main><ol>\n")
	for _, s := range subtasks {
		name := s.name
		if s.copy >= 0 {
			name += " #" + strconv.Itoa(s.copy)
		}
		fmt.Fprintf(&b, "<li>%s\n", html.EscapeString(name))
	}
	height := row * len(subtasks)
	fmt.Fprintf(&b, "</ol><svg width=100%% height=%d viewBox='0 0 1000 %d' preserveAspectRatio=none>\n", height, height)
	for i, s := range subtasks {
		fmt.Fprintf(&b, "<rect x=%s y=%d width=%s height=16 class=%s />\n",
			share(s.start, end), i*row+4, share(s.end-s.start, end), s.status)
	}
	fmt.Fprintf(&b, "</svg></main><script>%s</script></html>\n", js)
	return b.Bytes(), nil
}

// share is a stretch of the whole in thousandths.
func share(ms, whole int64) string {
	return strconv.FormatFloat(1000*float64(ms)/float64(whole), 'f', 2, 64)
}

// near is a path of both servers that answers with a few letters. A reader comes
// to the page from another one of its server; a new tab would first have to
// start a process, which a page may demand (ours does, by the policies it is
// served with) and another may not.
const near = "/healthz"

// serveBaseline serves the page as ours is: compressed by brotli if the browser
// takes that, alone in its browsing context group, and with a short answer at the
// path that our server has one at.
func serveBaseline(page []byte) http.Handler {
	mux := http.NewServeMux()
	answer := func(path, kind string, body []byte) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
			to := brotli.HTTPCompressor(w, r)
			_, _ = to.Write(body) // a browser that left needs no answer
			_ = to.Close()
		})
	}
	answer("/{$}", "text/html; charset=utf-8", page)
	answer(near, "text/plain; charset=utf-8", []byte("ok"))
	return mux
}
