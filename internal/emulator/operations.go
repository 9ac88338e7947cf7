// SPDX-License-Identifier: MPL-2.0

package emulator

import "encoding/json"

// call is one request, after its sender was recognised.
type call struct {
	store *Store
	// at is the account of the caller and the region that was asked, both empty
	// for a request without a signature.
	at     location
	caller caller
}

// operation answers a request whose members are given as a JSON document.
type operation func(c call, document []byte) (any, error)

// none is the output of an operation that answers with an empty body.
type none struct{}

// handle makes an operation of a function from its input to its output.
//
// Assumption 13: members that the operation does not know are ignored, the case
// of a member's name does not matter, and an empty body means no members. What
// cannot be read is a SerializationException.
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

// service is an AWS service, by the name that requests to it are signed for.
type service struct {
	protocol protocol
	// target is what stands before the operation in X-Amz-Target, and empty for
	// a service that does not speak AWS JSON.
	target string
	// optIn says that the service is closed where a region is not enabled.
	optIn      bool
	operations map[string]operation
}

// services is everything that the emulator answers.
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
