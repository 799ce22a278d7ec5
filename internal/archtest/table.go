package archtest

// A rule says what the packages of one tree may import, test files left out.
// Imports inside the tree itself are always allowed.
type rule struct {
	tree string // a folder of the module and what is below it
	// project are the trees of the module that may be imported.
	project []string
	// pure packages take values and return values: standard library only, none
	// of notPure, no clock.
	pure bool
	// drawn packages draw: as pure, but with third parties such as templ.
	drawn bool
}

// core is the tier that everything above may use.
var core = []string{"internal/task", "internal/permalink", "internal/dag", "internal/timeline", "internal/baseline", "internal/compare"}

// table is section 2 of the design, one line for each tree:
// task <- dag <- timeline <- {baseline, compare}, permalink <- I/O <- web <- cmd. A package
// that no line covers fails the test; add its line with the package.
func table() []rule {
	return []rule{
		{tree: "internal/task", pure: true},
		{tree: "internal/permalink", project: []string{"internal/task"}, pure: true},
		{tree: "internal/dag", project: []string{"internal/task"}, pure: true},
		{tree: "internal/timeline", project: []string{"internal/task", "internal/dag"}, pure: true},
		{tree: "internal/baseline", project: []string{"internal/task", "internal/dag", "internal/timeline"}, pure: true},
		{tree: "internal/compare", project: []string{"internal/task", "internal/dag", "internal/timeline"}, pure: true},

		// The I/O packages do not know each other.
		{tree: "internal/ocp", project: core},
		{tree: "internal/ocpsim", project: core},
		{tree: "internal/history", project: core},
		{tree: "internal/live", project: core},
		{tree: "internal/access", project: core},

		{tree: "views", project: core, drawn: true},
		{tree: "static"},
		{tree: "web", project: append([]string{
			"views", "static", "internal/ocp", "internal/ocpsim", "internal/history", "internal/live", "internal/access",
		}, core...)},
		{tree: "cmd/taskscope", project: append([]string{
			"web", "views", "static", "internal/ocp", "internal/ocpsim", "internal/history", "internal/live", "internal/access",
		}, core...)},

		// Tools and browser tests know nothing of the product.
		{tree: "cmd/devcheck"},
		{tree: "internal/archtest"},
		// Measures the pure packages beside what others have.
		{tree: "e2e/bench", project: core},
		{tree: "e2e"},
	}
}

// owners are third parties that only some trees may import, tests included.
func owners() map[string][]string {
	return map[string][]string{
		"github.com/labstack":                           {"web"},
		"github.com/mattn/go-sqlite3":                   {"internal/history"},
		"github.com/alexedwards":                        {"internal/access"},
		"github.com/playwright-community/playwright-go": {"e2e/internal/pw"},
		"github.com/a-h/templ":                          {"views", "web"},
		"github.com/alecthomas/kong":                    {"cmd/taskscope"},
		"github.com/stretchr/testify":                   {},
		"github.com/onsi/gomega":                        {},
		"github.com/golang/mock":                        {},
		"go.uber.org/mock":                              {},
		"encoding/json/v2":                              {},
		"encoding/json/jsontext":                        {},
	}
}

// notPure are packages of the standard library that a pure or drawn package may
// not import, with what is below them.
var notPure = []string{
	"C", "database", "expvar", "flag", "io/ioutil", "log", "net", "os", "plugin", "syscall", "testing",
}

// pureAfterAll are exceptions from notPure: they only parse.
var pureAfterAll = []string{"net/url", "net/netip"}

// notPureCalls are functions of allowed packages that read the clock, the
// machine's time zone, or write to stdout.
var notPureCalls = map[string][]string{
	"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local"},
	"fmt":  {"Print", "Printf", "Println"},
}
