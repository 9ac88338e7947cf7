// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// wantError checks a call that must fail. An empty message means that the message is the
// emulator's own.
func (f *fixture) wantError(t *testing.T, operation, body, code, message string) {
	t.Helper()
	got := f.call(t, operation, body)
	var refusal struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	if err := json.Unmarshal([]byte(got.body), &refusal); err != nil {
		t.Errorf("%s %s: got %q, want an error: %v", operation, body, got.body, err)
		return
	}
	if got.status != http.StatusBadRequest || refusal.Type != code || refusal.Message == "" {
		t.Errorf("%s %s: got status %d and %s, want 400, %s and a message", operation, body, got.status, got.body, code)
	}
	if message != "" && refusal.Message != message {
		t.Errorf("%s %s: got message %q, want %q", operation, body, refusal.Message, message)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	const (
		validation = "ValidationException"
		noSuch     = "NoSuchConfigurationRecorderException"
		noChannel  = "NoSuchDeliveryChannelException"
		role       = `"roleARN":"` + testRole + `"`
		group      = `{"ConfigurationRecorder":{` + role + `,"recordingGroup":`
		badGroup   = "InvalidRecordingGroupException"
		notValid   = "The recording group provided is not valid"
		channel    = `{"DeliveryChannel":{"s3BucketName":"example",`
		arn        = "arn:aws:config:eu-west-1:210987654321:configuration-recorder/other/0123456789abcdef"
	)
	long := strings.Repeat("ä", 257)
	// The region has a customer managed recorder called default that is recording, its
	// channel, and a service-linked recorder.
	const linked = reservedPrefix + "SecurityHubCSPM"
	for _, test := range []struct {
		operation, body, code, message string
	}{
		{"DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["x"]}`, noSuch, "Cannot find configuration recorder with the specified name 'x'."},
		{"DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["default","x"]}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":[""]}`, validation, "1 validation error detected: Value '[]' at 'configurationRecorderNames' failed to satisfy constraint: Member must satisfy constraint: [Member must have length greater than or equal to 1, Member must have length less than or equal to 256]"},
		{"DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["` + long + `"]}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["default"],"ServicePrincipal":"securityhub.amazonaws.com"}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"Arn":"` + arn + `","ServicePrincipal":"securityhub.amazonaws.com"}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"Arn":"` + arn + `"}`, noSuch, ""},
		{"DescribeConfigurationRecorderStatus", `{"Arn":"arn:aws:s3:::bucket"}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"Arn":""}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"securityhubv2.amazonaws.com"}`, noSuch, ""},
		{"DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"ec2.amazonaws.com"}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"a b"}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"` + strings.Repeat("a", 129) + `"}`, validation, ""},
		{"DescribeConfigurationRecorderStatus", `{`, "SerializationException", ""},
		{"DescribeConfigurationRecorderStatus", `{"Arn":1}`, "SerializationException", ""},
		{"DescribeConfigurationRecorders", `{"ConfigurationRecorderNames":["x"]}`, noSuch, "Cannot find configuration recorder with the specified name 'x'."},

		{"ListConfigurationRecorders", `{"MaxResults":21}`, validation, "1 validation error detected: Value '21' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 20"},
		{"ListConfigurationRecorders", `{"Filters":[{"filterValue":["PAID"]}]}`, validation, ""},
		{"ListConfigurationRecorders", `{"MaxResults":-1}`, validation, ""},
		{"ListConfigurationRecorders", `{"MaxResults":1.5}`, "SerializationException", ""},
		{"ListConfigurationRecorders", `{"NextToken":"?"}`, validation, ""},
		{"ListConfigurationRecorders", `{"NextToken":"bm90IG91cnM="}`, validation, ""},
		{"ListConfigurationRecorders", `{"Filters":[{"filterName":"name","filterValue":["PAID"]}]}`, validation, ""},
		{"ListConfigurationRecorders", `{"Filters":[{"filterName":"recordingScope"}]}`, validation, ""},
		{"ListConfigurationRecorders", `{"Filters":[{"filterName":"recordingScope","filterValue":["paid"]}]}`, validation, ""},
		{"ListConfigurationRecorders", `{"Filters":[{"filterName":"recordingScope","filterValue":["PAID!"]}]}`, validation, `1 validation error detected: Value '[PAID!]' at 'filters.1.member.filterValue' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: ^[0-9a-zA-Z\\*\\.\\\/\\?-]*$]`},

		{"PutConfigurationRecorder", `{}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"two",` + role + `}}`, "MaxNumberOfConfigurationRecordersExceededException", "Failed to put configuration recorder  because you have reached the limit for the maximum number of customer managed configuration records: (1)"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"",` + role + `}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"` + long + `",` + role + `}}`, validation, "1 validation error detected: Value '" + long + "' at 'configurationRecorder.name' failed to satisfy constraint: Member must have length less than or equal to 256"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":" ",` + role + `}}`, "InvalidConfigurationRecorderNameException", "The configuration recorder name ' ' is not valid, blank string."},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"two",` + role + `,"recordingGroup":{}}}`, "MaxNumberOfConfigurationRecordersExceededException", ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"two"}}`, "MaxNumberOfConfigurationRecordersExceededException", ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"arn":"",` + role + `}}`, validation, "1 validation error detected: Value '' at 'configurationRecorder.arn' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"connectorArn":"",` + role + `}}`, validation, "1 validation error detected: Value '' at 'configurationRecorder.connectorArn' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"scopeConfiguration":{},` + role + `}}`, validation, "2 validation errors detected: Value null at 'configurationRecorder.scopeConfiguration.allRegions' failed to satisfy constraint: Member must not be null; Value null at 'configurationRecorder.scopeConfiguration.scopeType' failed to satisfy constraint: Member must not be null"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"two","servicePrincipal":"securityhub.amazonaws.com",` + role + `}}`, "UnmodifiableEntityException", ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"recordingScope":"paid",` + role + `}}`, validation, "1 validation error detected: Value 'paid' at 'configurationRecorder.recordingScope' failed to satisfy constraint: Member must satisfy enum value set: [INTERNAL, PAID]"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"servicePrincipal":"",` + role + `}}`, validation, "2 validation errors detected: Value '' at 'configurationRecorder.servicePrincipal' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+; Value '' at 'configurationRecorder.servicePrincipal' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"AWSConfigurationRecorderForMe",` + role + `}}`, "InvalidConfigurationRecorderNameException", ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"servicePrincipal":"securityhub.amazonaws.com",` + role + `}}`, "UnmodifiableEntityException", ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{}}`, "InvalidRoleException", ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":""}}`, "InvalidRoleException", ""},
		{"PutConfigurationRecorder", group + `{}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"allSupported":true,"resourceTypes":["AWS::EC2::Instance"]}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"allSupported":true,"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"recordingStrategy":{"useOnly":"ALL_SUPPORTED_RESOURCE_TYPES"}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"recordingStrategy":{"useOnly":"INCLUSION_BY_RESOURCE_TYPES"}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"resourceTypes":[]}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"includeGlobalResourceTypes":true}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"allSupported":false,"includeGlobalResourceTypes":false,"resourceTypes":[]}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"resourceTypes":["AWS::EC2::VPC"],"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::VPC"]}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::VPC"]},"recordingStrategy":{"useOnly":"INCLUSION_BY_RESOURCE_TYPES"}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::VPC"]}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"allSupported":true,"recordingStrategy":{"useOnly":""}}}}`, validation, ""},
		{"PutConfigurationRecorder", group + `{"recordingStrategy":{"useOnly":"NOTHING"}}}}`, validation, "1 validation error detected: Value 'NOTHING' at 'configurationRecorder.recordingGroup.recordingStrategy.useOnly' failed to satisfy constraint: Member must satisfy enum value set: [INCLUSION_BY_RESOURCE_TYPES, ALL_SUPPORTED_RESOURCE_TYPES, EXCLUSION_BY_RESOURCE_TYPES]"},
		{"PutConfigurationRecorder", group + `{"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"},"exclusionByResourceTypes":{"resourceTypes":[]}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"resourceTypes":["AWS::EC2::VPC","AWS::EC2::vpc"]}}}`, validation, "1 validation error detected: Value '[AWS::EC2::VPC, AWS::EC2::vpc]' at 'configurationRecorder.recordingGroup.resourceTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [" + strings.Join(resourceTypeRule.enum, ", ") + "]]"},
		{"PutConfigurationRecorder", group + `{"exclusionByResourceTypes":{"resourceTypes":["AWS::Example::Thing"]},"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}}}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{"recordingFrequency":"DAILY","recordingModeOverrides":[{"recordingFrequency":"DAILY","resourceTypes":["AWS::Example::Thing"]}]}}}`, validation, ""},
		{"PutConfigurationRecorder", group + `{"resourceTypes":["AWS::EC2::Instance"],"includeGlobalResourceTypes":true}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", group + `{"allSupported":true,"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::Instance"]}}}}`, badGroup, notValid},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{}}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{"recordingFrequency":"HOURLY"}}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{"recordingFrequency":"DAILY","recordingModeOverrides":[{"recordingFrequency":"DAILY"}]}}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{"recordingFrequency":"DAILY","recordingModeOverrides":[{"resourceTypes":[]}]}}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{"recordingFrequency":"DAILY","recordingModeOverrides":[{"resourceTypes":[],"recordingFrequency":"DAILY","description":""}]}}}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `,"recordingMode":{"recordingFrequency":"DAILY","recordingModeOverrides":[{"recordingFrequency":"DAILY","resourceTypes":[]},{"recordingFrequency":"DAILY","resourceTypes":["AWS::EC2::VPC"]}]}}}`, validation, "1 validation error detected: Value '[com.amazonaws.starling.dove.RecordingModeOverride@d0a56902, com.amazonaws.starling.dove.RecordingModeOverride@cdd92a9a]' at 'configurationRecorder.recordingMode.recordingModeOverrides' failed to satisfy constraint: Member must have length less than or equal to 1"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"",` + role + `,"recordingMode":{"recordingFrequency":"HOURLY"}},"Tags":[{"Key":"k","Value":"` + long + `"}]}`, validation, "3 validation errors detected: Value '' at 'configurationRecorder.name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'HOURLY' at 'configurationRecorder.recordingMode.recordingFrequency' failed to satisfy constraint: Member must satisfy enum value set: [CONTINUOUS, DAILY]; Value '" + long + "' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256"},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `},"Tags":[{"Key":""}]}`, validation, ""},
		{"PutConfigurationRecorder", `{"ConfigurationRecorder":{` + role + `},"Tags":[` + strings.Repeat(`{"Key":"k"},`, 50) + `{"Key":"k"}]}`, validation, ""},

		{"StartConfigurationRecorder", `{}`, validation, "1 validation error detected: Value null at 'configurationRecorderName' failed to satisfy constraint: Member must not be null"},
		{"StartConfigurationRecorder", `{"ConfigurationRecorderName":""}`, validation, "1 validation error detected: Value '' at 'configurationRecorderName' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"StartConfigurationRecorder", `{"ConfigurationRecorderName":"x"}`, noSuch, "Cannot find configuration recorder with the specified name 'x'."},
		{"StartConfigurationRecorder", `{"ConfigurationRecorderName":"` + linked + `"}`, "UnmodifiableEntityException", ""},
		{"StopConfigurationRecorder", `{}`, validation, ""},
		{"StopConfigurationRecorder", `{"ConfigurationRecorderName":"x"}`, noSuch, ""},
		{"StopConfigurationRecorder", `{"ConfigurationRecorderName":"` + linked + `"}`, "UnmodifiableEntityException", ""},
		{"DeleteConfigurationRecorder", `{}`, validation, ""},
		{"DeleteConfigurationRecorder", `{"ConfigurationRecorderName":"x"}`, noSuch, ""},
		{"DeleteConfigurationRecorder", `{"ConfigurationRecorderName":"` + linked + `"}`, "UnmodifiableEntityException", ""},

		{"PutServiceLinkedConfigurationRecorder", `{}`, validation, ""},
		{"PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":""}`, validation, ""},
		{"PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"ec2.amazonaws.com"}`, validation, ""},
		{"PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`, "ConflictException", ""},
		{"DeleteServiceLinkedConfigurationRecorder", `{}`, validation, ""},
		{"DeleteServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com","Arn":"` + arn + `"}`, validation, ""},
		{"DeleteServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhubv2.amazonaws.com"}`, noSuch, ""},
		{"DeleteServiceLinkedConfigurationRecorder", `{"Arn":"` + recorderARN(location{testAccount, testRegion}, "default") + `"}`, noSuch, ""},

		{"PutDeliveryChannel", `{}`, validation, ""},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"name":"x","s3BucketName":"example"}}`, "MaxNumberOfDeliveryChannelsExceededException", "Failed to put delivery channel 'x' because the maximum number of delivery channels: 1 is reached."},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"name":"","s3BucketName":"example"}}`, validation, ""},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"name":"` + long + `","s3BucketName":"example"}}`, validation, "1 validation error detected: Value '" + long + "' at 'deliveryChannel.name' failed to satisfy constraint: Member must have length less than or equal to 256"},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"name":" ","s3BucketName":"example"}}`, "InvalidDeliveryChannelNameException", "The delivery channel name ' ' is not valid, blank string."},
		{"PutDeliveryChannel", `{"DeliveryChannel":{}}`, "NoSuchBucketException", "Cannot find a S3 bucket with an empty bucket name."},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"s3BucketName":""}}`, "NoSuchBucketException", "Cannot find a S3 bucket with an empty bucket name."},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"name":"x"}}`, "NoSuchBucketException", ""},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"name":"x","s3BucketName":"Legacy_Bucket"}}`, "MaxNumberOfDeliveryChannelsExceededException", ""},
		{"DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["<a & b>"]}`, noSuch, "Cannot find configuration recorder with the specified name '<a & b>'."},
		{"PutDeliveryChannel", `{"DeliveryChannel":{"s3BucketName":"not/a/bucket"}}`, "NoSuchBucketException", ""},
		{"PutDeliveryChannel", channel + `"s3KeyPrefix":""}}`, "InvalidS3KeyPrefixException", "The s3 key prefix '' is not valid, empty s3 key prefix."},
		{"PutDeliveryChannel", channel + `"s3KmsKeyArn":""}}`, "InvalidS3KmsKeyArnException", "The arn '' is not a valid kms key or alias arn."},
		{"PutDeliveryChannel", channel + `"snsTopicARN":""}}`, "InvalidSNSTopicARNException", "The sns topic arn '' is not valid."},
		{"PutDeliveryChannel", channel + `"configSnapshotDeliveryProperties":{"deliveryFrequency":""}}}`, validation, ""},
		{"PutDeliveryChannel", channel + `"s3KeyPrefix":"` + strings.Repeat("p", 1025) + `"}}`, "InvalidS3KeyPrefixException", ""},
		{"PutDeliveryChannel", channel + `"s3KmsKeyArn":"key"}}`, "InvalidS3KmsKeyArnException", ""},
		{"PutDeliveryChannel", channel + `"snsTopicARN":"topic"}}`, "InvalidSNSTopicARNException", ""},
		{"PutDeliveryChannel", channel + `"configSnapshotDeliveryProperties":{"deliveryFrequency":"Daily"}}}`, validation, "1 validation error detected: Value 'Daily' at 'deliveryChannel.configSnapshotDeliveryProperties.deliveryFrequency' failed to satisfy constraint: Member must satisfy enum value set: [One_Hour, Six_Hours, Three_Hours, Twelve_Hours, TwentyFour_Hours]"},
		{"PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"nobody.amazonaws.com"}`, validation, "The service principal 'nobody.amazonaws.com' is not one of a service that has configuration recorders."},
		{"DeleteDeliveryChannel", `{}`, validation, ""},
		{"DeleteDeliveryChannel", `{"DeliveryChannelName":""}`, validation, ""},
		{"DeleteDeliveryChannel", `{"DeliveryChannelName":"x"}`, noChannel, "Cannot find delivery channel with specified name 'x'."},
		{"DeleteDeliveryChannel", `{"DeliveryChannelName":"default"}`, "LastDeliveryChannelDeleteFailedException", "Failed to delete last specified delivery channel with name 'default', because there is a running configuration recorder."},
		{"DescribeDeliveryChannels", `{"DeliveryChannelNames":["x"]}`, noChannel, ""},
		{"DescribeDeliveryChannels", `{"DeliveryChannelNames":[""]}`, validation, ""},
		{"DescribeDeliveryChannels", `{"DeliveryChannelNames":["x",""]}`, validation, ""},
		{"DescribeDeliveryChannelStatus", `{"DeliveryChannelNames":["default","x"]}`, noChannel, ""},

		{"DescribeConfigRules", `{}`, "UnknownOperationException", "The emulator does not have the operation DescribeConfigRules of the service config."},
		{"", `{}`, "UnknownOperationException", ""},
	} {
		t.Run(test.operation+" "+test.code, func(t *testing.T) {
			t.Parallel()
			f := serve(t)
			f.putRunnable(t)
			f.do(t, "StartConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
			f.do(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`)
			f.wantError(t, test.operation, test.body, test.code, test.message)
		})
	}
}

func TestRefusalsWithoutTheOther(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.wantError(t, "PutDeliveryChannel", `{"DeliveryChannel":{}}`, "NoAvailableConfigurationRecorderException", "Configuration recorder is not available to put delivery channel.")
	f.do(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`)
	f.wantError(t, "PutDeliveryChannel", `{"DeliveryChannel":{"s3BucketName":"example"}}`, "NoAvailableConfigurationRecorderException", "")
	f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"}}`)
	f.wantError(t, "StartConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`, "NoAvailableDeliveryChannelException", "Delivery channel is not available to start configuration recorder.")
	f.wantError(t, "DeleteDeliveryChannel", `{"DeliveryChannelName":"default"}`, "NoSuchDeliveryChannelException", "")
}
