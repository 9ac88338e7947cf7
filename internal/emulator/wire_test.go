// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

var requestIDPattern = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestBodies(t *testing.T) {
	t.Parallel()
	f := serve(t)
	at := location{testAccount, testRegion}
	arn := recorderARN(at, "default")

	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[]}`)
	f.want(t, "DescribeConfigurationRecorderStatus", ``, `{"ConfigurationRecordersStatus":[]}`)
	f.want(t, "DescribeConfigurationRecorders", `{"ConfigurationRecorderNames":[]}`, `{"ConfigurationRecorders":[]}`)
	f.want(t, "ListConfigurationRecorders", `{}`, `{"ConfigurationRecorderSummaries":[]}`)
	f.want(t, "DescribeDeliveryChannels", `{}`, `{"DeliveryChannels":[]}`)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[]}`)

	f.want(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"},"Tags":[{"Key":"a","Value":"b"}],"Unknown":1}`, ``)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[{"arn":"`+arn+`","name":"default","recording":false}]}`)
	f.want(t, "DescribeConfigurationRecorders", `{"Arn":"`+arn+`"}`, `{"ConfigurationRecorders":[{"arn":"`+arn+`","name":"default","recordingGroup":{"allSupported":true,"exclusionByResourceTypes":{"resourceTypes":[]},"includeGlobalResourceTypes":false,"recordingStrategy":{"useOnly":"ALL_SUPPORTED_RESOURCE_TYPES"},"resourceTypes":[]},"recordingScope":"PAID","roleARN":"`+testRole+`"}]}`)
	f.want(t, "ListConfigurationRecorders", `{}`, `{"ConfigurationRecorderSummaries":[{"arn":"`+arn+`","name":"default","recordingScope":"PAID"}]}`)

	f.want(t, "PutDeliveryChannel", `{"DeliveryChannel":{"name":"ch","s3BucketName":"example","configSnapshotDeliveryProperties":{"deliveryFrequency":"One_Hour"}}}`, ``)
	f.want(t, "DescribeDeliveryChannels", `{"DeliveryChannelNames":["ch"]}`, `{"DeliveryChannels":[{"configSnapshotDeliveryProperties":{"deliveryFrequency":"One_Hour"},"name":"ch","s3BucketName":"example"}]}`)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[{"configHistoryDeliveryInfo":{},"configSnapshotDeliveryInfo":{"nextDeliveryTime":1.787904E9},"configStreamDeliveryInfo":{"lastStatus":"NOT_APPLICABLE"},"name":"ch"}]}`)
	f.want(t, "PutDeliveryChannel", `{"DeliveryChannel":{"name":"ch","s3BucketName":"example","snsTopicARN":"arn:aws:sns:eu-west-1:210987654321:topic"}}`, ``)
	f.want(t, "DescribeDeliveryChannelStatus", `{}`, `{"DeliveryChannelsStatus":[{"configHistoryDeliveryInfo":{},"configSnapshotDeliveryInfo":{},"configStreamDeliveryInfo":{},"name":"ch"}]}`)

	f.want(t, "StartConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`, ``)
	f.want(t, "DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["default"]}`, `{"ConfigurationRecordersStatus":[{"arn":"`+arn+`","lastStartTime":1.787903406063E9,"lastStatus":"PENDING","name":"default","recording":true}]}`)
	f.clock.advance(time.Minute)
	f.want(t, "StopConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`, ``)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[{"arn":"`+arn+`","lastStartTime":1.787903406063E9,"lastStatus":"SUCCESS","lastStatusChangeTime":1.787903416063E9,"lastStopTime":1.787903466063E9,"name":"default","recording":false}]}`)

	linked := reservedPrefix + "SecurityHubCSPM"
	linkedARN := recorderARN(at, linked)
	f.want(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`, `{"Arn":"`+linkedARN+`","Name":"`+linked+`"}`)
	f.want(t, "ListConfigurationRecorders", `{"MaxResults":1}`, `{"ConfigurationRecorderSummaries":[{"arn":"`+linkedARN+`","name":"`+linked+`","recordingScope":"INTERNAL","servicePrincipal":"securityhub.amazonaws.com"}],"NextToken":"`+writeToken(linked)+`"}`)
	f.want(t, "DeleteServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`, `{"Arn":"`+linkedARN+`","Name":"`+linked+`"}`)
	f.want(t, "DeleteDeliveryChannel", `{"DeliveryChannelName":"ch"}`, ``)
	f.want(t, "DeleteConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`, ``)
	f.want(t, "DescribeConfigurationRecorderStatus", `{}`, `{"ConfigurationRecordersStatus":[]}`)
}

func TestRecordingGroupsAreDescribedWhole(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"resourceTypes":["AWS::EC2::Instance"]}`: `{"allSupported":false,"exclusionByResourceTypes":{"resourceTypes":[]},"includeGlobalResourceTypes":false,"recordingStrategy":{"useOnly":"INCLUSION_BY_RESOURCE_TYPES"},"resourceTypes":["AWS::EC2::Instance"]}`,
		`{"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::VPC"]},"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}}`: `{"allSupported":false,"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::VPC"]},"includeGlobalResourceTypes":false,"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"},"resourceTypes":[]}`,
		`{"allSupported":true,"includeGlobalResourceTypes":true}`:                                                                        `{"allSupported":true,"exclusionByResourceTypes":{"resourceTypes":[]},"includeGlobalResourceTypes":true,"recordingStrategy":{"useOnly":"ALL_SUPPORTED_RESOURCE_TYPES"},"resourceTypes":[]}`,
	} {
		f := serve(t)
		f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`","recordingGroup":`+in+`}}`)
		if got := f.call(t, "DescribeConfigurationRecorders", `{}`); !strings.Contains(got.body, `"recordingGroup":`+want+`,`) {
			t.Errorf("%s: got %s, want the group %s", in, got.body, want)
		}
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for milliseconds, want := range map[int64]string{
		0:             "0.0",
		1:             "0.001",
		9999999999:    "9999999.999",
		10000000000:   "1.0E7",
		1469342501945: "1.469342501945E9",
		1577836800000: "1.5778368E9",
		// The last second that a seed can have.
		253402300799000: "2.53402300799E11",
	} {
		if got, err := json.Marshal(epoch{time.UnixMilli(milliseconds)}); err != nil || string(got) != want {
			t.Errorf("%d: got %s and %v, want %s", milliseconds, got, err, want)
		}
	}
}

