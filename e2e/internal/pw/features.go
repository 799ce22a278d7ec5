package pw

// DriversFeaturesOff are the features of Chromium that the pinned driver
// switches off. Chromium heeds the last list that it is given, so ours has to
// repeat them; a test of package e2e holds them against the driver.
func DriversFeaturesOff() []string {
	return []string{
		"AcceptCHFrame", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider",
		"GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
		"Translate", "AutoDeElevate", "RenderDocument", "OptimizationHints",
	}
}

// featuresOff are the driver's, and what costs time that no test sees. A whole
// Chromium opens a window for each context, and the pop-up of its address bar
// is two pages of its own in a process of their own: half a second of CPU for
// each of some hundred pages, more than most of ours take. A renderer kept
// ready for a next site is never used, since a test stays with one.
func featuresOff() []string {
	return append(DriversFeaturesOff(), "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
}
