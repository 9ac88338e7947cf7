// SPDX-License-Identifier: MPL-2.0

package fidelity

import (
	"encoding/base64"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"
)

// sender determines the credentials of a call. By default, they are those of a role of
// the account.
type sender int

const (
	accountRole sender = iota
	accessKey
	assumedRole
	withoutToken
	unknownSession
)

// call is a request of the script.
type call struct {
	// name identifies the call among those of its operation on the page.
	name  string
	input any
	as    sender
	// later delays the call until the next second, so that a changed time differs.
	later bool
}

func (c call) operation() string {
	return strings.TrimSuffix(reflect.TypeOf(c.input).Elem().Name(), "Input")
}

func (c call) String() string {
	return c.operation() + ", " + c.name
}

// scene contains calls to a new account.
type scene struct {
	name  string
	calls func(accountID string) []call
}

type (
	statusInput    = configservice.DescribeConfigurationRecorderStatusInput
	recordersInput = configservice.DescribeConfigurationRecordersInput
	listInput      = configservice.ListConfigurationRecordersInput
)

// put returns the input to put a recorder with a name.
func put(accountID string, name *string) *configservice.PutConfigurationRecorderInput {
	return &configservice.PutConfigurationRecorderInput{ConfigurationRecorder: &types.ConfigurationRecorder{
		Name:    name,
		RoleARN: aws.String("arn:aws:iam::" + accountID + ":role/config"),
	}}
}

func start(name string) *configservice.StartConfigurationRecorderInput {
	return &configservice.StartConfigurationRecorderInput{ConfigurationRecorderName: &name}
}

func stop(name string) *configservice.StopConfigurationRecorderInput {
	return &configservice.StopConfigurationRecorderInput{ConfigurationRecorderName: &name}
}

func remove(name string) *configservice.DeleteConfigurationRecorderInput {
	return &configservice.DeleteConfigurationRecorderInput{ConfigurationRecorderName: &name}
}

func channel(name string, change func(*types.DeliveryChannel)) *configservice.PutDeliveryChannelInput {
	c := &types.DeliveryChannel{Name: &name, S3BucketName: aws.String("example")}
	if change != nil {
		change(c)
	}
	return &configservice.PutDeliveryChannelInput{DeliveryChannel: c}
}

func removeChannel(name string) *configservice.DeleteDeliveryChannelInput {
	return &configservice.DeleteDeliveryChannelInput{DeliveryChannelName: &name}
}

