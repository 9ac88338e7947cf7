// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"time"
	"unicode/utf8"
)

const (
	defaultSession = time.Hour
	// maxPolicyText is the maximum length of all policies of a request, in characters.
	maxPolicyText  = 2048
	maxPolicyARNs  = 10
	maxSessionTags = 50
)

// The strings in the model of AWS STS.
var (
	arnPattern    = newModelPattern(`[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`)
	policyPattern = newModelPattern(`[\u0009\u000A\u000D\u0020-\u00FF]+`)
	namePattern   = newModelPattern(`[\w+=,.@-]*`)

	arnRule              = constraint{least: 20, most: 2048, pattern: arnPattern}
	contextAssertionRule = constraint{least: 4, most: 2048, sensitive: true}
	externalIDRule       = constraint{least: 2, most: 1224, pattern: newModelPattern(`[\w+=,.@:\/-]*`)}
	policyRule           = constraint{least: 1, pattern: policyPattern}
	providerIDRule       = constraint{least: 4, most: 2048}
	serialNumberRule     = constraint{least: 9, most: 256, pattern: newModelPattern(`[\w+=/:,.@-]*`)}
	sessionNameRule      = constraint{least: 2, most: 64, pattern: namePattern}
	shortPolicyRule      = constraint{least: 1, most: maxPolicyText, pattern: policyPattern}
	sourceIdentityRule   = constraint{least: 2, most: 64, pattern: namePattern}
	tagKeyRule           = constraint{least: 1, most: 128, pattern: newModelPattern(`[\p{L}\p{Z}\p{N}_.:/=+\-@]+`)}
	tagValueRule         = constraint{most: 256, pattern: newModelPattern(`[\p{L}\p{Z}\p{N}_.:/=+\-@]*`)}
	tokenCodeRule        = constraint{least: 6, most: 6, pattern: newModelPattern(`[\d]*`), sensitive: true}
	webIdentityTokenRule = constraint{least: 4, most: 20000, sensitive: true}

	policyARNPattern = regexp.MustCompile(`^arn:[a-z-]+:iam::(aws|[0-9]{12}):policy/.+$`)
)

// roleSessionInput contains the members that all operations for assuming a role share.
type roleSessionInput struct {
	DurationSeconds         *formInteger
	MinimumSessionTokenSize *formInteger
	Policy                  *string
	PolicyArns              formList[policyDescriptor]
	RoleArn                 *string
	RoleSessionName         *string
}

type policyDescriptor struct {
	Arn *string
}

func (in roleSessionInput) constrain(c *constraints, policy constraint) {
	c.required("roleArn", in.RoleArn, arnRule)
	c.required("roleSessionName", in.RoleSessionName, sessionNameRule)
	c.integer("durationSeconds", (*int)(in.DurationSeconds), 900, 43200)
	c.integer("minimumSessionTokenSize", (*int)(in.MinimumSessionTokenSize), 0, largestToken)
	c.optional("policy", in.Policy, policy)
	for i, p := range in.PolicyArns {
		c.required(fmt.Sprintf("policyArns.%d.member.arn", i+1), p.Arn, arnRule)
	}
}

// checkPolicies returns an error for invalid policies. The constraints of the model must
// have been checked before.
//
// Assumption 35: a policy must be a JSON object, and the ARN of a policy must be well
// formed. Their content is ignored.
func (in roleSessionInput) checkPolicies() error {
	var object map[string]json.RawMessage
	// null is valid JSON, but not an object.
	if in.Policy != nil && (json.Unmarshal([]byte(*in.Policy), &object) != nil || object == nil) {
		return refuse("MalformedPolicyDocument", "The session policy is not a JSON object.")
	}
	if len(in.PolicyArns) > maxPolicyARNs {
		return refuse("Validation", "There are %d policy ARNs, but the maximum is %d.", len(in.PolicyArns), maxPolicyARNs)
	}
	for _, p := range in.PolicyArns {
		if !policyARNPattern.MatchString(*p.Arn) {
			return refuse("Validation", "The policy ARN '%s' is not that of an IAM policy.", *p.Arn)
		}
	}
	n := utf8.RuneCountInString(valueOrZero(in.Policy))
	for _, p := range in.PolicyArns {
		n += utf8.RuneCountInString(*p.Arn)
	}
	if n > maxPolicyText {
		return refuse("PackedPolicyTooLarge", "The session policies have %d characters, but the maximum is %d.", n, maxPolicyText)
	}
	return nil
}

