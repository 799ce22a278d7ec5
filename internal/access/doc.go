// Package access decides who may use this Taskscope. In service mode every
// fetch is made by one OCP account of the configuration, so whoever reaches
// the server sees what that account sees. The server therefore listens on
// loopback only, unless a trusted proxy names each user or the operator allows
// everybody in so many words.
//
// The package knows net/http and no other part of the program.
package access
