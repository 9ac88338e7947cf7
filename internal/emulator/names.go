// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
)

// defaultName is the documented name of a recorder or channel that is put without a
// name.
const defaultName = "default"

// reservedPrefix is the prefix of the names of service-linked recorders.
const reservedPrefix = "AWSConfigurationRecorderFor"

// The forms of names and ARNs.
var (
	accessKeyPattern   = regexp.MustCompile(`^\w{1,128}$`)
	accountPattern     = regexp.MustCompile(`^[0-9]{12}$`)
	recorderARNPattern = regexp.MustCompile(`^arn:[a-z-]+:config:[a-z0-9-]+:[0-9]{12}:configuration-recorder/.+/[a-z0-9]{16}$`)
	regionPattern      = regexp.MustCompile(`^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$`)
)

// partition returns the AWS partition of a region.
func partition(region string) string {
	for _, p := range []struct{ prefix, partition string }{
		{"cn-", "aws-cn"},
		{"us-gov-", "aws-us-gov"},
		{"us-iso-", "aws-iso"},
		{"us-isob-", "aws-iso-b"},
		{"eu-isoe-", "aws-iso-e"},
		{"us-isof-", "aws-iso-f"},
		{"eusc-", "aws-eusc"},
	} {
		if strings.HasPrefix(region, p.prefix) {
			return p.partition
		}
	}
	return "aws"
}

// arnPrefix returns the ARN of a recorder without its identifier.
func arnPrefix(at location, name string) string {
	return fmt.Sprintf("arn:%s:config:%s:%s:configuration-recorder/%s/", partition(at.region), at.region, at.account, name)
}

// recorderARN returns the ARN of a new recorder.
//
// Assumption 8: the identifier at the end is computed from account, region and name, so
// that runs are reproducible. A recorder that is deleted and created again has the same
// ARN here, but probably not at AWS.
func recorderARN(at location, name string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	prefix := arnPrefix(at, name)
	sum := sha256.Sum256([]byte(prefix))
	id := make([]byte, 16)
	for i := range id {
		id[i] = letters[int(sum[i])%len(letters)]
	}
	return prefix + string(id)
}

// serviceLinkedRole returns the ARN of the service-linked role of AWS Config.
func serviceLinkedRole(at location) string {
	return fmt.Sprintf("arn:%s:iam::%s:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", partition(at.region), at.account)
}

// IsRegion reports whether a text has the form of the name of a region.
func IsRegion(text string) bool { return regionPattern.MatchString(text) }