func TestRecordingModes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"recordingFrequency":"DAILY"}`: `{"recordingFrequency":"DAILY","recordingModeOverrides":[]}`,
		`{"recordingFrequency":"CONTINUOUS","recordingModeOverrides":[{"recordingFrequency":"DAILY","resourceTypes":["AWS::EC2::VPC"]}]}`: `{"recordingFrequency":"CONTINUOUS","recordingModeOverrides":[{"recordingFrequency":"DAILY","resourceTypes":["AWS::EC2::VPC"]}]}`,
	} {
		f := serve(t)
		f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`","recordingMode":`+in+`}}`)
		if got := f.call(t, "DescribeConfigurationRecorders", `{}`); !strings.Contains(got.body, `"recordingMode":`+want+`,`) {
			t.Errorf("%s: got %s, want the mode %s", in, got.body, want)
		}
		f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"}}`)
		if got := f.call(t, "DescribeConfigurationRecorders", `{}`); strings.Contains(got.body, "recordingMode") {
			t.Errorf("%s: got %s after a put without a mode", in, got.body)
		}
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	f := serve(t)
	for operation, length := range map[string]string{
		"DescribeConfigurationRecorderStatus": "35",
		"PutConfigurationRecorder":            "0",
	} {
		got := f.call(t, operation, `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"}}`)
		if id := got.header.Get("x-amzn-requestid"); !requestIDPattern.MatchString(id) {
			t.Errorf("%s: got request id %q, want a random UUID", operation, id)
		}
		if ct, cl := got.header.Get("Content-Type"), got.header.Get("Content-Length"); ct != "application/x-amz-json-1.1" || cl != length {
			t.Errorf("%s: got content type %q and length %q, want AWS JSON 1.1 and %s", operation, ct, cl, length)
		}
		f = serve(t)
	}
}

func TestAuthorization(t *testing.T) {
	t.Parallel()
	const rest = ", SignedHeaders=host, Signature=00"
	credential := func(scope string) string { return "AWS4-HMAC-SHA256 Credential=" + scope + rest }
	for _, test := range []struct {
		name, header, code string
	}{
		{"none", "", "MissingAuthenticationTokenException"},
		{"another scheme", "Bearer token", "MissingAuthenticationTokenException"},
		{"only the algorithm", "AWS4-HMAC-SHA256", "IncompleteSignatureException"},
		{"no signature", "AWS4-HMAC-SHA256 Credential=AKID/20260828/eu-west-1/config/aws4_request, SignedHeaders=host", "IncompleteSignatureException"},
		{"no signed headers", "AWS4-HMAC-SHA256 Credential=AKID/20260828/eu-west-1/config/aws4_request, Signature=00", "IncompleteSignatureException"},
		{"no key", credential("/20260828/eu-west-1/config/aws4_request"), "IncompleteSignatureException"},
		{"no day", credential("AKID/eu-west-1/config/aws4_request"), "IncompleteSignatureException"},
		{"another ending", credential("AKID/20260828/eu-west-1/config/aws5_request"), "IncompleteSignatureException"},
		{"another service", credential("AKID/20260828/eu-west-1/sts/aws4_request"), "InvalidSignatureException"},
		{"an unknown service", credential("AKID/20260828/eu-west-1/dynamodb/aws4_request"), "UnknownOperationException"},
		{"no region", credential("AKID/20260828/EU/config/aws4_request"), "InvalidSignatureException"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := serve(t)
			headers := []string{"X-Amz-Target", "StarlingDoveService.DescribeConfigurationRecorderStatus"}
			if test.header != "" {
				headers = append(headers, "Authorization", test.header)
			}
			got := f.send(t, http.MethodPost, "/", "{}", headers...)
			if got.status != http.StatusBadRequest || !strings.HasPrefix(got.body, `{"__type":"`+test.code+`","message":"`) {
				t.Errorf("got status %d and %s, want 400 and %s", got.status, got.body, test.code)
			}
		})
	}
}

