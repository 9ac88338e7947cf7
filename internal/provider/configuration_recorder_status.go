// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// recorderModel is what the data source and the ephemeral resource
// awsconfig_configuration_recorder_status both take and return.
type recorderModel struct {
	statusModel
	WaitFor types.Object `tfsdk:"wait_for"`
}

type waitForModel struct {
	LastStatus types.List `tfsdk:"last_status"`
	Recording  types.Bool `tfsdk:"recording"`
}

// recorderDescription ends the description of both objects.
const recorderDescription = "It calls " +
	"[DescribeConfigurationRecorderStatus](https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html), " +
	"which needs the IAM action `config:DescribeConfigurationRecorderStatus`. " +
	"At most one of `name`, `arn` and `service_principal` selects the recorder; without them it is the customer managed recorder. " +
	"A recorder that does not exist is an error, unless `wait_for` waits for it."

// recorderAttributes describes recorderModel.
func recorderAttributes() map[string]schema.Attribute {
	attributes := statusAttributes()
	attributes["arn"] = schema.StringAttribute{
		MarkdownDescription: "The ARN of the recorder. As an argument it selects the recorder, and its region is read unless `region` is set, which must then be the same.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{valid("Configuration Recorder ARN", recorder.ValidateARN)},
	}
	attributes["name"] = schema.StringAttribute{
		MarkdownDescription: "The name of the recorder. As an argument it selects the recorder.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{valid("Configuration Recorder Name", recorder.ValidateName)},
	}
	attributes["region"] = schema.StringAttribute{
		MarkdownDescription: "The AWS Region to read from. The default is the region of `arn`, then that of the provider.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{valid("AWS Region", recorder.ValidateRegion)},
	}
	attributes["service_principal"] = schema.StringAttribute{
		MarkdownDescription: "The service principal of the AWS service that a service-linked recorder belongs to, or null for a customer managed recorder. " +
			"As an argument, such as `securityhub.amazonaws.com`, it selects the recorder. Where a service has several recorders, select one by `arn`, " +
			"or read all of them with `awsconfig_configuration_recorder_statuses`.",
		Optional:   true,
		Computed:   true,
		Validators: []validator.String{valid("Service Principal", recorder.ValidateServicePrincipal)},
	}
	attributes["wait_for"] = schema.SingleNestedAttribute{
		MarkdownDescription: "The status to wait for: the recorder is read again, after pauses that grow from 1 to 10 seconds, until each condition holds or the time of `timeouts` ends, which is an error that tells the last status. " +
			"A recorder that does not exist yet is waited for too. What waiting cannot mend, such as a missing permission, ends it at once. Without `wait_for` the recorder is read once.",
		Optional: true,
		Attributes: map[string]schema.Attribute{
			"last_status": schema.ListAttribute{
				MarkdownDescription: "The values of `last_status` to wait for: `Pending`, `Success`, `Failure` or `NotApplicable`. Any of them will do. A stopped recorder keeps its last status, so ask for `recording = true` too.",
				ElementType:         types.StringType,
				Optional:            true,
			},
			"recording": schema.BoolAttribute{
				MarkdownDescription: "The value of `recording` to wait for.",
				Optional:            true,
			},
		},
	}
	return attributes
}

// validate refuses what no single argument shows to be wrong.
func (m *recorderModel) validate(ctx context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	if selectors := m.selectors(); len(selectors) > 1 {
		diags.Append(conflictingSelectors(selectors))
	}
	if !m.Region.IsNull() && !m.Region.IsUnknown() {
		if err := recorder.ValidateRegionOfARN(m.ARN.ValueString(), m.Region.ValueString()); err != nil {
			diags.AddAttributeError(path.Root("region"), "Conflicting AWS Region", sentence(err))
		}
	}
	if waitFor := m.waitFor(ctx, &diags); waitFor != nil {
		// Terraform shows the line of a top-level argument, but not that of one in it.
		if err := waitFor.validate(); err != nil {
			diags.AddAttributeError(path.Root("wait_for"), "Invalid Status to Wait For", sentence(err))
		}
	}
	return diags
}

