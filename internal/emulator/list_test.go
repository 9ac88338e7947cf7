// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
)

// seedMany seeds a customer managed recorder and n service-linked ones, and
// returns their names in order.
func (f *fixture) seedMany(t *testing.T, n int) []string {
	t.Helper()
	names := []string{"default"}
	statuses := []string{`{"name":"default"}`}
	for i := range n {
		name := fmt.Sprintf("%s%03d", reservedPrefix, i)
		names = append(names, name)
		statuses = append(statuses, fmt.Sprintf(`{"name":%q,"recording":true,"servicePrincipal":"service%d.amazonaws.com"}`, name, i))
	}
	f.seedRegion(t, `{"ConfigurationRecordersStatus":[`+strings.Join(statuses, ",")+`]}`)
	slices.Sort(names)
	return names
}

func TestListPages(t *testing.T) {
	t.Parallel()
	f := serve(t)
	names := f.seedMany(t, 44)
	for _, test := range []struct {
		size  int32
		pages []int
	}{
		{0, []int{20, 20, 5}},
		{20, []int{20, 20, 5}},
		{15, []int{15, 15, 15}},
		{19, []int{19, 19, 7}},
	} {
		pages := configservice.NewListConfigurationRecordersPaginator(f.config(), &configservice.ListConfigurationRecordersInput{MaxResults: aws.Int32(test.size)})
		var got []string
		var sizes []int
		for pages.HasMorePages() {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, len(page.ConfigurationRecorderSummaries))
			for _, s := range page.ConfigurationRecorderSummaries {
				got = append(got, *s.Name)
			}
		}
		if !slices.Equal(sizes, test.pages) || !slices.Equal(got, names) {
			t.Errorf("size %d: got pages of %v with %v, want %v with %v", test.size, sizes, got, test.pages, names)
		}
	}
}

func TestListWhileRecordersGo(t *testing.T) {
	t.Parallel()
	f := serve(t)
	names := f.seedMany(t, 3)
	first, err := f.config().ListConfigurationRecorders(t.Context(), &configservice.ListConfigurationRecordersInput{MaxResults: aws.Int32(2)})
	if err != nil {
		t.Fatal(err)
	}
	// The last recorder of the first page is deleted.
	f.do(t, "DeleteServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"service1.amazonaws.com"}`)
	second, err := f.config().ListConfigurationRecorders(t.Context(), &configservice.ListConfigurationRecordersInput{NextToken: first.NextToken})
	if err != nil {
		t.Fatal(err)
	}
	if len(second.ConfigurationRecorderSummaries) != 2 || *second.ConfigurationRecorderSummaries[0].Name != names[2] || second.NextToken != nil {
		t.Errorf("got %+v, want the last two recorders and no token", second)
	}
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seedMany(t, 2)
	filter := func(values ...string) types.ConfigurationRecorderFilter {
		return types.ConfigurationRecorderFilter{FilterName: types.ConfigurationRecorderFilterNameRecordingScope, FilterValue: values}
	}
	for _, test := range []struct {
		filters []types.ConfigurationRecorderFilter
		want    int
	}{
		{nil, 3},
		{[]types.ConfigurationRecorderFilter{filter("PAID")}, 1},
		{[]types.ConfigurationRecorderFilter{filter("INTERNAL")}, 2},
		{[]types.ConfigurationRecorderFilter{filter("PAID", "INTERNAL")}, 3},
		{[]types.ConfigurationRecorderFilter{filter("PAID"), filter("INTERNAL")}, 0},
	} {
		out, err := f.config().ListConfigurationRecorders(t.Context(), &configservice.ListConfigurationRecordersInput{Filters: test.filters})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(out.ConfigurationRecorderSummaries); got != test.want {
			t.Errorf("%v: got %d recorders, want %d", test.filters, got, test.want)
		}
	}
}

func TestServiceLinked(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.putRunnable(t)
	client, ctx := f.config(), t.Context()
	for principal, names := range serviceLinkedNames {
		made, err := client.PutServiceLinkedConfigurationRecorder(ctx, &configservice.PutServiceLinkedConfigurationRecorderInput{ServicePrincipal: aws.String(principal)})
		if err != nil {
			t.Fatal(err)
		}
		if *made.Name != names[0] || *made.Arn != recorderARN(location{testAccount, testRegion}, names[0]) {
			t.Errorf("%s: got %s and %s, want %s and its ARN", principal, *made.Name, *made.Arn, names[0])
		}
		out, err := client.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: aws.String(principal)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range out.ConfigurationRecordersStatus {
			got = append(got, *s.Name)
			if !s.Recording || s.LastStatus != "PENDING" || *s.ServicePrincipal != principal {
				t.Errorf("%s: got %+v, want one that records", principal, s)
			}
		}
		if !slices.Equal(got, names) {
			t.Errorf("%s: got %v, want %v", principal, got, names)
		}
	}
	if got := f.status(t); len(got) != 1 || *got[0].Name != "default" {
		t.Errorf("got %v without a selector, want the customer managed recorder alone", got)
	}

	both := serviceLinkedNames["securityhubv2.amazonaws.com"]
	gone, err := client.DeleteServiceLinkedConfigurationRecorder(ctx, &configservice.DeleteServiceLinkedConfigurationRecorderInput{
		Arn: aws.String(recorderARN(location{testAccount, testRegion}, both[1])),
	})
	if err != nil || *gone.Name != both[1] {
		t.Fatalf("got %v and %v, want %s deleted by its ARN", gone, err, both[1])
	}
	f.do(t, "DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["`+both[0]+`"]}`)
	f.do(t, "DeleteServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhubv2.amazonaws.com"}`)
	f.wantError(t, "DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"securityhubv2.amazonaws.com"}`, "NoSuchConfigurationRecorderException", "")
}
