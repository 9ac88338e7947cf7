// SPDX-License-Identifier: MPL-2.0

// Package recorder reads AWS Config configuration recorders and checks what AWS
// responds. It knows nothing of Terraform.
package recorder

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// StatusDescriber is the part of the AWS Config client that reads statuses.
type StatusDescriber interface {
	DescribeConfigurationRecorderStatus(context.Context, *configservice.DescribeConfigurationRecorderStatusInput, ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error)
}

// ReadStatus reads the status of the selected recorder in a place, with one call. It
// returns *NotFoundError, *MultipleFoundError, *awsapi.UnexpectedAnswerError,
// *awsapi.TimeoutError if the deadline of ctx passes, or the error of the SDK.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
func ReadStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (*Status, error) {
	status, _, err := readStatus(ctx, client, place, selector)
	return status, err
}

// readStatus also returns the ID of the request.
func readStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (*Status, string, error) {
	output, err := awsapi.Call(ctx, func(ctx context.Context) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
		return client.DescribeConfigurationRecorderStatus(ctx, selector.statusInput(), inRegion(place.Region))
	})
	var absent *types.NoSuchConfigurationRecorderException
	switch {
	case errors.As(err, &absent):
		return nil, "", &NotFoundError{Err: err}
	case err != nil:
		return nil, "", err
	}

	requestID, _ := awsmiddleware.GetRequestIDMetadata(output.ResultMetadata)
	if count := len(output.ConfigurationRecordersStatus); count > maxStatuses {
		return nil, "", &awsapi.UnexpectedAnswerError{Reason: fmt.Sprintf("the response has %d recorders, more than the provider accepts", count), RequestID: requestID}
	}
	statuses := make([]Status, 0, len(output.ConfigurationRecordersStatus))
	for _, item := range output.ConfigurationRecordersStatus {
		statuses = append(statuses, newStatus(place, item))
	}
	// Anything that is not AWS could otherwise pass off another recorder, or none, as
	// the requested one. AWS always sends the list.
	if output.ConfigurationRecordersStatus == nil || slices.ContainsFunc(statuses, func(s Status) bool { return !s.plausible(place) || !selector.matches(s) }) {
		return nil, "", &awsapi.UnexpectedAnswerError{
			Reason:    fmt.Sprintf("the request was for %s in %s, but the response has %s", selector, place, names(statuses)),
			RequestID: requestID,
		}
	}
	switch len(statuses) {
	case 0:
		return nil, "", &NotFoundError{Err: errors.New(awsapi.WithRequestID("the response has no recorder", requestID))}
	case 1:
		return &statuses[0], requestID, nil
	default:
		return nil, "", &MultipleFoundError{Found: statuses, RequestID: requestID}
	}
}

func inRegion(region string) func(*configservice.Options) {
	return func(o *configservice.Options) { o.Region = region }
}

// maxStatuses is how many recorders a response can have. No service is known to own more
// than two in a region, but AWS does not promise a number.
const maxStatuses = 100

// names lists recorders within a sentence.
func names(statuses []Status) string {
	if len(statuses) == 0 {
		return "no list of recorders"
	}
	items := make([]string, 0, len(statuses))
	for _, status := range statuses {
		item := "one without a name"
		if status.Name != nil {
			item = fmt.Sprintf("%q", *status.Name)
		}
		if status.ServicePrincipal != nil {
			item += fmt.Sprintf(" of %q", *status.ServicePrincipal)
		}
		if status.ARN != nil {
			item += fmt.Sprintf(" (%q)", *status.ARN)
		}
		items = append(items, item)
	}
	return strings.Join(items, ", ")
}
