// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

var pastedARN = regexp.MustCompile(`"arn:aws[a-z-]*:config:([a-z0-9-]+):`)

// TestPastedAnswers seeds responses of AWS and reads them from the emulator.
func TestPastedAnswers(t *testing.T) {
	t.Parallel()
	operations := map[string]string{
		"ConfigurationRecorders":       "DescribeConfigurationRecorders",
		"ConfigurationRecordersStatus": "DescribeConfigurationRecorderStatus",
		"DeliveryChannels":             "DescribeDeliveryChannels",
		"DeliveryChannelsStatus":       "DescribeDeliveryChannelStatus",
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	for _, file := range files {
		sample, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := decodeAnswer(t, sample)
		if len(want) != 1 {
			t.Fatalf("%s: got %v, want one member", file, want)
		}
		for member := range want {
			tested[member] = true
			t.Run(filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				at := location{defaultAccount, "us-west-2"}
				if m := pastedARN.FindSubmatch(sample); m != nil {
					at.region = string(m[1])
				}
				f := serve(t)
				f.seed(t, fmt.Sprintf(`{"accounts":{%q:{%q:%s}}}`, at.account, at.region, sample))
				got := f.send(t, "POST", "/", "{}",
					"X-Amz-Target", "StarlingDoveService."+operations[member],
					"Authorization", strings.NewReplacer(testAccount, "AKIAEXAMPLE", testRegion, at.region).Replace(authorization("config")))
				if member == "ConfigurationRecordersStatus" {
					for _, status := range want[member] {
						if status["arn"] == nil {
							status["arn"] = recorderARN(at, fmt.Sprint(status["name"]))
						}
					}
				}
				if !reflect.DeepEqual(decodeAnswer(t, []byte(got.body)), want) {
					t.Errorf("got\n%s\nwant\n%s", got.body, sample)
				}
			})
		}
	}
	if len(tested) != len(operations) {
		t.Errorf("got samples of %v only", tested)
	}
}

// decodeAnswer decodes a response with one list.
func decodeAnswer(t *testing.T, body []byte) map[string][]map[string]any {
	t.Helper()
	var out map[string][]map[string]any
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return out
}

// decodeStatuses decodes a response, with every time in whole milliseconds.
func decodeStatuses(t *testing.T, body []byte) []map[string]any {
	t.Helper()
	var out struct{ ConfigurationRecordersStatus []map[string]any }
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatal(err)
	}
	for _, status := range out.ConfigurationRecordersStatus {
		for name, value := range status {
			if seconds, ok := value.(float64); ok {
				status[name] = int64(math.Round(seconds * 1000))
			}
		}
	}
	return out.ConfigurationRecordersStatus
}

// defaultGroup is the recording group of a recorder that was put with only a role.
const defaultGroup = `{"allSupported":true,"exclusionByResourceTypes":{"resourceTypes":[]},"includeGlobalResourceTypes":false,"recordingStrategy":{"useOnly":"ALL_SUPPORTED_RESOURCE_TYPES"},"resourceTypes":[]}`

