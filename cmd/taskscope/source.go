package main

import (
	"fmt"
	"net/url"
	"os"
	"strings"

	"taskscope/internal/ocp"
	"taskscope/internal/task"
)

// The names of a source that was given none, and of the demo's.
const (
	unnamedSource = "ocp"
	demoSource    = "local"
)

// address is one --ocp: [name=]url.
type address struct {
	name string
	url  *url.URL
}

// addresses reads all --ocp. Its errors do not repeat a URL, which may hold a
// password.
func addresses(args []string) ([]address, error) {
	var all []address
	for _, arg := range args {
		a := address{name: unnamedSource}
		if name, rest, found := strings.Cut(arg, "="); found && !strings.ContainsAny(name, ":/?") {
			a.name, arg = name, rest
		}
		if !task.ValidSource(a.name) {
			return nil, fmt.Errorf("--ocp: %q is not the name of a source: want a lower-case letter, then letters, digits and hyphens", a.name)
		}
		for _, other := range all {
			if other.name == a.name {
				return nil, fmt.Errorf("--ocp: two sources are named %q: give them as name=url", a.name)
			}
		}
		u, err := url.Parse(arg)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
			return nil, fmt.Errorf("--ocp: the address of source %q is not of the form https://host:port", a.name)
		}
		if u.User != nil {
			return nil, fmt.Errorf("--ocp: the address of source %q has a user in it: use --ocp-user and --ocp-password-file", a.name)
		}
		a.url = u
		all = append(all, a)
	}
	return all, nil
}

// defaultSource is the first source's name, or the demo's.
func defaultSource(all []address) string {
	if len(all) == 0 {
		return demoSource
	}
	return all[0].name
}

// account is the OCP account of the configuration.
type account struct {
	OcpAuth          string `help:"How to sign in: ${enum}." enum:"basic,aksk" default:"basic"`
	OcpUser          string `help:"OCP user that reads the tasks." placeholder:"USER"`
	OcpPasswordFile  string `help:"File with the user's password; or TASKSCOPE_OCP_PASSWORD." placeholder:"FILE"`
	OcpAccessKey     string `help:"Access key, for --ocp-auth aksk." placeholder:"KEY"`
	OcpSecretKeyFile string `help:"File with the access key's secret; or TASKSCOPE_OCP_SECRET_KEY." placeholder:"FILE"`
}

// auth reads the secret.
func (a *account) auth(env lookup) (ocp.Auth, error) {
	if a.OcpAuth == "aksk" {
		if a.OcpAccessKey == "" {
			return nil, &usageError{fmt.Errorf("--ocp-access-key is missing")}
		}
		secret, err := readSecret("--ocp-secret-key-file", a.OcpSecretKeyFile, env, "TASKSCOPE_OCP_SECRET_KEY")
		return ocp.AKSK{AccessKey: a.OcpAccessKey, SecretKey: secret}, err
	}
	if a.OcpUser == "" {
		return nil, &usageError{fmt.Errorf("--ocp-user is missing")}
	}
	secret, err := readSecret("--ocp-password-file", a.OcpPasswordFile, env, "TASKSCOPE_OCP_PASSWORD")
	return ocp.Basic{User: a.OcpUser, Password: secret}, err
}

// readSecret takes a secret from its file, else from the environment. The line
// end that editors put at the end of a file is no part of it.
func readSecret(flag, path string, env lookup, name string) (string, error) {
	if path == "" {
		if secret, ok := env(name); ok && secret != "" {
			return secret, nil
		}
		return "", &usageError{fmt.Errorf("%s or %s is missing", flag, name)}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", flag, path, cause(err))
	}
	secret := strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r")
	if secret == "" {
		return "", fmt.Errorf("%s %s: the file is empty", flag, path)
	}
	return secret, nil
}
