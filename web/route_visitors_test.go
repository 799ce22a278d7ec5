package web

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

const routeVisitors = "testdata/route_visitors.golden"

// TestRouteVisitors shows who may see what as a table that people can read: a
// row for each question to a route, a column for each kind of visitor. What it
// shows is what TestEveryRouteForEveryVisitor asks for.
func TestRouteVisitors(t *testing.T) {
	names := slices.Sorted(maps.Keys(kinds()))
	var b bytes.Buffer
	fmt.Fprintf(&b, "| route | asked | %s |\n|---|---|%s\n", strings.Join(names, " | "), strings.Repeat("--:|", len(names)))
	all := table()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		for k, row := range all[key] {
			route := key
			if k > 0 {
				route = ""
			}
			asked := strings.NewReplacer(path("%d", payTask), "{pay}", path("%d", ownTask), "{cluster4's}").Replace(row.ask)
			if row.body != "" {
				asked += " " + row.body
			}
			fmt.Fprintf(&b, "| %s | %s |", route, asked)
			for _, name := range names {
				fmt.Fprintf(&b, " %d |", row.want[name])
			}
			b.WriteByte('\n')
		}
	}
	if flag.Lookup("update").Value.String() == "true" { // viewtest's
		if err := os.WriteFile(routeVisitors, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(routeVisitors)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("who may see what has changed: read it, then go test ./web -run TestRouteVisitors -update\n%s", b.Bytes())
	}
}
