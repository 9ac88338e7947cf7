// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// pluralModel is what every plural data source takes and returns besides its list.
type pluralModel struct {
	AllRegions types.Bool     `tfsdk:"all_regions"`
	Errors     []errorModel   `tfsdk:"errors"`
	OnError    types.String   `tfsdk:"on_error"`
	Regions    types.Set      `tfsdk:"regions"`
	Timeouts   timeouts.Value `tfsdk:"timeouts"`
}

// errorModel is a place that could not be read.
type errorModel struct {
	Code    string `tfsdk:"code"`
	Message string `tfsdk:"message"`
	Region  string `tfsdk:"region"`
}

const (
	onErrorFail   = "fail"
	onErrorReport = "report"
)

// pluralSchema describes a plural data source with attributes of its own.
func pluralSchema(ctx context.Context, description string, attributes map[string]schema.Attribute) schema.Schema {
	maps.Copy(attributes, map[string]schema.Attribute{
		"all_regions": schema.BoolAttribute{
			MarkdownDescription: "Whether to read every region that is enabled in the account. It conflicts with `regions`.",
			Optional:            true,
		},
		"errors": schema.ListNestedAttribute{
			MarkdownDescription: "The regions that could not be read, sorted by name, with `on_error = \"report\"`. Otherwise, it is empty.",
			Computed:            true,
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"code":    computedString("The error code of AWS, such as `AccessDeniedException`. If AWS sent none, it is `Timeout`, `EndpointUnreachable`, `UnexpectedAnswer` or `Other`."),
				"message": computedString("The error, with the request ID if there is one."),
				"region":  computedString("The AWS Region."),
			}},
		},
		"on_error": schema.StringAttribute{
			MarkdownDescription: "What to do about a region that cannot be read: `fail`, the default, returns an error for each of them; `report` lists them in `errors` and returns what the other regions have.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.OneOf(onErrorFail, onErrorReport)},
		},
		"regions": schema.SetAttribute{
			MarkdownDescription: "The AWS Regions to read. The default is the region of the provider. The regions that were read are returned.",
			ElementType:         types.StringType,
			Optional:            true,
			Computed:            true,
			Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"AWS Region", awsapi.ValidateRegion})},
		},
	})
	return schema.Schema{
		MarkdownDescription: description,
		Attributes:          attributes,
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{
				ReadDescription: "How long the read may take, including retries, as a duration such as `30s` or `5m`. The default is `2m`.",
			}),
		},
	}
}

// validate rejects what no single argument shows to be wrong.
func (m *pluralModel) validate(ctx context.Context) diag.Diagnostics {
	diags := validateTimeout(ctx, readTimeout, m.Timeouts.Read)
	switch {
	case m.Regions.IsNull() || m.Regions.IsUnknown():
	case len(m.Regions.Elements()) == 0:
		diags.AddAttributeError(path.Root("regions"), "Missing AWS Region",
			"The list regions is empty, so nothing would be read. List at least one region, or remove regions to read the region of the provider.")
	case len(m.Regions.Elements()) > survey.MaxRegions:
		diags.AddAttributeError(path.Root("regions"), "Too Many AWS Regions",
			fmt.Sprintf("The list regions has %d elements, but AWS has fewer than %d regions. Remove those that do not exist.", len(m.Regions.Elements()), survey.MaxRegions))
	case m.AllRegions.ValueBool():
		diags.AddAttributeError(path.Root("regions"), "Conflicting AWS Regions",
			"Both regions and all_regions = true are set. Keep regions to list those to read, or all_regions = true to read every one that is enabled in the account.")
	}
	return diags
}

