// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

const requestID = "11111111-2222-3333-4444-555555555555"

// respond is a client of the SDK whose requests get a response without a network. The
// function gets the operation and the body of a request.
func respond(answer func(operation, body string) (status int, response string)) *configservice.Client {
	return configservice.New(clientOptions(), func(o *configservice.Options) {
		o.Retryer = aws.NopRetryer{}
		o.HTTPClient = smithyhttp.ClientDoFunc(func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
			status, response := answer(r.URL.Host+" "+operation, string(body))
			return &http.Response{StatusCode: status, Header: http.Header{"X-Amzn-Requestid": {requestID}}, Body: io.NopCloser(strings.NewReader(response))}, nil
		})
	})
}

func respondAlways(status int, response string) *configservice.Client {
	return respond(func(string, string) (int, string) { return status, response })
}

// published has what the bodies in testdata, which AWS sent over the years, become.
var published = map[string]recorder.Configuration{
	"recorders-2016.json": {
		Identity:       recorder.Identity{Name: aws.String("default"), Region: "us-east-1"},
		RoleARN:        aws.String("arn:aws:iam::123456789012:role/service-role/config-role-us-west-2"),
		RecordingGroup: recorder.RecordingGroup{AllSupported: aws.Bool(true), IncludeGlobalResourceTypes: aws.Bool(false), ResourceTypes: []string{}},
	},
	"recorders-2019.json": {
		Identity:       recorder.Identity{Name: aws.String("default"), Region: "us-east-1"},
		RoleARN:        aws.String("arn:aws:iam::123456789012:role/service-role/config-role-us-east-1"),
		RecordingGroup: recorder.RecordingGroup{AllSupported: aws.Bool(true), IncludeGlobalResourceTypes: aws.Bool(true), ResourceTypes: []string{}},
	},
	"recorders-2023-one-type.json": {
		Identity:       recorder.Identity{Name: aws.String("default"), Region: "us-east-1"},
		RoleARN:        aws.String("arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
		RecordingGroup: recorder.RecordingGroup{AllSupported: aws.Bool(false), IncludeGlobalResourceTypes: aws.Bool(false), ResourceTypes: []string{"AWS::EC2::Instance"}},
	},
	"recorders-2024-control-tower-mode.json": {
		Identity: recorder.Identity{Name: aws.String("aws-controltower-BaselineConfigRecorder"), Region: "us-east-1"},
		RoleARN:  aws.String("arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
		RecordingGroup: recorder.RecordingGroup{
			AllSupported: aws.Bool(true), IncludeGlobalResourceTypes: aws.Bool(true), ResourceTypes: []string{}, ExclusionByResourceTypes: []string{},
			RecordingStrategy: aws.String("ALL_SUPPORTED_RESOURCE_TYPES"),
		},
		RecordingMode: recorder.RecordingMode{RecordingFrequency: aws.String("CONTINUOUS"), RecordingModeOverrides: []recorder.RecordingModeOverride{}},
	},
	"recorders-2025-all.json": {
		Identity: recorder.Identity{
			AccountID: "123456789012", ARN: aws.String("arn:aws:config:us-east-1:123456789012:configuration-recorder/baseline/aaaabbbbccccdddd"),
			Name: aws.String("baseline"), Region: "us-east-1",
		},
		RoleARN: aws.String("arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
		RecordingGroup: recorder.RecordingGroup{
			AllSupported: aws.Bool(true), IncludeGlobalResourceTypes: aws.Bool(true), ResourceTypes: []string{}, ExclusionByResourceTypes: []string{},
			RecordingStrategy: aws.String("ALL_SUPPORTED_RESOURCE_TYPES"),
		},
		RecordingMode:  recorder.RecordingMode{RecordingFrequency: aws.String("CONTINUOUS"), RecordingModeOverrides: []recorder.RecordingModeOverride{}},
		RecordingScope: aws.String("PAID"),
	},
	"recorders-2026-exclusion.json": {
		Identity: recorder.Identity{
			AccountID: "123456789012", ARN: aws.String("arn:aws:config:us-east-1:123456789012:configuration-recorder/default/2222333344445555"),
			Name: aws.String("default"), Region: "us-east-1",
		},
		RoleARN: aws.String("arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
		RecordingGroup: recorder.RecordingGroup{
			AllSupported: aws.Bool(false), IncludeGlobalResourceTypes: aws.Bool(false), ResourceTypes: []string{},
			ExclusionByResourceTypes: []string{"AWS::IAM::Policy", "AWS::IAM::User", "AWS::IAM::Role", "AWS::IAM::Group"},
			RecordingStrategy:        aws.String("EXCLUSION_BY_RESOURCE_TYPES"),
		},
		RecordingMode:  recorder.RecordingMode{RecordingFrequency: aws.String("CONTINUOUS"), RecordingModeOverrides: []recorder.RecordingModeOverride{}},
		RecordingScope: aws.String("PAID"),
	},
}

func TestReadConfiguration_published(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(published)+1 {
		t.Errorf("testdata has %d files, and the test knows %d", len(files), len(published)+1)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		configuration, err := recorder.ReadConfiguration(t.Context(), respondAlways(http.StatusOK, string(body)), awsapi.Place{Region: "us-east-1"}, recorder.Selector{})
		want, ok := published[filepath.Base(file)]
		var notFound *recorder.NotFoundError
		if !ok && errors.As(err, &notFound) {
			continue
		}
		if err != nil || !reflect.DeepEqual(*configuration, want) {
			t.Errorf("%s: got %+v and %v", file, configuration, err)
		}
	}
}

// configurationDescriber always sends the same recorder.
type configurationDescriber types.ConfigurationRecorder

func (d configurationDescriber) DescribeConfigurationRecorders(context.Context, *configservice.DescribeConfigurationRecordersInput, ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecordersOutput, error) {
	return &configservice.DescribeConfigurationRecordersOutput{ConfigurationRecorders: []types.ConfigurationRecorder{types.ConfigurationRecorder(d)}}, nil
}

func TestReadConfiguration_everyMember(t *testing.T) {
	t.Parallel()
	// The fields in the SDK, one of which is not a member.
	for kind, known := range map[reflect.Type]int{
		reflect.TypeFor[types.ConfigurationRecorder]():    9 + 1,
		reflect.TypeFor[types.RecordingGroup]():           5 + 1,
		reflect.TypeFor[types.ExclusionByResourceTypes](): 1 + 1,
		reflect.TypeFor[types.RecordingStrategy]():        1 + 1,
		reflect.TypeFor[types.RecordingMode]():            2 + 1,
		reflect.TypeFor[types.RecordingModeOverride]():    3 + 1,
		reflect.TypeFor[types.ScopeConfiguration]():       4 + 1,
	} {
		if kind.NumField() != known {
			t.Errorf("%s has %d fields, but the configuration of a recorder has those of %d", kind, kind.NumField(), known)
		}
	}

	const connector = "arn:aws:config:eu-west-1:123456789012:connector/azure"
	sent := configurationDescriber{
		Arn:          aws.String(someARN),
		ConnectorArn: aws.String(connector),
		Name:         aws.String("default"),
		RecordingGroup: &types.RecordingGroup{
			AllSupported:               true,
			ExclusionByResourceTypes:   &types.ExclusionByResourceTypes{ResourceTypes: []types.ResourceType{"AWS::A::A"}},
			IncludeGlobalResourceTypes: true,
			RecordingStrategy:          &types.RecordingStrategy{UseOnly: "exclusion_by_resource_types"},
			ResourceTypes:              []types.ResourceType{"AWS::B::B", "AWS::C::C"},
		},
		RecordingMode: &types.RecordingMode{
			RecordingFrequency:     "DAILY",
			RecordingModeOverrides: []types.RecordingModeOverride{{Description: aws.String("why"), RecordingFrequency: "CONTINUOUS", ResourceTypes: []types.ResourceType{"AWS::D::D"}}},
		},
		RecordingScope:     "INTERNAL",
		RoleARN:            aws.String("arn:aws:iam::123456789012:role/config"),
		ScopeConfiguration: &types.ScopeConfiguration{AllRegions: true, IncludedRegions: []string{"westeurope"}, ScopeType: aws.String("tenant"), ScopeValues: []string{"one"}},
		ServicePrincipal:   aws.String("example.amazonaws.com"),
	}
	want := recorder.Configuration{
		Identity: recorder.Identity{
			AccountID: "123456789012", ARN: aws.String(someARN), Name: aws.String("default"), Region: region, ServicePrincipal: aws.String("example.amazonaws.com"),
		},
		ConnectorARN: aws.String(connector),
		RecordingGroup: recorder.RecordingGroup{
			AllSupported: aws.Bool(true), ExclusionByResourceTypes: []string{"AWS::A::A"}, IncludeGlobalResourceTypes: aws.Bool(true),
			RecordingStrategy: aws.String("EXCLUSION_BY_RESOURCE_TYPES"), ResourceTypes: []string{"AWS::B::B", "AWS::C::C"},
		},
		RecordingMode: recorder.RecordingMode{
			RecordingFrequency:     aws.String("DAILY"),
			RecordingModeOverrides: []recorder.RecordingModeOverride{{Description: aws.String("why"), RecordingFrequency: aws.String("CONTINUOUS"), ResourceTypes: []string{"AWS::D::D"}}},
		},
		RecordingScope:     aws.String("INTERNAL"),
		RoleARN:            aws.String("arn:aws:iam::123456789012:role/config"),
		ScopeConfiguration: recorder.ScopeConfiguration{AllRegions: aws.Bool(true), IncludedRegions: []string{"westeurope"}, ScopeType: aws.String("tenant"), ScopeValues: []string{"one"}},
	}
	configuration, err := recorder.ReadConfiguration(t.Context(), sent, place, recorder.Selector{ARN: someARN})
	if err != nil || !reflect.DeepEqual(*configuration, want) {
		t.Errorf("got %+v and %v", configuration, err)
	}
}

// What AWS leaves out must not become a claim, such as all_supported = false.
func TestReadConfiguration_leavesAbsentMembersNil(t *testing.T) {
	t.Parallel()
	want := recorder.Configuration{Identity: recorder.Identity{Name: aws.String("default"), Region: region}}
	for _, body := range []string{
		`{"ConfigurationRecorders":[{"name":"default"}]}`,
		`{"ConfigurationRecorders":[{"name":"default","recordingGroup":null,"recordingMode":null,"scopeConfiguration":null}]}`,
		`{"ConfigurationRecorders":[{"name":"default","connectorArn":"","servicePrincipal":"","recordingGroup":{},"recordingMode":{},"scopeConfiguration":{}}]}`,
	} {
		configuration, err := recorder.ReadConfiguration(t.Context(), respondAlways(http.StatusOK, body), place, recorder.Selector{})
		if err != nil || !reflect.DeepEqual(*configuration, want) {
			t.Errorf("%s: got %+v and %v", body, configuration, err)
		}
	}
}

func TestReadConfiguration_requests(t *testing.T) {
	t.Parallel()
	for want, selector := range map[string]recorder.Selector{
		`{}`: {},
		`{"ConfigurationRecorderNames":["audit"]}`:         {Name: "audit"},
		`{"Arn":"` + someARN + `"}`:                        {ARN: someARN},
		`{"ServicePrincipal":"securityhub.amazonaws.com"}`: {ServicePrincipal: "securityhub.amazonaws.com"},
	} {
		var requests []string
		client := respond(func(operation, body string) (int, string) {
			requests = append(requests, operation+" "+body)
			return http.StatusOK, `{"ConfigurationRecorders":[]}`
		})
		var notFound *recorder.NotFoundError
		if _, err := recorder.ReadConfiguration(t.Context(), client, place, selector); !errors.As(err, &notFound) {
			t.Errorf("%+v: got %v", selector, err)
		}
		if len(requests) != 1 || requests[0] != "config.eu-west-1.amazonaws.com DescribeConfigurationRecorders "+want {
			t.Errorf("%+v: sent %q", selector, requests)
		}
	}
}

func TestReadConfiguration_failures(t *testing.T) {
	t.Parallel()
	var (
		multiple   *recorder.MultipleFoundError
		notFound   *recorder.NotFoundError
		unexpected *awsapi.UnexpectedAnswerError
	)
	for body, want := range map[string]any{
		`{"ConfigurationRecorders":[]}`: &notFound,
		`{}`:                            &unexpected,
		`{"ConfigurationRecordersStatus":[{"name":"default"}]}`:                 &unexpected,
		`{"ConfigurationRecorders":[{"name":"default"}]}`:                       &unexpected, // Not the selected one.
		`{"ConfigurationRecorders":[{"name":"audit","arn":"` + someARN + `"}]}`: &unexpected, // The ARN has another name.
		`{"ConfigurationRecorders":[{"name":"audit"},{"name":"audit"}]}`:        &multiple,
	} {
		configuration, err := recorder.ReadConfiguration(t.Context(), respondAlways(http.StatusOK, body), place, recorder.Selector{Name: "audit"})
		if configuration != nil || !errors.As(err, want) || !strings.Contains(err.Error(), "RequestID: "+requestID) {
			t.Errorf("%s: got %+v and %v", body, configuration, err)
		}
	}

	client := respondAlways(http.StatusBadRequest, `{"__type":"NoSuchConfigurationRecorderException","message":"no"}`)
	if _, err := recorder.ReadConfiguration(t.Context(), client, place, recorder.Selector{Name: "audit"}); !errors.As(err, &notFound) {
		t.Errorf("no such recorder: got %v", err)
	}
	client = respondAlways(http.StatusOK, `{"ConfigurationRecorders":[{"name":"default","arn":"`+someARN+`"}]}`)
	if _, err := recorder.ReadConfiguration(t.Context(), client, awsapi.Place{AccountID: "210987654321", Region: region}, recorder.Selector{}); !errors.As(err, &unexpected) {
		t.Errorf("another account: got %v", err)
	}
}

func TestReadConfigurations(t *testing.T) {
	t.Parallel()
	const prefix = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/"
	recorders := map[string]string{
		`{}`: `{"name":"default","roleARN":"r"}`,
		`{"ConfigurationRecorderNames":["azure"]}`: `{"name":"azure","servicePrincipal":"example.amazonaws.com","connectorArn":"c"}`,
		`{"Arn":"` + prefix + `default/a"}`:        `{"name":"default","arn":"` + prefix + `default/a","roleARN":"r"}`,
		`{"Arn":"` + prefix + `audit/a"}`:          `{"name":"audit","arn":"` + prefix + `audit/a","servicePrincipal":"example.amazonaws.com"}`,
		`{"Arn":"` + prefix + `azure/a"}`:          `{"name":"azure","arn":"` + prefix + `azure/a","servicePrincipal":"example.amazonaws.com","connectorArn":"c"}`,
	}
	client := respond(func(operation, body string) (int, string) {
		if strings.HasSuffix(operation, "ListConfigurationRecorders") {
			// The last two are recorders of another cloud, one of which shows it only in its
			// configuration.
			return http.StatusOK, `{"ConfigurationRecorderSummaries":[{"arn":"` + prefix + `default/a","name":"default"},{"arn":"` + prefix + `audit/a","name":"audit"},` +
				`{"arn":"` + prefix + `azure/a","name":"azure"},{"arn":"` + prefix + `unreadable/a","name":"unreadable","provider":"AZURE"}]}`
		}
		if item, ok := recorders[body]; ok {
			return http.StatusOK, `{"ConfigurationRecorders":[` + item + `]}`
		}
		return http.StatusBadRequest, `{"__type":"ValidationException","message":"no"}`
	})
	for name, test := range map[string]struct {
		filter recorder.Filter
		want   string
	}{
		"customer managed":       {recorder.Filter{}, "default"},
		"service-linked":         {recorder.Filter{IncludeServiceLinked: true}, "audit default"},
		"one of them":            {recorder.Filter{IncludeServiceLinked: true, Name: "audit"}, "audit"},
		"of another cloud":       {recorder.Filter{Name: "azure"}, ""},
		"that cannot be read":    {recorder.Filter{IncludeServiceLinked: true, Name: "unreadable"}, ""},
		"of a name that is gone": {recorder.Filter{IncludeServiceLinked: true, Name: "gone"}, ""},
	} {
		configurations, err := recorder.ReadConfigurations(t.Context(), client, place, test.filter)
		var found []string
		for _, configuration := range configurations {
			found = append(found, *configuration.Name)
		}
		if err != nil || strings.Join(found, " ") != test.want {
			t.Errorf("%s: got %q and %v", name, found, err)
		}
	}
}
