// @ts-check
// The one script of a page. It starts a controller for each widget whose
// element exists; without it every page is complete.
