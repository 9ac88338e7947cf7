// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"reflect"
	"slices"
	"testing"
)

// Each argument must reach aws-sdk-go-base: a field that is forgotten there does
// nothing, and nobody is told.
func TestConfig_base(t *testing.T) {
	t.Parallel()
	text := "http://127.0.0.1:3128"
	config := Config{
		AccessKey:                      text,
		CustomCABundle:                 text,
		EC2MetadataServiceEndpoint:     text,
		EC2MetadataServiceEndpointMode: text,
		Endpoints:                      []Endpoints{{STS: text}},
		HTTPProxy:                      &text,
		HTTPSProxy:                     &text,
		Insecure:                       true,
		MaxRetries:                     1,
		NoProxy:                        text,
		Profile:                        text,
		Region:                         text,
		RetryMode:                      text,
		SecretKey:                      text,
		SharedConfigFiles:              []string{text},
		SharedCredentialsFiles:         []string{text},
		SkipMetadataAPICheck:           "true",
		STSRegion:                      text,
		Token:                          text,
		TokenBucketRateLimiterCapacity: 1,
		UseDualStackEndpoint:           true,
		UseFIPSEndpoint:                true,
	}
	// What is done here instead, or not at all.
	without := []string{
		"APNInfo", "AllowedAccountIds", "AssumeRole", "AssumeRoleWithWebIdentity", "Backoff", "ForbiddenAccountIds", "HTTPClient", "HTTPProxyMode",
		"IamEndpoint", "Logger", "MaxBackoff", "SkipRequestingAccountId", "SsoEndpoint",
	}
	base := reflect.ValueOf(*config.base(Caller{DocumentationURL: text}))
	for i := range base.NumField() {
		name := base.Type().Field(i).Name
		if base.Field(i).IsZero() != slices.Contains(without, name) {
			t.Errorf("%s is %v", name, base.Field(i).Interface())
		}
	}
}

func TestConfig_proxies(t *testing.T) {
	address, other, none := "user:password@127.0.0.1:3128", "https://proxy.example.com", ""
	for name, test := range map[string]struct {
		http, https         *string
		environment         string
		wantHTTP, wantHTTPS *string
	}{
		"none":                     {},
		"HTTP for both":            {http: &other, wantHTTP: &other, wantHTTPS: &other},
		"each its own":             {http: &other, https: &none, wantHTTP: &other, wantHTTPS: &none},
		"HTTPS alone":              {https: &other, wantHTTPS: &other},
		"HTTPS of the environment": {http: &other, environment: "http://environment", wantHTTP: &other},
		"a host without a scheme":  {http: &address, wantHTTP: ptr("http://" + address), wantHTTPS: ptr("http://" + address)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HTTPS_PROXY", test.environment)
			base := Config{HTTPProxy: test.http, HTTPSProxy: test.https}.base(Caller{})
			if !reflect.DeepEqual(base.HTTPProxy, test.wantHTTP) || !reflect.DeepEqual(base.HTTPSProxy, test.wantHTTPS) {
				t.Errorf("the proxies are %v and %v", base.HTTPProxy, base.HTTPSProxy)
			}
		})
	}
}

func ptr(text string) *string { return &text }

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