// script contains calls of every operation of the emulator, with valid and invalid
// requests.
var script = []scene{
	{"nothing there", func(string) []call {
		return []call{
			{name: "nothing there", input: &statusInput{}},
			{name: "nothing there", input: &recordersInput{}},
			{name: "nothing there", input: &listInput{}},
			{name: "nothing there", input: &configservice.DescribeDeliveryChannelsInput{}},
			{name: "nothing there", input: &configservice.DescribeDeliveryChannelStatusInput{}},
			{name: "nothing there", input: start("default")},
			{name: "nothing there", input: stop("default")},
			{name: "nothing there", input: remove("default")},
			{name: "nothing there", input: removeChannel("default")},
			{name: "without a recorder", input: channel("default", nil)},
			{name: "unknown credentials", input: &statusInput{}, as: unknownSession},
		}
	}},
	{"the life of a recorder", func(accountID string) []call {
		return []call{
			{name: "a new recorder", input: put(accountID, aws.String("default"))},
			{name: "a recorder that was never started", input: &statusInput{}},
			{name: "default settings", input: &recordersInput{}},
			{name: "the same recorder again", input: put(accountID, aws.String("default"))},
			{name: "a second recorder", input: put(accountID, aws.String("second"))},
			{name: "without a channel", input: start("default")},
			{name: "a new channel", input: channel("default", nil)},
			{name: "with a channel", input: start("default")},
			{name: "a recorder that was started", input: &statusInput{}},
			{name: "a recorder that records", input: start("default"), later: true},
			{name: "a recorder that was started twice", input: &statusInput{}},
			{name: "the channel of a recorder that records", input: removeChannel("default")},
			{name: "an empty name", input: start("")},
			{name: "no name", input: &configservice.StartConfigurationRecorderInput{}},
			{name: "another name", input: stop("other")},
			{name: "a recorder that records", input: stop("default"), later: true},
			{name: "a recorder that was stopped", input: &statusInput{}},
			{name: "a recorder that does not record", input: stop("default"), later: true},
			{name: "a recorder that was stopped twice", input: &statusInput{}},
			{name: "a recorder that was stopped", input: start("default"), later: true},
			{name: "a recorder that was started again", input: &statusInput{}},
			{name: "the same recorder while it records", input: put(accountID, aws.String("default"))},
			{name: "a recorder that was put while it records", input: &statusInput{}},
			{name: "another name", input: remove("other")},
			{name: "a recorder that records", input: remove("default")},
			{name: "a recorder that was deleted", input: &statusInput{}},
			{name: "the channel of a recorder that was deleted", input: &configservice.DescribeDeliveryChannelsInput{}},
			{name: "the channel of a recorder that was deleted", input: removeChannel("default")},
		}
	}},
	{"selectors", func(accountID string) []call {
		other := aws.String("arn:aws:config:" + region + ":" + accountID + ":configuration-recorder/other/0123456789abcdef")
		linked, unknown := aws.String("securityhub.amazonaws.com"), aws.String("unknown.amazonaws.com")
		calls := []call{
			{name: "a recorder to select", input: put(accountID, aws.String("default"))},
			{name: "a recorder to select", input: &statusInput{}},
		}
		for _, selector := range []struct {
			name           string
			names          []string
			arn, principal *string
		}{
			{name: "its name", names: []string{"default"}},
			{name: "an unknown name", names: []string{"other"}},
			{name: "two names", names: []string{"default", "other"}},
			{name: "the same name twice", names: []string{"default", "default"}},
			{name: "an empty name", names: []string{""}},
			{name: "a long name", names: []string{strings.Repeat("n", 257)}},
			{name: "its ARN", arn: aws.String(latestARN)},
			{name: "an ARN without a recorder", arn: other},
			{name: "no ARN", arn: aws.String("default")},
			{name: "a principal without a recorder", principal: linked},
			{name: "an unknown principal", principal: unknown},
			{name: "no principal", principal: aws.String("a b")},
			{name: "a name and a principal", names: []string{"default"}, principal: linked},
			{name: "an ARN and a principal", arn: other, principal: linked},
		} {
			calls = append(calls,
				call{name: selector.name, input: &statusInput{ConfigurationRecorderNames: selector.names, Arn: selector.arn, ServicePrincipal: selector.principal}},
				call{name: selector.name, input: &recordersInput{ConfigurationRecorderNames: selector.names, Arn: selector.arn, ServicePrincipal: selector.principal}})
		}
		return calls
	}},
	{"no name", func(accountID string) []call {
		return []call{
			{name: "no name", input: put(accountID, nil)},
			{name: "an empty name", input: put(accountID, aws.String(""))},
			{name: "a long name", input: put(accountID, aws.String(strings.Repeat("n", 257)))},
			{name: "no recorder", input: &configservice.PutConfigurationRecorderInput{}},
		}
	}},
	{"a blank name", func(accountID string) []call {
		return []call{{name: "a blank name", input: put(accountID, aws.String(" "))}}
	}},
	{"a reserved name", func(accountID string) []call {
		return []call{{name: "a reserved name", input: put(accountID, aws.String("AWSConfigurationRecorderForMe"))}}
	}},
	{"settings", settings},
	{"delivery channels", func(accountID string) []call {
		frequency := func(f types.MaximumExecutionFrequency) func(*types.DeliveryChannel) {
			return func(c *types.DeliveryChannel) {
				c.ConfigSnapshotDeliveryProperties = &types.ConfigSnapshotDeliveryProperties{DeliveryFrequency: f}
			}
		}
		return []call{
			{name: "a recorder that needs a channel", input: put(accountID, aws.String("default"))},
			{name: "no channel", input: &configservice.PutDeliveryChannelInput{}},
			{name: "an empty name", input: channel("", nil)},
			{name: "a long name", input: channel(strings.Repeat("n", 257), nil)},
			{name: "no bucket", input: channel("default", func(c *types.DeliveryChannel) { c.S3BucketName = nil })},
			{name: "an unknown frequency", input: channel("default", frequency("Daily"))},
			{name: "a bucket", input: channel("default", nil)},
			{name: "a bucket", input: &configservice.DescribeDeliveryChannelsInput{}},
			{name: "a frequency", input: channel("default", frequency("One_Hour"))},
			{name: "a frequency", input: &configservice.DescribeDeliveryChannelsInput{}},
			{name: "everything", input: channel("default", func(c *types.DeliveryChannel) {
				c.S3KeyPrefix = aws.String("prefix")
				c.S3KmsKeyArn = aws.String("arn:aws:kms:" + region + ":" + accountID + ":key/k")
				c.SnsTopicARN = aws.String("arn:aws:sns:" + region + ":" + accountID + ":topic")
			})},
			{name: "everything", input: &configservice.DescribeDeliveryChannelsInput{DeliveryChannelNames: []string{"default"}}},
			{name: "an unknown name", input: &configservice.DescribeDeliveryChannelsInput{DeliveryChannelNames: []string{"other"}}},
			{name: "a channel", input: &configservice.DescribeDeliveryChannelStatusInput{}},
			{name: "a second channel", input: channel("second", nil)},
			{name: "an invalid bucket name", input: channel("default", func(c *types.DeliveryChannel) { c.S3BucketName = aws.String("not/a/bucket") })},
			{name: "an empty prefix", input: channel("default", func(c *types.DeliveryChannel) { c.S3KeyPrefix = aws.String("") })},
			{name: "an empty key", input: channel("default", func(c *types.DeliveryChannel) { c.S3KmsKeyArn = aws.String("") })},
			{name: "an empty topic", input: channel("default", func(c *types.DeliveryChannel) { c.SnsTopicARN = aws.String("") })},
			{name: "a long prefix", input: channel("default", func(c *types.DeliveryChannel) { c.S3KeyPrefix = aws.String(strings.Repeat("p", 1025)) })},
			{name: "an invalid key", input: channel("default", func(c *types.DeliveryChannel) { c.S3KmsKeyArn = aws.String("key") })},
			{name: "an invalid topic", input: channel("default", func(c *types.DeliveryChannel) { c.SnsTopicARN = aws.String("topic") })},
			{name: "an unknown name", input: removeChannel("other")},
			{name: "an empty name", input: removeChannel("")},
			{name: "a channel", input: removeChannel("default")},
		}
	}},
	{"lists", func(accountID string) []call {
		filter := func(name types.ConfigurationRecorderFilterName, values ...string) *listInput {
			return &listInput{Filters: []types.ConfigurationRecorderFilter{{FilterName: name, FilterValue: values}}}
		}
		return []call{
			{name: "a recorder to list", input: put(accountID, aws.String("default"))},
			{name: "a recorder to list", input: &configservice.PutServiceLinkedConfigurationRecorderInput{ServicePrincipal: aws.String("securityhub.amazonaws.com")}},
			{name: "no filter", input: &listInput{}},
			{name: "one on a page", input: &listInput{MaxResults: aws.Int32(1)}},
			{name: "the next page", input: &listInput{NextToken: aws.String(latestToken)}},
			{name: "paid", input: filter("recordingScope", "PAID")},
			{name: "internal", input: filter("recordingScope", "INTERNAL")},
			{name: "an unknown filter", input: filter("name", "default")},
			{name: "an unknown value", input: filter("recordingScope", "paid")},
			{name: "no value", input: filter("recordingScope")},
			{name: "too many on a page", input: &listInput{MaxResults: aws.Int32(21)}},
			{name: "less than none on a page", input: &listInput{MaxResults: aws.Int32(-1)}},
			{name: "an unknown token", input: &listInput{NextToken: aws.String("unknown")}},
		}
	}},
	{"service-linked recorders", func(string) []call {
		linked, name := aws.String("securityhub.amazonaws.com"), "AWSConfigurationRecorderForSecurityHubCSPM"
		linkWith := func(principal *string) *configservice.PutServiceLinkedConfigurationRecorderInput {
			return &configservice.PutServiceLinkedConfigurationRecorderInput{ServicePrincipal: principal}
		}
		unlink := func(principal, arn *string) *configservice.DeleteServiceLinkedConfigurationRecorderInput {
			return &configservice.DeleteServiceLinkedConfigurationRecorderInput{ServicePrincipal: principal, Arn: arn}
		}
		return []call{
			{name: "no principal", input: linkWith(nil)},
			{name: "an unknown principal", input: linkWith(aws.String("unknown.amazonaws.com"))},
			{name: "a documented principal", input: linkWith(linked)},
			{name: "the same principal again", input: linkWith(linked)},
			{name: "service-linked, without a selector", input: &statusInput{}},
			{name: "service-linked, by its principal", input: &statusInput{ServicePrincipal: linked}},
			{name: "service-linked, by its name", input: &recordersInput{ConfigurationRecorderNames: []string{name}}},
			{name: "service-linked", input: start(name)},
			{name: "service-linked", input: stop(name)},
			{name: "service-linked", input: remove(name)},
			{name: "without a selector", input: unlink(nil, nil)},
			{name: "two selectors", input: unlink(linked, aws.String(latestARN))},
			{name: "an unknown principal", input: unlink(aws.String("unknown.amazonaws.com"), nil)},
			{name: "its ARN", input: unlink(nil, aws.String(latestARN))},
			{name: "a principal without a recorder", input: unlink(linked, nil)},
		}
	}},
	{"tags", func(accountID string) []call {
		recorder := put(accountID, aws.String("default"))
		recorder.Tags = []types.Tag{{Key: aws.String("k"), Value: aws.String("v")}}
		list := func(arn string) *configservice.ListTagsForResourceInput {
			return &configservice.ListTagsForResourceInput{ResourceArn: &arn}
		}
		other := aws.String("arn:aws:config:" + region + ":" + accountID + ":configuration-recorder/other/0123456789abcdef")
		return []call{
			{name: "a recorder with a tag", input: recorder},
			{name: "a recorder with a tag", input: &statusInput{}},
			{name: "a recorder with a tag", input: list(latestARN)},
			{name: "a recorder", input: &configservice.TagResourceInput{ResourceArn: aws.String(latestARN), Tags: recorder.Tags}},
			{name: "a recorder", input: &configservice.UntagResourceInput{ResourceArn: aws.String(latestARN), TagKeys: []string{"k"}}},
			{name: "a recorder without tags", input: list(latestARN)},
			{name: "an unknown ARN", input: list(*other)},
			{name: "an unknown ARN", input: &configservice.TagResourceInput{ResourceArn: other, Tags: recorder.Tags}},
			{name: "an unknown ARN", input: &configservice.UntagResourceInput{ResourceArn: other, TagKeys: []string{"k"}}},
			{name: "too many", input: &configservice.ListTagsForResourceInput{ResourceArn: other, Limit: 101}},
		}
	}},
	{"roles", roles},
	{"regions", func(accountID string) []call {
		contains := func(statuses ...accounttypes.RegionOptStatus) *account.ListRegionsInput {
			return &account.ListRegionsInput{RegionOptStatusContains: statuses}
		}
		return []call{
			{name: "every region", input: &account.ListRegionsInput{}},
			{name: "the next page", input: &account.ListRegionsInput{NextToken: aws.String(latestToken)}},
			{name: "enabled", input: contains("ENABLED", "ENABLED_BY_DEFAULT")},
			{name: "an unknown status", input: contains("Enabled")},
			{name: "one on a page", input: &account.ListRegionsInput{MaxResults: aws.Int32(1)}},
			{name: "none on a page", input: &account.ListRegionsInput{MaxResults: aws.Int32(0)}},
			{name: "too many on a page", input: &account.ListRegionsInput{MaxResults: aws.Int32(51)}},
			{name: "an unknown token", input: &account.ListRegionsInput{NextToken: aws.String("unknown")}},
			{name: "its own account", input: &account.ListRegionsInput{AccountId: &accountID}},
			{name: "another account", input: &account.ListRegionsInput{AccountId: aws.String("111122223333")}},
		}
	}},
	{"no organization", func(string) []call {
		return []call{
			{name: "no organization", input: &organizations.ListAccountsInput{}},
			{name: "none on a page", input: &organizations.ListAccountsInput{MaxResults: aws.Int32(0)}},
			{name: "too many on a page", input: &organizations.ListAccountsInput{MaxResults: aws.Int32(21)}},
			{name: "an unknown token", input: &organizations.ListAccountsInput{NextToken: aws.String("unknown")}},
		}
	}},
}

