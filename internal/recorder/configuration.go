// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Configuration is the configuration of one recorder. A member that AWS did not send is
// nil, and so are the members of an object that AWS did not send. A list that AWS sent
// empty is empty. Enumerations have the documented spelling.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html
type Configuration struct {
	Identity
	ConnectorARN       *string // For the recorder of another cloud.
	RecordingGroup     RecordingGroup
	RecordingMode      RecordingMode
	RecordingScope     *string
	RoleARN            *string
	ScopeConfiguration ScopeConfiguration // For the recorder of another cloud.
}

// RecordingGroup contains the resource types that a recorder is configured to record.
type RecordingGroup struct {
	AllSupported               *bool
	ExclusionByResourceTypes   []string // The member resourceTypes of the object.
	IncludeGlobalResourceTypes *bool
	RecordingStrategy          *string // The member useOnly of the object.
	ResourceTypes              []string
}

// RecordingMode is how often a recorder records.
type RecordingMode struct {
	RecordingFrequency     *string
	RecordingModeOverrides []RecordingModeOverride
}

// RecordingModeOverride is how often a recorder records some resource types.
type RecordingModeOverride struct {
	Description        *string
	RecordingFrequency *string
	ResourceTypes      []string
}

// ScopeConfiguration is what the recorder of another cloud records.
type ScopeConfiguration struct {
	AllRegions      *bool
	IncludedRegions []string
	ScopeType       *string
	ScopeValues     []string
}

func newConfiguration(place awsapi.Place, in types.ConfigurationRecorder) Configuration {
	out := Configuration{
		Identity:       newIdentity(place, in.Arn, in.Name, in.ServicePrincipal),
		ConnectorARN:   nonEmpty(in.ConnectorArn),
		RecordingScope: awsapi.DocumentedSpelling(in.RecordingScope),
		RoleARN:        in.RoleARN,
	}
	if in.RecordingGroup != nil {
		out.RecordingGroup = newRecordingGroup(*in.RecordingGroup)
	}
	if in.RecordingMode != nil {
		out.RecordingMode = newRecordingMode(*in.RecordingMode)
	}
	if in.ScopeConfiguration != nil {
		out.ScopeConfiguration = newScopeConfiguration(*in.ScopeConfiguration)
	}
	return out
}

func newRecordingGroup(in types.RecordingGroup) RecordingGroup {
	out := RecordingGroup{ResourceTypes: toStrings(in.ResourceTypes)}
	if in.ExclusionByResourceTypes != nil {
		out.ExclusionByResourceTypes = toStrings(in.ExclusionByResourceTypes.ResourceTypes)
	}
	if in.RecordingStrategy != nil {
		out.RecordingStrategy = awsapi.DocumentedSpelling(in.RecordingStrategy.UseOnly)
	}
	if !empty(in) {
		out.AllSupported, out.IncludeGlobalResourceTypes = aws.Bool(in.AllSupported), aws.Bool(in.IncludeGlobalResourceTypes)
	}
	return out
}

func newRecordingMode(in types.RecordingMode) RecordingMode {
	out := RecordingMode{RecordingFrequency: awsapi.DocumentedSpelling(in.RecordingFrequency)}
	if in.RecordingModeOverrides != nil {
		out.RecordingModeOverrides = []RecordingModeOverride{}
	}
	for _, override := range in.RecordingModeOverrides {
		out.RecordingModeOverrides = append(out.RecordingModeOverrides, RecordingModeOverride{
			Description:        override.Description,
			RecordingFrequency: awsapi.DocumentedSpelling(override.RecordingFrequency),
			ResourceTypes:      toStrings(override.ResourceTypes),
		})
	}
	return out
}

func newScopeConfiguration(in types.ScopeConfiguration) ScopeConfiguration {
	out := ScopeConfiguration{IncludedRegions: in.IncludedRegions, ScopeType: in.ScopeType, ScopeValues: in.ScopeValues}
	if !empty(in) {
		out.AllRegions = aws.Bool(in.AllRegions)
	}
	return out
}

// empty reports whether an object has no members. The SDK does not distinguish an absent
// boolean from false, but the objects with a boolean always have other members, too.
func empty(object any) bool { return reflect.ValueOf(object).IsZero() }

// toStrings returns nil for an absent list, and an empty slice for an empty one.
func toStrings[Value ~string](in []Value) []string {
	if in == nil {
		return nil
	}
	out := make([]string, 0, len(in))
	for _, value := range in {
		out = append(out, string(value))
	}
	return out
}

// otherCloud reports whether a recorder records another cloud instead of the AWS
// account.
func (c Configuration) otherCloud() bool { return c.ConnectorARN != nil }
