// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// samples has the files with responses that AWS was seen to send, for each operation.
var samples = map[string]string{
	recorderStatus.operation:        "testdata/*.json",
	recorderConfiguration.operation: "../recorder/testdata/*.json",
	deliveryChannel.operation:       "../channel/testdata/channels-*.json",
	deliveryStatus.operation:        "../channel/testdata/channel-status-*.json",
}

const someTimes = `"lastAttemptTime":1.787908206063E9,"lastSuccessfulTime":1787908205,"nextDeliveryTime":1787908207.9999`

// madeUpItems has responses that nobody published: with every member, and with as few as
// possible. Only the singular object reads what arguments select.
var madeUpItems = map[string][]struct {
	item      string
	arguments map[string]any
}{
	recorderStatus.operation: {
		{`{"arn":"` + someARN + `","name":"default","lastStartTime":1.787908206063E9,"lastStopTime":0,"recording":true,"lastStatus":"PENDING","lastErrorCode":"AccessDenied","lastErrorMessage":"no","lastStatusChangeTime":1787908207}`, nil},
		{`{"name":"AWSConfigurationRecorderForX","recording":true,"lastStatus":"NOT_APPLICABLE","servicePrincipal":"x.amazonaws.com"}`, map[string]any{"service_principal": "x.amazonaws.com"}},
		{`{"name":"default","recording":false,"lastStatus":"REBUILDING"}`, nil},
	},
	recorderConfiguration.operation: {
		{`{"arn":"` + someARN + `","name":"default","roleARN":"arn:aws:iam::123456789012:role/config","recordingScope":"PAID",` +
			`"recordingGroup":{"allSupported":true,"exclusionByResourceTypes":{"resourceTypes":["AWS::S3::Bucket"]},"includeGlobalResourceTypes":true,"recordingStrategy":{"useOnly":"NEW_STRATEGY"},"resourceTypes":["AWS::EC2::Instance","AWS::EC2::VPC"]},` +
			`"recordingMode":{"recordingFrequency":"CONTINUOUS","recordingModeOverrides":[{"description":"why","recordingFrequency":"DAILY","resourceTypes":["AWS::EC2::Volume"]},{}]}}`, nil},
		{ofOtherCloud, map[string]any{"name": "azure"}},
		{`{"name":"azure","connectorArn":"c","servicePrincipal":"x.amazonaws.com","scopeConfiguration":{"allRegions":true,"includedRegions":["westeurope"],"scopeType":"TENANT","scopeValues":["one","two"]}}`, map[string]any{"name": "azure"}},
		{`{"name":"default"}`, nil},
		{`{"name":"default","recordingGroup":{},"recordingMode":{},"scopeConfiguration":{}}`, nil},
		{`{"name":"default","recordingGroup":null,"recordingMode":null,"scopeConfiguration":null}`, nil},
	},
	deliveryChannel.operation: {
		{`{"name":"default","s3BucketName":"bucket","s3KeyPrefix":"prefix","s3KmsKeyArn":"arn:aws:kms:eu-west-1:123456789012:key/k","snsTopicARN":"arn:aws:sns:eu-west-1:123456789012:topic","configSnapshotDeliveryProperties":{"deliveryFrequency":"TwentyFour_Hours"}}`, nil},
		{`{"name":"default"}`, nil},
		{`{"name":"default","configSnapshotDeliveryProperties":{}}`, nil},
	},
	deliveryStatus.operation: {
		{`{"name":"default","configSnapshotDeliveryInfo":{"lastStatus":"FAILURE","lastErrorCode":"a","lastErrorMessage":"b",` + someTimes + `},` +
			`"configHistoryDeliveryInfo":{"lastStatus":"NOT_APPLICABLE","lastErrorCode":"c","lastErrorMessage":"d",` + someTimes + `},` +
			`"configStreamDeliveryInfo":{"lastStatus":"SUCCESS","lastErrorCode":"e","lastErrorMessage":"f","lastStatusChangeTime":1787908208}}`, nil},
		{`{"name":"default"}`, nil},
		{`{"name":"default","configSnapshotDeliveryInfo":null,"configHistoryDeliveryInfo":{"lastStatus":"LATER"},"configStreamDeliveryInfo":{}}`, nil},
	},
}

var regionInARN = regexp.MustCompile(`"arn":"arn:aws:config:([^:]+):`)

// Both data sources return every member of every response, and nothing else.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, m := range mirroredOperations {
		t.Run(m.operation, func(t *testing.T) {
			t.Parallel()
			files, err := filepath.Glob(samples[m.operation])
			if err != nil || len(files) < 4 {
				t.Fatalf("the samples are %v, %v", files, err)
			}
			seen := map[string]bool{}
			for _, file := range files {
				body, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				expectMirrored(t, m, filepath.Base(file), string(body), nil, seen)
			}
			for _, madeUp := range madeUpItems[m.operation] {
				expectMirrored(t, m, madeUp.item, m.body(madeUp.item), madeUp.arguments, seen)
			}
			// A new attribute needs a response that has it.
			s, _ := serving(t, "")
			for _, name := range attributePaths(elementOf(t, s, m), "") {
				if !seen[name] && name != ".account_id" { // Nothing in a delivery channel reveals its account.
					t.Errorf("no response has %s", name)
				}
			}
		})
	}
}

