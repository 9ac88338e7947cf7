// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"maps"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// configurationModel is the configuration of a recorder, as each object returns it.
type configurationModel struct {
	recorderIdentityModel
	ConnectorARN       types.String `tfsdk:"connector_arn"`
	RecordingGroup     types.Object `tfsdk:"recording_group"`
	RecordingMode      types.Object `tfsdk:"recording_mode"`
	RecordingScope     types.String `tfsdk:"recording_scope"`
	RoleARN            types.String `tfsdk:"role_arn"`
	ScopeConfiguration types.Object `tfsdk:"scope_configuration"`
}

func newConfigurationModel(in recorder.Configuration) configurationModel {
	group, mode, scope := in.RecordingGroup, in.RecordingMode, in.ScopeConfiguration
	return configurationModel{
		recorderIdentityModel: newRecorderIdentityModel(in.Identity),
		ConnectorARN:          types.StringPointerValue(in.ConnectorARN),
		RecordingGroup: objectValue(map[string]attr.Value{
			"all_supported":                 types.BoolPointerValue(group.AllSupported),
			"exclusion_by_resource_types":   objectValue(map[string]attr.Value{"resource_types": stringList(group.ExclusionByResourceTypes)}),
			"include_global_resource_types": types.BoolPointerValue(group.IncludeGlobalResourceTypes),
			"recording_strategy":            objectValue(map[string]attr.Value{"use_only": types.StringPointerValue(group.RecordingStrategy)}),
			"resource_types":                stringList(group.ResourceTypes),
		}),
		RecordingMode: objectValue(map[string]attr.Value{
			"recording_frequency":      types.StringPointerValue(mode.RecordingFrequency),
			"recording_mode_overrides": overrideList(mode.RecordingModeOverrides),
		}),
		RecordingScope: types.StringPointerValue(in.RecordingScope),
		RoleARN:        types.StringPointerValue(in.RoleARN),
		ScopeConfiguration: objectValue(map[string]attr.Value{
			"all_regions":      types.BoolPointerValue(scope.AllRegions),
			"included_regions": stringList(scope.IncludedRegions),
			"scope_type":       types.StringPointerValue(scope.ScopeType),
			"scope_values":     stringList(scope.ScopeValues),
		}),
	}
}

// overrideList returns a list, or null if AWS sent none.
func overrideList(overrides []recorder.RecordingModeOverride) types.List {
	kind := overrideType()
	if overrides == nil {
		return types.ListNull(kind)
	}
	elements := []attr.Value{}
	for _, override := range overrides {
		elements = append(elements, overrideValue(override))
	}
	return types.ListValueMust(kind, elements)
}

func overrideType() attr.Type {
	return overrideValue(recorder.RecordingModeOverride{}).Type(context.Background())
}

func overrideValue(override recorder.RecordingModeOverride) types.Object {
	return objectValue(map[string]attr.Value{
		"description":         types.StringPointerValue(override.Description),
		"recording_frequency": types.StringPointerValue(override.RecordingFrequency),
		"resource_types":      stringList(override.ResourceTypes),
	})
}

// object returns the model as an element of a list.
func (m configurationModel) object() attr.Value {
	return m.recorderIdentityModel.object(configurationType(), map[string]attr.Value{
		"connector_arn":       m.ConnectorARN,
		"recording_group":     m.RecordingGroup,
		"recording_mode":      m.RecordingMode,
		"recording_scope":     m.RecordingScope,
		"role_arn":            m.RoleARN,
		"scope_configuration": m.ScopeConfiguration,
	})
}

// configurationType is the type of an object of configurationAttributes.
var configurationType = sync.OnceValue(func() types.ObjectType { return objectTypeOf(configurationAttributes()) })

// configurationAttributes returns the attributes of a configuration, all of them
// computed.
func configurationAttributes() map[string]schema.Attribute {
	attributes := recorderIdentityAttributes()
	maps.Copy(attributes, map[string]schema.Attribute{
		"connector_arn": computedString("The ARN of the connector to another cloud that the recorder records, or null."),
		"recording_group": computedObject("What the recorder is configured to record. Values that AWS did not send are null, but `exclusion_by_resource_types` and `recording_strategy` are always objects. To find out whether it records certain types, use the function `missing_resource_types`.", map[string]schema.Attribute{
			"all_supported": computedBool("Whether the recorder records all supported types. This says nothing about the global IAM types. It is `false` if the recorder excludes any types, even if it excludes only the global IAM types."),
			"exclusion_by_resource_types": computedObject("The types that the recorder does not record.", map[string]schema.Attribute{
				"resource_types": computedStrings("The excluded types. They apply with the strategy `EXCLUSION_BY_RESOURCE_TYPES`."),
			}),
			"include_global_resource_types": computedBool("Whether the recorder also records the global IAM types `AWS::IAM::Group`, `AWS::IAM::Policy`, `AWS::IAM::Role` and `AWS::IAM::User`. It only applies with the strategy `ALL_SUPPORTED_RESOURCE_TYPES`."),
			"recording_strategy": computedObject("The recording strategy.", map[string]schema.Attribute{
				"use_only": computedString("`ALL_SUPPORTED_RESOURCE_TYPES`, `INCLUSION_BY_RESOURCE_TYPES` or `EXCLUSION_BY_RESOURCE_TYPES`, or null if AWS sent none. Before June 2023, AWS sent none."),
			}),
			"resource_types": computedStrings("The types that the recorder records. They apply with the strategy `INCLUSION_BY_RESOURCE_TYPES`."),
		}),
		"recording_mode": computedObject("How often the recorder records. Its members are null if AWS sent none, as for a recorder that never had a mode.", map[string]schema.Attribute{
			"recording_frequency": computedString("`CONTINUOUS` or `DAILY`."),
			// Not a nested attribute: see objectsAttribute.
			"recording_mode_overrides": schema.ListAttribute{
				MarkdownDescription: "The types that the recorder records with another frequency. `description` describes the override, `recording_frequency` is `CONTINUOUS` or `DAILY`, and `resource_types` lists the types.",
				Computed:            true,
				ElementType:         overrideType(),
			},
		}),
		"recording_scope": computedString("`PAID` for a customer managed recorder, `PAID` or `INTERNAL` for a service-linked one, or null if AWS sent none."),
		"role_arn":        computedString("The ARN of the IAM role that the recorder uses."),
		"scope_configuration": computedObject("What a recorder of another cloud, such as Microsoft Azure, records there. The members are null if the recorder records AWS.", map[string]schema.Attribute{
			"all_regions":      computedBool("Whether the recorder records all regions of the other cloud."),
			"included_regions": computedStrings("The regions of the other cloud that the recorder records."),
			"scope_type":       computedString("The type of the scope."),
			"scope_values":     computedStrings("The values of the scope."),
		}),
	})
	return attributes
}
