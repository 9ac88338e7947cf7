// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// The limits are those of AWS Security Token Service:
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
const (
	minSessionDuration  = 15 * time.Minute
	maxSessionDuration  = 12 * time.Hour
	maxPolicyLength     = 2048
	maxExternalIDLength = 1224
)

var (
	externalIDPattern  = awsapi.Pattern(`^[\w+=,.@:/-]{2,}$`)
	sessionNamePattern = awsapi.Pattern(`^[\w+=,.@-]{2,64}$`)
	rolePathPattern    = awsapi.Pattern(`^([!-~]{1,510}/)?[\w+=,.@-]{1,64}$`)
	proxySchemePattern = awsapi.Pattern(`^[A-Za-z][A-Za-z0-9+.-]*://`)
)

// ValidateDuration returns an error unless value is a valid duration for the session of
// a role.
func ValidateDuration(value string) error {
	duration, err := time.ParseDuration(value)
	if err != nil {
		return fmt.Errorf("%q is not a duration: enter numbers with units, as in \"30m\" or \"1h30m\"", value)
	}
	if duration < minSessionDuration || duration > maxSessionDuration {
		return fmt.Errorf("%q is out of range: the session of a role lasts from 15m to 12h, and to 1h in a chain of roles", value)
	}
	return nil
}

// ValidateExternalID returns an error unless value has the form of an external
// ID.
func ValidateExternalID(value string) error {
	if !externalIDPattern().MatchString(value) || len(value) > maxExternalIDLength {
		return errors.New("the external ID must have 2 to 1224 letters, digits or the characters _+=,.@:/-")
	}
	return nil
}

// ValidateSessionName returns an error unless value has the form of a session name or a
// source identity, which is the same.
func ValidateSessionName(value string) error {
	if !sessionNamePattern().MatchString(value) {
		return fmt.Errorf("%q must have 2 to 64 letters, digits or the characters _+=,.@-", value)
	}
	return nil
}

// ValidateRoleName returns an error unless value has the form of the name of an IAM role,
// with its path if it has one.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
func ValidateRoleName(value string) error {
	switch {
	case strings.HasPrefix(value, "arn:"):
		return fmt.Errorf("%q is an ARN, but the role has the same name in each account: enter its name, with its path if it has one, such as \"config-reader\" or \"audit/config-reader\"", value)
	case strings.HasPrefix(value, "role/"):
		return fmt.Errorf("the name %q begins with the part of an ARN that is no part of the name: enter %q", value, strings.TrimPrefix(value, "role/"))
	case strings.HasPrefix(value, "/"):
		return fmt.Errorf("the name %q begins with a slash: enter %q", value, strings.TrimLeft(value, "/"))
	case !rolePathPattern().MatchString(value):
		return fmt.Errorf("%q is not the name of an IAM role: enter 1 to 64 letters, digits or the characters _+=,.@-, after its path if it has one, such as \"config-reader\" or \"audit/config-reader\"", value)
	}
	return nil
}

// ValidateRoleARN returns an error unless value has the form of the ARN of an
// IAM role.
func ValidateRoleARN(value string) error {
	return validateIAMARN(value, "role")
}

// ValidatePolicyARN returns an error unless value has the form of the ARN of an
// IAM policy.
func ValidatePolicyARN(value string) error {
	return validateIAMARN(value, "policy")
}

func validateIAMARN(value, kind string) error {
	parsed, reason := awsapi.ParseARN(value, "iam")
	ofAWS := kind == "policy" && parsed.AccountID == "aws"
	switch {
	case reason != "":
	case parsed.Region != "":
		reason = fmt.Sprintf("it has the region %q, but IAM has none", parsed.Region)
	case !ofAWS && awsapi.ValidateAccountID(parsed.AccountID) != nil:
		reason = fmt.Sprintf("its account ID %q does not have 12 digits", parsed.AccountID)
	case !strings.HasPrefix(parsed.Resource, kind+"/") || strings.HasSuffix(parsed.Resource, "/"):
		reason = fmt.Sprintf("its resource is %q, not \"%s/NAME\"", parsed.Resource, kind)
	default:
		return nil
	}
	return fmt.Errorf("%q is not the ARN of an IAM %s: %s. The form is arn:PARTITION:iam::ACCOUNT:%s/NAME", value, kind, reason, kind)
}

// ValidatePolicy returns an error unless value can be an inline session policy:
// a JSON object that is not too long.
func ValidatePolicy(value string) error {
	var policy map[string]any
	if err := json.Unmarshal([]byte(value), &policy); err != nil {
		return fmt.Errorf("the policy is not a JSON object (%w): write it with jsonencode, or take it from a policy document", err)
	}
	if length := utf8.RuneCountInString(value); length > maxPolicyLength {
		return fmt.Errorf("the policy has %d characters, but a session policy has at most %d: shorten it, or use policy_arns", length, maxPolicyLength)
	}
	return nil
}

// ValidateURL returns an error unless value is an HTTP or HTTPS URL. The error omits
// user and query, which can be secrets.
func ValidateURL(value string) error {
	parsed, err := url.Parse(value)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" || parsed.RawQuery != "" || parsed.Fragment != "" {
		return fmt.Errorf("%q is not the URL of an endpoint: enter scheme and host, without a query, as in \"http://127.0.0.1:4599\"", awsapi.CleanText(value))
	}
	return nil
}

// ValidateProxy returns an error unless value is the address of a proxy: a URL, or a
// host with or without a port. The error omits the value, because it can contain a
// password.
func ValidateProxy(value string) error {
	parsed, err := url.Parse(proxyURL(value))
	if err == nil && parsed.Hostname() != "" && strings.Trim(parsed.Path, "/") == "" && parsed.RawQuery == "" && parsed.Fragment == "" {
		switch parsed.Scheme {
		case "http", "https", "socks5", "socks5h":
			return nil
		}
	}
	return errors.New("the address of the proxy is not valid: enter a URL or a host with its port, as in \"http://proxy.example.com:3128\"; the schemes are http, https, socks5 and socks5h, and special characters in a user or password must be percent-encoded")
}

// proxyURL adds a missing scheme to the address of a proxy.
func proxyURL(address string) string {
	if address == "" || proxySchemePattern().MatchString(address) {
		return address
	}
	return "http://" + address
}

// ValidateRetryMode returns an error unless value is a retry mode of the SDK.
func ValidateRetryMode(value string) error {
	if _, err := aws.ParseRetryMode(value); err != nil {
		return fmt.Errorf("%q is not a retry mode: enter \"standard\" or \"adaptive\"", value)
	}
	return nil
}

// ValidateEndpointMode returns an error unless value is IPv4 or IPv6.
func ValidateEndpointMode(value string) error {
	var mode imds.EndpointModeState
	if err := mode.SetFromString(value); err != nil {
		return fmt.Errorf("%q is not a mode of the instance metadata endpoint: enter \"IPv4\" or \"IPv6\"", value)
	}
	return nil
}

// ValidateBool returns an error unless value is true or false.
func ValidateBool(value string) error {
	if _, err := strconv.ParseBool(value); err != nil {
		return fmt.Errorf("%q is neither true nor false", value)
	}
	return nil
}

// ValidateWebIdentityToken returns an error unless value has the length of a token. The
// error omits the value, which is a secret.
func ValidateWebIdentityToken(value string) error {
	if length := utf8.RuneCountInString(value); length < 4 || length > 20000 {
		return fmt.Errorf("the token has %d characters, but the token of an identity provider has 4 to 20000", length)
	}
	return nil
}
