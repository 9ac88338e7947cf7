// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"slices"
	"strings"
)

// The credentials of a command. The emulator does not check the secret, and the key
// belongs to its default account unless a seed maps it.
const (
	exampleAccessKeyID     = "AKIDEXAMPLE"
	exampleSecretAccessKey = "example"
	defaultRegion          = "us-east-1"
)

// misleading contains the variables that could lead a command to real credentials or to
// another endpoint. Names that end in "_" are prefixes.
//
// https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
var misleading = []string{
	"AWS_CONTAINER_AUTHORIZATION_",
	"AWS_CONTAINER_CREDENTIALS_",
	"AWS_CREDENTIAL_EXPIRATION",
	"AWS_DEFAULT_PROFILE",
	"AWS_ENDPOINT_URL_",
	"AWS_PROFILE",
	"AWS_ROLE_ARN",
	"AWS_ROLE_SESSION_NAME",
	"AWS_SECURITY_TOKEN",
	"AWS_SESSION_TOKEN",
	"AWS_USE_DUALSTACK_ENDPOINT",
	"AWS_USE_FIPS_ENDPOINT",
	"AWS_WEB_IDENTITY_TOKEN_FILE",
}

func isMisleading(name string) bool {
	return slices.ContainsFunc(misleading, func(m string) bool {
		return name == m || strings.HasSuffix(m, "_") && strings.HasPrefix(name, m)
	})
}

// commandEnviron returns the environment of a command that uses the emulator at the URL
// endpoint, whose host is also an argument.
func commandEnviron(environ []string, endpoint, host string) []string {
	given := valuesOf(environ)
	regions := []string{given["AWS_REGION"], given["AWS_DEFAULT_REGION"], defaultRegion}
	set := map[string]string{
		"AWS_ACCESS_KEY_ID":         exampleAccessKeyID,
		"AWS_DEFAULT_REGION":        cmp.Or(regions[1], regions[0], regions[2]),
		"AWS_EC2_METADATA_DISABLED": "true",
		"AWS_ENDPOINT_URL":          endpoint,
		// Otherwise, a shared configuration file could disable AWS_ENDPOINT_URL.
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
		"AWS_REGION":                          cmp.Or(regions...),
		"AWS_SECRET_ACCESS_KEY":               exampleSecretAccessKey,
		// Programs read one of these variables, so each gets the hosts of both.
		"NO_PROXY": withHost(cmp.Or(given["NO_PROXY"], given["no_proxy"]), host),
		"no_proxy": withHost(cmp.Or(given["no_proxy"], given["NO_PROXY"]), host),
	}
	return withVariables(slices.DeleteFunc(slices.Clone(environ), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return isMisleading(name)
	}), set)
}

// ownServices contains the names of the services of the emulator in environment
// variables.
var ownServices = []string{"ACCOUNT", "CONFIG_SERVICE", "ORGANIZATIONS", "STS"}

// ownServicesEnviron returns the environment of a command that uses the emulator for its
// services only. Requests to other services are not redirected.
func ownServicesEnviron(environ []string, endpoint, host string) []string {
	given := valuesOf(environ)
	set := map[string]string{
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
		"NO_PROXY":                            withHost(cmp.Or(given["NO_PROXY"], given["no_proxy"]), host),
		"no_proxy":                            withHost(cmp.Or(given["no_proxy"], given["NO_PROXY"]), host),
	}
	for _, service := range ownServices {
		set["AWS_ENDPOINT_URL_"+service] = endpoint
	}
	return withVariables(environ, set)
}

// valuesOf returns the values of the variables in an environment.
func valuesOf(environ []string) map[string]string {
	values := map[string]string{}
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		values[name] = value
	}
	return values
}

// withVariables returns an environment with some variables set.
func withVariables(environ []string, set map[string]string) []string {
	var out []string
	for _, variable := range environ {
		name, _, _ := strings.Cut(variable, "=")
		if _, replaced := set[name]; !replaced {
			out = append(out, variable)
		}
	}
	for name, value := range set {
		out = append(out, name+"="+value)
	}
	return out
}

// withHost adds a host to a list of hosts without a proxy.
func withHost(list, host string) string {
	switch {
	case list == "":
		return host
	case list == "*" || slices.Contains(strings.Split(list, ","), host):
		return list
	}
	return list + "," + host
}