// settings puts a recorder with many settings.
func settings(accountID string) []call {
	with := func(change func(*types.ConfigurationRecorder)) *configservice.PutConfigurationRecorderInput {
		input := put(accountID, aws.String("default"))
		change(input.ConfigurationRecorder)
		return input
	}
	group := func(g types.RecordingGroup) *configservice.PutConfigurationRecorderInput {
		return with(func(r *types.ConfigurationRecorder) { r.RecordingGroup = &g })
	}
	strategy := func(s types.RecordingStrategyType) *types.RecordingStrategy {
		return &types.RecordingStrategy{UseOnly: s}
	}
	instances := []types.ResourceType{"AWS::EC2::Instance"}
	excluded := &types.ExclusionByResourceTypes{ResourceTypes: instances}
	return []call{
		{name: "no role", input: with(func(r *types.ConfigurationRecorder) { r.RoleARN = nil })},
		{name: "an invalid role", input: with(func(r *types.ConfigurationRecorder) { r.RoleARN = aws.String("role") })},
		{name: "a group that records nothing", input: group(types.RecordingGroup{})},
		{name: "everything and some", input: group(types.RecordingGroup{AllSupported: true, ResourceTypes: instances})},
		{name: "everything but some", input: group(types.RecordingGroup{AllSupported: true, ExclusionByResourceTypes: excluded})},
		{name: "everything, by another strategy", input: group(types.RecordingGroup{AllSupported: true, RecordingStrategy: strategy("EXCLUSION_BY_RESOURCE_TYPES")})},
		{name: "an unknown strategy", input: group(types.RecordingGroup{RecordingStrategy: strategy("NOTHING")})},
		{name: "some, and global ones", input: group(types.RecordingGroup{ResourceTypes: instances, IncludeGlobalResourceTypes: true})},
		{name: "an unknown resource type", input: group(types.RecordingGroup{ResourceTypes: []types.ResourceType{"AWS::Example::Thing"}})},
		{name: "some", input: group(types.RecordingGroup{ResourceTypes: instances})},
		{name: "some", input: &recordersInput{}},
		{name: "all but some", input: group(types.RecordingGroup{ExclusionByResourceTypes: excluded, RecordingStrategy: strategy("EXCLUSION_BY_RESOURCE_TYPES")})},
		{name: "all but some", input: &recordersInput{}},
		{name: "everything", input: group(types.RecordingGroup{AllSupported: true, IncludeGlobalResourceTypes: true})},
		{name: "everything", input: &recordersInput{}},
		{name: "an unknown mode", input: with(func(r *types.ConfigurationRecorder) {
			r.RecordingMode = &types.RecordingMode{RecordingFrequency: "HOURLY"}
		})},
		{name: "a mode", input: with(func(r *types.ConfigurationRecorder) {
			r.RecordingMode = &types.RecordingMode{RecordingFrequency: "DAILY"}
		})},
		{name: "a mode", input: &recordersInput{}},
		{name: "a principal", input: with(func(r *types.ConfigurationRecorder) { r.ServicePrincipal = aws.String("securityhub.amazonaws.com") })},
		{name: "an empty tag", input: &configservice.PutConfigurationRecorderInput{
			ConfigurationRecorder: put(accountID, aws.String("default")).ConfigurationRecorder,
			Tags:                  []types.Tag{{Key: aws.String(""), Value: aws.String("")}},
		}},
	}
}

