// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// pluralModel contains the arguments and attributes that all plural data sources share.
type pluralModel struct {
	timeoutModel
	AccountIDs  stringSet    `tfsdk:"account_ids"`
	AllAccounts types.Bool   `tfsdk:"all_accounts"`
	AllRegions  types.Bool   `tfsdk:"all_regions"`
	Errors      types.List   `tfsdk:"errors"`
	OnError     types.String `tfsdk:"on_error"`
	Regions     stringSet    `tfsdk:"regions"`
}

// placesPermissions ends the description of a plural data source.
const placesPermissions = "`account:ListRegions` if you set `all_regions`, and `organizations:ListAccounts` if you set `all_accounts`."

const (
	onErrorFail   = "fail"
	onErrorReport = "report"
)

// pluralSchema returns the schema of a plural data source with additional attributes.
func pluralSchema(ctx context.Context, description string, own ...map[string]schema.Attribute) schema.Schema {
	attributes := map[string]schema.Attribute{}
	for _, more := range own {
		maps.Copy(attributes, more)
	}
	maps.Copy(attributes, map[string]schema.Attribute{
		"account_ids": schema.SetAttribute{
			MarkdownDescription: "The IDs of the AWS accounts to read. The default is the account of the provider's credentials. In every other account, the provider assumes the role of the block `account_role` in the provider block. " +
				"After the read, it contains all requested accounts, including those that could not be read. The account of the credentials is missing if its ID is not known.",
			CustomType:  newStringSetType(),
			ElementType: types.StringType,
			Optional:    true,
			Computed:    true,
			Validators:  []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"Account ID", awsapi.ValidateAccountID})},
		},
		"all_accounts": schema.BoolAttribute{
			MarkdownDescription: "Whether to read every account of the organization whose state is `ACTIVE`. It conflicts with `account_ids`. " +
				"The provider's credentials must belong to the management account or a delegated administrator, and need the IAM action `organizations:ListAccounts`.",
			Optional: true,
		},
		"all_regions": schema.BoolAttribute{
			MarkdownDescription: "Whether to read every region that is enabled in each account. It conflicts with `regions`, and needs the IAM action `account:ListRegions` in each account.",
			Optional:            true,
		},
		"errors": objectsAttribute(errorMembers, "With `on_error = \"report\"`, the places that could not be read, sorted by account and region. Otherwise, it is empty. "+
			"`account_id` is `*` if the accounts of the organization could not be listed, and empty for the account of the credentials if its ID is not known. "+
			"`code` is the error code of AWS, such as `AccessDeniedException`. If AWS sent none, it is `AccountNotAllowed`, `EndpointUnreachable`, `MissingAccountRole`, `Timeout`, `UnexpectedAnswer` or `Other`. "+
			"`message` contains the place and the error, with the request ID if there is one. "+
			"`region` is `*` if the whole account could not be read."),
		"on_error": schema.StringAttribute{
			MarkdownDescription: "How to handle places that cannot be read: `fail` returns errors and is the default; `report` lists the places in `errors` and returns the results of the others.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.OneOf(onErrorFail, onErrorReport)},
		},
		"regions": schema.SetAttribute{
			MarkdownDescription: "The AWS Regions to read in each account. The default is the region of the provider. After the read, it contains all requested regions, including those that could not be read.",
			CustomType:          newStringSetType(),
			ElementType:         types.StringType,
			Optional:            true,
			Computed:            true,
			Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"AWS Region", awsapi.ValidateRegion})},
		},
	})
	return schema.Schema{
		MarkdownDescription: description,
		Attributes:          attributes,
		Blocks:              timeoutBlocks(ctx, timeoutDescription),
	}
}

