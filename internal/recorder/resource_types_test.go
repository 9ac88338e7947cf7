// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

const (
	instance = "AWS::EC2::Instance"
	bucket   = "AWS::S3::Bucket"
	iamUser  = "AWS::IAM::User"
	iamRole  = "AWS::IAM::Role"
)

func TestMissingResourceTypes(t *testing.T) {
	t.Parallel()
	strategy := func(useOnly string, global bool, group recorder.RecordingGroup) recorder.RecordingGroup {
		group.RecordingStrategy, group.IncludeGlobalResourceTypes = aws.String(useOnly), aws.Bool(global)
		group.AllSupported = aws.Bool(useOnly == "ALL_SUPPORTED_RESOURCE_TYPES")
		return group
	}
	all := func(global bool) recorder.RecordingGroup {
		return strategy("ALL_SUPPORTED_RESOURCE_TYPES", global, recorder.RecordingGroup{ResourceTypes: []string{}, ExclusionByResourceTypes: []string{}})
	}
	only := func(global bool, types ...string) recorder.RecordingGroup {
		return strategy("INCLUSION_BY_RESOURCE_TYPES", global, recorder.RecordingGroup{ResourceTypes: types, ExclusionByResourceTypes: []string{}})
	}
	allBut := func(global bool, types ...string) recorder.RecordingGroup {
		return strategy("EXCLUSION_BY_RESOURCE_TYPES", global, recorder.RecordingGroup{ResourceTypes: []string{}, ExclusionByResourceTypes: types})
	}
	everyIAM := []string{"AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"}

	for name, test := range map[string]struct {
		region string
		group  recorder.RecordingGroup
		types  []string
		want   []string
	}{
		"all":                              {region, all(true), append(everyIAM, instance), nil},
		"all but the global types":         {region, all(false), append(everyIAM, instance), everyIAM},
		"other IAM types are not global":   {region, all(false), []string{"AWS::IAM::InstanceProfile", "AWS::RDS::GlobalCluster"}, nil},
		"a list":                           {region, only(false, instance), []string{instance, bucket}, []string{bucket}},
		"a list with a global type":        {region, only(false, iamUser), []string{iamUser, iamRole}, []string{iamRole}},
		"a list and the global flag":       {region, only(true, instance), []string{iamUser}, []string{iamUser}},
		"an empty list":                    {region, only(true), []string{instance}, []string{instance}},
		"exclusions":                       {region, allBut(false, bucket), []string{instance, bucket}, []string{bucket}},
		"exclusions without a global type": {region, allBut(false, bucket), everyIAM, nil},
		"exclusions with a global type":    {region, allBut(true, iamUser), []string{iamUser, iamRole}, []string{iamUser}},

		"a newer region, all":        {"eu-south-2", all(true), []string{iamUser, "AWS::IAM::InstanceProfile"}, []string{iamUser}},
		"a newer region, listed":     {"ap-southeast-5", only(true, iamUser), []string{iamUser}, []string{iamUser}},
		"a newer region, exclusions": {"mx-central-1", allBut(true, bucket), append(everyIAM, instance), everyIAM},
		"a region to come":           {"xx-north-9", all(true), []string{iamUser, instance}, []string{iamUser}},
		"no region":                  {"", all(true), []string{iamUser, instance}, []string{iamUser}},
		"the last of the old ones":   {"ap-southeast-3", all(true), everyIAM, nil},
		"GovCloud":                   {"us-gov-west-1", all(true), everyIAM, nil},
		"China":                      {"cn-north-1", all(true), everyIAM, nil},

		"old response, all":              {region, recorder.RecordingGroup{AllSupported: aws.Bool(true), IncludeGlobalResourceTypes: aws.Bool(false), ResourceTypes: []string{}}, []string{iamUser, instance}, []string{iamUser}},
		"old response, all and global":   {region, recorder.RecordingGroup{AllSupported: aws.Bool(true), IncludeGlobalResourceTypes: aws.Bool(true), ResourceTypes: []string{}}, []string{iamUser, instance}, nil},
		"old response, a list":           {region, recorder.RecordingGroup{AllSupported: aws.Bool(false), IncludeGlobalResourceTypes: aws.Bool(false), ResourceTypes: []string{instance}}, []string{instance, bucket}, []string{bucket}},
		"nothing is known":               {region, recorder.RecordingGroup{}, []string{instance}, []string{instance}},
		"the strategy, not allSupported": {region, recorder.RecordingGroup{AllSupported: aws.Bool(true), RecordingStrategy: aws.String("INCLUSION_BY_RESOURCE_TYPES")}, []string{instance}, []string{instance}},

		"order without duplicates":        {region, only(false), []string{iamUser, bucket, iamUser, instance, bucket}, []string{iamUser, bucket, instance}},
		"a listed type that is not known": {region, only(false, "AWS::Future::Thing"), []string{"AWS::Future::Thing"}, nil},
		"no types":                        {region, only(false), nil, nil},
	} {
		configuration := recorder.Configuration{Identity: recorder.Identity{Region: test.region}, RecordingGroup: test.group}
		missing, err := recorder.MissingResourceTypes(configuration, test.types)
		if err != nil || missing == nil || !slices.Equal(missing, test.want) {
			t.Errorf("%s: got %#v and %v", name, missing, err)
		}
	}

	azure := recorder.Configuration{Identity: recorder.Identity{Region: region}, ConnectorARN: aws.String("c"), RecordingGroup: all(true)}
	if missing, err := recorder.MissingResourceTypes(azure, []string{instance}); err != nil || !slices.Equal(missing, []string{instance}) {
		t.Errorf("another cloud: got %v and %v", missing, err)
	}
}

func TestMissingResourceTypes_rejects(t *testing.T) {
	t.Parallel()
	exclusion := recorder.RecordingGroup{RecordingStrategy: aws.String("EXCLUSION_BY_RESOURCE_TYPES"), ExclusionByResourceTypes: []string{bucket}}
	for name, test := range map[string]struct {
		group        recorder.RecordingGroup
		resourceType string
		want         string
	}{
		"unknown strategy":     {recorder.RecordingGroup{RecordingStrategy: aws.String("MOST_OF_THEM"), AllSupported: aws.Bool(true), ResourceTypes: []string{bucket}}, bucket, `unknown recording strategy "MOST_OF_THEM"`},
		"exclusions of nobody": {recorder.RecordingGroup{RecordingStrategy: aws.String("EXCLUSION_BY_RESOURCE_TYPES")}, bucket, "there is no list of them"},
		"a misspelled type":    {recorder.RecordingGroup{AllSupported: aws.Bool(true)}, "AWS::EC2::Instnace", "check the spelling, or upgrade the provider"},
		"another case":         {exclusion, "aws::s3::bucket", `"aws::s3::bucket" is not a resource type: enter "AWS::S3::Bucket"`},
		"another form":         {exclusion, "AWS::S3::*", `"AWS::S3::*" is not a resource type`},
		"a space":              {exclusion, bucket + " ", "is not a resource type"},
		"empty":                {exclusion, "", `"" is not a resource type`},
	} {
		configuration := recorder.Configuration{Identity: recorder.Identity{Region: region}, RecordingGroup: test.group}
		missing, err := recorder.MissingResourceTypes(configuration, []string{test.resourceType})
		if missing != nil || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v and %v", name, missing, err)
		}
	}
}