func TestSeedIsServedAsItStands(t *testing.T) {
	t.Parallel()
	f := serve(t)
	const (
		key   = "arn:aws:kms:eu-west-1:210987654321:key/k"
		topic = "arn:aws:sns:eu-west-1:210987654321:t"
	)
	seed := `{
		"ConfigurationRecordersStatus":[
			{"name":"default","recording":true,"lastStatus":"Unheard_of","lastErrorCode":"c","lastErrorMessage":"m","lastStartTime":"2026-08-28T09:50:06.063+02:00","lastStopTime":0,"lastStatusChangeTime":1.5E9},
			{"name":"AWSConfigurationRecorderForNobody","recording":true,"servicePrincipal":"nobody.amazonaws.com","arn":"arn:aws:config:eu-west-1:210987654321:configuration-recorder/AWSConfigurationRecorderForNobody/0123456789abcdef"}],
		"DeliveryChannels":[{"name":"ch","s3BucketName":"bucket","s3KeyPrefix":"p","s3KmsKeyArn":"` + key + `","snsTopicARN":"` + topic + `","configSnapshotDeliveryProperties":{"deliveryFrequency":"One_Hour"}}]}`
	served := `{"ConfigurationRecordersStatus":[{"arn":"` + recorderARN(location{testAccount, testRegion}, "default") + `","lastErrorCode":"c","lastErrorMessage":"m","lastStartTime":1.787903406063E9,"lastStatus":"Unheard_of","lastStatusChangeTime":1.5E9,"lastStopTime":0.0,"name":"default","recording":true}]}`
	f.seedRegion(t, seed)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, served)
	f.want(t, "DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"nobody.amazonaws.com"}`, `{"ConfigurationRecordersStatus":[{"arn":"arn:aws:config:eu-west-1:210987654321:configuration-recorder/AWSConfigurationRecorderForNobody/0123456789abcdef","name":"AWSConfigurationRecorderForNobody","recording":true,"servicePrincipal":"nobody.amazonaws.com"}]}`)
	f.want(t, "DescribeDeliveryChannels", `{}`, `{"DeliveryChannels":[{"configSnapshotDeliveryProperties":{"deliveryFrequency":"One_Hour"},"name":"ch","s3BucketName":"bucket","s3KeyPrefix":"p","s3KmsKeyArn":"`+key+`","snsTopicARN":"`+topic+`"}]}`)

	// A seed resets the region.
	f.do(t, "StopConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
	f.do(t, "DeleteConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[]}`)
	f.seedRegion(t, seed)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, served)
	f.seedRegion(t, `{}`)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[]}`)
}

// TestSeededConfiguration seeds every member of recorders and deliveries.
func TestSeededConfiguration(t *testing.T) {
	t.Parallel()
	const (
		linked = `"arn":"arn:aws:config:eu-west-1:210987654321:configuration-recorder/AWSConfigurationRecorderForAzure/0123456789abcdef"`
		azure  = `{` + linked + `,"connectorArn":"arn:aws:config:eu-west-1:210987654321:connector/c","name":"AWSConfigurationRecorderForAzure","recordingGroup":{},"recordingMode":{},"recordingScope":"PAID","scopeConfiguration":{"allRegions":false,"includedRegions":["westeurope"],"scopeType":"subscription","scopeValues":[]},"servicePrincipal":"azure.amazonaws.com"}`
		custom = `{"name":"default","recordingGroup":{"allSupported":false,"exclusionByResourceTypes":{},"includeGlobalResourceTypes":false,"recordingStrategy":{},"resourceTypes":["Unheard::Of"]},"recordingMode":{"recordingFrequency":"HOURLY","recordingModeOverrides":[{"description":"d","recordingFrequency":"DAILY","resourceTypes":["AWS::EC2::VPC"]}]},"roleARN":"role"}`
		export = `{"lastAttemptTime":1.787903406063E9,"lastErrorCode":"c","lastErrorMessage":"m","lastStatus":"Unheard_of","lastSuccessfulTime":1.5E9,"nextDeliveryTime":1.787904E9}`
		stream = `{"lastErrorCode":"c","lastErrorMessage":"m","lastStatus":"FAILURE","lastStatusChangeTime":1.5E9}`
		status = `{"configHistoryDeliveryInfo":` + export + `,"configSnapshotDeliveryInfo":` + export + `,"configStreamDeliveryInfo":` + stream + `,"name":"ch"}`
	)
	f := serve(t)
	f.seedRegion(t, `{"ConfigurationRecorders":[`+azure+`,`+custom+`],"ConfigurationRecordersStatus":[{"name":"default","recording":true}],"DeliveryChannelsStatus":[`+status+`]}`)
	f.want(t, "DescribeConfigurationRecorders", `{}`, `{"ConfigurationRecorders":[`+custom+`]}`)
	f.want(t, "DescribeConfigurationRecorders", `{"ServicePrincipal":"azure.amazonaws.com"}`, `{"ConfigurationRecorders":[`+azure+`]}`)
	f.want(t, "DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"azure.amazonaws.com"}`, `{"ConfigurationRecordersStatus":[{`+linked+`,"name":"AWSConfigurationRecorderForAzure","recording":true,"servicePrincipal":"azure.amazonaws.com"}]}`)
	arn := recorderARN(location{testAccount, testRegion}, "default")
	f.want(t, "ListConfigurationRecorders", `{}`, `{"ConfigurationRecorderSummaries":[{`+linked+`,"name":"AWSConfigurationRecorderForAzure","provider":"AZURE","recordingScope":"PAID","servicePrincipal":"azure.amazonaws.com"},{"arn":"`+arn+`","name":"default","recordingScope":"PAID"}]}`)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[`+status+`]}`)
	f.want(t, "DescribeDeliveryChannels", `{}`, `{"DeliveryChannels":[{"name":"ch","s3BucketName":"config-bucket-210987654321"}]}`)

	// Operations change what was seeded, and describe the result.
	f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"}}`)
	f.want(t, "DescribeConfigurationRecorders", `{}`, `{"ConfigurationRecorders":[{"arn":"`+arn+`","name":"default","recordingGroup":`+defaultGroup+`,"recordingScope":"PAID","roleARN":"`+testRole+`"}]}`)
	f.do(t, "PutDeliveryChannel", `{"DeliveryChannel":{"name":"ch","s3BucketName":"other"}}`)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[`+status+`]}`)
	f.do(t, "PutDeliveryChannel", `{"DeliveryChannel":{"name":"ch","s3BucketName":"other","snsTopicARN":"arn:aws:sns:eu-west-1:210987654321:t","configSnapshotDeliveryProperties":{"deliveryFrequency":"Six_Hours"}}}`)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[{"configHistoryDeliveryInfo":`+export+`,"configSnapshotDeliveryInfo":{"nextDeliveryTime":1.7879184E9},"configStreamDeliveryInfo":{},"name":"ch"}]}`)
	f.clock.advance(6 * time.Hour)
	f.want(t, "DescribeDeliveryChannelStatus", `{"DeliveryChannelNames":["ch"]}`, `{"DeliveryChannelsStatus":[{"configHistoryDeliveryInfo":`+export+`,"configSnapshotDeliveryInfo":{"nextDeliveryTime":1.78794E9},"configStreamDeliveryInfo":{},"name":"ch"}]}`)
}

