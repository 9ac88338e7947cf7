// SPDX-License-Identifier: MPL-2.0

package emulator

import "encoding/json"

// call is an authenticated request.
type call struct {
	store *Store
	// at is the account of the caller and the region of the request. Both are empty for
	// a request without a signature.
	at     location
	caller caller
}

// operation handles a request whose members are a JSON document.
type operation func(c call, document []byte) (any, error)

// none is the output of an operation with an empty response body.
type none struct{}

// handle converts a function with typed input and output to an operation.
//
// Assumption 13: members that the operation does not know are ignored, the case of a
// member's name does not matter, and an empty body means no members. A body that cannot
// be parsed is a SerializationException.
func handle[In, Out any](fn func(call, In) (Out, error)) operation {
	return func(c call, document []byte) (any, error) {
		var in In
		if len(document) > 0 {
			if err := json.Unmarshal(document, &in); err != nil {
				return nil, refuse("Serialization", "The request cannot be read: %v.", err)
			}
		}
		return fn(c, in)
	}
}

// service is an AWS service.
type service struct {
	protocol protocol
	// target is the prefix of the operation in X-Amz-Target. It is empty for a service
	// that does not use AWS JSON.
	target string
	// optIn means that the service is not available in regions that are not enabled.
	optIn      bool
	operations map[string]operation
}

// services contains all services of the emulator, by the name in the credential scope.
var services = map[string]service{
	"account": {
		protocol: restJSONProtocol{},
		operations: map[string]operation{
			"ListRegions": handle(listRegions),
		},
	},
	"config": {
		protocol: jsonProtocol{},
		target:   "StarlingDoveService",
		optIn:    true,
		operations: map[string]operation{
			"DeleteConfigurationRecorder":              handle(deleteConfigurationRecorder),
			"DeleteDeliveryChannel":                    handle(deleteDeliveryChannel),
			"DeleteServiceLinkedConfigurationRecorder": handle(deleteServiceLinkedConfigurationRecorder),
			"DescribeConfigurationRecorderStatus":      handle(describeConfigurationRecorderStatus),
			"DescribeConfigurationRecorders":           handle(describeConfigurationRecorders),
			"DescribeDeliveryChannelStatus":            handle(describeDeliveryChannelStatus),
			"DescribeDeliveryChannels":                 handle(describeDeliveryChannels),
			"ListConfigurationRecorders":               handle(listConfigurationRecorders),
			"ListTagsForResource":                      handle(listTagsForResource),
			"PutConfigurationRecorder":                 handle(putConfigurationRecorder),
			"PutDeliveryChannel":                       handle(putDeliveryChannel),
			"PutServiceLinkedConfigurationRecorder":    handle(putServiceLinkedConfigurationRecorder),
			"StartConfigurationRecorder":               handle(startConfigurationRecorder),
			"StopConfigurationRecorder":                handle(stopConfigurationRecorder),
			"TagResource":                              handle(tagResource),
			"UntagResource":                            handle(untagResource),
		},
	},
	"organizations": {
		protocol: organizationsProtocol{},
		target:   organizationsTarget,
		operations: map[string]operation{
			"ListAccounts": handle(listAccounts),
		},
	},
	"sts": {
		protocol: queryProtocol{},
		operations: map[string]operation{
			"AssumeRole":                handle(assumeRole),
			"AssumeRoleWithWebIdentity": handle(assumeRoleWithWebIdentity),
			"GetCallerIdentity":         handle(getCallerIdentity),
		},
	},
}
