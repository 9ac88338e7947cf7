// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// errorCode returns the code of a place that could not be read.
func errorCode(err error) string {
	var account *awsclient.AccountError
	switch {
	case errors.As(err, &account):
		return "AccountNotAllowed"
	case errors.Is(err, awsclient.ErrMissingAccountRole):
		return "MissingAccountRole"
	}
	return awsapi.Code(err)
}

// errorMessage explains why a place could not be read. The message includes the place.
func errorMessage(place awsapi.Place, err error) string {
	return fmt.Sprintf("%s: %s", place, awsapi.CleanText(err.Error()))
}

// ownFailure returns the texts for an account that the provider itself refuses to read.
func ownFailure(err error) (failure, bool) {
	var account *awsclient.AccountError
	switch {
	case errors.As(err, &account) && len(account.Allowed) > 0:
		return failure{
			"AWS Account Not Allowed", "failed because allowed_account_ids does not contain the account",
			"Add it to allowed_account_ids in the provider configuration, or do not read it.",
		}, true
	case errors.As(err, &account):
		return failure{
			"AWS Account Not Allowed", "failed because forbidden_account_ids contains the account",
			"Remove it from forbidden_account_ids in the provider configuration, or do not read it.",
		}, true
	case errors.Is(err, awsclient.ErrMissingAccountRole):
		return failure{
			"Missing Account Role", "failed because the account is not that of the credentials, and the provider has no role to assume there",
			"Set account_role in the provider configuration to a role that exists in the account, or use credentials of the account.",
		}, true
	case errors.Is(err, awsclient.ErrMissingRegion):
		return failure{
			"{unable}", "failed because no region is set, so the endpoint of AWS STS is not known",
			"Set region or sts_region in the provider configuration, or the environment variable AWS_REGION.",
		}, true
	}
	return failure{}, false
}

// before returns the subject of the attempt that failed: the call of AWS STS, AWS
// Organizations or AWS Account Management that failed before the read, or the read
// itself.
func (s subject) before(err error) subject {
	var (
		identity *awsclient.IdentityError
		list     *survey.ListError
		role     *awsclient.AccountRoleError
	)
	if errors.As(err, &role) || errors.As(err, &identity) || errors.As(err, &list) {
		s.argument, s.selector, s.invalid = path.Empty(), path.Empty(), ""
	}
	switch {
	case role != nil:
		for i := range s.places {
			s.places[i].Region = awsapi.All // It is not the region that failed.
		}
		s.service = roleSessions
		s.attempt, s.unable, s.timeout = "Assuming the role "+role.Name(), "Unable to Assume the IAM Role", "Timed Out Assuming the IAM Role"
		s.invalid = "Check the arguments of account_role in the provider configuration. A duration can be no longer than the maximum session duration of the role, " +
			"and no longer than 1h if the credentials are those of another role."
	case identity != nil:
		s.service = securityToken
		s.attempt, s.unable, s.timeout = "Identifying the account of the credentials with AWS STS", "Unable to Identify the AWS Account", "Timed Out Identifying the AWS Account"
		s.instead = "This block specifies accounts, so the provider must know which of them its credentials belong to: it assumes no role in that account."
	case list != nil && list.Accounts:
		s.service, s.argument = organization, path.Root("all_accounts")
		s.attempt, s.unable, s.timeout = "Listing the accounts of the organization with AWS Organizations", "Unable to List the AWS Accounts", "Timed Out Listing the AWS Accounts"
		s.instead = "Alternatively, set the argument account_ids instead of all_accounts = true."
	case list != nil:
		s.service, s.argument = accountManagement, path.Root("all_regions")
		s.attempt, s.unable, s.timeout = "Listing the enabled regions with AWS Account Management", "Unable to List the AWS Regions", "Timed Out Listing the AWS Regions"
		s.instead = "Alternatively, set the argument regions instead of all_regions = true."
	}
	return s
}

// where returns the attempt and its places as the beginning of a sentence.
func (s subject) where() string {
	if len(s.places) == 0 || s.places[0].AccountID == awsapi.All {
		return s.attempt
	}
	accounts := byAccount(s.places)
	switch first := s.places[0]; {
	case len(s.places) == 1 && first == (awsapi.Place{Region: awsapi.All}):
		return s.attempt // There is only one account, so the sentence omits it.
	case len(s.places) == 1:
		return s.attempt + " in " + first.String()
	case len(accounts) == 1:
		return s.attempt + " in " + awsapi.Place{AccountID: first.AccountID, Region: accounts[0].regions}.String()
	case len(accounts) == len(s.places):
		return fmt.Sprintf("%s in %d accounts", s.attempt, len(accounts))
	default:
		return fmt.Sprintf("%s in %d places of %d accounts", s.attempt, len(s.places), len(accounts))
	}
}