func TestOtherRequests(t *testing.T) {
	t.Parallel()
	f := serve(t)
	target := []string{"Authorization", authorization("config"), "X-Amz-Target", "StarlingDoveService.DescribeConfigurationRecorderStatus"}
	for _, test := range []struct {
		method, path string
	}{{http.MethodGet, "/"}, {http.MethodPost, "/list-regions"}} {
		if got := f.send(t, test.method, test.path, "", target...); got.status != http.StatusNotFound || !strings.Contains(got.body, "UnknownOperationException") {
			t.Errorf("%s %s: got status %d and %s, want 404 and UnknownOperationException", test.method, test.path, got.status, got.body)
		}
	}
	if got := f.send(t, http.MethodPost, "/", "{}", "Authorization", authorization("config"), "X-Amz-Target", "DynamoDB_20120810.ListTables"); !strings.Contains(got.body, "InvalidSignatureException") {
		t.Errorf("a target of another service: got %s, want InvalidSignatureException", got.body)
	}
}

// TestLargeRequests sends the maximum size, and one byte more.
func TestLargeRequests(t *testing.T) {
	t.Parallel()
	f := serve(t)
	for _, test := range []struct{ service, path, contentType, begin, code string }{
		{"config", "/", "application/x-amz-json-1.1", "{}", `"RequestEntityTooLargeException"`},
		{"account", "/listRegions", "application/json", "{}", "larger than 1048576 bytes"},
		{"sts", "/", formContentType, "Action=GetCallerIdentity&Unknown=", "<Code>RequestEntityTooLarge</Code>"},
	} {
		headers := []string{"Authorization", authorization(test.service), "Content-Type", test.contentType}
		if test.service == "config" {
			headers = append(headers, "X-Amz-Target", "StarlingDoveService.DescribeConfigurationRecorderStatus")
		}
		body := test.begin + strings.Repeat(" ", maxBody-len(test.begin))
		if got := f.send(t, http.MethodPost, test.path, body, headers...); got.status != http.StatusOK {
			t.Errorf("%s: got status %d and %s for %d bytes, want 200", test.service, got.status, got.body, len(body))
		}
		if got := f.send(t, http.MethodPost, test.path, body+" ", headers...); got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.body, test.code) {
			t.Errorf("%s: got status %d and %s for %d bytes, want 413 and %s", test.service, got.status, got.body, len(body)+1, test.code)
		}
	}
}

func TestQueryProtocol(t *testing.T) {
	t.Parallel()
	f := serve(t)
	form := func(body, authorization string) answer {
		return f.send(t, http.MethodPost, "/", body, "Authorization", authorization, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	}
	got := form("Action=GetCallerIdentity&Version=2011-06-15", authorization("sts"))
	id := got.header.Get("x-amzn-requestid")
	want := `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::210987654321:user/emulator</Arn><UserId>AIDAEXAMPLEEXAMPLE000</UserId><Account>210987654321</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>` + id + `</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
	if got.status != http.StatusOK || got.body != want || got.header.Get("Content-Type") != "text/xml" || !requestIDPattern.MatchString(id) {
		t.Errorf("got %d, %v and\n%s\nwant\n%s", got.status, got.header, got.body, want)
	}
	for _, test := range []struct {
		name, body, authorization, code string
	}{
		{"unknown", "Action=GetSessionToken", authorization("sts"), "InvalidAction"},
		{"unnamed", "Version=2011-06-15", authorization("sts"), "InvalidAction"},
		{"unreadable", "Action=%zz", authorization("sts"), "MalformedQueryString"},
		{"unsigned", "Action=GetCallerIdentity", "", "MissingAuthenticationToken"},
		{"malformed", "Action=GetCallerIdentity", "AWS4-HMAC-SHA256 Credential=x", "IncompleteSignature"},
		{"another service", "Action=GetCallerIdentity", authorization("config"), "SignatureDoesNotMatch"},
	} {
		got := form(test.body, test.authorization)
		if got.status != http.StatusBadRequest || !strings.HasPrefix(got.body, `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>`+test.code+`</Code><Message>`) {
			t.Errorf("%s: got %d and %s, want 400 and %s", test.name, got.status, got.body, test.code)
		}
	}
}
