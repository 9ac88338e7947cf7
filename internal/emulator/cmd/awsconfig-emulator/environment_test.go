// SPDX-License-Identifier: MPL-2.0

package main

import (
	"slices"
	"testing"
)

func TestCommandEnviron(t *testing.T) {
	t.Parallel()
	// The variables of every command, in order.
	base := func(region, defaultRegion, noProxy, noproxy string) []string {
		return []string{
			"AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
			"AWS_DEFAULT_REGION=" + defaultRegion,
			"AWS_EC2_METADATA_DISABLED=true",
			"AWS_ENDPOINT_URL=http://127.0.0.1:1",
			"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false",
			"AWS_REGION=" + region,
			"AWS_SECRET_ACCESS_KEY=example",
			"NO_PROXY=" + noProxy,
			"no_proxy=" + noproxy,
		}
	}
	const host = "127.0.0.1"
	for _, test := range []struct {
		name     string
		in, want []string
	}{
		{"empty", nil, base("us-east-1", "us-east-1", host, host)},
		{"region", []string{"AWS_REGION=a"}, base("a", "a", host, host)},
		{"default region", []string{"AWS_DEFAULT_REGION=b"}, base("b", "b", host, host)},
		{"both regions", []string{"AWS_REGION=a", "AWS_DEFAULT_REGION=b"}, base("a", "b", host, host)},
		{"empty region", []string{"AWS_REGION="}, base("us-east-1", "us-east-1", host, host)},
		{"proxy list", []string{"NO_PROXY=x,y"}, base("us-east-1", "us-east-1", "x,y,"+host, "x,y,"+host)},
		{"lower-case proxy list", []string{"no_proxy=x"}, base("us-east-1", "us-east-1", "x,"+host, "x,"+host)},
		{"proxy list with the host", []string{"NO_PROXY=" + host + ",x", "no_proxy=*"}, base("us-east-1", "us-east-1", host+",x", "*")},
		{"others stay", []string{"PATH=/bin", "EQUALS=a=b", "AWS_CA_BUNDLE=x", "AWS_PROFILER=x"}, append(base("us-east-1", "us-east-1", host, host), "PATH=/bin", "EQUALS=a=b", "AWS_CA_BUNDLE=x", "AWS_PROFILER=x")},
		{"misleading ones go", []string{
			"AWS_ACCESS_KEY_ID=real",
			"AWS_SECRET_ACCESS_KEY=real",
			"AWS_SESSION_TOKEN=real",
			"AWS_SECURITY_TOKEN=real",
			"AWS_CREDENTIAL_EXPIRATION=x",
			"AWS_PROFILE=x",
			"AWS_DEFAULT_PROFILE=x",
			"AWS_ROLE_ARN=x",
			"AWS_ROLE_SESSION_NAME=x",
			"AWS_WEB_IDENTITY_TOKEN_FILE=x",
			"AWS_CONTAINER_CREDENTIALS_FULL_URI=x",
			"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=x",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN=x",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=x",
			"AWS_ENDPOINT_URL=x",
			"AWS_ENDPOINT_URL_CONFIG_SERVICE=x",
			"AWS_ENDPOINT_URL_STS=x",
			"AWS_ENDPOINT_URL_S3=x",
			"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true",
			"AWS_USE_DUALSTACK_ENDPOINT=true",
			"AWS_USE_FIPS_ENDPOINT=true",
		}, base("us-east-1", "us-east-1", host, host)},
	} {
		got := commandEnviron(test.in, "http://127.0.0.1:1", host)
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestOwnServicesEnviron(t *testing.T) {
	t.Parallel()
	kept := []string{
		"AWS_ACCESS_KEY_ID=ASIAREAL",
		"AWS_ENDPOINT_URL=http://localhost:4566",
		"AWS_ENDPOINT_URL_S3=http://localhost:9000",
		"AWS_PROFILE=x",
		"AWS_REGION=a",
		"AWS_SESSION_TOKEN=real",
		"PATH=/bin",
	}
	got := ownServicesEnviron(append([]string{"AWS_ENDPOINT_URL_STS=x", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "NO_PROXY=x"}, kept...), "http://127.0.0.1:1", "127.0.0.1")
	want := append([]string{
		"AWS_ENDPOINT_URL_ACCOUNT=http://127.0.0.1:1",
		"AWS_ENDPOINT_URL_CONFIG_SERVICE=http://127.0.0.1:1",
		"AWS_ENDPOINT_URL_ORGANIZATIONS=http://127.0.0.1:1",
		"AWS_ENDPOINT_URL_STS=http://127.0.0.1:1",
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false",
		"NO_PROXY=x,127.0.0.1",
		"no_proxy=x,127.0.0.1",
	}, kept...)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
