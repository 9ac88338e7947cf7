// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

var _ function.Function = missingResourceTypesFunction{}

// NewMissingResourceTypesFunction returns the function
// provider::awsconfig::missing_resource_types.
func NewMissingResourceTypesFunction() function.Function { return missingResourceTypesFunction{} }

type missingResourceTypesFunction struct{}

func (missingResourceTypesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "missing_resource_types"
}

func (missingResourceTypesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	group := configurationType().AttrTypes["recording_group"]
	resp.Definition = function.Definition{
		Summary: "Resource types that a recorder is not configured to record",
		MarkdownDescription: "Returns those resource types in `types` that a configuration recorder is not configured to record, in the same order and without duplicates. If the list is empty, the recorder is configured to record all of them. " +
			"The function considers the recording strategy, the flag for global IAM types and the regions in which AWS Config records them. It does not call AWS. " +
			"It fails if `recording_group` is null, which the data sources never return. It also fails if a resource type is neither known to this version of the provider nor in `resource_types` of the recorder, because the type may be misspelled.",
		Parameters: []function.Parameter{
			function.ObjectParameter{
				Name:                "recorder",
				MarkdownDescription: "The data source `awsconfig_configuration_recorder`, or an element of `recorders` of `awsconfig_configuration_recorders`.",
				AttributeTypes: map[string]attr.Type{
					"connector_arn":   types.StringType,
					"recording_group": group,
					"region":          types.StringType,
				},
			},
			function.ListParameter{
				Name:                "types",
				MarkdownDescription: "The resource types, such as `AWS::EC2::Instance`.",
				ElementType:         types.StringType,
			},
		},
		Return: function.ListReturn{ElementType: types.StringType},
	}
}

// recorderArgument contains the attributes of a recorder that the function needs. Every
// attribute can be null, because users can pass an object of their own.
type recorderArgument struct {
	ConnectorARN   *string                 `tfsdk:"connector_arn"`
	RecordingGroup *recordingGroupArgument `tfsdk:"recording_group"`
	Region         *string                 `tfsdk:"region"`
}

type recordingGroupArgument struct {
	AllSupported             *bool `tfsdk:"all_supported"`
	ExclusionByResourceTypes *struct {
		ResourceTypes []*string `tfsdk:"resource_types"`
	} `tfsdk:"exclusion_by_resource_types"`
	IncludeGlobalResourceTypes *bool `tfsdk:"include_global_resource_types"`
	RecordingStrategy          *struct {
		UseOnly *string `tfsdk:"use_only"`
	} `tfsdk:"recording_strategy"`
	ResourceTypes []*string `tfsdk:"resource_types"`
}

// Run returns errors without a full stop, because Terraform embeds them in a sentence.
func (missingResourceTypesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var (
		in            recorderArgument
		resourceTypes []*string
	)
	if resp.Error = req.Arguments.Get(ctx, &in, &resourceTypes); resp.Error != nil {
		return
	}
	const recorderParameter, typesParameter = 0, 1
	if slices.Contains(resourceTypes, nil) {
		resp.Error = function.NewArgumentFuncError(typesParameter, "the list contains null")
		return
	}
	configuration, err := in.configuration()
	var missing []string
	if err == nil {
		missing, err = recorder.MissingResourceTypes(configuration, stringsOf(resourceTypes))
	}
	var invalid *recorder.ResourceTypeError
	switch {
	case errors.As(err, &invalid):
		resp.Error = function.NewArgumentFuncError(typesParameter, err.Error())
	case err != nil:
		resp.Error = function.NewArgumentFuncError(recorderParameter, err.Error())
	default:
		resp.Error = resp.Result.Set(ctx, missing)
	}
}

// configuration returns an error if an attribute is null that is never null in the data
// sources.
func (a recorderArgument) configuration() (recorder.Configuration, error) {
	group := a.RecordingGroup
	switch {
	case group == nil:
		return recorder.Configuration{}, errors.New("recording_group is null, so it is not known which resource types the recorder records")
	case a.Region == nil:
		return recorder.Configuration{}, errors.New("region is null, so it is not known whether AWS Config records the global IAM types there")
	}
	out := recorder.Configuration{
		Identity:     recorder.Identity{Region: *a.Region},
		ConnectorARN: a.ConnectorARN,
		RecordingGroup: recorder.RecordingGroup{
			AllSupported:               group.AllSupported,
			IncludeGlobalResourceTypes: group.IncludeGlobalResourceTypes,
			ResourceTypes:              stringsOf(group.ResourceTypes),
		},
	}
	if strategy := group.RecordingStrategy; strategy != nil {
		out.RecordingGroup.RecordingStrategy = strategy.UseOnly
	}
	exclusion := group.ExclusionByResourceTypes
	if exclusion != nil {
		out.RecordingGroup.ExclusionByResourceTypes = stringsOf(exclusion.ResourceTypes)
	}
	if slices.Contains(group.ResourceTypes, nil) || exclusion != nil && slices.Contains(exclusion.ResourceTypes, nil) {
		return recorder.Configuration{}, errors.New("recording_group has a list of resource types that contains null")
	}
	return out, nil
}

// stringsOf returns nil for null, and an empty slice for an empty list.
func stringsOf(values []*string) []string {
	if values == nil {
		return nil
	}
	return aws.ToStringSlice(values)
}
