package ocpsim

import "time"

// Fault is a way for the detail call to go wrong.
type Fault string

// The faults. Unless said, every request meets them; they come after
// authentication, so a wrong password is 401 here too.
const (
	FaultInternal         Fault = "internal"          // 500 with OCP's envelope
	FaultBadGateway       Fault = "bad-gateway"       // 502, a proxy's HTML
	FaultUnavailable      Fault = "unavailable"       // 503 with OCP's envelope
	FaultGatewayTimeout   Fault = "gateway-timeout"   // 504, a proxy's HTML
	FaultFlap             Fault = "flap"              // 502 on the first, third, … request, in order on the others
	FaultReset            Fault = "reset"             // the connection is reset before a byte of the answer
	FaultResetMidBody     Fault = "reset-mid-body"    // … after half of the body
	FaultTruncated        Fault = "truncated"         // Content-Length of the whole, half is sent, orderly close
	FaultTruncatedChunked Fault = "truncated-chunked" // chunked, ends without the last chunk
	FaultCutJSON          Fault = "cut-json"          // half the JSON, with the right Content-Length for it
	FaultLengthShort      Fault = "length-short"      // Content-Length is half of what is sent
	FaultLengthLong       Fault = "length-long"       // Content-Length is 100 more than what is sent
	FaultHang             Fault = "hang"              // never answers; ends when the client leaves or Close is called
	FaultHangMidBody      Fault = "hang-mid-body"     // … after half of the body
	FaultDrip             Fault = "drip"              // a byte each Config.Drip
	FaultLoginPage        Fault = "login-page"        // 200 with an HTML login page
	FaultRedirectLogin    Fault = "redirect-login"    // 302 to /login
	FaultRedirectHost     Fault = "redirect-host"     // 302 to Config.RedirectTo + path: another host, which must get no credentials
	FaultRedirectLoop     Fault = "redirect-loop"     // 302 to itself
	FaultTooLarge         Fault = "too-large"         // 65 MiB, chunked
	FaultTooLargeLength   Fault = "too-large-length"  // announces 65 MiB and sends them
	FaultGzipBomb         Fault = "gzip-bomb"         // 65 MiB in a few KiB of gzip, if the client takes gzip
	FaultThrottled        Fault = "throttled"         // 429, RateLimit-Reset: 7
	FaultThrottledOnce    Fault = "throttled-once"    // 429, RateLimit-Reset: 1 the first time, then in order
	FaultNoData           Fault = "no-data"           // the envelope without data
	FaultNullData         Fault = "null-data"         // data is null
	FaultListData         Fault = "list-data"         // data is a page, as of the list call
	FaultUnsuccessful     Fault = "unsuccessful"      // successful=false and an error, with HTTP status 200
	FaultOtherTask        Fault = "other-task"        // the answer is another task's
	FaultNotJSON          Fault = "not-json"          // 200 with plain text
	FaultEmptyBody        Fault = "empty-body"        // 200 without a byte
	FaultRevoked          Fault = "revoked"           // 401 for the right user
	FaultForbidden        Fault = "forbidden"         // 403 for this task only
	FaultGone             Fault = "gone"              // in order the first time, then 404: OCP purged it
	FaultProxyNotFound    Fault = "proxy-not-found"   // 404 that is not OCP's: a proxy's HTML
	FaultDeep             Fault = "deep"              // nested 200,000 deep
	FaultBadUTF8          Fault = "bad-utf8"          // a name that is not UTF-8
)

// FaultFirst is the id of the first fault's task; the others follow in the
// order of Faults.
const FaultFirst int64 = 990001

// Faults are all faults, in the order of their ids.
func Faults() []Fault {
	return []Fault{FaultInternal, FaultBadGateway, FaultUnavailable, FaultGatewayTimeout, FaultFlap, FaultReset,
		FaultResetMidBody, FaultTruncated, FaultTruncatedChunked, FaultCutJSON, FaultLengthShort, FaultLengthLong, FaultHang,
		FaultHangMidBody, FaultDrip, FaultLoginPage, FaultRedirectLogin, FaultRedirectHost, FaultRedirectLoop,
		FaultTooLarge, FaultTooLargeLength, FaultGzipBomb, FaultThrottled, FaultThrottledOnce, FaultNoData, FaultNullData,
		FaultListData, FaultUnsuccessful, FaultOtherTask, FaultNotJSON, FaultEmptyBody, FaultRevoked, FaultForbidden,
		FaultGone, FaultProxyNotFound, FaultDeep, FaultBadUTF8}
}

// ID is the task that has this fault from the start; 0 for no such fault.
func (f Fault) ID() int64 {
	for i, g := range Faults() {
		if f == g {
			return FaultFirst + int64(i)
		}
	}
	return 0
}

// faultScenarios are the tasks behind the faults: small ones that succeeded.
func faultScenarios(past time.Time) []*plan {
	var plans []*plan
	for n, f := range Faults() {
		plans = append(plans, &plan{id: f.ID(), scenario: "fault-" + string(f), template: "restart-server", hosts: 1,
			fault: f, start: past.Add(12*24*time.Hour + time.Duration(n)*11*time.Minute)})
	}
	return plans
}