func (m *pluralModel) validate(ctx context.Context) diag.Diagnostics {
	diags := m.timeoutModel.validate(ctx)
	for _, list := range []struct {
		values           stringSet
		all              types.Bool
		name, allName    string
		what, defaultsTo string
		limit            int
	}{
		{m.AccountIDs, m.AllAccounts, "account_ids", "all_accounts", "AWS Account", "the account of the credentials", survey.MaxAccounts},
		{m.Regions, m.AllRegions, "regions", "all_regions", "AWS Region", "the region of the provider", survey.MaxRegions},
	} {
		at, count := path.Root(list.name), len(list.values.Elements())
		switch {
		case list.values.IsNull() || list.values.IsUnknown():
		case count == 0:
			diags.AddAttributeError(at, "Missing "+list.what, fmt.Sprintf(
				"The list %[1]s is empty, so nothing would be read. List at least one element, or remove %[1]s to read %[2]s.", list.name, list.defaultsTo))
		case count > list.limit:
			diags.AddAttributeError(at, fmt.Sprintf("Too Many %ss", list.what), fmt.Sprintf(
				"The list %s has %d elements, but a data source reads at most %d. Split the list.", list.name, count, list.limit))
		case list.all.ValueBool():
			diags.AddAttributeError(at, fmt.Sprintf("Conflicting %ss", list.what), fmt.Sprintf(
				"Both %[1]s and %[2]s = true are set. Keep %[1]s to list what to read, or %[2]s = true to read everything.", list.name, list.allName))
		}
	}
	return diags
}

// readPlaces reads every place that the arguments specify, and sets the attributes of
// the model. Depending on on_error, it returns the failures of places in the reports or
// as diagnostics. The attempt begins a sentence that ends with the places and an
// outcome. accountOf returns the account that an item reveals, or the empty string.
func readPlaces[Item any](ctx context.Context, m *pluralModel, s *survey.Survey, limit timeLimit, attempted subject, accountOf func(Item) string, read func(context.Context, awsclient.ConfigService, awsapi.Place) ([]Item, error)) ([]survey.Report[[]Item], diag.Diagnostics) {
	request, diags := m.request(ctx, s.Clients)
	if diags.HasError() {
		return nil, diags
	}
	ctx, cancel := context.WithTimeout(ctx, limit.duration)
	defer cancel()
	attempted.service, attempted.limit = awsConfig, limit

	collectGarbage()
	reports := survey.Read(ctx, s, request, func(ctx context.Context, client *awsclient.Client, place awsapi.Place) ([]Item, error) {
		return read(ctx, client.ConfigService, place)
	})
	nameAccounts(reports, accountOf)

	// An interrupt ends the read without a report.
	if m.OnError.ValueString() != onErrorReport || errors.Is(ctx.Err(), context.Canceled) {
		if diags.Append(failedPlaces(attempted, reports)...); diags.HasError() {
			return nil, diags
		}
	}
	places, failures := make([]awsapi.Place, 0, len(reports)), [][]string{}
	for _, report := range reports {
		places = append(places, report.Place)
		if report.Err != nil {
			failures = append(failures, []string{report.Place.AccountID, awsapi.CleanText(errorCode(report.Err)), errorMessage(report.Place, report.Err), report.Place.Region})
		}
	}
	m.setPlaces(request, places)
	m.Errors = objectList(errorMembers, failures)
	return reports, diags
}

// elements converts the items of all places. The account of each is that of its place.
func elements[Item any](reports []survey.Report[[]Item], kind types.ObjectType, convert func(awsapi.Place, Item) attr.Value) types.List {
	converted := []attr.Value{}
	for _, report := range reports {
		for _, item := range report.Result {
			converted = append(converted, convert(report.Place, item))
		}
	}
	return types.ListValueMust(kind, converted)
}

// request returns the places that the arguments specify.
func (m *pluralModel) request(ctx context.Context, clients *awsclient.Clients) (survey.Request, diag.Diagnostics) {
	request := survey.Request{AllAccounts: m.AllAccounts.ValueBool(), AllRegions: m.AllRegions.ValueBool()}
	var diags diag.Diagnostics
	if !m.AccountIDs.IsNull() {
		diags.Append(m.AccountIDs.ElementsAs(ctx, &request.AccountIDs, false)...)
	}
	switch {
	case !m.Regions.IsNull():
		diags.Append(m.Regions.ElementsAs(ctx, &request.Regions, false)...)
	case request.AllRegions:
	case clients.Region != "":
		request.Regions = []string{clients.Region}
	default:
		diags.Append(missingRegion(path.Root("regions"), "Set regions in the data source, or region in the provider block"))
	}
	if clients.Region == "" {
		if request.AllRegions {
			diags.Append(missingRegion(path.Root("all_regions"), "A call of AWS Account Management needs a region, too. Set region in the provider block"))
		}
		if request.AllAccounts {
			diags.Append(missingRegion(path.Root("all_accounts"), "A call of AWS Organizations needs a region, too. Set region in the provider block"))
		}
	}
	return request, diags
}

