// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// failedRegions makes an error for each region that could not be read, or one for
// all of those that were cancelled.
func (r reading) failedRegions(reports []recorder.RegionReport) diag.Diagnostics {
	var (
		diags     diag.Diagnostics
		cancelled []string
	)
	for _, report := range reports {
		switch {
		case errors.Is(report.Err, context.Canceled):
			cancelled = append(cancelled, report.Region)
		case report.Err != nil:
			r.region = report.Region
			diags.Append(r.failed(report.Err))
		}
	}
	if len(cancelled) > 0 {
		r.region = strings.Join(cancelled, ", ")
		diags.AddError(unableToRead, r.attempted("was cancelled before AWS answered")+".")
	}
	return diags
}

// failedToListRegions tells why the regions of the account are not known.
func (r reading) failedToListRegions(err error) diag.Diagnostic {
	const (
		attempted = "Asking AWS Account Management for the regions of the account "
		otherwise = " Or name the regions in regions, instead of all_regions = true."
	)
	var (
		timedOut   *recorder.TimeoutError
		unexpected *recorder.UnexpectedAnswerError
	)
	var summary, detail string
	switch cause := r.causeOf(err); {
	case errors.Is(err, context.Canceled):
		summary, detail = "Unable to List the AWS Regions", attempted+"was cancelled."
	case errors.As(err, &timedOut):
		summary, detail = "Timed Out Listing the AWS Regions", fmt.Sprintf("%sdid not end within %s. ", attempted, r.timeout)+r.whyTimedOut(timedOut)+otherwise
	case errors.As(err, &unexpected):
		summary, detail = "Unable to List the AWS Regions", attempted+"was answered with something that AWS would not answer. See that the endpoint is right."+otherwise
	case hasCode(err, deniedCodes):
		summary, detail = "Access to AWS Account Management Denied", attempted+"was denied. Allow the action "+actionOf(err)+" for the identity that is named below."+otherwise
	default:
		summary, detail = strings.ReplaceAll(cause.summary, "AWS Config", "AWS Account Management"), attempted+cause.outcome+". "+cause.advice+otherwise
		if cause.summary == unableToRead {
			summary = "Unable to List the AWS Regions"
		}
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("all_regions"), summary, withOriginal(detail, err))
}
