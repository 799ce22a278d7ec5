package browser

import (
	"context"
	"os/exec"
	"strings"
)

// FontHint is what to say when no font here has Chinese: tests pass without
// one, but screenshots show boxes. It is "" when there is one, or no telling.
func FontHint(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "fc-list", ":lang=zh", "family").Output()
	if err != nil || strings.TrimSpace(string(out)) != "" {
		return ""
	}
	return "no Chinese font here, so screenshots show boxes for it (Debian, Ubuntu: apt-get install -y fonts-noto-cjk)"
}
