package ocpsim

import (
	"fmt"
	"net/url"
	"time"
)

// Config is how a Sim is made. The zero value is a demo that starts now.
type Config struct {
	Start      time.Time        // the demo's start: running tasks lie around it; zero is Now()
	Past       time.Time        // midnight before the finished tasks; zero is 2025-03-10 in China, so that they are the same in every process
	Now        func() time.Time // drives the running tasks and the envelopes; nil is time.Now
	Seed       uint64           // of everything drawn; the same seed gives the same tasks
	Users      []User           // nil is DefaultUsers()
	Server     string           // "server" of the envelope; "" is 192.168.0.1
	RedirectTo string           // where FaultRedirectHost points; "" is http://127.0.0.1:9/
	Drip       time.Duration    // time between two bytes of FaultDrip; 0 is 250 ms
	LiveShift  int64            // added to the ids of tasks that depend on Start, for a demo that keeps its history over restarts
}

// User is an account of the simulated OCP. An empty AccessKey means that it
// has none.
type User struct {
	Name, Password       string
	AccessKey, SecretKey string
	TaskViewer           bool  // has TASK_VIEWER
	Cluster              int64 // the only cluster whose tasks it may see, by OCP's id; 0 is no limit
}

// The access keys of the default users.
const (
	ViewerAccessKey = "vIeWeRaCcEsSkEy0"
	ViewerSecretKey = "6d1f0a5c2b7e4938a1c4e6f8091b2d3c"
	NobodyAccessKey = "nObOdYaCcEsSkEy0"
	NobodySecretKey = "0f9e8d7c6b5a49382716051423324150"
)

// DefaultUsers are viewer/viewer, who has TASK_VIEWER, nobody/nobody, who has
// not, and cluster4/cluster4, who has it for the cluster with id 4 alone, as
// OCP gives it from 4.3 on.
func DefaultUsers() []User {
	return []User{
		{"viewer", "viewer", ViewerAccessKey, ViewerSecretKey, true, 0},
		{"nobody", "nobody", NobodyAccessKey, NobodySecretKey, false, 0},
		{Name: "cluster4", Password: "cluster4", TaskViewer: true, Cluster: 4},
	}
}

// complete checks the Config and fills in what was left open.
func (c *Config) complete() error {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Start.IsZero() {
		c.Start = c.Now()
	}
	if c.Past.IsZero() {
		c.Past = time.Date(2025, 3, 10, 0, 0, 0, 0, chinaTime())
	}
	if c.Users == nil {
		c.Users = DefaultUsers()
	}
	if c.Server == "" {
		c.Server = "192.168.0.1"
	}
	if c.RedirectTo == "" {
		c.RedirectTo = "http://127.0.0.1:9/"
	}
	if c.Drip == 0 {
		c.Drip = 250 * time.Millisecond
	}
	switch u, err := url.Parse(c.RedirectTo); {
	case err != nil:
		return fmt.Errorf("simulated OCP: RedirectTo: %w", err)
	case u.Host == "":
		return fmt.Errorf("simulated OCP: RedirectTo %q has no host", c.RedirectTo)
	case c.Drip < 0 || c.LiveShift < 0:
		return fmt.Errorf("simulated OCP: Drip %v and LiveShift %d must not be negative", c.Drip, c.LiveShift)
	}
	names, keys := map[string]bool{}, map[string]bool{}
	for _, u := range c.Users {
		if u.Name == "" || names[u.Name] || (u.AccessKey != "" && (u.SecretKey == "" || keys[u.AccessKey])) {
			return fmt.Errorf("simulated OCP: user %q: names and access keys must be there and unique", u.Name)
		}
		names[u.Name], keys[u.AccessKey] = true, true
	}
	return nil
}
