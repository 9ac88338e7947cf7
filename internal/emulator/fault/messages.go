// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"cmp"
	"fmt"
	"strings"
)

// messages contains the messages that AWS was seen to send with a code. The code is
// without the ending "Exception". Names in messages are the default names.
var messages = map[string]string{
	"AWSOrganizationsNotInUse":                  "Your account is not a member of an organization.",
	"ExpiredToken":                              "The security token included in the request is expired",
	"InvalidClientTokenId":                      "The security token included in the request is invalid.",
	"InvalidRecordingGroup":                     "The recording group provided is not valid",
	"LastDeliveryChannelDeleteFailed":           "Failed to delete last specified delivery channel with name 'default', because there is a running configuration recorder.",
	"MaxNumberOfConfigurationRecordersExceeded": "Failed to put configuration recorder  because you have reached the limit for the maximum number of customer managed configuration records: (1)",
	"MaxNumberOfDeliveryChannelsExceeded":       "Failed to put delivery channel 'default' because the maximum number of delivery channels: 1 is reached.",
	"NoAvailableConfigurationRecorder":          "Configuration recorder is not available to put delivery channel.",
	"NoAvailableDeliveryChannel":                "Delivery channel is not available to start configuration recorder.",
	"NoSuchConfigurationRecorder":               "Cannot find configuration recorder with the specified name 'default'.",
	"Throttling":                                "Rate exceeded",
	"UnrecognizedClient":                        "The security token included in the request is invalid.",
}

// message returns the message of AWS for a code, or an empty string if it was never
// published.
func (asked request) message(code string) string {
	code = strings.TrimSuffix(code, "Exception")
	switch {
	case code == "AccessDenied" && asked.Service == "organizations":
		return "You don't have permissions to access this resource."
	case code == "AccessDenied":
		action := asked.Service + ":" + asked.Operation
		return fmt.Sprintf("User: %s is not authorized to perform: %s because no identity-based policy allows the %[2]s action", cmp.Or(asked.caller, "anonymous"), action)
	}
	return messages[code]
}