// roles assumes roles.
func roles(accountID string) []call {
	role := aws.String("arn:aws:iam::" + accountID + ":role/path/reader")
	assume := func(change func(*sts.AssumeRoleInput)) *sts.AssumeRoleInput {
		input := &sts.AssumeRoleInput{RoleArn: role, RoleSessionName: aws.String("session")}
		if change != nil {
			change(input)
		}
		return input
	}
	web := func(change func(*sts.AssumeRoleWithWebIdentityInput)) *sts.AssumeRoleWithWebIdentityInput {
		input := &sts.AssumeRoleWithWebIdentityInput{RoleArn: role, RoleSessionName: aws.String("session"), WebIdentityToken: aws.String("opaque")}
		if change != nil {
			change(input)
		}
		return input
	}
	token := "e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"subject","aud":"audience","iss":"https://example.com"}`)) + ".signature"
	return []call{
		{name: "an access key", input: &sts.GetCallerIdentityInput{}, as: accessKey},
		{name: "unknown credentials", input: &sts.GetCallerIdentityInput{}, as: unknownSession},
		{name: "a role", input: assume(nil)},
		{name: "a role session", input: &sts.GetCallerIdentityInput{}, as: assumedRole},
		{name: "a role session without its token", input: &sts.GetCallerIdentityInput{}, as: withoutToken},
		{name: "a role assumed by a role", input: assume(nil), as: assumedRole},
		{name: "two hours for a role assumed by a role", input: assume(func(in *sts.AssumeRoleInput) { in.DurationSeconds = aws.Int32(7200) }), as: assumedRole},
		{name: "a source identity", input: assume(func(in *sts.AssumeRoleInput) { in.SourceIdentity = aws.String("alice") })},
		{name: "a tag and a policy", input: assume(func(in *sts.AssumeRoleInput) {
			in.Tags = []ststypes.Tag{{Key: aws.String("k"), Value: aws.String("v")}}
			in.Policy = aws.String("{}")
		})},
		{name: "a tag twice", input: assume(func(in *sts.AssumeRoleInput) {
			in.Tags = []ststypes.Tag{{Key: aws.String("k"), Value: aws.String("v")}, {Key: aws.String("K"), Value: aws.String("v")}}
		})},
		{name: "an invalid policy", input: assume(func(in *sts.AssumeRoleInput) { in.Policy = aws.String("policy") })},
		{name: "no role", input: assume(func(in *sts.AssumeRoleInput) { in.RoleArn = nil })},
		{name: "no session name", input: assume(func(in *sts.AssumeRoleInput) { in.RoleSessionName = nil })},
		{name: "a user's ARN", input: assume(func(in *sts.AssumeRoleInput) { in.RoleArn = aws.String("arn:aws:iam::" + accountID + ":user/reader") })},
		{name: "a short session name", input: assume(func(in *sts.AssumeRoleInput) { in.RoleSessionName = aws.String("s") })},
		{name: "a long session name", input: assume(func(in *sts.AssumeRoleInput) { in.RoleSessionName = aws.String(strings.Repeat("s", 65)) })},
		{name: "a session that is too short", input: assume(func(in *sts.AssumeRoleInput) { in.DurationSeconds = aws.Int32(899) })},
		{name: "a session that is too long", input: assume(func(in *sts.AssumeRoleInput) { in.DurationSeconds = aws.Int32(43201) })},
		{name: "a second factor without its device", input: assume(func(in *sts.AssumeRoleInput) { in.TokenCode = aws.String("123456") })},
		{name: "an opaque token", input: web(nil)},
		{name: "a JSON Web Token", input: web(func(in *sts.AssumeRoleWithWebIdentityInput) { in.WebIdentityToken = &token })},
		{name: "a short token", input: web(func(in *sts.AssumeRoleWithWebIdentityInput) { in.WebIdentityToken = aws.String("t") })},
		{name: "no token", input: web(func(in *sts.AssumeRoleWithWebIdentityInput) { in.WebIdentityToken = nil })},
	}
}
