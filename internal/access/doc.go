// Package access decides who may use this Taskscope. In service mode every
// fetch is made by one OCP account of the configuration, so whoever reaches
// the server sees what that account sees. The server therefore listens on
// loopback only, unless a trusted proxy names each user or the operator allows
// everybody in so many words.
//
// In sign-in mode visitors sign in with their own accounts of OCP, and every
// fetch is made with theirs: Sessions keeps who is signed in, Limiter how often
// that is tried, and Judge decides by what OCP said to whom which part of the
// history is shown to whom. An account of a source and the history's grants to
// it are the whole of what a visitor may see.
//
// The package knows net/http and package task, and no other part of the
// program: what the Judge remembers is kept by an implementation of Grants.
package access
