// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// MissingResourceTypes returns the resource types that a recorder is not configured to
// record, in their order and without duplicates. It uses the region, the connector ARN
// and the recording group of the recorder. It returns an error if they do not determine
// what is recorded, and *ResourceTypeError if a resource type may be misspelled: if it is
// not documented, and the recorder does not list it.
//
// The other types are configured to be recorded, even if AWS Config does not support them
// in the region.
func MissingResourceTypes(recorder Configuration, resourceTypes []string) ([]string, error) {
	documented := types.ResourceType("").Values()
	missing := []string{}
	for _, resourceType := range resourceTypes {
		if !slices.Contains(recorder.RecordingGroup.ResourceTypes, resourceType) {
			if err := validateResourceType(resourceType, documented); err != nil {
				return nil, &ResourceTypeError{Err: err}
			}
		}
		recorded, err := recorder.records(resourceType)
		if err != nil {
			return nil, err
		}
		if !recorded && !slices.Contains(missing, resourceType) {
			missing = append(missing, resourceType)
		}
	}
	return missing, nil
}

// ResourceTypeError means that a resource type is not valid or may be misspelled.
type ResourceTypeError struct {
	Err error
}

func (e *ResourceTypeError) Error() string { return e.Err.Error() }

func (e *ResourceTypeError) Unwrap() error { return e.Err }

// records reports whether a recorder is configured to record a resource type.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
func (c Configuration) records(resourceType string) (bool, error) {
	global := isGlobalType(resourceType)
	if c.otherCloud() || global && !recordsGlobalTypes(c.Region) {
		return false, nil
	}
	group := c.RecordingGroup
	switch strategy := group.strategy(); strategy {
	case types.RecordingStrategyTypeAllSupportedResourceTypes:
		return !global || aws.ToBool(group.IncludeGlobalResourceTypes), nil
	case types.RecordingStrategyTypeInclusionByResourceTypes:
		return slices.Contains(group.ResourceTypes, resourceType), nil
	case types.RecordingStrategyTypeExclusionByResourceTypes:
		if group.ExclusionByResourceTypes == nil {
			return false, errors.New("the recorder excludes resource types, but there is no list of them")
		}
		return !slices.Contains(group.ExclusionByResourceTypes, resourceType), nil
	default:
		return false, fmt.Errorf("the recorder has the unknown recording strategy %q, so it is not known which resource types it records", strategy)
	}
}

// strategy returns the recording strategy. Before June 2023, AWS did not send it.
func (g RecordingGroup) strategy() types.RecordingStrategyType {
	switch {
	case aws.ToString(g.RecordingStrategy) != "":
		return types.RecordingStrategyType(*g.RecordingStrategy)
	case aws.ToBool(g.AllSupported):
		return types.RecordingStrategyTypeAllSupportedResourceTypes
	default:
		return types.RecordingStrategyTypeInclusionByResourceTypes
	}
}

// isGlobalType reports whether includeGlobalResourceTypes applies to a resource type.
func isGlobalType(resourceType string) bool {
	switch types.ResourceType(resourceType) {
	case types.ResourceTypeGroup, types.ResourceTypePolicy, types.ResourceTypeRole, types.ResourceTypeUser:
		return true
	default:
		return false
	}
}

// recordsGlobalTypes reports whether AWS Config records the global IAM types in a
// region. It does so in the regions that it supported before February 2022. The complete
// list is from the endpoints in the AWS SDK for Go of January 2022.
//
// https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
func recordsGlobalTypes(region string) bool {
	switch region {
	case "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
		"ca-central-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "me-south-1", "sa-east-1",
		"us-east-1", "us-east-2", "us-west-1", "us-west-2",
		"cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1":
		return true
	default:
		return false
	}
}

var resourceTypePattern = awsapi.Pattern(`^[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9]+$`)

// validateResourceType returns an error unless value is a documented resource type. A
// recorder that records all types, or excludes some, would seem to record a misspelled one.
func validateResourceType(value string, documented []types.ResourceType) error {
	if !resourceTypePattern().MatchString(value) {
		return fmt.Errorf("%q is not a resource type, such as \"AWS::EC2::Instance\"", value)
	}
	for _, resourceType := range documented {
		if value == string(resourceType) {
			return nil
		}
		if strings.EqualFold(value, string(resourceType)) {
			return fmt.Errorf("%q is not a resource type: enter %q", value, resourceType)
		}
	}
	return fmt.Errorf("%q is not a resource type that this version of the provider knows: check the spelling, or upgrade the provider if AWS Config supports the type since recently", value)
}
