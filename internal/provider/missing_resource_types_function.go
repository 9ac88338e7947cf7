// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

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
		MarkdownDescription: "Returns the resource types that a configuration recorder is not configured to record, in their order and without duplicates. An empty list means that it is configured to record all of them. " +
			"The function follows the recording strategy, the flag for global IAM types and the regions in which AWS Config records these. It reads nothing. " +
			"It fails if the recorder does not show what it records, and if a resource type is misspelled.",
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

// recorderArgument is what the function needs of a recorder.
type recorderArgument struct {
	ConnectorARN   *string `tfsdk:"connector_arn"`
	RecordingGroup struct {
		AllSupported             *bool `tfsdk:"all_supported"`
		ExclusionByResourceTypes struct {
			ResourceTypes []string `tfsdk:"resource_types"`
		} `tfsdk:"exclusion_by_resource_types"`
		IncludeGlobalResourceTypes *bool `tfsdk:"include_global_resource_types"`
		RecordingStrategy          struct {
			UseOnly *string `tfsdk:"use_only"`
		} `tfsdk:"recording_strategy"`
		ResourceTypes []string `tfsdk:"resource_types"`
	} `tfsdk:"recording_group"`
	Region string `tfsdk:"region"`
}

func (missingResourceTypesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var (
		in            recorderArgument
		resourceTypes []string
	)
	if resp.Error = req.Arguments.Get(ctx, &in, &resourceTypes); resp.Error != nil {
		return
	}
	group := in.RecordingGroup
	missing, err := recorder.MissingResourceTypes(recorder.Configuration{
		Identity:     recorder.Identity{Region: in.Region},
		ConnectorARN: in.ConnectorARN,
		RecordingGroup: recorder.RecordingGroup{
			AllSupported:               group.AllSupported,
			ExclusionByResourceTypes:   group.ExclusionByResourceTypes.ResourceTypes,
			IncludeGlobalResourceTypes: group.IncludeGlobalResourceTypes,
			RecordingStrategy:          group.RecordingStrategy.UseOnly,
			ResourceTypes:              group.ResourceTypes,
		},
	}, resourceTypes)
	if err != nil {
		resp.Error = function.NewFuncError(sentence(err))
		return
	}
	resp.Error = resp.Result.Set(ctx, missing)
}