// TestSeededDeliveries seeds some deliveries. The others are those of a channel that was
// put.
func TestSeededDeliveries(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seedRegion(t, `{"DeliveryChannelsStatus":[{"name":"ch","configHistoryDeliveryInfo":{"lastStatus":"FAILURE"}}],"DeliveryChannels":[{"name":"ch","s3BucketName":"example","configSnapshotDeliveryProperties":{"deliveryFrequency":"TwentyFour_Hours"}}]}`)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[{"configHistoryDeliveryInfo":{"lastStatus":"FAILURE"},"configSnapshotDeliveryInfo":{"nextDeliveryTime":1.7879616E9},"configStreamDeliveryInfo":{"lastStatus":"NOT_APPLICABLE"},"name":"ch"}]}`)
}

// TestSeededStream puts the channel of a failing stream again with the same topic, and
// then with another one.
func TestSeededStream(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seedRegion(t, `{"ConfigurationRecordersStatus":[{"name":"default"}],"DeliveryChannels":[{"name":"ch","s3BucketName":"example","snsTopicARN":"arn:aws:sns:eu-west-1:210987654321:t"}],"DeliveryChannelsStatus":[{"name":"ch","configStreamDeliveryInfo":{"lastStatus":"FAILURE"}}]}`)
	for _, test := range []struct{ topic, stream string }{{"t", `{"lastStatus":"FAILURE"}`}, {"other", `{}`}} {
		f.do(t, "PutDeliveryChannel", `{"DeliveryChannel":{"name":"ch","s3BucketName":"example","snsTopicARN":"arn:aws:sns:eu-west-1:210987654321:`+test.topic+`"}}`)
		f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[{"configHistoryDeliveryInfo":{},"configSnapshotDeliveryInfo":{},"configStreamDeliveryInfo":`+test.stream+`,"name":"ch"}]}`)
	}
}

