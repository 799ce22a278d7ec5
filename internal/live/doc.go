// Package live answers "what can be shown for this Ref". A pinned Ref is read
// from history. Any other is asked of its source, recorded, and shown from
// what was recorded, so that nothing is drawn that is not kept; when the
// source does not answer, the newest snapshot is shown with the reason.
//
// Many viewers of one task make one request: calls for the same task that
// overlap share it, and a viewer who leaves does not end it for the others.
//
// A Hub follows running tasks: one poll for all who look at a task through one
// account, however many they are, and none when nobody does.
//
// What a Reader returns is shared between callers and must not be changed.
package live
