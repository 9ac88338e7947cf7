// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	configtypes "github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// waitForModel is the block wait_for, which contains the status to wait for.
type waitForModel struct {
	LastStatus types.List `tfsdk:"last_status"`
	Recording  types.Bool `tfsdk:"recording"`
}

// waitForBlock is a block because Terraform ignores misspelled members of an attribute, so
// that a condition would not be checked.
func waitForBlock() schema.SingleNestedBlock {
	return schema.SingleNestedBlock{
		MarkdownDescription: "The status to wait for. The provider reads the recorder again, after pauses that grow from 1 to 10 seconds, until every condition holds. If the time limit of `timeouts` passes first, the error includes the last status. " +
			"The provider also waits for a recorder that does not exist yet. Failures that waiting cannot resolve, such as a missing permission, end the wait at once. Without `wait_for`, the provider reads the recorder once.",
		Attributes: map[string]schema.Attribute{
			"last_status": schema.ListAttribute{
				MarkdownDescription: "The values of `last_status` to wait for, any of `Pending`, `Success`, `Failure` and `NotApplicable`. One match is enough. A stopped recorder keeps its last status, so also set `recording = true`.",
				ElementType:         types.StringType,
				Optional:            true,
			},
			"recording": schema.BoolAttribute{
				MarkdownDescription: "The value of `recording` to wait for.",
				Optional:            true,
			},
		},
	}
}

// newWaitForModel returns nil if there is no block wait_for, or if it is not known yet.
func newWaitForModel(ctx context.Context, value types.Object, diags *diag.Diagnostics) *waitForModel {
	if value.IsNull() || value.IsUnknown() {
		return nil
	}
	var waitFor waitForModel
	diags.Append(value.As(ctx, &waitFor, basetypes.ObjectAsOptions{})...)
	return &waitFor
}

// The arguments of wait_for.
var (
	waitForLastStatus = path.Root("wait_for").AtName("last_status")
	waitForRecording  = path.Root("wait_for").AtName("recording")
)

// validate rejects conditions that can never hold or always hold. It also returns the
// argument to blame.
func (m *waitForModel) validate() (path.Path, error) {
	switch {
	case m.LastStatus.IsNull() && m.Recording.IsNull():
		return path.Root("wait_for"), errors.New("the block wait_for has neither recording nor last_status, so there is nothing to wait for: set one of them or both, or remove wait_for to read the status once")
	case m.LastStatus.IsNull() || m.LastStatus.IsUnknown():
		return path.Empty(), nil
	case len(m.LastStatus.Elements()) == 0:
		return waitForLastStatus, errors.New("the list last_status in wait_for is empty, so no status can match: list at least one, or remove last_status to accept any status")
	}
	for _, element := range m.LastStatus.Elements() {
		status, ok := element.(types.String)
		switch {
		case !ok || status.IsUnknown():
			continue
		case status.IsNull():
			return waitForLastStatus, errors.New("the list last_status in wait_for contains null, which is not a status: remove it")
		}
		if err := recorder.ValidateStatus(status.ValueString()); err != nil {
			return waitForLastStatus, err
		}
	}
	return path.Empty(), nil
}

func (m *waitForModel) expectation(ctx context.Context, diags *diag.Diagnostics) recorder.Expectation {
	expected := recorder.Expectation{Recording: m.Recording.ValueBoolPointer()}
	diags.Append(m.LastStatus.ElementsAs(ctx, &expected.LastStatus, false)...)
	return expected
}

// statusNotReached reports the expected status, the last status and what to do.
func (m recorderIdentityModel) statusNotReached(s subject, err *recorder.StatusNotReachedError) diag.Diagnostic {
	detail := fmt.Sprintf("Waiting for %s in %s to have %s did not succeed within %s. ", m.selector(), s.places[0], err.Expected, s.limit.duration)
	if err.Seen == nil {
		detail += m.notFound(s.places[0], statusesName)
	} else {
		detail += fmt.Sprintf("It was last seen with %s.", awsapi.CleanText(err.Seen.String()))
	}
	argument := waitForLastStatus
	if wanted := err.Expected.Recording; wanted != nil && (err.Seen == nil || err.Seen.Recording != *wanted) {
		argument = waitForRecording
	}
	wantsStopped := err.Expected.Recording != nil && !*err.Expected.Recording
	switch {
	case err.Failure != nil:
		detail += " Reading it again failed. " + s.timedOut(err.Failure)
		return diag.NewAttributeErrorDiagnostic(argument, statusNotReachedSummary, withOriginal(detail, err))
	case err.Seen == nil:
		// The text above already says what to do.
	case err.Seen.Recording && wantsStopped:
		detail += " Stop the recorder."
	case wantsStopped:
		detail += " A stopped recorder keeps its last status until it is started again: remove last_status from wait_for."
	case !err.Seen.Recording:
		detail += " Start the recorder."
	case aws.ToString(err.Seen.LastStatus) == string(configtypes.RecorderStatusFailure):
		detail += " AWS Config cannot record or deliver: check the role of the recorder, and the bucket and the topic of the delivery channel."
	}
	return diag.NewAttributeErrorDiagnostic(argument, statusNotReachedSummary, withOriginal(detail+s.moreTime(), err))
}

const statusNotReachedSummary = "Configuration Recorder Not in the Expected Status"
