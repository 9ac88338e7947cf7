// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// withoutOutput contains the operations without output in the service model, whose
// responses have an empty body.
var withoutOutput = []string{
	"DeleteConfigurationRecorder",
	"DeleteDeliveryChannel",
	"PutConfigurationRecorder",
	"PutDeliveryChannel",
	"StartConfigurationRecorder",
	"StopConfigurationRecorder",
}

// FuzzHandler sends arbitrary requests. Clients of the protocol must be able to read
// every response, and only operations of the emulator can succeed.
func FuzzHandler(f *testing.F) {
	const (
		config = "StarlingDoveService."
		role   = "RoleArn=arn:aws:iam::210987654321:role/r&RoleSessionName=me"
	)
	for _, request := range []struct{ service, target, contentType, path, body string }{
		{"config", config + "DescribeConfigurationRecorderStatus", "application/x-amz-json-1.1", "/", ``},
		{"config", config + "DescribeConfigurationRecorderStatus", "application/x-amz-json-1.1", "/", `{"ConfigurationRecorderNames":["default"]}`},
		{"config", config + "DescribeConfigurationRecorderStatus", "application/x-amz-json-1.1", "/", `{"ServicePrincipal":"securityhub.amazonaws.com"}`},
		{"config", config + "DescribeConfigurationRecorders", "application/x-amz-json-1.1", "/", `{"Arn":"arn:aws:config:eu-west-1:210987654321:configuration-recorder/default/0123456789abcdef"}`},
		{"config", config + "ListConfigurationRecorders", "application/x-amz-json-1.1", "/", `{"Filters":[{"filterName":"recordingScope","filterValue":["PAID"]}],"MaxResults":1,"NextToken":"YWZ0ZXI6eA=="}`},
		{"config", config + "PutConfigurationRecorder", "application/x-amz-json-1.1", "/", `{"ConfigurationRecorder":{"name":"default","roleARN":"` + testRole + `","recordingGroup":{"resourceTypes":["AWS::EC2::Instance"]},"recordingMode":{"recordingFrequency":"DAILY","recordingModeOverrides":[{"resourceTypes":[],"recordingFrequency":"DAILY","description":"d"}]}},"Tags":[{"Key":"k","Value":"v"}]}`},
		{"config", config + "StartConfigurationRecorder", "application/x-amz-json-1.1", "/", `{"ConfigurationRecorderName":"default"}`},
		{"config", config + "StopConfigurationRecorder", "application/x-amz-json-1.1", "/", `{"ConfigurationRecorderName":"default"}`},
		{"config", config + "DeleteConfigurationRecorder", "application/x-amz-json-1.1", "/", `{"ConfigurationRecorderName":"default"}`},
		{"config", config + "PutServiceLinkedConfigurationRecorder", "application/x-amz-json-1.1", "/", `{"ServicePrincipal":"securityhubv2.amazonaws.com"}`},
		{"config", config + "DeleteServiceLinkedConfigurationRecorder", "application/x-amz-json-1.1", "/", `{"ServicePrincipal":"securityhub.amazonaws.com"}`},
		{"config", config + "PutDeliveryChannel", "application/x-amz-json-1.1", "/", `{"DeliveryChannel":{"name":"default","s3BucketName":"example","s3KeyPrefix":"p","configSnapshotDeliveryProperties":{"deliveryFrequency":"One_Hour"}}}`},
		{"config", config + "DeleteDeliveryChannel", "application/x-amz-json-1.1", "/", `{"DeliveryChannelName":"default"}`},
		{"config", config + "DescribeDeliveryChannels", "application/x-amz-json-1.1", "/", `{"DeliveryChannelNames":["default"]}`},
		{"config", config + "DescribeDeliveryChannelStatus", "application/x-amz-json-1.1", "/", `{}`},
		{"config", config + "DescribeConfigRules", "application/x-amz-json-1.1", "/", `{}`},
		{"config", "DynamoDB_20120810.ListTables", "application/x-amz-json-1.0", "/", `{}`},
		{"config", "StarlingDoveService", "", "/", `{`},
		{"sts", "", formContentType, "/", "Action=GetCallerIdentity&Version=2011-06-15"},
		{"sts", "", formContentType, "/", "Action=AssumeRole&" + role + "&Tags.member.1.Key=k&Tags.member.1.Value=v&TransitiveTagKeys.member.1=k&PolicyArns=&DurationSeconds=900"},
		{"", "", formContentType + "; charset=utf-8", "/", "Action=AssumeRoleWithWebIdentity&WebIdentityToken=a.e30.c&" + role},
		{"sts", "", formContentType, "/", "Action=GetSessionToken"},
		{"sts", "", formContentType, "/", "a.b=1&a=2&a.member.0=%zz"},
		{"account", "", "application/json", "/listRegions", `{"MaxResults":1,"RegionOptStatusContains":["ENABLED"]}`},
		{"account", "", "application/json", "/enableRegion", `{"RegionName":"eu-west-1"}`},
		{"organizations", organizationsTarget + ".ListAccounts", "application/x-amz-json-1.1", "/", `{"MaxResults":1,"NextToken":"YWZ0ZXI6eA=="}`},
		{"organizations", organizationsTarget + ".ListRoots", "application/x-amz-json-1.1", "/", `{}`},
		{"ec2", "", "", "/", ""},
		{"s3", "", "", "/example", ""},
		{"", "", "", "/token", "{}"},
		{"config", config + "TagResource", "application/x-amz-json-1.1", "/", `{"ResourceArn":"arn","Tags":[{"Key":"k"}]}`},
		{"", config + "DescribeConfigurationRecorderStatus", "", "/x", "{}"},
	} {
		f.Add(request.service, request.target, request.contentType, request.path, []byte(request.body))
	}
	seed, err := ParseSeed("seed.json", []byte(`{"accounts":{"210987654321":{"eu-west-1":{
		"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"SUCCESS"},{"name":"AWSConfigurationRecorderForSecurityHubCSPM","servicePrincipal":"securityhub.amazonaws.com"}],
		"DeliveryChannels":[{"name":"default","s3BucketName":"example"}]}}},"organization":{"managementAccount":"210987654321"}}`))
	if err != nil {
		f.Fatal(err)
	}

	f.Fuzz(func(t *testing.T, service, target, contentType, path string, body []byte) {
		store := NewStore(WithClock(newTestClock().Now))
		if err := store.Apply(seed); err != nil {
			t.Fatal(err)
		}
		handler := NewHandler(store)
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.URL = &url.URL{Path: path}
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("X-Amz-Target", target)
		if service != "" {
			r.Header.Set("Authorization", authorization(service))
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)

		got := answer{w.Code, w.Header(), w.Body.String()}
		checkAnswer(t, got)
		if got.status != http.StatusOK {
			return
		}

		asked := ""
		switch got.header.Get("Content-Type") {
		case "text/xml":
			form, err := url.ParseQuery(string(body))
			if err != nil {
				t.Errorf("got a success for a form that cannot be read: %v", err)
			}
			asked = form.Get("Action")
		case "application/json":
			asked = strings.Replace(path, "/list", "List", 1)
		default:
			_, asked, _ = strings.Cut(target, ".")
		}
		identified := Identify(r, body)
		if asked != identified.Operation || services[identified.Service].operations[asked] == nil {
			t.Errorf("got a success for %q of the service %q, which the emulator does not have", asked, identified.Service)
		}
		if (got.body == "") != slices.Contains(withoutOutput, asked) {
			t.Errorf("got the success %q for %s", got.body, asked)
		}
	})
}