// nameAccounts adds the account ID to the places of the account of the credentials, if
// only the items contain it.
func nameAccounts[Item any](reports []survey.Report[[]Item], accountOf func(Item) string) {
	var revealed []string
	for i := range reports {
		for _, item := range reports[i].Result {
			if place := &reports[i].Place; place.AccountID == "" && accountOf(item) != "" {
				place.AccountID = accountOf(item)
				revealed = append(revealed, place.AccountID)
			}
		}
	}
	if revealed = slices.Compact(revealed); len(revealed) != 1 {
		return
	}
	for i := range reports {
		if place := &reports[i].Place; place.AccountID == "" {
			place.AccountID = revealed[0]
		}
	}
}

// setPlaces sets the accounts and regions that were requested.
func (m *pluralModel) setPlaces(request survey.Request, places []awsapi.Place) {
	regions := slices.Clone(request.Regions)
	var accountIDs []string
	for _, place := range places {
		accountIDs, regions = append(accountIDs, place.AccountID), append(regions, place.Region)
	}
	// Skip unknown accounts and the wildcard for all of them.
	unnamed := func(value string) bool { return value == "" || value == awsapi.All }
	m.AccountIDs, m.Regions = newStringSet(slices.DeleteFunc(accountIDs, unnamed)), newStringSet(slices.DeleteFunc(regions, unnamed))
}

// problemMembers are the members of not_recording and not_delivering.
var problemMembers = []string{"account_id", "message", "reason", "region"}

// problemsAttribute returns the attribute that lists places with a problem. The reasons
// are those of the object.
func problemsAttribute(description, reasons string) schema.Attribute {
	return objectsAttribute(problemMembers, description+" Places that could not be read are also listed, so if the list is empty, every place was read and is as it should be. It is sorted by account and region. "+
		"`message` is a sentence with the region, the reason and, if it is known, the account. "+
		"`reason` is "+reasons+" or `Unreadable`. "+
		"`account_id` is as in `errors`. `region` is `*` if the whole account could not be read and its regions are not known.")
}

// problems lists the places that could not be read, and those for which judge returns a
// reason.
func problems[Item any](reports []survey.Report[[]Item], judge func(awsapi.Place, []Item) (reason, message string)) types.List {
	var rows [][]string
	for _, report := range reports {
		if report.Err == nil {
			if reason, message := judge(report.Place, report.Result); reason != "" {
				rows = append(rows, []string{report.Place.AccountID, message, reason, report.Place.Region})
			}
			continue
		}
		regions := []string{report.Place.Region}
		if report.Place.Region == awsapi.All && len(report.Regions) > 0 {
			regions = report.Regions
		}
		for _, region := range regions {
			place := awsapi.Place{AccountID: report.Place.AccountID, Region: region}
			rows = append(rows, []string{place.AccountID, fmt.Sprintf("AWS Config in %s could not be read: %s", place, awsapi.CleanText(report.Err.Error())), "Unreadable", region})
		}
	}
	return objectList(problemMembers, rows)
}

// errorMembers are the members of errors.
var errorMembers = []string{"account_id", "code", "message", "region"}

// listAttribute returns the list attribute of a plural data source. Its elements have
// the attributes of the singular data source.
func listAttribute(description, singular string, kind types.ObjectType) schema.Attribute {
	return schema.ListAttribute{
		MarkdownDescription: fmt.Sprintf("%s, each with the attributes of the data source `%s`.", description, singular),
		ElementType:         kind,
		Computed:            true,
	}
}

// objectsAttribute returns an attribute for a list of objects whose members are strings.
// It is not a nested attribute, because Terraform before 1.14 cannot mock the elements
// of one.
func objectsAttribute(members []string, description string) schema.Attribute {
	return schema.ListAttribute{MarkdownDescription: description, ElementType: objectOf(members), Computed: true}
}

func objectOf(members []string) types.ObjectType {
	object := types.ObjectType{AttrTypes: map[string]attr.Type{}}
	for _, member := range members {
		object.AttrTypes[member] = types.StringType
	}
	return object
}

// objectList returns a list of objects, whose members are in the same order in each row.
func objectList(members []string, rows [][]string) types.List {
	object := objectOf(members)
	elements := make([]attr.Value, 0, len(rows))
	for _, row := range rows {
		values := make(map[string]attr.Value, len(row))
		for i, value := range row {
			values[members[i]] = types.StringValue(value)
		}
		elements = append(elements, types.ObjectValueMust(object.AttrTypes, values))
	}
	return types.ListValueMust(object, elements)
}
