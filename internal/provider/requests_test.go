// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"encoding/json"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// The requests of each operation of the provider. The account has a customer managed
// recorder and 21 service-linked ones in every region, which are two pages. An account
// has 17 regions from the start.
func TestAccProvider_requestsOfEachOperation(t *testing.T) {
	t.Parallel()
	acctest.New(t).Require(t, acctest.SeededStatus, acctest.ServiceLinked, acctest.AccountRegions)
	const (
		single = "awsconfig_configuration_recorder_status"
		plural = "awsconfig_configuration_recorder_statuses"
	)
	type act func(*session, context.Context, testing.TB, string, map[string]any) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic)
	for name, test := range map[string]struct {
		provider  map[string]any
		do        act
		object    string
		arguments map[string]any
		want      map[string]int
	}{
		"one":                 {do: (*session).read, object: single, want: map[string]int{"DescribeConfigurationRecorderStatus": 1}},
		"one, ephemeral":      {do: (*session).open, object: single, want: map[string]int{"DescribeConfigurationRecorderStatus": 1}},
		"one, as waited for":  {do: (*session).read, object: single, arguments: map[string]any{"wait_for": map[string]any{"recording": false}}, want: map[string]int{"DescribeConfigurationRecorderStatus": 1}},
		"the provider's":      {do: (*session).read, object: plural, want: map[string]int{"DescribeConfigurationRecorderStatus": 1}},
		"three regions":       {do: (*session).read, object: plural, arguments: map[string]any{"regions": []any{home, other, "us-east-1"}}, want: map[string]int{"DescribeConfigurationRecorderStatus": 3}},
		"with service-linked": {do: (*session).read, object: plural, arguments: map[string]any{"include_service_linked": true}, want: map[string]int{"ListConfigurationRecorders": 2, "DescribeConfigurationRecorderStatus": 22}},
		"all regions":         {do: (*session).read, object: plural, arguments: map[string]any{"all_regions": true}, want: map[string]int{"ListRegions": 1, "DescribeConfigurationRecorderStatus": 17}},

		"a configuration":                    {do: (*session).read, object: recorderConfiguration.one, want: map[string]int{"DescribeConfigurationRecorders": 1}},
		"configurations with service-linked": {do: (*session).read, object: recorderConfiguration.many, arguments: map[string]any{"include_service_linked": true}, want: map[string]int{"ListConfigurationRecorders": 2, "DescribeConfigurationRecorders": 22}},
		"a delivery channel":                 {do: (*session).read, object: deliveryChannel.one, want: map[string]int{"DescribeDeliveryChannels": 1}},
		"delivery channels of three regions": {do: (*session).read, object: deliveryChannel.many, arguments: map[string]any{"regions": []any{home, other, "us-east-1"}}, want: map[string]int{"DescribeDeliveryChannels": 3}},
		"the status of a channel":            {do: (*session).read, object: deliveryStatus.one, want: map[string]int{"DescribeDeliveryChannelStatus": 1}},
		"statuses of channels everywhere":    {do: (*session).read, object: deliveryStatus.many, arguments: map[string]any{"all_regions": true}, want: map[string]int{"ListRegions": 1, "DescribeDeliveryChannelStatus": 17}},

		"validated":     {provider: map[string]any{"skip_credentials_validation": false}, do: (*session).read, object: single, want: map[string]int{"GetCallerIdentity": 1, "DescribeConfigurationRecorderStatus": 1}},
		"in an account": {provider: map[string]any{"allowed_account_ids": []any{"123456789012"}}, do: (*session).read, object: single, want: map[string]int{"GetCallerIdentity": 1, "DescribeConfigurationRecorderStatus": 1}},
		"with a role": {
			provider: map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/reader"}}},
			do:       (*session).read, object: single, want: map[string]int{"AssumeRole": 1, "DescribeConfigurationRecorderStatus": 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			backend.SeedRecorders(t, []string{home, other, "us-east-1"}, 21)
			s := newSession(t.Context(), t, backend.URL, backend.Credentials, test.provider)
			if _, diagnostics := test.do(s, t.Context(), t, test.object, test.arguments); len(diagnostics) > 0 {
				t.Fatal(texts(diagnostics))
			}
			if got := operations(backend); !maps.Equal(got, test.want) {
				t.Errorf("it sent %v, not %v", got, test.want)
			}
		})
	}
}

