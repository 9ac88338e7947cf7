// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// describe reads statuses with the SDK.
func (a *account) describe(t *testing.T, region string, input configservice.DescribeConfigurationRecorderStatusInput) ([]types.ConfigurationRecorderStatus, error) {
	t.Helper()
	output, err := configservice.NewFromConfig(a.config, func(o *configservice.Options) { o.Region = region }).DescribeConfigurationRecorderStatus(t.Context(), &input)
	if err != nil {
		return nil, err
	}
	return output.ConfigurationRecordersStatus, nil
}

// attributes returns what the provider must return for a status.
func (a *account) attributes(region string, status types.ConfigurationRecorderStatus) map[string]any {
	attributes := acctest.Attributes(status)
	attributes["account_id"] = a.id
	attributes["last_status"] = asDocumented(status.LastStatus)
	attributes["region"] = region
	return attributes
}

// asDocumented spells a status as AWS documents it.
func asDocumented(sent types.RecorderStatus) any {
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

// selections returns every way to select each recorder.
func (a *account) selections() []selection {
	owned := map[[2]string]int{}
	for _, r := range a.survey.recorders {
		owned[[2]string{r.region, r.principal}]++
	}
	var all []selection
	add := func(label string, r recorder, arguments string, input configservice.DescribeConfigurationRecorderStatusInput) {
		all = append(all, selection{fmt.Sprintf("%s_%d", label, len(all)), r.region, arguments, input})
	}
	for _, r := range a.survey.recorders {
		region := fmt.Sprintf("region = %q\n", r.region)
		add("name", r, region+fmt.Sprintf("name = %s", quoted(r.name)), configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{r.name}})
		if r.arn != "" {
			add("arn", r, fmt.Sprintf("arn = %s", quoted(r.arn)), configservice.DescribeConfigurationRecorderStatusInput{Arn: aws.String(r.arn)})
		}
		switch {
		case r.principal == "" && r.region == a.config.Region:
			add("none", r, "", configservice.DescribeConfigurationRecorderStatusInput{})
		case r.principal == "":
			add("region", r, region, configservice.DescribeConfigurationRecorderStatusInput{})
		case owned[[2]string{r.region, r.principal}] == 1: // With several, the provider returns an error.
			add("service_principal", r, region+fmt.Sprintf("service_principal = %q", r.principal), configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: aws.String(r.principal)})
		}
	}
	return all
}

// quoted writes a string in the Terraform language.
func quoted(text string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(fmt.Sprintf("%q", text))
}

// without returns a region without a customer managed recorder, or the empty string.
func (a *account) without() string {
	taken := map[string]bool{}
	for _, r := range a.survey.recorders {
		taken[r.region] = taken[r.region] || r.principal == ""
	}
	for _, region := range a.survey.readable {
		if !taken[region] {
			return region
		}
	}
	return ""
}

// plural returns what the plural data source must return.
func (a *account) plural(t *testing.T, regions []string, linked bool) map[string]any {
	t.Helper()
	statuses, notRecording, failed := []any{}, []any{}, []any{}
	for _, region := range slices.Sorted(slices.Values(regions)) {
		found := map[string]map[string]any{}
		recording := false
		managed, err := a.describe(t, region, configservice.DescribeConfigurationRecorderStatusInput{})
		for _, status := range managed {
			found[aws.ToString(status.Name)] = a.attributes(region, status)
			recording = recording || status.Recording
		}
		for _, r := range a.survey.recorders {
			if !linked || r.region != region || r.principal == "" || err != nil {
				continue
			}
			var read []types.ConfigurationRecorderStatus
			read, err = a.describe(t, region, configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{r.name}})
			for _, status := range read {
				found[r.name] = a.attributes(region, status)
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
	return map[string]any{"failed": failed, "not_recording": notRecording, "statuses": statuses}
}
