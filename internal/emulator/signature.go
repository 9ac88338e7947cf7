// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"regexp"
	"strings"
)

const signatureAlgorithm = "AWS4-HMAC-SHA256"

var scopePattern = regexp.MustCompile(`^(\w+)/[0-9]{8}/([^/]+)/([^/]+)/aws4_request$`)

// credentialScope is the credential scope of a signature.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
type credentialScope struct {
	accessKeyID, region, service string
}

// unsigned contains the operations of the query protocol that need no signature, and
// their services. The emulator does not have all of them.
var unsigned = map[string]string{"AssumeRoleWithSAML": "sts", "AssumeRoleWithWebIdentity": "sts"}

// scopeOf returns the credential scope of a request. If the request needs no signature
// and has none, region and access key are empty.
func scopeOf(r *http.Request, proto protocol, msg message) (credentialScope, error) {
	if service, ok := unsigned[msg.operation]; ok && proto == protocol(queryProtocol{}) && r.Header.Get("Authorization") == "" {
		return credentialScope{service: service}, nil
	}
	return readScope(r)
}

// readScope parses the credential scope in the Authorization header.
//
// Assumption 27: any secret key is accepted, and so is any security token with a key
// that is not of a role session. A signature is required, but neither it nor the age of
// the request is verified.
func readScope(r *http.Request) (credentialScope, error) {
	rest, ok := strings.CutPrefix(r.Header.Get("Authorization"), signatureAlgorithm)
	if !ok {
		return credentialScope{}, refuse("MissingAuthenticationToken", "Missing Authentication Token")
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	for _, name := range []string{"Credential", "SignedHeaders", "Signature"} {
		if parts[name] == "" {
			return credentialScope{}, refuse("IncompleteSignature", "The Authorization header has no '%s'.", name)
		}
	}
	m := scopePattern.FindStringSubmatch(parts["Credential"])
	if m == nil {
		return credentialScope{}, refuse("IncompleteSignature", "The credential '%s' is not of the form KEY/YYYYMMDD/REGION/SERVICE/aws4_request.", parts["Credential"])
	}
	scope := credentialScope{accessKeyID: m[1], region: m[2], service: m[3]}
	// Assumption 57: AWS STS, AWS Account Management and AWS Organizations accept every
	// region with a well-formed name.
	if !regionPattern.MatchString(scope.region) {
		return credentialScope{}, refuse("InvalidSignature", "The credential is not scoped to a valid region: '%s'.", scope.region)
	}
	return scope, nil
}
