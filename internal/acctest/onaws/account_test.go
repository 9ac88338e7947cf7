// SPDX-License-Identifier: MPL-2.0

// Package onaws reads what an AWS account has through the provider, and compares it
// with what the SDK reads. It changes nothing there.
package onaws

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	accountservice "github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/smithy-go"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

func TestMain(m *testing.M) {
	acctest.MainOnAWS(m)
}

// account is the AWS account of the person who runs the tests.
type account struct {
	client    *configservice.Client
	home      string
	regions   []string // Those that are enabled, or the home region where they may not be listed.
	listed    bool     // Whether they may.
	readable  []string // Those that the credentials may read.
	recorders []recorder
	linked    bool // Whether recorders may be listed.
}

// recorder is one that is there when the tests begin.
type recorder struct {
	region string
	name   string
	arn    string
	owner  string // The service principal, empty for the customer managed one.
}

// newAccount looks through the account of the environment, or skips the test where
// nobody asks for that or there is none.
func newAccount(t *testing.T) *account {
	t.Helper()
	if os.Getenv(acctest.OnAWS) == "" {
		t.Skipf("skipped: real AWS is read where %s is set, as make testacc-aws does", acctest.OnAWS)
	}
	config, err := awsconfig.LoadDefaultConfig(t.Context(), awsconfig.WithDefaultRegion("us-east-1"), awsconfig.WithHTTPClient(awshttp.NewBuildableClient()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := config.Credentials.Retrieve(t.Context()); err != nil {
		// The instance metadata service is asked last, when nothing else is there.
		if operation := (*smithy.OperationError)(nil); !errors.As(err, &operation) || operation.ServiceID != imds.ServiceID {
			t.Fatal(err)
		}
		t.Skipf("skipped: there are no AWS credentials in the environment: %s", err)
	}

	a := &account{client: configservice.NewFromConfig(config), home: config.Region, linked: true}
	a.listRegions(t, accountservice.NewFromConfig(config))
	for _, region := range a.regions {
		a.look(t, region)
	}
	t.Logf("the account has %d recorders in the %d regions that are read", len(a.recorders), len(a.regions))
	return a
}

// denied tells whether the credentials may not ask.
func denied(err error) bool {
	var refusal smithy.APIError
	return errors.As(err, &refusal) && strings.HasPrefix(refusal.ErrorCode(), "AccessDenied")
}

func (a *account) listRegions(t *testing.T, client *accountservice.Client) {
	t.Helper()
	a.regions = []string{a.home}
	pages := accountservice.NewListRegionsPaginator(client, &accountservice.ListRegionsInput{
		RegionOptStatusContains: []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault},
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if denied(err) {
			t.Logf("only %s is read, because the regions may not be listed: %s", a.home, err)
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, region := range page.Regions {
			a.regions = append(a.regions, aws.ToString(region.RegionName))
		}
	}
	a.listed = true
	slices.Sort(a.regions)
	a.regions = slices.Compact(a.regions)
}

// look notes the recorders of a region. One that may not be read has none.
func (a *account) look(t *testing.T, region string) {
	t.Helper()
	managed, err := a.describe(t, region, configservice.DescribeConfigurationRecorderStatusInput{})
	if err != nil {
		t.Logf("%s cannot be read: %s", region, err)
		return
	}
	a.readable = append(a.readable, region)
	for _, status := range managed {
		a.recorders = append(a.recorders, recorder{region: region, name: aws.ToString(status.Name), arn: aws.ToString(status.Arn)})
	}
	pages := configservice.NewListConfigurationRecordersPaginator(a.client, &configservice.ListConfigurationRecordersInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context(), inRegion(region))
		if err != nil {
			a.linked = false
			t.Logf("the recorders in %s cannot be listed: %s", region, err)
			return
		}
		for _, summary := range page.ConfigurationRecorderSummaries {
			if summary.ServicePrincipal != nil {
				a.recorders = append(a.recorders, recorder{region: region, name: aws.ToString(summary.Name), arn: aws.ToString(summary.Arn), owner: *summary.ServicePrincipal})
			}
		}
	}
}

func inRegion(region string) func(*configservice.Options) {
	return func(o *configservice.Options) { o.Region = region }
}

// describe reads statuses with the SDK.
func (a *account) describe(t *testing.T, region string, input configservice.DescribeConfigurationRecorderStatusInput) ([]types.ConfigurationRecorderStatus, error) {
	t.Helper()
	output, err := a.client.DescribeConfigurationRecorderStatus(t.Context(), &input, inRegion(region))
	if err != nil {
		return nil, err
	}
	return output.ConfigurationRecordersStatus, nil
}

// attributes is what the provider must return for a status.
func attributes(region string, status types.ConfigurationRecorderStatus) map[string]any {
	text := func(value *string) any {
		if value == nil {
			return nil
		}
		return *value
	}
	moment := func(value *time.Time) any {
		if value == nil {
			return nil
		}
		return value.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return map[string]any{
		"arn":                     text(status.Arn),
		"last_error_code":         text(status.LastErrorCode),
		"last_error_message":      text(status.LastErrorMessage),
		"last_start_time":         moment(status.LastStartTime),
		"last_status":             documented(status.LastStatus),
		"last_status_change_time": moment(status.LastStatusChangeTime),
		"last_stop_time":          moment(status.LastStopTime),
		"name":                    text(status.Name),
		"recording":               status.Recording,
		"region":                  region,
		"service_principal":       text(status.ServicePrincipal),
	}
}

// documented is a status as AWS documents it.
func documented(sent types.RecorderStatus) any {
	spelled := map[types.RecorderStatus]string{"": "", "PENDING": "Pending", "SUCCESS": "Success", "FAILURE": "Failure", "NOT_APPLICABLE": "NotApplicable"}
	switch as, known := spelled[sent]; {
	case !known:
		return string(sent)
	case as == "":
		return nil
	default:
		return as
	}
}

// selection is a way to select one recorder.
type selection struct {
	label     string
	region    string
	arguments string // Of the data source or ephemeral resource.
	input     configservice.DescribeConfigurationRecorderStatusInput
}

// selections are all ways to select each recorder.
func (a *account) selections() []selection {
	owned := map[[2]string]int{}
	for _, r := range a.recorders {
		owned[[2]string{r.region, r.owner}]++
	}
	var all []selection
	add := func(label string, r recorder, arguments string, input configservice.DescribeConfigurationRecorderStatusInput) {
		all = append(all, selection{fmt.Sprintf("%s_%d", label, len(all)), r.region, arguments, input})
	}
	for _, r := range a.recorders {
		region := fmt.Sprintf("region = %q\n", r.region)
		add("name", r, region+fmt.Sprintf("name = %s", quoted(r.name)), configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{r.name}})
		if r.arn != "" {
			add("arn", r, fmt.Sprintf("arn = %s", quoted(r.arn)), configservice.DescribeConfigurationRecorderStatusInput{Arn: aws.String(r.arn)})
		}
		switch {
		case r.owner == "" && r.region == a.home:
			add("none", r, "", configservice.DescribeConfigurationRecorderStatusInput{})
		case r.owner == "":
			add("region", r, region, configservice.DescribeConfigurationRecorderStatusInput{})
		case owned[[2]string{r.region, r.owner}] == 1: // Several are an error.
			add("service_principal", r, region+fmt.Sprintf("service_principal = %q", r.owner), configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: aws.String(r.owner)})
		}
	}
	return all
}

// quoted is a string of the Terraform language.
func quoted(text string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(fmt.Sprintf("%q", text))
}

// without returns a region without a customer managed recorder, or the empty string.
func (a *account) without() string {
	taken := map[string]bool{}
	for _, r := range a.recorders {
		taken[r.region] = taken[r.region] || r.owner == ""
	}
	for _, region := range a.readable {
		if !taken[region] {
			return region
		}
	}
	return ""
}

// survey is what the plural data source must return.
func (a *account) survey(t *testing.T, regions []string, linked bool) map[string]any {
	t.Helper()
	statuses, notRecording, failed := []any{}, []any{}, []any{}
	for _, region := range slices.Sorted(slices.Values(regions)) {
		found := map[string]map[string]any{}
		recording := false
		managed, err := a.describe(t, region, configservice.DescribeConfigurationRecorderStatusInput{})
		for _, status := range managed {
			found[aws.ToString(status.Name)] = attributes(region, status)
			recording = recording || status.Recording
		}
		for _, r := range a.recorders {
			if !linked || r.region != region || r.owner == "" || err != nil {
				continue
			}
			var read []types.ConfigurationRecorderStatus
			read, err = a.describe(t, region, configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{r.name}})
			for _, status := range read {
				found[r.name] = attributes(region, status)
			}
		}
		if err != nil {
			failed = append(failed, region)
		}
		if err != nil || !recording {
			notRecording = append(notRecording, region)
		}
		for _, name := range slices.Sorted(maps.Keys(found)) {
			if err == nil {
				statuses = append(statuses, found[name])
			}
		}
	}
	return map[string]any{"failed": failed, "regions_not_recording": notRecording, "statuses": statuses}
}
