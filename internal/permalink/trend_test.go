package permalink

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"taskscope/internal/task"
)

func reopenTrend(t *testing.T, u Trend) (Trend, error) {
	t.Helper()
	path, query := open(t, u.String())
	if path != "/trend" {
		t.Fatalf("path of %q = %q, want /trend", u, path)
	}
	return ParseTrend(query)
}

// TestTrendRoundTrip: parsing what String made gives the same struct.
func TestTrendRoundTrip(t *testing.T) {
	d := newDice(11)
	for range 2000 {
		h := d.history()
		u := Trend{Source: h.Source, Name: "n" + d.text(), Cluster: d.text(), Tenant: h.Tenant, States: h.States, From: h.From, To: h.To,
			Scale: pick(d, TrendScales()), Zone: d.zone()}
		if got, err := reopenTrend(t, u); err != nil || !reflect.DeepEqual(got, u) {
			t.Fatalf("ParseTrend(%q) = %+v, %v; want %+v", u, got, err, u)
		}
		if plain := u.Unfiltered(); plain.Filtered() || plain.Name != u.Name || plain.Scale != u.Scale {
			t.Fatalf("%s without filters is %s", u, plain)
		}
	}
	m := Moment{Text: "2024-03-01", MS: task.Some[int64](1709251200000)}
	full := Trend{Source: "s", Name: "n", Cluster: "c", Tenant: "t", States: []task.State{task.Failed}, From: m, To: m, Scale: ScaleLog, Zone: ZoneUTC}
	forget(t, &full, func() string { return full.String() })
	if got := ToTrend("prod", "Restart cluster").String(); got != "/trend?source=prod&name=Restart+cluster" {
		t.Errorf("ToTrend = %q", got)
	}
	if got := ToTrend("prod", "x").Short("prod").String(); got != "/trend?name=x" {
		t.Errorf("of the default source: %q", got)
	}
}

func TestParseTrendRefuses(t *testing.T) {
	for _, tt := range []struct{ name, value string }{
		{"name", ""}, {"name", " "}, {"name", long}, {"name", "a\x00"}, {"source", "Prod"}, {"cluster", long}, {"tenant", "\xff"},
		{"state", "held"}, {"from", "yesterday"}, {"to", huge}, {"scale", "square"}, {"tz", "Local"},
	} {
		_, err := ParseTrend(url.Values{"name": {"n"}, tt.name: {tt.value}})
		wantBad(t, tt.name+"="+tt.value, err, tt.name)
	}
	_, err := ParseTrend(url.Values{"name": {"n"}, "from": {"2024-03-02"}, "to": {"2024-03-01"}})
	wantBad(t, "from after to", err, "to")
}

// TestHasTrend: a name has a trend when its URL leads back to it.
func TestHasTrend(t *testing.T) {
	for name, want := range map[string]bool{"Restart cluster": true, "备份": true, "": false, " x": false, "x\n": false, "a\x00b": false, "\xff": false,
		strings.Repeat("x", MaxText): true, long: false} {
		if got := HasTrend(name); got != want {
			t.Errorf("HasTrend(%.20q) = %v, want %v", name, got, want)
		}
		u, err := reopenTrend(t, ToTrend("", name))
		if reads := err == nil && u.Name == name; reads != want {
			t.Errorf("the URL of %.20q reads back %v, %v", name, u.Name, err)
		}
	}
}

func FuzzParseTrend(f *testing.F) {
	f.Add("name=Restart&source=prod&cluster=-&state=failed&from=2024-03-01&scale=log&tz=utc")
	f.Add("name=%00")
	f.Fuzz(func(t *testing.T, query string) {
		u, err := ParseTrend(values(query))
		if err != nil {
			checkBad(t, err)
			return
		}
		if again, err := reopenTrend(t, u); err != nil || !reflect.DeepEqual(again, u) {
			t.Errorf("ParseTrend(%q) = %+v\nits URL %q = %+v, %v", query, u, u, again, err)
		}
	})
}
