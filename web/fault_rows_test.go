package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"
)

// proof is a test that shows a row: in a folder of the module, perhaps a subtest
// or a fault in it, as a string or a name that the test has.
type proof struct{ folder, test, has string }

// faultRows are the rows of the design's table of what goes wrong and what the
// user then gets, those of many happenings one by one, with the tests that show
// each over HTTP or in a browser.
var faultRows = []struct {
	row    string
	proofs []proof
}{
	{"id unknown to OCP (404), never seen: 404 page with what was asked, message, code, traceId", []proof{
		{"web", "TestErrorTable", "id unknown to OCP, never seen"}, {"e2e", "TestATaskThatOCPDoesNotHave", "TSK10001"}}},
	{"same, but history has it: newest snapshot and a banner", []proof{
		{"web", "TestErrorTable", "id unknown to OCP, in history"}, {"e2e", "TestOCPHasForgottenTheTask", "OCP no longer has this task"}}},
	{"401, service mode: 502 page", []proof{
		{"web", "TestErrorTable", "401"}, {"web", "TestErrorTable", "401, in history"}, {"e2e", "TestAWrongPasswordOfTheConfiguration", "OCP refused the sign-in"}}},
	{"401, sign-in mode: sign-in page", []proof{{"web", "TestSessionEnds", "OCP no longer takes the password"}}},
	{"401: polling stops", []proof{{"internal/live", "TestEnds", "unauthorized"}}},
	{"403: 403 page naming the account and TASK_VIEWER, never a snapshot", []proof{
		{"web", "TestErrorTable", "403"}, {"web", "TestErrorTable", "403, in history"}, {"e2e", "TestAnAccountWithoutPermission", "nobody"},
		{"e2e", "TestPermissionTakenAway", "nobody"}, {"internal/live", "TestEnds", "forbidden"}}},
	{"429: wait as RateLimit-Reset says; banner", []proof{
		{"web", "TestErrorTable", "429"}, {"web", "TestErrorTable", "429, in history"}, {"internal/live", "TestFailuresBackOffAndAreTold", "RetryAfter"}}},
	{"5xx of OCP's", faultProofs("FaultInternal", "FaultUnavailable")},
	{"5xx of a proxy's", faultProofs("FaultBadGateway", "FaultGatewayTimeout")},
	{"refused", []proof{{"web", "TestErrorTable", "refused, never seen"}, {"web", "TestErrorTable", "refused, in history"}, {"e2e", "TestOCPIsDown", "OCP could not be reached."}}},
	{"reset", faultProofs("FaultReset", "FaultResetMidBody")},
	{"truncated", faultProofs("FaultTruncated", "FaultTruncatedChunked", "FaultCutJSON", "FaultLengthShort", "FaultLengthLong")},
	{"time-out (10 s)", append(faultProofs("FaultHang", "FaultHangMidBody", "FaultDrip"), proof{"web", "TestSilentOCP", ""})},
	{"HTML", faultProofs("FaultLoginPage", "FaultProxyNotFound")},
	{"redirect", faultProofs("FaultRedirectLogin", "FaultRedirectHost", "FaultRedirectLoop")},
	{"body over 64 MiB", append(faultProofs("FaultTooLarge", "FaultTooLargeLength"), proof{"web", "TestFaultsUnderLoad", ""})},
	{"data missing", faultProofs("FaultNoData", "FaultNullData", "FaultListData", "FaultNotJSON", "FaultEmptyBody", "FaultDeep")},
	{"successful=false with status 200: as the error it describes", faultProofs("FaultUnsuccessful")},
	{"an answer for another task id: 502, nothing recorded", append(faultProofs("FaultOtherTask"), proof{"web", "TestFaultsUnderLoad", ""})},
	{"a flapping OCP", []proof{{"web", "TestFaultsUnderLoad", ""}}},
	{"odd data: the page is drawn, problems listed", []proof{{"web", "TestErrorTable", "odd data"}}},
	{"not a task at all (import): 422 with line or field, nothing stored", []proof{
		{"web", "TestErrorTable", "not a task at all (import)"}, {"e2e", "TestImportWhatIsNoTask", ""}}},
	{"unknown path, bad ref, bad parameter: 404 or 400 page in the user's language", []proof{{"web", "TestErrorTable", "unknown path, bad ref, bad parameter"}}},
	{"disk full: page drawn, banner, log, metric", []proof{{"web", "TestErrorTable", "history cannot write"}, {"internal/history", "TestDiskFull", ""}}},
	{"database locked: page drawn, banner, readyz fails", []proof{{"web", "TestErrorTable", "database locked"}, {"web", "TestMetricsOfALockedHistory", ""}}},
	{"database read-only: page drawn, banner, readyz fails", []proof{{"web", "TestReadOnlyHistory", ""}, {"internal/history", "TestReadOnlyHistoryIsStillRead", ""}}},
	{"no stack trace, credential or internal path on an error page", []proof{{"web", "checkErrorPage", "leaks"}, {"web", "TestErrorTable", "a handler panics"}}},
}

// faultProofs are the subtests of the table of errors for these faults of the
// simulator: of a task never seen, and of one in history.
func faultProofs(faults ...string) []proof {
	all := []proof{{"web", "TestErrorTable", ", never seen"}, {"web", "TestErrorTable", ", in history"}}
	for _, f := range faults {
		all = append(all, proof{"web", "TestErrorTable", f})
	}
	return all
}

// TestEveryRowHasATest reads the tests' source: a row without a test, or with
// one that is gone or no longer speaks of it, fails.
func TestEveryRowHasATest(t *testing.T) {
	tests := map[string]map[string]map[string]bool{} // folder, test: what it has
	for _, r := range faultRows {
		if len(r.proofs) == 0 {
			t.Errorf("no test shows %q", r.row)
		}
		for _, p := range r.proofs {
			if tests[p.folder] == nil {
				tests[p.folder] = testsIn(t, "../"+p.folder)
			}
			has, ok := tests[p.folder][p.test]
			if !ok {
				t.Errorf("%q: there is no %s in %s", r.row, p.test, p.folder)
			} else if p.has != "" && !has[p.has] {
				t.Errorf("%q: %s in %s has no %q", r.row, p.test, p.folder, p.has)
			}
		}
	}
}

// testsIn are the functions of a folder's tests with the strings and names in each.
func testsIn(t *testing.T, folder string) map[string]map[string]bool {
	t.Helper()
	found := map[string]map[string]bool{}
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("tests in %s: %d, %v", folder, len(files), err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			has := map[string]bool{}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					has[n.Name] = true
				case *ast.BasicLit:
					if text, err := strconv.Unquote(n.Value); err == nil {
						has[text] = true
					}
				}
				return true
			})
			found[f.Name.Name] = has
		}
	}
	return found
}
