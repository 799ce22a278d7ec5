// Package ocp is the client of OCP's task detail API,
//
//	GET {base}/api/v2/tasks/instances/{id}
//
// and the only package that knows how OCP writes a task down. It promises:
//
//   - It sends nothing but GETs, to no host but the configured one, and no
//     secret of its own ever shows in an error, a log or a printed value.
//   - Decode is lenient: whatever can be read as a task is, and what had to be
//     healed is listed in Response.Problems. Only what is not a task at all is
//     an error, a *task.NotATask with a line or field.
//   - Nothing of a number goes through float64: ids beyond 2^53 stay exact.
//   - Fetch fails with a *task.Failure that says what happened in the terms of
//     the design's error table, or with the context's own error when the
//     caller gave up.
//   - It is polite: at most two retries, only for what another try may mend,
//     and after a 429 not one request before the moment that OCP named.
//
// It keeps nothing: history stores the body that Fetch hands back.
package ocp
