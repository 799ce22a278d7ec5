package errorpage

import "taskscope/internal/task"

// Kind names what went wrong. The words are in the catalogue as
// error_title.<kind>, error_text.<kind> and error_advice.<kind>; those of a
// task.FailureKind as error_title.ocp_<kind>, failure.<kind> and
// error_advice.ocp_<kind>.
type Kind string

// The kinds that are not a source's failure. Their text is part of the
// contract with scripts, which read it as an error's code.
const (
	BadParameter       Kind = "bad_parameter"       // 400
	NotATask           Kind = "not_a_task"          // 422
	NoSnapshot         Kind = "no_snapshot"         // 404
	NoPage             Kind = "no_page"             // 404
	NoMethod           Kind = "no_method"           // 405
	NoUser             Kind = "no_user"             // 401
	NotProxied         Kind = "not_proxied"         // 403
	SignedOut          Kind = "signed_out"          // 401
	PlainHTTP          Kind = "plain_http"          // 403
	ForeignHost        Kind = "foreign_host"        // 421
	CrossOrigin        Kind = "cross_origin"        // 403
	TooLarge           Kind = "too_large"           // 413
	HistoryUnavailable Kind = "history_unavailable" // 503
	ManyStreams        Kind = "many_streams"        // 503
	Timeout            Kind = "timeout"             // 504
	Internal           Kind = "internal"            // 500
)

// Kinds are all kinds that are not a source's failure.
func Kinds() []Kind {
	return []Kind{BadParameter, NotATask, NoSnapshot, NoPage, NoMethod, NoUser, NotProxied, SignedOut, PlainHTTP,
		ForeignHost, CrossOrigin, TooLarge, HistoryUnavailable, ManyStreams, Timeout, Internal}
}

// ofFailure is the suffix of a failure's keys.
func ofFailure(k task.FailureKind) string { return "ocp_" + string(k) }
