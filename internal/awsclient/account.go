// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// AccountError means that the configuration does not allow an account.
type AccountError struct {
	AccountID string
	Allowed   []string // Empty if the account is a forbidden one.
}

func (e *AccountError) Error() string {
	if len(e.Allowed) > 0 {
		return fmt.Sprintf("the account %s is not one of the allowed accounts: %s", e.AccountID, strings.Join(e.Allowed, ", "))
	}
	return fmt.Sprintf("the account %s is forbidden", e.AccountID)
}

// IdentityError means that AWS did not identify the account of the credentials.
type IdentityError struct {
	Err error
}

func (e *IdentityError) Error() string {
	return fmt.Sprintf("AWS did not identify the account of the credentials: %s", e.Err)
}

func (e *IdentityError) Unwrap() error { return e.Err }

// checkIdentity returns the account of the credentials and checks that the configuration
// allows it. It returns an empty string if the credentials do not contain the account
// and the configuration does not need it.
func checkIdentity(ctx context.Context, config Config, awsConfig aws.Config) (string, error) {
	accountID := accountOfRole(ctx, awsConfig)
	needed := len(config.AllowedAccountIDs) > 0 || len(config.ForbiddenAccountIDs) > 0
	if config.validatesCredentials() || needed && accountID == "" {
		var err error
		if accountID, err = getAccount(ctx, func() (*sts.Client, error) { return stsClient(config, awsConfig) }); err != nil {
			return "", err
		}
	}
	return accountID, checkAccount(config, accountID)
}

// getAccount returns the account of the credentials of a client, with one call of AWS STS.
//
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
func getAccount(ctx context.Context, newClient func() (*sts.Client, error)) (string, error) {
	client, err := newClient()
	if err != nil {
		return "", &IdentityError{Err: err}
	}
	identity, err := awsapi.Call(ctx, func(ctx context.Context) (*sts.GetCallerIdentityOutput, error) {
		return client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	})
	if err != nil {
		return "", &IdentityError{Err: err}
	}
	return aws.ToString(identity.Account), nil
}

// accountOfRole returns the account of an assumed role, which was in the response of AWS
// STS, or an empty string for other credentials.
func accountOfRole(ctx context.Context, awsConfig aws.Config) string {
	credentials, err := awsConfig.Credentials.Retrieve(ctx)
	if err != nil || credentials.Source != stscreds.ProviderName && credentials.Source != stscreds.WebIdentityProviderName {
		return ""
	}
	return credentials.AccountID
}

// checkAccount returns *AccountError if the account may not be read.
func checkAccount(config Config, account string) error {
	switch {
	case slices.Contains(config.ForbiddenAccountIDs, account):
		return &AccountError{AccountID: account}
	case len(config.AllowedAccountIDs) > 0 && !slices.Contains(config.AllowedAccountIDs, account):
		return &AccountError{AccountID: account, Allowed: config.AllowedAccountIDs}
	}
	return nil
}