func TestApplyTwice(t *testing.T) {
	t.Parallel()
	seed, err := ParseSeed("seed.json", []byte("\xef\xbb\xbf"+`{"accounts":{"210987654321":{"eu-west-1":{"ConfigurationRecordersStatus":[{"name":"default","recording":true}]}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	one, two := serve(t), serve(t)
	for _, f := range []*fixture{one, two} {
		if err := f.store.Apply(seed); err != nil {
			t.Fatal(err)
		}
	}
	one.do(t, "StopConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
	if one.status(t)[0].Recording || !two.status(t)[0].Recording {
		t.Error("two stores with one seed are not independent of each other")
	}
	if err := one.store.Apply(nil); err == nil {
		t.Error("got no error for a nil seed")
	}
}

func TestSeedErrors(t *testing.T) {
	t.Parallel()
	// The recorders begin in line 4.
	recorders := func(list string) string {
		return "{\"accounts\": {\"123456789012\": {\n\"eu-west-1\": {\n\"ConfigurationRecordersStatus\": [\n" + list + "\n]}}}}"
	}
	channels := func(list string) string {
		return "{\"accounts\": {\"123456789012\": {\n\"eu-west-1\": {\n\"DeliveryChannels\": [\n" + list + "\n]}}}}"
	}
	configurations := func(list string) string {
		return "{\"accounts\": {\"123456789012\": {\n\"eu-west-1\": {\n\"ConfigurationRecorders\": [\n" + list + "\n]}}}}"
	}
	// The first list is in line 4, and the second one begins in line 5.
	twoLists := func(statuses, configurations string) string {
		return "{\"accounts\": {\"123456789012\": {\n\"eu-west-1\": {\"ConfigurationRecordersStatus\": [\n\n" + statuses + "], \"ConfigurationRecorders\": [\n" + configurations + "]}}}}"
	}
	both := func(channels, statuses string) string {
		return "{\"accounts\": {\"123456789012\": {\n\"eu-west-1\": {\"DeliveryChannels\": [\n\n" + channels + "], \"DeliveryChannelsStatus\": [\n" + statuses + "]}}}}"
	}
	// The fields of each role begin in line 3.
	role := func(fields string) string {
		return "{\"roles\": {\n\"" + otherRole + "\": {\n" + fields + "}}}"
	}
	// The fields of an organization begin in line 3.
	organization := func(fields string) string {
		return "{\n\"organization\": {\n" + fields + "}}"
	}
	const arn = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/0123456789abcdef"
	for _, test := range []struct {
		name, seed string
		line       int
		reason     string
	}{
		{"empty", "", 1, "the document is empty"},
		{"only space", "\n\n", 1, "the document is empty"},
		{"syntax", "{\n\"accounts\": {,\n}}", 2, "invalid character ','"},
		{"not closed", "{\n\"accounts\": {\n", 2, "unexpected end"},
		{"trailing data", "{}\n\n{}", 3, "after top-level value"},
		{"trailing comma", "{\"accounts\": {\n},\n}", 3, "invalid character '}'"},
		{"a list", "[]", 1, "a seed must be an object, not a list"},
		{"unknown field", "{\n\"acounts\": {}}", 2, `a seed has no field "acounts"; did you mean "accounts"?`},
		{"unknown field, nothing near", "{\n\"x\": {}}", 2, `a seed has no field "x"; it has $schema, accessKeys, accounts, enabledRegions, organization, roles`},
		{"duplicate key", "{\"accounts\": {},\n\"accounts\": {}}", 2, `the key "accounts" is already in line 1`},
		{"duplicate account", "{\"accounts\": {\n\"123456789012\": {},\n\"123456789012\": {}}}", 3, `the key "123456789012" is already in line 2`},
		{"access keys", "{\"accessKeys\":\n[]}", 2, "accessKeys must be an object, not a list"},
		{"access key", "{\"accessKeys\": {\n\"a b\": \"123456789012\"}}", 2, `"a b" is not an access key ID`},
		{"account of an access key", "{\"accessKeys\": {\n\"AKID\": \"1\"}}", 2, `"1" is not an account`},
		{"account of another type", "{\"accessKeys\": {\n\"AKID\":\n 123456789012}}", 3, "must be a string, not a number"},
		{"accounts", "{\"accounts\": true}", 1, "accounts must be an object, not a boolean"},
		{"account", "{\"accounts\": {\n\"12345678901\": {}}}", 2, `"12345678901" is not an account`},
		{"an account's regions", "{\"accounts\": {\"123456789012\":\n null}}", 2, "an account must be an object of regions, not null"},
		{"region", "{\"accounts\": {\"123456789012\": {\n\"eu-west\": {}}}}", 2, `"eu-west" is not a region`},
		{"upper-case region", "{\"accounts\": {\"123456789012\": {\n\"EU-WEST-1\": {}}}}", 2, `"EU-WEST-1" is not a region`},
		{"a region's field", "{\"accounts\": {\"123456789012\": {\"eu-west-1\": {\n\"configurationRecordersStatus\": []}}}}", 2, `did you mean "ConfigurationRecordersStatus"?`},
		{"recorders", "{\"accounts\": {\"123456789012\": {\"eu-west-1\": {\n\"ConfigurationRecordersStatus\": {}}}}}", 2, "ConfigurationRecordersStatus must be a list, not an object"},
		{"recorder", recorders(`"default"`), 4, "a recorder must be an object, not a string"},
		{"a recorder's field", recorders("{\"name\": \"default\",\n\"lastStatuss\": \"SUCCESS\"}"), 5, `a recorder has no field "lastStatuss"; did you mean "lastStatus"?`},
		{"no name", recorders("{\n\"recording\": true}"), 4, "the name is missing"},
		{"empty name", recorders("{\n\"name\": \"\"}"), 5, "name is empty"},
		{"long name", recorders("{\n\"name\": \"" + strings.Repeat("n", 257) + "\"}"), 5, "the name has 257 characters"},
		{"recording", recorders("{\"name\": \"default\",\n\"recording\": \"true\"}"), 5, "recording must be a boolean, not a string"},
		{"status", recorders("{\"name\": \"default\",\n\"lastStatus\": 1}"), 5, "lastStatus must be a string, not a number"},
		{"empty status", recorders("{\"name\": \"default\",\n\"lastStatus\": \"\"}"), 5, "lastStatus is empty: omit it instead"},
		{"time", recorders("{\"name\": \"default\",\n\"lastStartTime\": \"yesterday\"}"), 5, "lastStartTime must be a number of seconds since 1970 or an RFC 3339 string"},
		{"time in milliseconds", recorders("{\"name\": \"default\",\n\"lastStopTime\": 1787903406063}"), 5, "lastStopTime is in the year 58626"},
		{"time before 1970", recorders("{\"name\": \"default\",\n\"lastStopTime\": \"1969-12-31T23:59:59Z\"}"), 5, "lastStopTime is in the year 1969"},
		{"huge time", recorders("{\"name\": \"default\",\n\"lastStopTime\": 1e300}"), 5, "lastStopTime must be a number of seconds"},
		{"boolean time", recorders("{\"name\": \"default\",\n\"lastStatusChangeTime\": true}"), 5, "lastStatusChangeTime must be a number of seconds"},
		{"no ARN", recorders("{\"name\": \"default\",\n\"arn\": \"arn\"}"), 5, `"arn" is not the ARN of a configuration recorder`},
		{"ARN of another account", recorders("{\"name\": \"default\",\n\"arn\": \"" + strings.Replace(arn, "123456789012", "123456789013", 1) + "\"}"), 5, "does not match the account, region or name"},
		{"ARN of another region", recorders("{\"name\": \"default\",\n\"arn\": \"" + strings.Replace(arn, "eu-west-1", "eu-west-2", 1) + "\"}"), 5, "does not match the account, region or name"},
		{"ARN of another partition", recorders("{\"name\": \"default\",\n\"arn\": \"" + strings.Replace(arn, "aws", "aws-cn", 1) + "\"}"), 5, "does not match the account, region or name"},
		{"ARN of another name", recorders("{\"name\": \"other\",\n\"arn\": \"" + arn + "\"}"), 5, "does not match the account, region or name"},
		{"ARN of a longer name", recorders("{\"name\": \"default\",\n\"arn\": \"" + strings.Replace(arn, "default/", "default/more/", 1) + "\"}"), 5, "does not match the account, region or name"},
		{"two customer managed", recorders("{\"name\": \"one\"},\n{\"name\": \"two\"}"), 5, `this region already has "one"`},
		{"two of one name", recorders("{\"name\": \"default\"},\n\n{\"name\": \"default\"}"), 6, `already has a recorder called "default"`},
		{"reserved name", recorders("{\n\"name\": \"AWSConfigurationRecorderForX\"}"), 5, "if, and only if, its name begins with"},
		{"principal of another name", recorders("{\n\"name\": \"default\", \"servicePrincipal\": \"a.amazonaws.com\"}"), 5, "if, and only if, its name begins with"},
		{"blank name", recorders("{\n\"name\": \" \"}"), 5, "the name is missing or blank"},
		{"principal", recorders("{\"name\": \"AWSConfigurationRecorderForX\",\n\"servicePrincipal\": \"a b\"}"), 5, `"a b" is not a service principal`},
		{"long principal", recorders("{\"name\": \"AWSConfigurationRecorderForX\",\n\"servicePrincipal\": \"" + strings.Repeat("a", 129) + "\"}"), 5, "is not a service principal: enter 1 to 128"},
		{"service-linked, not recording", recorders("{\"name\": \"AWSConfigurationRecorderForX\", \"servicePrincipal\": \"a\",\n\"recording\":\n false}"), 6, "a service-linked recorder always records: omit recording, or set it to true"},
		{"channels", "{\"accounts\": {\"123456789012\": {\"eu-west-1\": {\"DeliveryChannels\":\n1}}}}", 2, "DeliveryChannels must be a list, not a number"},
		{"two channels", channels("{\"name\": \"one\", \"s3BucketName\": \"example\"},\n{\"name\": \"two\"}"), 5, `only one delivery channel, but this region already has "one"`},
		{"one channel twice", channels("{\"name\": \"one\", \"s3BucketName\": \"example\"},\n{\"name\": \"one\"}"), 5, "only one delivery channel"},
		{"deliveries of another channel", both("{\"name\": \"one\", \"s3BucketName\": \"example\"}", "{\n\"name\": \"two\"}"), 6, `only one delivery channel, but this region already has "one"`},
		{"one channel's deliveries twice", both("", "{\"name\": \"one\"},\n{\"name\": \"one\"}"), 6, "only one delivery channel"},
		{"deliveries without a name", both("", "{}"), 5, "the name is missing"},
		{"a delivery channel's field", both("", "{\"name\": \"one\",\n\"configHistoryDelivery\": {}}"), 6, `did you mean "configHistoryDeliveryInfo"?`},
		{"a delivery's field", both("", "{\"name\": \"one\", \"configStreamDeliveryInfo\": {\n\"lastSuccessfulTime\": 1}}"), 6, `configStreamDeliveryInfo has no field "lastSuccessfulTime"`},
		{"a delivery's status", both("", "{\"name\": \"one\", \"configHistoryDeliveryInfo\": {\n\"lastStatus\": \"\"}}"), 6, "lastStatus is empty"},
		{"a delivery of another type", both("", "{\"name\": \"one\", \"configSnapshotDeliveryInfo\":\n null}"), 6, "configSnapshotDeliveryInfo must be an object, not null"},
		{"configuration", configurations("1"), 4, "a recorder must be an object, not a number"},
		{"configuration without a name", configurations("{}"), 4, "the name is missing"},
		{"two configurations", configurations("{\"name\": \"one\"},\n{\"name\": \"two\"}"), 5, `this region already has "one"`},
		{"one configuration twice", configurations("{\"name\": \"one\"},\n{\"name\": \"one\"}"), 5, `already has a recorder called "one"`},
		{"a configuration's field", configurations("{\"name\": \"one\",\n\"roleArn\": \"r\"}"), 5, `did you mean "roleARN"?`},
		{"a group's field", configurations("{\"name\": \"one\", \"recordingGroup\": {\n\"allSupport\": true}}"), 5, `recordingGroup has no field "allSupport"; did you mean "allSupported"?`},
		{"a list of types", configurations("{\"name\": \"one\", \"recordingGroup\": {\"resourceTypes\": [\"AWS::EC2::VPC\",\n1]}}"), 5, "an element of resourceTypes must be a string, not a number"},
		{"types", configurations("{\"name\": \"one\", \"recordingGroup\": {\"exclusionByResourceTypes\":\n[]}}"), 5, "exclusionByResourceTypes must be an object, not a list"},
		{"a mode's override", configurations("{\"name\": \"one\", \"recordingMode\": {\"recordingModeOverrides\": [\n{\"frequency\": 1}]}}"), 5, `an element of recordingModeOverrides has no field "frequency"`},
		{"all regions", configurations("{\"name\": \"one\", \"scopeConfiguration\": {\n\"allRegions\": \"true\"}}"), 5, "allRegions must be a boolean, not a string"},
		{"a connector of a customer managed recorder", configurations("{\"name\": \"one\",\n\"connectorArn\": \"c\"}"), 5, "only a service-linked recorder has a connectorArn"},
		{"configuration of another recorder", twoLists("{\"name\": \"one\"}", "{\"name\": \"two\"}"), 5, `this region already has "one"`},
		{"two principals", twoLists("{\"name\": \"AWSConfigurationRecorderForX\", \"servicePrincipal\": \"a\"}", "{\"name\": \"AWSConfigurationRecorderForX\", \"servicePrincipal\": \"b\"}"), 5, `cannot have the service principals "a" and "b"`},
		{"two ARNs", twoLists("{\"name\": \"default\", \"arn\": \""+arn+"\"}", "{\"name\": \"default\", \"arn\": \""+strings.Replace(arn, "0123", "3210", 1)+"\"}"), 5, "cannot have the ARNs"},
		{"channel without a name", channels("{}"), 4, "the name is missing"},
		{"a channel's field", channels("{\"name\": \"default\",\n\"s3bucket\": \"b\"}"), 5, `a delivery channel has no field "s3bucket"; did you mean "s3BucketName"?`},
		{"frequency", channels("{\"name\": \"default\", \"configSnapshotDeliveryProperties\": {\n\"deliveryFrequency\": 1}}"), 5, "deliveryFrequency must be a string, not a number"},
		{"unknown frequency", channels("{\"name\": \"default\", \"s3BucketName\": \"example\", \"configSnapshotDeliveryProperties\": {\n\"deliveryFrequency\": \"Daily\"}}"), 5, "PutDeliveryChannel would reject this channel: Validation: 1 validation error detected: Value 'Daily'"},
		{"long channel name", channels("{\"s3BucketName\": \"example\",\n\"name\": \"" + strings.Repeat("n", 257) + "\"}"), 5, "the name has 257 characters, but the maximum is 256"},
		{"blank channel name", channels("{\"s3BucketName\": \"example\",\n\"name\": \" \"}"), 5, "the name is missing or blank"},
		{"no bucket", channels("{\"name\": \"default\"}"), 4, "Cannot find a S3 bucket with an empty bucket name."},
		{"bucket", channels("{\"name\": \"default\",\n\"s3BucketName\": \"not/a/bucket\"}"), 5, "NoSuchBucket: Cannot find a S3 bucket with the name 'not/a/bucket'."},
		{"prefix", channels("{\"name\": \"default\", \"s3BucketName\": \"example\",\n\"s3KeyPrefix\": \"" + strings.Repeat("p", 1025) + "\"}"), 5, "InvalidS3KeyPrefix"},
		{"key", channels("{\"name\": \"default\", \"s3BucketName\": \"example\",\n\"s3KmsKeyArn\": \"k\"}"), 5, "InvalidS3KmsKeyArn"},
		{"topic", channels("{\"name\": \"default\", \"s3BucketName\": \"example\",\n\"snsTopicARN\": \"t\"}"), 5, "InvalidSNSTopicARN"},
		{"enabled regions", "{\"enabledRegions\":\n[]}", 2, "enabledRegions must be an object, not a list"},
		{"enabled regions of no account", "{\"enabledRegions\": {\n\"1\": []}}", 2, `"1" is not an account`},
		{"enabled regions of another type", "{\"enabledRegions\": {\"123456789012\":\n \"eu-west-1\"}}", 2, "the enabled regions of an account must be a list, not a string"},
		{"no enabled regions", "{\"enabledRegions\": {\"123456789012\":\n null}}", 2, "the enabled regions of an account must be a list, not null"},
		{"enabled region of another type", "{\"enabledRegions\": {\"123456789012\": [\n1]}}", 2, "an enabled region must be a string, not a number"},
		{"enabled region", "{\"enabledRegions\": {\"123456789012\": [\"us-east-1\",\n\"eu-west\"]}}", 2, `"eu-west" is not a region: enter one such as eu-west-1`},
		{"enabled region twice", "{\"enabledRegions\": {\"123456789012\": [\"us-east-1\",\n\"us-east-1\"]}}", 2, `the region "us-east-1" is already in line 1`},
		{"organization", "{\"organization\":\n[]}", 2, "an organization must be an object, not a list"},
		{"an organization's field", organization("\"members\": {}"), 3, `an organization has no field "members"`},
		{"no management account", "{\n\"organization\": {}}", 2, "the managementAccount is missing"},
		{"management account", organization("\"managementAccount\": \"1\""), 3, `"1" is not an account`},
		{"accounts of an organization", organization("\"managementAccount\": \"123456789012\", \"accounts\":\n[]"), 4, "accounts must be an object, not a list"},
		{"account of an organization", organization("\"accounts\": {\n\"1\": {}}"), 4, `"1" is not an account`},
		{"account of an organization twice", organization("\"accounts\": {\"123456789012\": {},\n\"123456789012\": {}}"), 4, "is already in line 3"},
		{"an organization account's field", organization("\"accounts\": {\"123456789012\": {\n\"status\": \"ACTIVE\"}}"), 4, `an account of an organization has no field "status"; did you mean "state"?`},
		{"state", organization("\"accounts\": {\"123456789012\": {\n\"state\": \"active\"}}"), 4, `"active" is not the state of an account: use one of PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED`},
		{"email", organization("\"accounts\": {\"123456789012\": {\n\"email\": \"nobody\"}}"), 4, `"nobody" is not an email address of 6 to 64 characters`},
		{"long email", organization("\"accounts\": {\"123456789012\": {\n\"email\": \"" + strings.Repeat("a", 53) + "@example.com\"}}"), 4, "is not an email address of 6 to 64 characters"},
		{"long account name", organization("\"accounts\": {\"123456789012\": {\n\"name\": \"" + strings.Repeat("n", 129) + "\"}}"), 4, "the name has 129 characters, but the maximum is 128"},
		{"delegated administrators", organization("\"delegatedAdministrators\":\n\"123456789012\""), 4, "delegatedAdministrators must be a list, not a string"},
		{"delegated administrator of another type", organization("\"managementAccount\": \"123456789012\", \"delegatedAdministrators\": [\n1]"), 4, "a delegated administrator must be a string, not a number"},
		{"delegated administrator outside", organization("\"managementAccount\": \"123456789012\", \"delegatedAdministrators\": [\n\"210987654321\"]"), 4, `the delegated administrator "210987654321" is not a member account: add it to accounts`},
		{"delegated management account", organization("\"managementAccount\": \"123456789012\", \"delegatedAdministrators\": [\n\"123456789012\"]"), 4, `the delegated administrator "123456789012" is not a member account`},
		{"page size", organization("\"pageSize\": \"1\""), 3, "pageSize must be a number, not a string"},
		{"no page size", organization("\"pageSize\": 0"), 3, "pageSize is 0, but must be a whole number from 1 to 20"},
		{"large page size", organization("\"pageSize\": 21"), 3, "pageSize is 21"},
		{"empty first page", organization("\"emptyFirstPage\": 1"), 3, "emptyFirstPage must be a boolean, not a number"},
		{"roles", "{\"roles\":\n[]}", 2, "roles must be an object, not a list"},
		{"role", "{\"roles\": {\n\"arn:aws:iam::1:role/r\": {}}}", 2, `"arn:aws:iam::1:role/r" is not the ARN of an IAM role`},
		{"role of some accounts", "{\"roles\": {\n\"arn:aws:iam::1111*:role/r\": {}}}", 2, "is not the ARN of an IAM role"},
		{"role without a name", "{\"roles\": {\n\"arn:aws:iam::123456789012:role/p/\": {}}}", 2, "is not the ARN of an IAM role"},
		{"role of another type", "{\"roles\": {\"" + otherRole + "\":\n true}}", 2, "a role must be an object, not a boolean"},
		{"duplicate role", "{\"roles\": {\n\"" + otherRole + "\": {},\n\"" + otherRole + "\": {}}}", 3, "is already in line 2"},
		{"a role's field", role("\"external_id\": \"x\""), 3, `a role has no field "external_id"; did you mean "externalId"?`},
		{"external id", role("\"externalId\": 12"), 3, "externalId must be a string, not a number"},
		{"empty external id", role("\"externalId\":\n \"\""), 4, "externalId is empty"},
		{"external id of other characters", role("\"externalId\": \"a b\""), 3, `"a b" is not an external ID`},
		{"trusts", role("\"trusts\": \"123456789012\""), 3, "trusts must be a list, not a string"},
		{"trusted number", role("\"trusts\": [\n123456789012]"), 4, "a trusted principal must be a string, not a number"},
		{"trusted by everybody", role("\"trusts\": [\n\"*\"]"), 4, `"*" is neither an account nor the ARN of a root, user, role or role session`},
		{"trusted service", role("\"trusts\": [\"123456789012\",\n\"config.amazonaws.com\"]"), 4, `"config.amazonaws.com" is neither`},
		{"trusted policy", role("\"trusts\": [\"arn:aws:iam::123456789012:policy/p\"]"), 3, "is neither"},
		{"duration", role("\"maxSessionDuration\": \"1h\""), 3, "maxSessionDuration must be a number of seconds, not a string"},
		{"short duration", role("\"maxSessionDuration\": 3599"), 3, "maxSessionDuration is 3599, but must be a whole number of seconds from 3600 to 43200"},
		{"long duration", role("\"maxSessionDuration\": 43201"), 3, "maxSessionDuration is 43201"},
		{"broken duration", role("\"maxSessionDuration\": 3600.5"), 3, "maxSessionDuration is 3600.5"},
		{"web identity", role("\"webIdentity\": \"yes\""), 3, "webIdentity must be a boolean, not a string"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			seed, err := ParseSeed("dir/seed.json", []byte(test.seed))
			if err == nil || seed != nil {
				t.Fatalf("got %v and %v, want an error", seed, err)
			}
			if prefix := fmt.Sprintf("dir/seed.json:%d: ", test.line); !strings.HasPrefix(err.Error(), prefix) || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("got %q, want %q and %q", err, prefix, test.reason)
			}
		})
	}
}