// read puts the status of the selected recorder into the model. The argument of
// timeouts that gave the timeout is named where more time may help.
func (m *recorderModel) read(ctx context.Context, client *awsclient.Client, timeout time.Duration, timeoutArgument string) diag.Diagnostics {
	var diags diag.Diagnostics
	attempt := reading{selector: m.selector(), region: m.region(client.Region), timeout: timeout, timeoutArgument: timeoutArgument}
	if attempt.region == "" {
		diags.Append(missingRegion(path.Root("region"), "Set region in this block or in the provider block"))
		return diags
	}
	find := recorder.Find
	if waitFor := m.waitFor(ctx, &diags); waitFor != nil {
		find = recorder.Wait{Expected: waitFor.expectation(ctx, &diags)}.Find
	}
	if diags.HasError() {
		return diags
	}

	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	status, err := find(ctx, client.ConfigService, attempt.region, attempt.selector)
	if err != nil {
		diags.Append(attempt.failed(err))
		return diags
	}
	m.statusModel = newStatusModel(*status)
	return diags
}

// waitFor is nil where nothing is waited for, or not known yet.
func (m *recorderModel) waitFor(ctx context.Context, diags *diag.Diagnostics) *waitForModel {
	if m.WaitFor.IsNull() || m.WaitFor.IsUnknown() {
		return nil
	}
	var waitFor waitForModel
	diags.Append(m.WaitFor.As(ctx, &waitFor, basetypes.ObjectAsOptions{})...)
	return &waitFor
}

// validate refuses what no recorder can come to, or every one has.
func (m *waitForModel) validate() error {
	switch {
	case m.LastStatus.IsNull() && m.Recording.IsNull():
		return errors.New("the argument wait_for has neither recording nor last_status, so there is nothing to wait for: set one of them or both, or leave wait_for out to read the status once")
	case m.LastStatus.IsNull() || m.LastStatus.IsUnknown():
		return nil
	case len(m.LastStatus.Elements()) == 0:
		return errors.New("the list last_status in wait_for is empty, so no status would ever do: name those that do, or leave last_status out where each does")
	}
	for _, element := range m.LastStatus.Elements() {
		status, ok := element.(types.String)
		switch {
		case !ok || status.IsUnknown():
			continue
		case status.IsNull():
			return errors.New("the list last_status in wait_for holds null, which is not a status: take it out")
		}
		if err := recorder.ValidateStatus(status.ValueString()); err != nil {
			return err
		}
	}
	return nil
}

func (m *waitForModel) expectation(ctx context.Context, diags *diag.Diagnostics) recorder.Expectation {
	return recorder.Expectation{
		LastStatus: stringsOf(ctx, m.LastStatus, diags),
		Recording:  m.Recording.ValueBoolPointer(),
	}
}

// selectors names the arguments that select a recorder.
func (m *recorderModel) selectors() []string {
	var set []string
	for _, argument := range []struct {
		name  string
		value types.String
	}{{"name", m.Name}, {"arn", m.ARN}, {"service_principal", m.ServicePrincipal}} {
		if !argument.value.IsNull() && !argument.value.IsUnknown() {
			set = append(set, argument.name)
		}
	}
	return set
}

func (m *recorderModel) selector() recorder.Selector {
	return recorder.Selector{
		Name:             m.Name.ValueString(),
		ARN:              m.ARN.ValueString(),
		ServicePrincipal: m.ServicePrincipal.ValueString(),
	}
}

func (m *recorderModel) region(ofProvider string) string {
	if region := m.Region.ValueString(); region != "" {
		return region
	}
	if region := recorder.RegionOfARN(m.ARN.ValueString()); region != "" {
		return region
	}
	return ofProvider
}
