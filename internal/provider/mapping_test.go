// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// answered is a client with a fixed response.
type answered configservice.DescribeConfigurationRecorderStatusOutput

func (a *answered) DescribeConfigurationRecorderStatus(context.Context, *configservice.DescribeConfigurationRecorderStatusInput, ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	return (*configservice.DescribeConfigurationRecorderStatusOutput)(a), nil
}

// fullAnswer returns a response with every member of a status.
func fullAnswer() *answered {
	at := aws.Time(time.Date(2026, 8, 28, 7, 50, 6, 63_000_000, time.UTC))
	return &answered{ConfigurationRecordersStatus: []types.ConfigurationRecorderStatus{{
		Arn:                  aws.String("arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7"),
		LastErrorCode:        aws.String("AccessDenied"),
		LastErrorMessage:     aws.String("no"),
		LastStartTime:        at,
		LastStatus:           "FAILURE",
		LastStatusChangeTime: at,
		LastStopTime:         at,
		Name:                 aws.String("default"),
		Recording:            true,
	}}}
}

// mapAnswer converts a response of AWS Config to an element of statuses.
func mapAnswer(tb testing.TB, answer *answered) {
	tb.Helper()
	status, err := recorder.ReadStatus(tb.Context(), answer, awsapi.Place{Region: "eu-west-1"}, recorder.Selector{})
	if err != nil {
		tb.Fatal(err)
	}
	if object := newStatusModel(*status).object(); object.IsNull() {
		tb.Fatal("the status is null")
	}
}

func BenchmarkMapping(b *testing.B) {
	answer := fullAnswer()
	b.ReportAllocs()
	for b.Loop() {
		mapAnswer(b, answer)
	}
}

// mappingAllocations is the maximum number of allocations for mapping a status, which is
// the current number.
const mappingAllocations = 33

// Not parallel, because it counts the allocations of the whole process.
func TestMapping_allocations(t *testing.T) {
	if build, ok := debug.ReadBuildInfo(); ok && slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("the race detector allocates, and discards what sync.Pool keeps at random")
	}
	answer := fullAnswer()
	if got := testing.AllocsPerRun(200, func() { mapAnswer(t, answer) }); got > mappingAllocations {
		t.Errorf("the mapping of a status takes %.0f allocations, and may take %d", got, mappingAllocations)
	}
}