// readPlaces reads every place that the arguments name, and sets what the model
// returns. Depending on on_error, places that fail are among the reports, or their
// diagnostics are returned. The attempt begins a sentence that ends with the place and
// an outcome.
func readPlaces[Result any](ctx context.Context, m *pluralModel, client *awsclient.Client, attempted subject, read func(context.Context, awsapi.Place) (Result, error)) ([]survey.Report[Result], diag.Diagnostics) {
	limit, diags := m.Timeouts.Read(ctx, defaultTimeout)
	if diags.HasError() {
		return nil, diags
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	attempted.limit = timeLimit{limit, readTimeout}

	places, diags := m.places(ctx, client, attempted)
	if diags.HasError() {
		return nil, diags
	}
	reports := survey.Read(ctx, places, read)

	// Whoever interrupts Terraform wants no report.
	if m.OnError.ValueString() != onErrorReport || errors.Is(ctx.Err(), context.Canceled) {
		if diags.Append(failedPlaces(attempted, reports)...); diags.HasError() {
			return nil, diags
		}
	}
	m.Errors = []errorModel{}
	regions := make([]string, 0, len(reports))
	for _, report := range reports {
		regions = append(regions, report.Place.Region)
		if report.Err != nil {
			m.Errors = append(m.Errors, errorModel{Code: awsapi.CleanText(awsapi.Code(report.Err)), Message: awsapi.CleanText(report.Err.Error()), Region: report.Place.Region})
		}
	}
	var regionDiags diag.Diagnostics
	m.Regions, regionDiags = types.SetValueFrom(ctx, types.StringType, regions)
	diags.Append(regionDiags...)
	return reports, diags
}

// places returns the places to read: the regions of the configuration, all that are
// enabled, or that of the provider.
func (m *pluralModel) places(ctx context.Context, client *awsclient.Client, attempted subject) ([]awsapi.Place, diag.Diagnostics) {
	var (
		diags   diag.Diagnostics
		regions []string
	)
	switch {
	case !m.Regions.IsNull():
		diags = m.Regions.ElementsAs(ctx, &regions, false)
	case client.Region == "" && m.AllRegions.ValueBool():
		diags.Append(missingRegion(path.Root("all_regions"), "A call of AWS Account Management needs a region, too. Set region in the provider block"))
	case client.Region == "":
		diags.Append(missingRegion(path.Root("regions"), "Set regions in the data source, or region in the provider block"))
	case m.AllRegions.ValueBool():
		var err error
		if regions, err = survey.EnabledRegions(ctx, client.Account); err != nil {
			diags.Append(subject{
				service:  accountManagement,
				attempt:  "Listing the regions of the account with AWS Account Management",
				unable:   "Unable to List the AWS Regions",
				timeout:  "Timed Out Listing the AWS Regions",
				argument: path.Root("all_regions"),
				instead:  "Alternatively, list the regions in regions instead of setting all_regions = true.",
				limit:    attempted.limit,
			}.diagnostic(err))
		}
	default:
		regions = []string{client.Region}
	}
	places := make([]awsapi.Place, 0, len(regions))
	for _, region := range regions {
		places = append(places, awsapi.Place{Region: region})
	}
	return places, diags
}

// failedPlaces makes a diagnostic for each place that could not be read, or one for all
// of those that an interrupt ended.
func failedPlaces[Result any](attempted subject, reports []survey.Report[Result]) diag.Diagnostics {
	var (
		diags    diag.Diagnostics
		canceled []string
		last     error
	)
	in := func(region string) subject {
		s := attempted
		s.attempt, s.region = fmt.Sprintf("%s in %s", attempted.attempt, region), region
		return s
	}
	if i := slices.IndexFunc(reports, acceptsCredentials[Result]); i >= 0 {
		attempted.accepted = reports[i].Place.Region
	}
	for _, report := range reports {
		switch {
		case awsapi.KindOf(report.Err) == awsapi.Canceled:
			canceled, last = append(canceled, report.Place.Region), report.Err
		case report.Err != nil:
			diags.Append(in(report.Place.Region).diagnostic(report.Err))
		}
	}
	if len(canceled) > 0 {
		diags.Append(in(strings.Join(canceled, ", ")).diagnostic(last))
	}
	return diags
}

// acceptsCredentials reports whether AWS knew the credentials in a place. It denies access
// only to those that it knows.
func acceptsCredentials[Result any](report survey.Report[Result]) bool {
	return report.Err == nil || awsapi.KindOf(report.Err) == awsapi.AccessDenied
}