// expectMirrored reads a response with both data sources, and adds the attributes that it
// has to seen. If there are arguments, only the singular one can read it.
func expectMirrored(t *testing.T, m mirrored, name, body string, arguments map[string]any, seen map[string]bool) {
	t.Helper()
	s, _ := serving(t, body)
	var response map[string][]map[string]any
	if err := json.Unmarshal([]byte(body), &response); err != nil {
		t.Fatal(err)
	}
	region, accountID := home, any(nil)
	if match := regionInARN.FindStringSubmatch(body); match != nil {
		region, accountID = match[1], ownAccount
	}
	want := []any{}
	for _, item := range response[m.sent] {
		item["region"], item["account_id"] = region, accountID
		want = append(want, mirror(elementOf(t, s, m), item, "", seen))
	}

	if arguments == nil {
		values := mustRead(t, s, m.many, map[string]any{"regions": []any{region}})
		if got := values[m.list]; !reflect.DeepEqual(got, any(want)) {
			t.Errorf("%s: the plural data source returned\n%v, not\n%v", name, got, want)
		}
	}
	if len(want) == 0 {
		return // Which TestReaders_absent is about.
	}
	selected := map[string]any{"region": region}
	for argument, value := range arguments {
		selected[argument] = value
	}
	if got := mustRead(t, s, m.one, selected); !reflect.DeepEqual(any(got), want[0]) {
		t.Errorf("%s: the singular data source returned\n%v, not\n%v", name, got, want[0])
	}
}

// elementOf is the type of an element of the list of the plural data source.
func elementOf(t *testing.T, s *session, m mirrored) tftypes.Type {
	t.Helper()
	for _, attribute := range s.schemas.DataSourceSchemas[m.many].Block.Attributes {
		if list, ok := attribute.Type.(tftypes.List); ok && attribute.Name == m.list {
			return list.ElementType
		}
	}
	t.Fatalf("%s has no list %s", m.many, m.list)
	return nil
}

var wordBoundary = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// documented has the documented spelling of what AWS sends, for the members lastStatus.
// That of NOT_APPLICABLE differs between recorders and delivery channels.
var documented = map[string]string{"PENDING": "Pending", "SUCCESS": "Success", "FAILURE": "Failure"}

// mirror turns a part of a response into what an attribute should be: names in snake case,
// times in RFC 3339 with milliseconds, statuses as documented, and no member for what AWS
// left out, except for objects, which have none. It adds the paths of attributes to seen.
func mirror(kind tftypes.Type, sent any, path string, seen map[string]bool) any {
	if sent != nil {
		seen[path] = true
	}
	switch sent := sent.(type) {
	case map[string]any:
		members := map[string]any{}
		object, _ := kind.(tftypes.Object)
		for member, value := range sent {
			name := strings.ToLower(wordBoundary.ReplaceAllString(member, "${1}_$2"))
			if converted := mirror(object.AttributeTypes[name], value, path+"."+name, seen); converted != nil {
				members[name] = converted
			}
		}
		for name, kind := range object.AttributeTypes {
			if _, ok := members[name]; !ok && kind.Is(tftypes.Object{}) {
				members[name] = mirror(kind, map[string]any{}, path+"."+name, map[string]bool{})
			}
		}
		return members
	case []any:
		elements := []any{}
		list, _ := kind.(tftypes.List)
		for _, element := range sent {
			elements = append(elements, mirror(list.ElementType, element, path, seen))
		}
		return elements
	case float64:
		return time.UnixMilli(int64(math.Floor(sent*1000 + 1e-3))).UTC().Format("2006-01-02T15:04:05.000Z")
	case string:
		if !strings.HasSuffix(path, ".last_status") {
			return sent
		}
		if sent == "NOT_APPLICABLE" {
			return map[bool]string{true: "Not_Applicable", false: "NotApplicable"}[strings.Contains(path, "_delivery_info.")]
		}
		if spelling, ok := documented[sent]; ok {
			return spelling
		}
		return sent
	default:
		return sent
	}
}

// attributePaths returns the paths of the attributes of a type that are not objects.
func attributePaths(kind tftypes.Type, path string) []string {
	switch kind := kind.(type) {
	case tftypes.Object:
		var paths []string
		for name, member := range kind.AttributeTypes {
			paths = append(paths, attributePaths(member, path+"."+name)...)
		}
		return paths
	case tftypes.List:
		return attributePaths(kind.ElementType, path)
	default:
		return []string{path}
	}
}
