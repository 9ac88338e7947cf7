// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"context"
	"errors"
	"slices"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/smithy-go/middleware"
)

// StatusDescriber is the part of the AWS Config client that finding a status
// needs.
type StatusDescriber interface {
	DescribeConfigurationRecorderStatus(context.Context, *configservice.DescribeConfigurationRecorderStatusInput, ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error)
}

// Find reads the status of the one recorder that the selector means in a
// region, with a single call. It returns *NotFoundError, *MultipleFoundError,
// *UnexpectedAnswerError, *TimeoutError where the deadline of ctx passed, or
// the error of the SDK.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
func Find(ctx context.Context, client StatusDescriber, region string, selector Selector) (*Status, error) {
	answer, err := find(ctx, client, region, selector)
	if err != nil {
		return nil, err
	}
	return &answer.statuses[0], nil
}

// find is Find with the whole answer, which holds one status.
func find(ctx context.Context, client StatusDescriber, region string, selector Selector) (*answer, error) {
	answer, err := describe(ctx, client, region, selector)
	if err != nil {
		return nil, err
	}
	// Something that is not AWS would otherwise pass off another recorder, or the
	// absence of one, as what was asked for.
	if answer.statuses == nil || slices.ContainsFunc(answer.statuses, func(s Status) bool { return !s.plausible() || !selector.matches(s) }) {
		return nil, &UnexpectedAnswerError{Selector: selector, Region: region, Got: answer.statuses, RequestID: answer.requestID}
	}
	switch len(answer.statuses) {
	case 0:
		return nil, &NotFoundError{Selector: selector, Region: region, Err: errors.New("the answer holds no recorder" + withRequestID(answer.requestID))}
	case 1:
		return answer, nil
	default:
		return nil, &MultipleFoundError{Selector: selector, Region: region, Found: answer.statuses, RequestID: answer.requestID}
	}
}

type answer struct {
	statuses  []Status // Nil where the answer had no list, which AWS always sends.
	requestID string
}

func describe(ctx context.Context, client StatusDescriber, region string, selector Selector) (*answer, error) {
	var lastFailure error
	output, err := client.DescribeConfigurationRecorderStatus(ctx, selector.input(), inRegion(region, &lastFailure))
	var absent *types.NoSuchConfigurationRecorderException
	switch {
	case errors.As(err, &absent):
		return nil, &NotFoundError{Selector: selector, Region: region, Err: err}
	case err != nil:
		return nil, ended(ctx, err, lastFailure)
	}

	requestID, _ := awsmiddleware.GetRequestIDMetadata(output.ResultMetadata)
	if output.ConfigurationRecordersStatus == nil {
		return &answer{requestID: requestID}, nil
	}
	statuses := make([]Status, 0, len(output.ConfigurationRecordersStatus))
	for _, item := range output.ConfigurationRecordersStatus {
		statuses = append(statuses, newStatus(region, item))
	}
	return &answer{statuses: statuses, requestID: requestID}, nil
}

// ended tells the end of the time from other failures.
func ended(ctx context.Context, err, lastFailure error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &TimeoutError{Err: err, Last: lastFailure}
	}
	return err
}

// inRegion makes a call in a region, and remembers its latest failure.
func inRegion(region string, lastFailure *error) func(*configservice.Options) {
	return func(o *configservice.Options) {
		o.APIOptions = append(o.APIOptions, keepFailure(lastFailure))
		o.Region = region
	}
}

// keepFailure remembers how the latest attempt ended. When the time runs out
// during a pause between attempts, the SDK reports the interrupted pause and
// forgets why it paused.
func keepFailure(last *error) func(*middleware.Stack) error {
	keep := middleware.FinalizeMiddlewareFunc("KeepFailure", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleFinalize(ctx, in)
		if ctx.Err() == nil {
			*last = err
		}
		return out, metadata, err
	})
	return func(stack *middleware.Stack) error {
		return stack.Finalize.Insert(keep, "Retry", middleware.After)
	}
}