// The requests of a region that follow one another share a connection. The names are
// those of AWS, by way of a proxy, because a connection belongs to a name.
func TestAccProvider_connections(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	regions := []string{home, other, "us-east-1"}
	for _, region := range regions {
		backend.CreateRecorder(t, region, "default")
	}
	endpoint, _ := serveTLS(t, backend.URL)
	proxy := newProxy(t, endpoint)
	s := newSession(t.Context(), t, "", backend.Credentials, map[string]any{"endpoints": nil, "https_proxy": proxy.URL, "insecure": true})
	for range 5 {
		for _, region := range regions {
			if _, diagnostics := s.read(t.Context(), t, "awsconfig_configuration_recorder_status", map[string]any{"region": region}); len(diagnostics) > 0 {
				t.Fatal(texts(diagnostics))
			}
		}
	}
	if requests := len(backend.Requests()); requests != 5*len(regions) || int(proxy.requests.Load()) != len(regions) {
		t.Errorf("%d requests went through %d connections", requests, int(proxy.requests.Load()))
	}
}

// The requests for three accounts with four regions each, including the account of the
// credentials.
func TestAccounts_requestsOfEachOperation(t *testing.T) {
	t.Parallel()
	regions := []string{home, other, "us-east-1", "af-south-1"}
	accountIDs := []string{ownAccount, hubAccount, farAccount}
	for name, test := range map[string]struct {
		arguments map[string]any
		provider  map[string]any
		want      map[string]int
	}{
		"lists": {
			arguments: map[string]any{"account_ids": anyOf(accountIDs), "regions": anyOf(regions)},
			want:      map[string]int{"GetCallerIdentity": 1, "AssumeRole": 2, "DescribeConfigurationRecorderStatus": 12},
		},
		"all accounts": {
			arguments: map[string]any{"all_accounts": true, "regions": anyOf(regions)},
			want:      map[string]int{"GetCallerIdentity": 1, "ListAccounts": 1, "AssumeRole": 2, "DescribeConfigurationRecorderStatus": 12},
		},
		"all regions": {
			arguments: map[string]any{"account_ids": anyOf(accountIDs), "all_regions": true},
			want:      map[string]int{"GetCallerIdentity": 1, "AssumeRole": 2, "ListRegions": 3, "DescribeConfigurationRecorderStatus": 12},
		},
		"all accounts and regions": {
			arguments: map[string]any{"all_accounts": true, "all_regions": true},
			want:      map[string]int{"GetCallerIdentity": 1, "ListAccounts": 1, "AssumeRole": 2, "ListRegions": 3, "DescribeConfigurationRecorderStatus": 12},
		},
		"the own account alone": {
			arguments: map[string]any{"account_ids": []any{ownAccount}, "regions": anyOf(regions)},
			want:      map[string]int{"GetCallerIdentity": 1, "DescribeConfigurationRecorderStatus": 4},
		},
		"a configuration that reveals the account": {
			arguments: map[string]any{"account_ids": anyOf(accountIDs), "regions": anyOf(regions)},
			provider:  map[string]any{"allowed_account_ids": anyOf(accountIDs)},
			want:      map[string]int{"GetCallerIdentity": 1, "AssumeRole": 2, "DescribeConfigurationRecorderStatus": 12},
		},
		"credentials that reveal the account": {
			arguments: map[string]any{"account_ids": anyOf(accountIDs), "regions": anyOf(regions)},
			provider:  map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::" + ownAccount + ":role/reader"}}},
			want:      map[string]int{"AssumeRole": 3, "DescribeConfigurationRecorderStatus": 12},
		},
		"no accounts, with a role for them": {
			want: map[string]int{"DescribeConfigurationRecorderStatus": 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := newAccounts(t, accountIDs...)
			seed, err := json.Marshal(map[string]any{
				"enabledRegions": map[string]any{ownAccount: regions, hubAccount: regions, farAccount: regions},
				"organization":   map[string]any{"managementAccount": ownAccount, "accounts": map[string]any{hubAccount: map[string]any{}, farAccount: map[string]any{}}},
			})
			if err != nil {
				t.Fatal(err)
			}
			backend.Seed(t, string(seed))
			arguments := maps.Clone(accountRole)
			maps.Copy(arguments, test.provider)
			s := newSession(t.Context(), t, backend.URL, backend.Credentials, arguments)
			mustRead(t, s, statusesName, test.arguments)
			if got := operations(backend); !maps.Equal(got, test.want) {
				t.Errorf("it sent %v, not %v", got, test.want)
			}
		})
	}
}
