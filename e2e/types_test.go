package e2e

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestScriptsKeepTheirTypes: the types in the scripts' comments are right, as
// TypeScript reads them; nothing of it is on a page.
func TestScriptsKeepTheirTypes(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: needs what npm brings")
	}
	t.Parallel()
	suite.NoteSources(t)
	scripts, err := filepath.Glob("../static/js/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts, %v", len(scripts), err)
	}
	args := []string{"node_modules/typescript/bin/tsc", "--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2023",
		"--module", "es2022", "--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable"}
	if out, err := exec.CommandContext(t.Context(), "node", append(args, scripts...)...).CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}
