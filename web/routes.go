package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
)

// route is one line of the list below.
type route struct {
	method, path string
	serve        echo.HandlerFunc
	open         bool // served to whoever can reach the server: tells nothing of tasks
}

// routes are all URLs of the product.
func (s *server) routes() []route {
	return []route{
		{"GET", "/", s.serveHome, false},
		{"GET", "/open", s.serveOpen, false},
		{"GET", "/tasks/:ref", s.serveTask, false},
		{"GET", "/tasks/:ref/live", s.serveLive, false},
		{"GET", "/tasks/:ref/raw.json", s.serveRawJSON, false},
		{"GET", "/tasks/:ref/analysis.json", s.serveAnalysisJSON, false},
		{"GET", "/tasks/:ref/graph.json", s.serveGraphJSON, false},
		{"GET", "/tasks/:ref/graph.svg", s.serveGraphSVG, false},
		{"GET", "/tasks/:ref/graph.dot", s.serveGraphDOT, false},
		{"GET", "/tasks/:ref/graph.mmd", s.serveGraphMMD, false},
		{"GET", "/tasks/:ref/subtasks.csv", s.serveSubtasksCSV, false},
		{"GET", "/tasks/:ref/trace.json", s.serveTraceJSON, false},
		{"GET", "/tasks/:ref/timeline.svg", s.serveTimelineSVG, false},
		{"GET", "/tasks/:ref/changes.csv", s.serveChangesCSV, false},
		{"GET", "/tasks/:ref/changes.json", s.serveChangesJSON, false},
		{"GET", "/tasks/:ref/summary.txt", s.serveSummary, false},
		{"GET", "/tasks/:ref/note", s.serveNoteForm, false},
		{"POST", "/tasks/:ref/note", s.serveNote, false},
		{"POST", "/tasks/:ref/pin", s.servePin, false},
		{"GET", "/compare", s.servePick, false},
		{"GET", "/compare/:pair", s.serveCompare, false},
		{"GET", "/compare/:pair/analysis.json", s.serveCompareJSON, false},
		{"GET", "/compare/:pair/subtasks.csv", s.serveCompareCSV, false},
		{"GET", "/compare/:pair/summary.txt", s.serveCompareSummary, false},
		{"GET", "/compare/:pair/compare.svg", s.serveCompareSVG, false},
		{"GET", "/history", s.serveHistory, false},
		{"GET", "/trend", s.serveTrend, false},
		{"GET", "/import", s.serveImportForm, false},
		{"POST", "/import", s.serveImport, false},
		{"POST", "/settings", s.serveSettings, false},
		{"GET", "/api/v2/tasks/instances/:id", s.serveInstance, false},
		{"GET", "/healthz", s.serveHealthz, true},
		{"GET", "/readyz", s.serveReadyz, true},
		{"GET", "/metrics", s.serveMetrics, true},
		{"GET", "/static/*", s.serveStatic, true},
		{"GET", "/favicon.ico", s.serveFavicon, true},
	}
}

// entrances are the URLs that a server has in sign-in mode only.
func (s *server) entrances() []route {
	if s.library.signIn == nil {
		return nil
	}
	return []route{
		{"GET", permalink.SignInPath, s.serveSignInForm, false},
		{"POST", permalink.SignInPath, s.serveSignIn, false},
		{"POST", permalink.SignOut, s.serveSignOut, false},
	}
}

// entrance says whether a route is for those who have not signed in yet too.
func entrance(path string) bool {
	return path == permalink.SignInPath || path == permalink.SignOut || path == permalink.Settings
}

func (s *server) register(e *echo.Echo) {
	for _, r := range slices.Concat(s.routes(), s.entrances()) {
		serve := public(r.serve)
		if !r.open {
			serve = s.admit(r.serve, entrance(r.path))
		}
		e.Add(r.method, r.path, serve)
		if r.method == http.MethodGet {
			e.Add(http.MethodHead, r.path, serve)
		}
	}
}