// placeList lists the places of several accounts. Accounts with the same regions share a
// line.
func (s subject) placeList() string {
	accounts := byAccount(s.places)
	if len(accounts) < 2 {
		return ""
	}
	accountIDs := map[string][]string{} // By their regions.
	for _, account := range accounts {
		accountIDs[account.regions] = append(accountIDs[account.regions], account.accountID)
	}
	var list strings.Builder
	for _, account := range accounts {
		sameRegions := accountIDs[account.regions]
		if account.accountID != sameRegions[0] {
			continue
		}
		list.WriteString("\n  - " + strings.Join(sameRegions, ", "))
		if account.regions != awsapi.All {
			list.WriteString(": " + account.regions)
		}
	}
	return "\n\nThese accounts are affected:" + list.String()
}

// accountRegions contains regions of one account, as part of a sentence.
type accountRegions struct{ accountID, regions string }

// byAccount groups places by account. The places must be sorted.
func byAccount(places []awsapi.Place) []accountRegions {
	var accounts []accountRegions
	for len(places) > 0 {
		accountID := places[0].AccountID
		end := slices.IndexFunc(places, func(p awsapi.Place) bool { return p.AccountID != accountID })
		if end < 0 {
			end = len(places)
		}
		var regions []string
		for _, place := range places[:end] {
			regions = append(regions, place.Region)
		}
		accounts, places = append(accounts, accountRegions{accountID, enumeration(regions)}), places[end:]
	}
	return accounts
}

// failedPlaces returns one diagnostic for all places that failed for the same reason.
func failedPlaces[Result any](attempted subject, reports []survey.Report[Result]) diag.Diagnostics {
	type reason struct {
		attempt, text string
		kind          awsapi.Kind
		accepted      bool // Another region accepts the credentials.
	}
	type failedFor struct {
		subject
		err error // The error of the first place.
	}
	accepted := map[string]string{} // A region that accepts the credentials, by account.
	for _, report := range reports {
		if accepted[report.Place.AccountID] == "" && acceptsCredentials(report) {
			accepted[report.Place.AccountID] = report.Place.Region
		}
	}
	var failed []failedFor
	known := map[reason]int{} // Indexes in failed.
	for _, report := range reports {
		if report.Err == nil {
			continue
		}
		s := attempted.before(report.Err)
		s.places, s.accepted = []awsapi.Place{report.Place}, accepted[report.Place.AccountID]
		why := reason{s.attempt, s.sameText(report.Err), awsapi.KindOf(report.Err), s.accepted != ""}
		if i, ok := known[why]; ok {
			failed[i].places = append(failed[i].places, report.Place)
			continue
		}
		known[why] = len(failed)
		failed = append(failed, failedFor{s, report.Err})
	}
	var diags diag.Diagnostics
	for _, f := range failed {
		if len(f.places) > 1 {
			f.err = fmt.Errorf("%s: %w", f.places[0], f.err)
		}
		diags.Append(f.diagnostic(f.err))
	}
	return diags
}

// acceptsCredentials reports whether AWS knew the credentials in a place. It denies access
// only to those that it knows.
func acceptsCredentials[Result any](report survey.Report[Result]) bool {
	return report.Place.Region != awsapi.All && (report.Err == nil || awsapi.KindOf(report.Err) == awsapi.AccessDenied)
}

// requestPattern matches what differs in each request: request IDs, account IDs and the
// names that the SDK gives sessions.
var requestPattern = awsapi.Pattern(`RequestID: [^,]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{12,}`)

// sameText returns what the errors of several places have in common if they have the same
// reason. An interrupt has no other reason, and that of a time limit is what used up the
// time.
func (s subject) sameText(err error) string {
	var timeout *awsapi.TimeoutError
	switch {
	case awsapi.KindOf(err) == awsapi.Canceled:
		return ""
	case errors.As(err, &timeout):
		last := awsapi.Other
		if timeout.Last != nil {
			last = awsapi.KindOf(timeout.Last)
		}
		return fmt.Sprintf("%s, %d", s.called(err).name, last)
	}
	return requestPattern().ReplaceAllString(strings.ReplaceAll(err.Error(), s.places[0].Region, "REGION"), "ID")
}
