// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/smithy-go/logging"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"
)

// The SDK would otherwise write to the standard error of the process.
func TestSDKLogger(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	logger := sdkLogger{t.Context()}.WithContext(tflogtest.RootLogger(t.Context(), &log))
	logger.Logf(logging.Warn, "the file %q is unreadable", "x")
	logger.Logf(logging.Debug, "attempt %d", 2)
	for _, want := range []string{`"@level":"warn","@message":"the file \"x\" is unreadable"`, `"@level":"debug","@message":"attempt 2"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s is not in %s", want, log.String())
		}
	}
}

// An invalid proxy must not be ignored, and the error must not contain its value.
func TestCheckProxies(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "https_proxy"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, "http://user:p%zz@proxy.example.com")
			if err := checkProxies(); err == nil || !strings.Contains(err.Error(), "variable "+name+" cannot be used") || strings.Contains(err.Error(), "zz") {
				t.Errorf("got %v", err)
			}
			t.Setenv(name, "proxy.example.com:3128")
			if err := checkProxies(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestConfig_proxies(t *testing.T) {
	address, other, none := "user:password@127.0.0.1:3128", "https://proxy.example.com", ""
	for name, test := range map[string]struct {
		http, https         *string
		environment         string
		wantHTTP, wantHTTPS string
	}{
		"none":                     {},
		"HTTP for both":            {http: &other, wantHTTP: other, wantHTTPS: other},
		"each its own":             {http: &other, https: &none, wantHTTP: other},
		"HTTPS alone":              {https: &other, wantHTTPS: other},
		"HTTPS of the environment": {http: &other, environment: "http://environment", wantHTTP: other, wantHTTPS: "http://environment"},
		"a host without a scheme":  {http: &address, wantHTTP: "http://" + address, wantHTTPS: "http://" + address},
		"neither":                  {http: &none, environment: "http://environment", wantHTTPS: "http://environment"},
	} {
		for _, variable := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Run(name+" "+variable, func(t *testing.T) {
				t.Setenv(variable, test.environment)
				proxies := Config{HTTPProxy: test.http, HTTPSProxy: test.https}.proxies()
				if proxies.HTTPProxy != test.wantHTTP || proxies.HTTPSProxy != test.wantHTTPS {
					t.Errorf("the proxies are %q and %q", proxies.HTTPProxy, proxies.HTTPSProxy)
				}
			})
		}
	}
}

func TestExpandPath(t *testing.T) {
	t.Setenv("HOME", "/home/alice")
	t.Setenv("USERPROFILE", "/home/alice")
	t.Setenv("FOLDER", "/folder")
	for name, want := range map[string]string{
		"~":              filepath.FromSlash("/home/alice"),
		"~/config":       filepath.FromSlash("/home/alice/config"),
		"~bob/config":    "~bob/config",
		"$FOLDER/config": "/folder/config",
		"":               "",
	} {
		if got := expandPath(name); got != want {
			t.Errorf("%q becomes %q, not %q", name, got, want)
		}
	}
}

func TestValidate_accepts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule   func(string) error
		values []string
	}{
		{ValidateProxy, []string{"127.0.0.1:3128", "proxy", "proxy.example.com:3128", "http://user:p%40ss@proxy:3128", "https://proxy", "socks5://proxy:1080", "socks5h://proxy"}},
		{ValidateURL, []string{"http://127.0.0.1:4599", "https://vpce-0.config.eu-west-1.vpce.amazonaws.com/", "http://[::1]:4599"}},
		{ValidateDuration, []string{"15m", "1h30m", "12h", "900s"}},
		{ValidateRoleARN, []string{"arn:aws:iam::123456789012:role/reader", "arn:aws-us-gov:iam::123456789012:role/path/reader"}},
		{ValidatePolicyARN, []string{"arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws-cn:iam::123456789012:policy/path/reader"}},
		{ValidateSessionName, []string{"ab", "a_b+c=d,e.f@g-h"}},
		{ValidateExternalID, []string{"ab", "partner:42/x"}},
		{ValidatePolicy, []string{"{}"}},
	} {
		for _, value := range test.values {
			if err := test.rule(value); err != nil {
				t.Errorf("%q is refused: %s", value, err)
			}
		}
	}
}

func TestValidate_refuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule   func(string) error
		values []string
	}{
		{ValidateProxy, []string{"http://", "ftp://proxy", "http://user:100%@proxy", "://"}},
		{ValidateURL, []string{"", "localhost:4599", "ftp://127.0.0.1", "http://", "http://127.0.0.1?a=b", "http://127.0.0.1#a"}},
	} {
		for _, value := range test.values {
			if err := test.rule(value); err == nil {
				t.Errorf("%q is accepted", value)
			}
		}
	}
	if err := ValidateProxy("ftp://user:hunter2@proxy"); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the password of a proxy is refused with %v", err)
	}
}

// The limit is in characters, not in bytes.
func TestValidatePolicy_length(t *testing.T) {
	t.Parallel()
	policy := func(length int) string { return `{"a":"` + strings.Repeat("é", length-8) + `"}` }
	if err := ValidatePolicy(policy(2048)); err != nil {
		t.Error(err)
	}
	if err := ValidatePolicy(policy(2049)); err == nil {
		t.Error("a policy of 2049 characters is accepted")
	}
}

func TestValidateARNs_reasons(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule       func(string) error
		value, why string
	}{
		{ValidateRoleARN, "", "it is empty"},
		{ValidateRoleARN, "reader", "it does not have the six parts of an ARN"},
		{ValidateRoleARN, "arn:gcp:iam::123456789012:role/reader", `"gcp" is not a partition`},
		{ValidateRoleARN, "arn:aws:sts::123456789012:assumed-role/reader/x", `its service is "sts", not "iam"`},
		{ValidateRoleARN, "arn:aws:iam:eu-west-1:123456789012:role/reader", `it has the region "eu-west-1"`},
		{ValidateRoleARN, "arn:aws:iam::12345678901:role/reader", `its account ID "12345678901" does not have 12 digits`},
		{ValidateRoleARN, "arn:aws:iam::aws:role/reader", `its account ID "aws" does not have 12 digits`},
		{ValidateRoleARN, "arn:aws:iam::123456789012:role/", `its resource is "role/", not "role/NAME"`},
		{ValidateRoleARN, "arn:aws:iam::123456789012:role/path/", `its resource is "role/path/", not "role/NAME"`},
		{ValidatePolicyARN, "ReadOnlyAccess", "it does not have the six parts of an ARN"},
		{ValidatePolicyARN, "arn:aws:iam::123456789012:role/reader", `its resource is "role/reader", not "policy/NAME"`},
	} {
		if err := test.rule(test.value); err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("%q: got %v, not %q", test.value, err, test.why)
		}
	}
}
