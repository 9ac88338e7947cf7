// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strconv"
	"strings"
	"time"
)

// The documented statuses of a recorder and of a delivery.
//
// Assumption 2: AWS was seen to send SUCCESS although its documentation says Success, so
// the other values are also in upper case.
const (
	statusPending       = "PENDING"
	statusSuccess       = "SUCCESS"
	statusNotApplicable = "NOT_APPLICABLE"
)

// The documented recording scopes.
const (
	scopeInternal = "INTERNAL"
	scopePaid     = "PAID"
)

// providerAzure is the only documented provider of another cloud.
const providerAzure = "AZURE"

// epoch is a time in AWS JSON: seconds since 1970 with milliseconds, in the notation of
// Java, such as 1.469342501945E9.
type epoch struct{ time.Time }

func (e epoch) MarshalJSON() ([]byte, error) {
	seconds := float64(e.UnixMilli()) / 1000
	// Java writes numbers below ten million without an exponent.
	text, exponent := strconv.FormatFloat(seconds, 'f', -1, 64), ""
	if seconds >= 1e7 {
		text, exponent, _ = strings.Cut(strconv.FormatFloat(seconds, 'E', -1, 64), "E+")
		exponent = "E" + strings.TrimPrefix(exponent, "0")
	}
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return []byte(text + exponent), nil
}

// recorderStatus is the API's ConfigurationRecorderStatus.
//
// Assumption 41: the members of all responses are in alphabetical order, as in the
// newest published response.
type recorderStatus struct {
	ARN                  string `json:"arn"`
	LastErrorCode        string `json:"lastErrorCode,omitempty"`
	LastErrorMessage     string `json:"lastErrorMessage,omitempty"`
	LastStartTime        epoch  `json:"lastStartTime,omitzero"`
	LastStatus           string `json:"lastStatus,omitempty"`
	LastStatusChangeTime epoch  `json:"lastStatusChangeTime,omitzero"`
	LastStopTime         epoch  `json:"lastStopTime,omitzero"`
	Name                 string `json:"name"`
	Recording            bool   `json:"recording"`
	ServicePrincipal     string `json:"servicePrincipal,omitempty"`
}

// configurationRecorder is the API's ConfigurationRecorder. Older responses lack some
// members, so members that are not set are omitted. Empty lists are not omitted.
type configurationRecorder struct {
	ARN                string              `json:"arn,omitempty"`
	ConnectorARN       string              `json:"connectorArn,omitempty"`
	Name               *string             `json:"name,omitempty"`
	RecordingGroup     *recordingGroup     `json:"recordingGroup,omitempty"`
	RecordingMode      *recordingMode      `json:"recordingMode,omitempty"`
	RecordingScope     string              `json:"recordingScope,omitempty"`
	RoleARN            string              `json:"roleARN,omitempty"`
	ScopeConfiguration *scopeConfiguration `json:"scopeConfiguration,omitempty"`
	ServicePrincipal   string              `json:"servicePrincipal,omitempty"`
}

type recordingGroup struct {
	AllSupported               *bool              `json:"allSupported,omitempty"`
	ExclusionByResourceTypes   *resourceTypes     `json:"exclusionByResourceTypes,omitempty"`
	IncludeGlobalResourceTypes *bool              `json:"includeGlobalResourceTypes,omitempty"`
	RecordingStrategy          *recordingStrategy `json:"recordingStrategy,omitempty"`
	ResourceTypes              []string           `json:"resourceTypes,omitzero"`
}

type resourceTypes struct {
	ResourceTypes []string `json:"resourceTypes,omitzero"`
}

type recordingStrategy struct {
	UseOnly *string `json:"useOnly,omitempty"`
}

type recordingMode struct {
	RecordingFrequency     *string                 `json:"recordingFrequency,omitempty"`
	RecordingModeOverrides []recordingModeOverride `json:"recordingModeOverrides,omitzero"`
}

type recordingModeOverride struct {
	Description        *string  `json:"description,omitempty"`
	RecordingFrequency *string  `json:"recordingFrequency,omitempty"`
	ResourceTypes      []string `json:"resourceTypes,omitzero"`
}

// scopeConfiguration specifies what a recorder of another cloud records there.
type scopeConfiguration struct {
	AllRegions      *bool    `json:"allRegions,omitempty"`
	IncludedRegions []string `json:"includedRegions,omitzero"`
	ScopeType       string   `json:"scopeType,omitempty"`
	ScopeValues     []string `json:"scopeValues,omitzero"`
}

// recorderSummary is the API's ConfigurationRecorderSummary.
type recorderSummary struct {
	ARN              string `json:"arn"`
	Name             string `json:"name"`
	Provider         string `json:"provider,omitempty"`
	RecordingScope   string `json:"recordingScope"`
	ServicePrincipal string `json:"servicePrincipal,omitempty"`
}

// deliveryChannel is the API's DeliveryChannel.
type deliveryChannel struct {
	ConfigSnapshotDeliveryProperties *snapshotDelivery `json:"configSnapshotDeliveryProperties,omitempty"`
	Name                             *string           `json:"name,omitempty"`
	S3BucketName                     string            `json:"s3BucketName,omitempty"`
	S3KeyPrefix                      *string           `json:"s3KeyPrefix,omitempty"`
	S3KMSKeyARN                      *string           `json:"s3KmsKeyArn,omitempty"`
	SNSTopicARN                      *string           `json:"snsTopicARN,omitempty"`
}

type snapshotDelivery struct {
	DeliveryFrequency *string `json:"deliveryFrequency,omitempty"`
}

// channelStatus is the API's DeliveryChannelStatus.
type channelStatus struct {
	History  *exportDelivery `json:"configHistoryDeliveryInfo"`
	Snapshot *exportDelivery `json:"configSnapshotDeliveryInfo"`
	Stream   *streamDelivery `json:"configStreamDeliveryInfo"`
	Name     string          `json:"name"`
}

// exportDelivery is the API's ConfigExportDeliveryInfo.
type exportDelivery struct {
	LastAttemptTime    epoch  `json:"lastAttemptTime,omitzero"`
	LastErrorCode      string `json:"lastErrorCode,omitempty"`
	LastErrorMessage   string `json:"lastErrorMessage,omitempty"`
	LastStatus         string `json:"lastStatus,omitempty"`
	LastSuccessfulTime epoch  `json:"lastSuccessfulTime,omitzero"`
	NextDeliveryTime   epoch  `json:"nextDeliveryTime,omitzero"`
}

// streamDelivery is the API's ConfigStreamDeliveryInfo.
type streamDelivery struct {
	LastErrorCode        string `json:"lastErrorCode,omitempty"`
	LastErrorMessage     string `json:"lastErrorMessage,omitempty"`
	LastStatus           string `json:"lastStatus,omitempty"`
	LastStatusChangeTime epoch  `json:"lastStatusChangeTime,omitzero"`
}

type tag struct {
	Key   *string
	Value *string
}