// checkAnswer checks that a client can read a response. No request may cause a status of
// 500 or above.
func checkAnswer(t *testing.T, got answer) {
	t.Helper()
	statuses := []int{http.StatusOK, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusRequestEntityTooLarge, http.StatusNotImplemented}
	if !slices.Contains(statuses, got.status) {
		t.Errorf("got status %d and %s, want one of %v", got.status, got.body, statuses)
	}
	id := got.header.Get("X-Amzn-Requestid")
	if !requestIDPattern.MatchString(id) || got.header.Get("Content-Length") != strconv.Itoa(len(got.body)) {
		t.Errorf("got the headers %v for %d bytes, want a request id and the length", got.header, len(got.body))
	}

	var code, message string
	switch contentType := got.header.Get("Content-Type"); contentType {
	case "text/xml":
		var out struct {
			XMLName  xml.Name
			Code     string `xml:"Error>Code"`
			Message  string `xml:"Error>Message"`
			FailedID string `xml:"RequestId"`
			ID       string `xml:"ResponseMetadata>RequestId"`
			// These are of Amazon EC2.
			EC2Code    string `xml:"Errors>Error>Code"`
			EC2Message string `xml:"Errors>Error>Message"`
			EC2ID      string `xml:"RequestID"`
		}
		if err := xml.Unmarshal([]byte(got.body), &out); err != nil || (out.XMLName.Space != stsNamespace) != (out.EC2ID != "") || out.FailedID+out.ID+out.EC2ID != id {
			t.Errorf("got %s, want XML with the request id %s: %v", got.body, id, err)
		}
		code, message = out.Code+out.EC2Code, out.Message+out.EC2Message
	case "application/xml":
		var out struct {
			XMLName xml.Name `xml:"Error"`
			Code    string
			Message string
		}
		if err := xml.Unmarshal([]byte(got.body), &out); err != nil {
			t.Errorf("got %s, want an error of Amazon S3: %v", got.body, err)
		}
		code, message = out.Code, out.Message
	case "application/json", "application/x-amz-json-1.1":
		var out struct {
			Type    string `json:"__type"`
			Message string `json:"message"`
		}
		if err := json.Unmarshal([]byte(got.body), &out); got.body != "" && err != nil {
			t.Errorf("got %q, want JSON: %v", got.body, err)
		}
		code, message = out.Type, out.Message
		if contentType == "application/json" {
			code = got.header.Get("X-Amzn-Errortype")
		}
		if code != "" && !strings.HasSuffix(code, "Exception") {
			t.Errorf("got the code %s, want an exception", code)
		}
	default:
		t.Errorf("got the content type %q, want that of a protocol", contentType)
	}
	if failed := got.status != http.StatusOK; failed != (code != "") || failed != (message != "") {
		t.Errorf("got status %d with the code %q and the message %q", got.status, code, message)
	}
}