// session returns the session for a request whose members were checked.
func (in roleSessionInput) session() (session, error) {
	user, err := readRoleARN(*in.RoleArn, *in.RoleSessionName)
	if err != nil {
		return session{}, err
	}
	duration := defaultSession
	if in.DurationSeconds != nil {
		duration = time.Duration(*in.DurationSeconds) * time.Second
	}
	minimumToken := 0
	if in.MinimumSessionTokenSize != nil {
		minimumToken = int(*in.MinimumSessionTokenSize)
	}
	var policyARNs []string
	for _, p := range in.PolicyArns {
		policyARNs = append(policyARNs, *p.Arn)
	}
	return session{
		Session: Session{
			AccountID:  user.account,
			RoleARN:    *in.RoleArn,
			Name:       *in.RoleSessionName,
			Policy:     valueOrZero(in.Policy),
			PolicyARNs: policyARNs,
			Duration:   duration,
		},
		arn:          user.arn,
		id:           user.id,
		minimumToken: minimumToken,
	}, nil
}

type assumeRoleInput struct {
	roleSessionInput
	ExternalId        *string
	ProvidedContexts  formList[providedContext]
	SerialNumber      *string
	SourceIdentity    *string
	Tags              formList[sessionTag]
	TokenCode         *string
	TransitiveTagKeys formList[string]
}

type providedContext struct {
	ContextAssertion *string
	ProviderArn      *string
}

type sessionTag struct {
	Key   *string
	Value *string
}

func (in assumeRoleInput) check() error {
	var c constraints
	in.constrain(&c, policyRule)
	c.optional("externalId", in.ExternalId, externalIDRule)
	c.optional("serialNumber", in.SerialNumber, serialNumberRule)
	c.optional("tokenCode", in.TokenCode, tokenCodeRule)
	c.optional("sourceIdentity", in.SourceIdentity, sourceIdentityRule)
	c.length("tags", "", len(in.Tags), 0, maxSessionTags)
	for i, t := range in.Tags {
		c.required(fmt.Sprintf("tags.%d.member.key", i+1), t.Key, tagKeyRule)
		c.required(fmt.Sprintf("tags.%d.member.value", i+1), t.Value, tagValueRule)
	}
	c.length("transitiveTagKeys", "", len(in.TransitiveTagKeys), 0, maxSessionTags)
	for i := range in.TransitiveTagKeys {
		c.required(fmt.Sprintf("transitiveTagKeys.%d.member", i+1), &in.TransitiveTagKeys[i], tagKeyRule)
	}
	if in.ProvidedContexts != nil {
		c.length("providedContexts", "", len(in.ProvidedContexts), 1, 5)
	}
	for i, p := range in.ProvidedContexts {
		c.optional(fmt.Sprintf("providedContexts.%d.member.providerArn", i+1), p.ProviderArn, arnRule)
		c.optional(fmt.Sprintf("providedContexts.%d.member.contextAssertion", i+1), p.ContextAssertion, contextAssertionRule)
	}
	if err := c.err(); err != nil {
		return err
	}
	return in.checkPolicies()
}

// checkMFA returns an error if only one of the MFA device and its code is set.
//
// Assumption 36: every code is correct for every device, and ProvidedContexts is
// accepted and has no effect.
func (in assumeRoleInput) checkMFA() error {
	if (in.SerialNumber == nil) != (in.TokenCode == nil) {
		return refuseWithStatus(http.StatusForbidden, "AccessDenied", "SerialNumber and TokenCode must be provided together.")
	}
	return nil
}
