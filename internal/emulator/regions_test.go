// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	configtypes "github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func (f *fixture) account(accessKeyID string) *account.Client {
	return account.New(account.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(accessKeyID, "secret", ""),
		Region:           testRegion,
		RetryMaxAttempts: 1,
	})
}

// listRegions sends a well-formed request to AWS Account Management.
func (f *fixture) listRegions(t *testing.T, body string) answer {
	t.Helper()
	return f.send(t, http.MethodPost, "/listRegions", body, "Authorization", authorization("account"), "Content-Type", "application/json")
}

// regionPages returns the regions that an account has, by status, and the sizes
// of the pages that they came on.
func (f *fixture) regionPages(t *testing.T, in account.ListRegionsInput) (map[types.RegionOptStatus][]string, []int) {
	t.Helper()
	byStatus, sizes := map[types.RegionOptStatus][]string{}, []int{}
	pages := account.NewListRegionsPaginator(f.account(testAccount), &in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(page.Regions))
		for _, r := range page.Regions {
			byStatus[r.RegionOptStatus] = append(byStatus[r.RegionOptStatus], *r.RegionName)
		}
	}
	return byStatus, sizes
}

// TestKnownRegions counts the regions, which are all commercial ones.
func TestKnownRegions(t *testing.T) {
	t.Parallel()
	byDefault := 0
	for name, enabled := range knownRegions {
		if !regionPattern.MatchString(name) || partition(name) != "aws" {
			t.Errorf("%s is no commercial region", name)
		}
		if enabled {
			byDefault++
		}
	}
	if len(knownRegions) != 34 || byDefault != 17 {
		t.Errorf("got %d regions and %d by default, want 34 and 17", len(knownRegions), byDefault)
	}
}

func TestListRegionsPages(t *testing.T) {
	t.Parallel()
	f := serve(t)
	all := slices.Sorted(maps.Keys(knownRegions))
	optIn := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return knownRegions[name] })
	byDefault := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return !knownRegions[name] })
	both := map[types.RegionOptStatus][]string{"ENABLED_BY_DEFAULT": byDefault, "DISABLED": optIn}
	for _, test := range []struct {
		name  string
		in    account.ListRegionsInput
		sizes []int
		want  map[types.RegionOptStatus][]string
	}{
		{"no members", account.ListRegionsInput{}, []int{20, 14}, both},
		{"the largest page", account.ListRegionsInput{MaxResults: aws.Int32(50)}, []int{34}, both},
		{"a page for all", account.ListRegionsInput{MaxResults: aws.Int32(34)}, []int{34}, both},
		{"full pages", account.ListRegionsInput{MaxResults: aws.Int32(17)}, []int{17, 17}, both},
		{"own account", account.ListRegionsInput{AccountId: aws.String(testAccount), MaxResults: aws.Int32(30)}, []int{30, 4}, both},
		{"empty filter", account.ListRegionsInput{RegionOptStatusContains: []types.RegionOptStatus{}}, []int{20, 14}, both},
		{"enabled", account.ListRegionsInput{RegionOptStatusContains: []types.RegionOptStatus{"ENABLED", "ENABLED_BY_DEFAULT"}}, []int{17}, map[types.RegionOptStatus][]string{"ENABLED_BY_DEFAULT": byDefault}},
		{"disabled, in pages", account.ListRegionsInput{MaxResults: aws.Int32(10), RegionOptStatusContains: []types.RegionOptStatus{"DISABLED"}}, []int{10, 7}, map[types.RegionOptStatus][]string{"DISABLED": optIn}},
		{"on the way", account.ListRegionsInput{RegionOptStatusContains: []types.RegionOptStatus{"ENABLING", "DISABLING"}}, []int{0}, map[types.RegionOptStatus][]string{}},
	} {
		got, sizes := f.regionPages(t, test.in)
		if !slices.Equal(sizes, test.sizes) || !maps.EqualFunc(got, test.want, slices.Equal) {
			t.Errorf("%s: got pages of %v with %v, want %v with %v", test.name, sizes, got, test.sizes, test.want)
		}
	}
}

