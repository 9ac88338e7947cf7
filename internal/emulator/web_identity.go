// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

type assumeRoleWithWebIdentityInput struct {
	roleSessionInput
	ProviderId       *string
	WebIdentityToken *string
}

func (in assumeRoleWithWebIdentityInput) check() error {
	var c constraints
	in.constrain(&c, shortPolicyRule)
	c.required("webIdentityToken", in.WebIdentityToken, webIdentityTokenRule)
	c.optional("providerId", in.ProviderId, providerIDRule)
	if err := c.err(); err != nil {
		return err
	}
	return in.checkPolicies()
}

// deniedWebIdentity is the error for a web identity that the role does not trust. The
// message was published, and contains neither of them.
func deniedWebIdentity() error {
	return refuseWithStatus(http.StatusForbidden, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
}

// webIdentity contains the claims of a token.
type webIdentity struct {
	subject, audience, provider, sourceIdentity string
}

// readWebIdentity reads the claims of a JSON Web Token. For any other token, they are
// empty, except for the provider, which comes from the request.
//
// Assumption 40: any token is accepted for any role, with any signature, even if it has
// expired.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
func readWebIdentity(token, providerID string) webIdentity {
	opaque := webIdentity{provider: providerID}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return opaque
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return opaque
	}
	var claims struct {
		Subject        string   `json:"sub"`
		Audience       audience `json:"aud"`
		Issuer         string   `json:"iss"`
		SourceIdentity string   `json:"https://aws.amazon.com/source_identity"`
	}
	if json.Unmarshal(payload, &claims) != nil {
		return opaque
	}
	return webIdentity{claims.Subject, string(claims.Audience), claims.Issuer, claims.SourceIdentity}
}

// audience is the claim "aud": a string, or the first one of a list.
type audience string

func (a *audience) UnmarshalJSON(data []byte) error {
	var list []string
	if json.Unmarshal(data, &list) == nil {
		if len(list) > 0 {
			*a = audience(list[0])
		}
		return nil
	}
	return json.Unmarshal(data, (*string)(a))
}
