package page

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// rowsAlone is what each subtask adds to the page: the page of all of them less
// the page of the same task whose filter leaves no row, by how many they are.
// What is left out is what stands around the rows (header, menus, legend, axis,
// help), which a task of ten has as one of ten thousand has.
func rowsAlone(t testing.TB, address string, n int) sample {
	t.Helper()
	all, frame := heft(t, address), heft(t, address+"&q=nothing-is-called-this")
	got := sample{}
	for f, v := range all {
		got[f] = (v - frame[f]) / float64(n)
	}
	return got
}

// heft weighs a page: elements of its timeline, and bytes.
func heft(t testing.TB, address string) sample {
	t.Helper()
	raw := fetched(t, address, "identity")
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(fmt.Errorf("read %s: %w", address, err))
	}
	return sample{
		rowElements: float64(doc.Find(ourSelectors().Root + " *").Length()),
		rowRaw:      float64(len(raw)), rowWire: float64(len(fetched(t, address, "br"))),
	}
}

// fetched is an answer as it is sent.
func fetched(t testing.TB, address, coding string) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", coding)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("get %s: status %d", address, res.StatusCode)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