func TestSeededRegions(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"enabledRegions":{"`+testAccount+`":["us-east-1","ap-east-1","eu-test-1"],"`+otherAccount+`":[]}}`)
	got, _ := f.regionPages(t, account.ListRegionsInput{})
	if want := []string{"ap-east-1", "eu-test-1"}; !slices.Equal(got["ENABLED"], want) {
		t.Errorf("got %v enabled, want %v", got["ENABLED"], want)
	}
	if want := []string{"us-east-1"}; !slices.Equal(got["ENABLED_BY_DEFAULT"], want) || len(got["DISABLED"]) != 32 {
		t.Errorf("got %v enabled by default and %d disabled, want %v and 32", got["ENABLED_BY_DEFAULT"], len(got["DISABLED"]), want)
	}
	for region, open := range map[string]bool{"us-east-1": true, "ap-east-1": true, "eu-test-1": true, "eu-west-1": false, "af-south-1": false, "eu-test-2": false} {
		_, err := f.configIn(testAccount, region).DescribeConfigurationRecorderStatus(t.Context(), nil)
		var refusal smithy.APIError
		switch {
		case open && err != nil:
			t.Errorf("%s: got %v, want it open", region, err)
		case !open && (!errors.As(err, &refusal) || refusal.ErrorCode() != "UnrecognizedClientException" || refusal.ErrorMessage() != "The security token included in the request is invalid."):
			t.Errorf("%s: got %v, want UnrecognizedClientException", region, err)
		}
	}
	f.wantError(t, "NoSuchOperation", `{}`, "UnrecognizedClientException", "The security token included in the request is invalid.")
	if _, err := f.configIn(otherAccount, "us-east-1").DescribeConfigurationRecorderStatus(t.Context(), nil); err == nil {
		t.Error("an account without regions was answered")
	}
	if _, err := f.configIn(defaultAccount, "eu-west-1").DescribeConfigurationRecorderStatus(t.Context(), nil); err != nil {
		t.Errorf("got %v in an account that the seed does not name", err)
	}
	if _, err := f.sts(testAccount).GetCallerIdentity(t.Context(), nil); err != nil {
		t.Errorf("got %v from AWS STS, want an answer in every region", err)
	}

	// Another list for the account replaces its regions, and a seed without one does not
	// change them.
	f.seed(t, `{"enabledRegions":{"`+testAccount+`":["eu-west-1"]}}`)
	f.seed(t, `{}`)
	if got := f.status(t); len(got) != 0 {
		t.Errorf("got %v, want an open region without recorders", got)
	}
	if _, err := f.configIn(testAccount, "us-east-1").DescribeConfigurationRecorderStatus(t.Context(), nil); err == nil {
		t.Error("a region is open that the later seed leaves out")
	}
}

// TestRegionsWithoutAList compares what is listed with where AWS Config answers, for an
// account whose enabled regions no seed lists.
func TestRegionsWithoutAList(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"accounts":{
		"`+testAccount+`":{"us-east-1":{},"af-south-1":{},"us-gov-west-1":{"ConfigurationRecordersStatus":[{"name":"default"}]}},
		"`+otherAccount+`":{"ap-east-1":{}}}}`)
	status := map[string]types.RegionOptStatus{}
	byStatus, _ := f.regionPages(t, account.ListRegionsInput{})
	for s, names := range byStatus {
		for _, name := range names {
			status[name] = s
		}
	}
	for region, want := range map[string]types.RegionOptStatus{
		"eu-west-1":     "ENABLED_BY_DEFAULT",
		"us-east-1":     "ENABLED_BY_DEFAULT",
		"af-south-1":    "ENABLED",
		"us-gov-west-1": "ENABLED",
		"ap-east-1":     "DISABLED",
		"eu-central-2":  "DISABLED",
		"us-gov-east-1": "",
		"cn-north-1":    "",
		"eu-west-9":     "",
	} {
		if status[region] != want {
			t.Errorf("%s: got the status %q, want %q", region, status[region], want)
		}
	}
	if len(status) != 35 || len(byStatus["ENABLED_BY_DEFAULT"]) != 17 || len(byStatus["ENABLED"]) != 2 {
		t.Errorf("got the regions %v, want the 34 and us-gov-west-1", byStatus)
	}
	for _, region := range append(slices.Collect(maps.Keys(status)), "us-gov-east-1", "cn-north-1", "eu-west-9") {
		_, err := f.configIn(testAccount, region).DescribeConfigurationRecorderStatus(t.Context(), nil)
		var refusal smithy.APIError
		switch open := strings.HasPrefix(string(status[region]), "ENABLED"); {
		case open && err != nil:
			t.Errorf("%s: got %v where the region is %s", region, err, status[region])
		case !open && (!errors.As(err, &refusal) || refusal.ErrorCode() != "UnrecognizedClientException"):
			t.Errorf("%s: got %v where the region is %q, want UnrecognizedClientException", region, err, status[region])
		}
	}
	for _, region := range []string{"eu-central-2", "eu-west-9"} {
		_, err := f.configIn(testAccount, region).PutConfigurationRecorder(t.Context(), &configservice.PutConfigurationRecorderInput{
			ConfigurationRecorder: &configtypes.ConfigurationRecorder{RoleARN: aws.String(testRole)},
		})
		if _, ok := f.store.regions[location{testAccount, region}]; err == nil || ok {
			t.Errorf("%s: got %v from a put, want it refused without effect", region, err)
		}
	}
	// Only the list counts, even if a seed defines something in other regions.
	f.seed(t, `{"enabledRegions":{"`+testAccount+`":["us-gov-east-1"]}}`)
	if _, err := f.configIn(testAccount, "us-gov-east-1").DescribeConfigurationRecorderStatus(t.Context(), nil); err != nil {
		t.Errorf("got %v in GovCloud, want an answer", err)
	}
	for _, region := range []string{"eu-west-1", "us-gov-west-1"} {
		if _, err := f.configIn(testAccount, region).DescribeConfigurationRecorderStatus(t.Context(), nil); err == nil {
			t.Errorf("%s: got an answer in a region that is not listed", region)
		}
	}
}

