// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Client reads one account with credentials of this account, in any region.
type Client struct {
	AccountID     string // Empty if the credentials do not reveal it.
	Account       Account
	ConfigService ConfigService
}

// Clients contains the clients of all accounts that the provider reads.
type Clients struct {
	// Region is the region of the configuration, the environment or the profile, or
	// empty if none of them has one.
	Region string

	Own           *Client // The client of the account of the credentials.
	Organizations Organizations

	config    Config
	accountID awsapi.Once[string]
	sts       func() (*sts.Client, error)     // One client with the credentials of Own.
	others    awsapi.OncePer[string, *Client] // By account ID.
}

// newClients returns the clients for the account of the credentials. The account ID is
// empty if it is not known yet.
func newClients(config Config, awsConfig aws.Config, accountID string) (*Clients, error) {
	var accountErr, configErr, organizationsErr error
	accountClient := account.NewFromConfig(awsConfig, func(o *account.Options) {
		accountErr = useEndpoint(config.endpoint(func(e Endpoints) string { return e.Account }), &o.BaseEndpoint, &o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint)
	})
	configService := configservice.NewFromConfig(awsConfig, func(o *configservice.Options) {
		configErr = useEndpoint(config.endpoint(func(e Endpoints) string { return cmp.Or(e.ConfigService, e.Config) }), &o.BaseEndpoint, &o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint)
	})
	organizationsClient := organizations.NewFromConfig(awsConfig, func(o *organizations.Options) {
		organizationsErr = useEndpoint(config.endpoint(func(e Endpoints) string { return e.Organizations }), &o.BaseEndpoint, &o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint)
	})
	if err := cmp.Or(configErr, accountErr, organizationsErr); err != nil {
		return nil, err
	}
	return &Clients{
		Region:        awsConfig.Region,
		Own:           &Client{AccountID: accountID, Account: newAccount(accountClient), ConfigService: newConfigService(configService)},
		Organizations: newOrganizations(organizationsClient),
		config:        config,
		sts:           sync.OnceValues(func() (*sts.Client, error) { return stsClient(config, awsConfig) }),
	}, nil
}

// AssumesRoles reports whether accounts other than the account of the credentials can be
// read.
func (c *Clients) AssumesRoles() bool { return len(c.config.AccountRole) > 0 }

// Of returns the client of an account, or Own for an empty string. It calls AWS STS once
// to identify the account of the credentials, unless they contain it. It assumes the
// role of every other account once. An error can wrap *AccountError, *AccountRoleError,
// *EndpointError, *IdentityError or ErrMissingAccountRole.
func (c *Clients) Of(ctx context.Context, accountID string) (*Client, error) {
	if accountID == "" || accountID == c.Own.AccountID {
		return c.Own, nil
	}
	if err := checkAccount(c.config, accountID); err != nil {
		return nil, err
	}
	if own, err := c.ownAccount(ctx); err != nil {
		return nil, err
	} else if accountID == own {
		return c.Own, nil
	}
	if !c.AssumesRoles() {
		return nil, ErrMissingAccountRole
	}
	client, err := c.others.Do(ctx, accountID, func(ctx context.Context) (*Client, error) { return c.assumeRole(ctx, accountID) })
	if err != nil {
		return nil, &AccountRoleError{AccountID: accountID, RoleARN: c.roleARN(accountID), Err: err}
	}
	return client, nil
}

// ownAccount returns the account of the credentials.
func (c *Clients) ownAccount(ctx context.Context) (string, error) {
	if c.Own.AccountID != "" {
		return c.Own.AccountID, nil
	}
	accountID, err := c.accountID.Do(ctx, func(ctx context.Context) (string, error) { return getAccount(ctx, c.sts) })
	var identity *IdentityError
	if err != nil && !errors.As(err, &identity) {
		err = &IdentityError{Err: err} // The error is that of a wait.
	}
	return accountID, err
}

// assumeRole returns the client of another account. It shares the connections of Own.
func (c *Clients) assumeRole(ctx context.Context, accountID string) (*Client, error) {
	client, err := c.sts()
	if err != nil {
		return nil, err
	}
	credentials, err := fetchCredentials(ctx, stscreds.NewAssumeRoleProvider(client, c.roleARN(accountID), c.config.AccountRole[0].apply))
	if err != nil {
		return nil, err
	}
	other := *c.Own
	other.AccountID, other.Account.credentials, other.ConfigService.credentials = accountID, credentials, credentials
	return &other, nil
}

func (c *Clients) roleARN(accountID string) string {
	return fmt.Sprintf("arn:%s:iam::%s:role/%s", partition(cmp.Or(c.Region, c.config.STSRegion)), accountID, c.config.AccountRole[0].Name)
}

// partition returns the partition of a region. The SDK does not export its list of
// partitions.
func partition(region string) string {
	for _, known := range []struct{ prefix, partition string }{
		{"cn-", "aws-cn"}, {"eusc-", "aws-eusc"}, {"eu-isoe-", "aws-iso-e"},
		{"us-gov-", "aws-us-gov"}, {"us-iso-", "aws-iso"}, {"us-isob-", "aws-iso-b"}, {"us-isof-", "aws-iso-f"},
	} {
		if strings.HasPrefix(region, known.prefix) {
			return known.partition
		}
	}
	return "aws"
}

// ErrMissingAccountRole means that an account is not the account of the credentials, and
// the configuration has no role to assume in it.
var ErrMissingAccountRole = errors.New("the account is not that of the credentials, and the provider has no account_role")

// AccountRoleError means that the role of an account could not be assumed.
type AccountRoleError struct {
	AccountID string
	RoleARN   string
	Err       error
}

func (e *AccountRoleError) Error() string {
	return fmt.Sprintf("the role %s cannot be assumed: %s", e.RoleARN, e.Err)
}

func (e *AccountRoleError) Unwrap() error { return e.Err }

// Name returns the name of the role, which is the same in each account.
func (e *AccountRoleError) Name() string {
	_, name, _ := strings.Cut(e.RoleARN, ":role/")
	return name
}
