// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"time"
)

// The documented statuses of a recorder and of a delivery.
//
// Assumption 2: AWS was seen to send SUCCESS where its documentation says
// Success, so the other documented values are taken to come in upper case too.
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

// epoch is a time as AWS JSON sends it: seconds since 1970, with milliseconds.
type epoch struct{ time.Time }

func (e epoch) MarshalJSON() ([]byte, error) {
	ms := e.UnixMilli()
	return fmt.Appendf(nil, "%d.%03d", ms/1000, ms%1000), nil
}

// recorderStatus is the API's ConfigurationRecorderStatus.
//
// Assumption 41: the members of this and every other answer come in the order
// of the alphabet, as they do in the newest answer that was published.
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

// configurationRecorder is the API's ConfigurationRecorder.
type configurationRecorder struct {
	ARN              string          `json:"arn,omitempty"`
	Name             *string         `json:"name,omitempty"`
	RecordingGroup   *recordingGroup `json:"recordingGroup,omitempty"`
	RecordingMode    *recordingMode  `json:"recordingMode,omitempty"`
	RecordingScope   string          `json:"recordingScope,omitempty"`
	RoleARN          string          `json:"roleARN,omitempty"`
	ServicePrincipal string          `json:"servicePrincipal,omitempty"`
}

type recordingGroup struct {
	AllSupported               bool              `json:"allSupported"`
	ExclusionByResourceTypes   resourceTypes     `json:"exclusionByResourceTypes"`
	IncludeGlobalResourceTypes bool              `json:"includeGlobalResourceTypes"`
	RecordingStrategy          recordingStrategy `json:"recordingStrategy"`
	ResourceTypes              []string          `json:"resourceTypes"`
}

type resourceTypes struct {
	ResourceTypes []string `json:"resourceTypes"`
}

type recordingStrategy struct {
	UseOnly string `json:"useOnly"`
}

type recordingMode struct {
	RecordingFrequency     string                  `json:"recordingFrequency"`
	RecordingModeOverrides []recordingModeOverride `json:"recordingModeOverrides,omitempty"`
}

type recordingModeOverride struct {
	Description        *string  `json:"description,omitempty"`
	RecordingFrequency string   `json:"recordingFrequency"`
	ResourceTypes      []string `json:"resourceTypes"`
}

// recorderSummary is the API's ConfigurationRecorderSummary.
type recorderSummary struct {
	ARN              string `json:"arn"`
	Name             string `json:"name"`
	RecordingScope   string `json:"recordingScope"`
	ServicePrincipal string `json:"servicePrincipal,omitempty"`
}

// deliveryChannel is the API's DeliveryChannel.
type deliveryChannel struct {
	ConfigSnapshotDeliveryProperties *snapshotDelivery `json:"configSnapshotDeliveryProperties,omitempty"`
	Name                             *string           `json:"name,omitempty"`
	S3BucketName                     string            `json:"s3BucketName,omitempty"`
	S3KeyPrefix                      string            `json:"s3KeyPrefix,omitempty"`
	S3KMSKeyARN                      string            `json:"s3KmsKeyArn,omitempty"`
	SNSTopicARN                      string            `json:"snsTopicARN,omitempty"`
}

type snapshotDelivery struct {
	DeliveryFrequency string `json:"deliveryFrequency,omitempty"`
}

// channelStatus is the API's DeliveryChannelStatus. Its three parts are always
// sent, because the AWS CLI's get-status needs them.
type channelStatus struct {
	HistoryDelivery  deliveryInfo `json:"configHistoryDeliveryInfo"`
	SnapshotDelivery deliveryInfo `json:"configSnapshotDeliveryInfo"`
	StreamDelivery   deliveryInfo `json:"configStreamDeliveryInfo"`
	Name             string       `json:"name"`
}

type deliveryInfo struct {
	LastStatus string `json:"lastStatus,omitempty"`
}

type tag struct {
	Key   string
	Value string
}
