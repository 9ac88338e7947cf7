// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

type callerIdentity struct {
	Arn     string
	UserID  string `xml:"UserId"`
	Account string
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
func getCallerIdentity(c call, _ none) (callerIdentity, error) {
	return callerIdentity{Arn: c.caller.arn, UserID: c.caller.id, Account: c.caller.account}, nil
}

// assumedRoleUser is the API's AssumedRoleUser.
type assumedRoleUser struct {
	Arn           string
	AssumedRoleID string `xml:"AssumedRoleId"`
}

// temporaryCredentials is the API's Credentials.
type temporaryCredentials struct {
	AccessKeyID     string `xml:"AccessKeyId"`
	SecretAccessKey string
	SessionToken    string
	Expiration      string
}

// tokenUse contains the size of a session token in bytes and in percent of the maximum.
// PackedPolicySize is the older name of the latter.
type tokenUse struct {
	PackedPolicySize        int
	SessionTokenSize        int
	SessionTokenUtilization int
}

type assumeRoleOutput struct {
	SourceIdentity  string `xml:",omitempty"`
	AssumedRoleUser assumedRoleUser
	Credentials     temporaryCredentials
	tokenUse
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
func assumeRole(c call, in assumeRoleInput) (any, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	begin, err := in.session()
	if err != nil {
		return nil, err
	}
	begin.CallerARN, begin.ExternalID = c.caller.arn, valueOrZero(in.ExternalId)
	role := c.store.roleOf(begin.RoleARN)
	if !role.allows(c.caller, begin.ExternalID) {
		return nil, c.caller.denied("sts:AssumeRole", begin.RoleARN)
	}
	if err := firstError(
		in.checkMFA(),
		role.checkDuration(begin.Duration, c.caller),
		begin.identify(valueOrZero(in.SourceIdentity), c.caller),
		begin.tag(in.Tags, in.TransitiveTagKeys, c.caller),
	); err != nil {
		return nil, err
	}
	user, credentials, use := c.store.credentials(begin)
	return assumeRoleOutput{
		SourceIdentity:  begin.SourceIdentity,
		AssumedRoleUser: user,
		Credentials:     credentials,
		tokenUse:        use,
	}, nil
}

type assumeRoleWithWebIdentityOutput struct {
	SourceIdentity              string `xml:",omitempty"`
	SubjectFromWebIdentityToken string `xml:",omitempty"`
	Audience                    string `xml:",omitempty"`
	AssumedRoleUser             assumedRoleUser
	Credentials                 temporaryCredentials
	Provider                    string `xml:",omitempty"`
	tokenUse
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
func assumeRoleWithWebIdentity(c call, in assumeRoleWithWebIdentityInput) (any, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	begin, err := in.session()
	if err != nil {
		return nil, err
	}
	role := c.store.roleOf(begin.RoleARN)
	if role.noWebIdentity {
		return nil, deniedWebIdentity()
	}
	// A web identity is not a role session, even if the request is signed.
	if err := role.checkDuration(begin.Duration, caller{}); err != nil {
		return nil, err
	}
	token := readWebIdentity(*in.WebIdentityToken, valueOrZero(in.ProviderId))
	begin.WebIdentity, begin.SourceIdentity = true, token.sourceIdentity
	user, credentials, use := c.store.credentials(begin)
	return assumeRoleWithWebIdentityOutput{
		SourceIdentity:              begin.SourceIdentity,
		SubjectFromWebIdentityToken: token.subject,
		Audience:                    token.audience,
		AssumedRoleUser:             user,
		Credentials:                 credentials,
		Provider:                    token.provider,
		tokenUse:                    use,
	}, nil
}

// credentials issues a session and returns its credentials.
func (s *Store) credentials(begin session) (assumedRoleUser, temporaryCredentials, tokenUse) {
	issued, secret := s.issue(begin)
	size := len(issued.token)
	percent := (100*size + largestToken - 1) / largestToken
	return assumedRoleUser{issued.arn, issued.id}, temporaryCredentials{
		AccessKeyID:     issued.AccessKeyID,
		SecretAccessKey: secret,
		SessionToken:    issued.token,
		Expiration:      issued.Expiration.Format(time.RFC3339),
	}, tokenUse{percent, size, percent}
}

func valueOrZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
