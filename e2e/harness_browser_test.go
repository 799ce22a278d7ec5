package e2e

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestTheDriversFeaturesStayOff: our list of features replaces the driver's, and
// a newer driver may have a longer one.
func TestTheDriversFeaturesStayOff(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("node_modules/package/lib/server/chromium/chromiumSwitches.js")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)disabledFeatures = [^\[]*\[(.*?)\]`).FindSubmatch(source)
	if list == nil {
		t.Fatal("the driver's list of features is not where it was; look for it, and compare it with pw.DriversFeaturesOff")
	}
	var drivers []string
	for _, m := range regexp.MustCompile(`(?m)^\s*"(\w+)",?$`).FindAllSubmatch(list[1], -1) {
		drivers = append(drivers, string(m[1]))
	}
	if got := pw.DriversFeaturesOff(); !slices.Equal(got, drivers) {
		t.Errorf("pw.DriversFeaturesOff() = %q, the driver has %q", got, drivers)
	}
}
