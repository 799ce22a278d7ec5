// Package dag is the graph of a task's subtasks, as pure data: Build makes it
// from the edges that OCP tells and heals what is odd in them, Groups finds the
// copies of one split stage, Stacks and Fold draw them and long chains together
// into a smaller Graph, Around gives the part of it around one node, and Layout
// gives every node and every edge its place on a plane. Key names the structure
// and LayoutKey the layout of it with its options, for a cache to keep it under;
// Redundant tells the edges that say nothing new. timeline and compare walk the
// Graph; views draws the Layout.
//
// The words:
//
//   - A node is a subtask, named everywhere by its index into Task.Subtasks.
//   - An edge u->v says that v waits for u. OCP tells it twice, in u's
//     downstreams and in v's upstreams; the Graph is the union of both.
//   - A healed edge is one that is left after self loops, repetitions, edges to
//     ids that nobody has, and the back edges of cycles were taken out.
//   - A layer is a column of the drawing (a row when it is drawn top to
//     bottom); every healed edge leads to a later layer.
//   - A dummy is the place where an edge passes a layer it does not end in.
//
// What it promises: every subtask is a node, whatever its data; the result does
// not depend on the order of Task.Subtasks; the Layout does not depend on
// states and times, so that a picture holds still while its task runs; nothing
// recurses on the depth of the graph, and the work grows about linearly with
// its nodes and edges.
package dag