// TestRegionsOfARoleSession lists the regions of the account of a role.
func TestRegionsOfARoleSession(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"enabledRegions":{"`+otherAccount+`":["eu-central-2"]}}`)
	session := assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(otherRole)})
	client := f.account("")
	out, err := client.ListRegions(t.Context(), &account.ListRegionsInput{RegionOptStatusContains: []types.RegionOptStatus{"ENABLED"}}, func(o *account.Options) {
		o.Credentials = with(session.Credentials)
	})
	if err != nil || len(out.Regions) != 1 || *out.Regions[0].RegionName != "eu-central-2" {
		t.Errorf("got %+v and %v, want the region of the role's account", out, err)
	}
}

func TestListRegionsOnTheWire(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"enabledRegions":{"`+testAccount+`":["eu-test-1","eu-test-2"]}}`)
	const filter = `"RegionOptStatusContains":["ENABLED"]`
	first := `{"NextToken":"` + writeToken("eu-test-1") + `","Regions":[{"RegionName":"eu-test-1","RegionOptStatus":"ENABLED"}]}`
	got := f.listRegions(t, `{"MaxResults":1,`+filter+`}`)
	if got.status != http.StatusOK || got.body != first || got.header.Get("Content-Type") != "application/json" || got.header.Get("X-Amzn-Errortype") != "" || !requestIDPattern.MatchString(got.header.Get("X-Amzn-Requestid")) {
		t.Errorf("got %+v, want 200 and %s", got, first)
	}
	second := `{"Regions":[{"RegionName":"eu-test-2","RegionOptStatus":"ENABLED"}]}`
	if got := f.listRegions(t, `{"NextToken":"`+writeToken("eu-test-1")+`",`+filter+`}`); got.status != http.StatusOK || got.body != second {
		t.Errorf("got %+v, want 200 and %s", got, second)
	}
	if got := f.listRegions(t, `{"RegionOptStatusContains":["DISABLING"]}`); got.body != `{"Regions":[]}` {
		t.Errorf("got %s, want an empty list", got.body)
	}
	if got := f.listRegions(t, ``); got.status != http.StatusOK || !strings.Contains(got.body, `"NextToken"`) {
		t.Errorf("got %+v for an empty body, want the first page", got)
	}
}

// TestListRegionsInUSEast1 signs for the region that the SDK signs for at AWS. With an
// endpoint, the SDK signs for the region of the client.
func TestListRegionsInUSEast1(t *testing.T) {
	t.Parallel()
	got := serve(t).send(t, http.MethodPost, "/listRegions", "{}", "Authorization", strings.Replace(authorization("account"), testRegion, "us-east-1", 1))
	if got.status != http.StatusOK {
		t.Errorf("got %+v, want an answer", got)
	}
}
