// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"bytes"
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
		{ValidateRoleARN, []string{"", "reader", "arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:role/path/", "arn:aws:iam:eu-west-1:123456789012:role/reader", "arn:aws:sts::123456789012:assumed-role/reader/x"}},
		{ValidatePolicyARN, []string{"ReadOnlyAccess", "arn:aws:iam::123456789012:role/reader"}},
	} {
		for _, value := range test.values {
			if err := test.rule(value); err == nil {
				t.Errorf("%q is accepted", value)
			}
		}
	}
}
