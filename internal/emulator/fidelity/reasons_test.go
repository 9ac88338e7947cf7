// SPDX-License-Identifier: MPL-2.0

package fidelity

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// reason is the reason for a difference between the emulator and moto. The first one
// that matches a difference applies.
type reason struct {
	// calls and members match the calls and members with the difference.
	calls, members *regexp.Regexp
	title          string
	// why is the rule that the emulator follows, and source is its source.
	why, source string
}

// because returns a reason. The patterns match whole names.
func because(calls, members, title, why, source string) reason {
	whole := func(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }
	return reason{whole(calls), whole(members), title, why, source}
}

// Sources that are not assumptions.
const (
	configModel  = "the [service model](https://docs.aws.amazon.com/config/latest/APIReference/API_Operations.html) of AWS Config"
	accountModel = "the [service model](https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html) of AWS Account Management"
	stsModel     = "the [service model](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html) of AWS STS"
	published    = "published responses of AWS"
)

// reasons contains the reasons for all differences.
var reasons = []reason{
	because(`(List|PutServiceLinked|DeleteServiceLinked)ConfigurationRecorders?, .*|DescribeDeliveryChannelStatus, .*`, memberOutcome,
		"Operations of AWS Config that moto lacks", "moto returns an HTTP error without a code of AWS.", configModel),
	because(`ListRegions, .*`, memberOutcome,
		"The regions of an account", "moto lacks the operation, and has nothing at its path.", accountModel),
	because(`ListAccounts, no organization`, memberOutcome,
		"Accounts without an organization", "AWS Organizations refuses to list accounts for an account that is in no organization. moto returns an empty list.", published),
	because(`ListAccounts, (none on a page|too many on a page|an unknown token)`, `.*`,
		"Pages of accounts that the model does not allow", "The exception contains the reason, and is returned before anything else is checked.", "the service model and assumption 55"),

	because(`DescribeConfigurationRecorder(Status|s), service-linked, .*|(Start|Stop|Delete)ConfigurationRecorder, service-linked`, `.*`,
		"Service-linked recorders", "A name or a principal selects them, and they cannot be started, stopped or deleted like others. moto has none.",
		"the [documentation](https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html), assumption 12 and assumption 17"),
	because(`(Tag|Untag|ListTagsFor)Resource, a recorder.*`, memberOutcome,
		"Tags of recorders", "A recorder has tags. moto finds no recorder by its ARN.",
		"the [documentation](https://docs.aws.amazon.com/config/latest/APIReference/API_TagResource.html) of the operation"),
	because(`DescribeConfigurationRecorderStatus, .*`, `.*\.Arn`,
		"ARNs in a status", "A status has the ARN of its recorder.", published),
	because(`DescribeConfigurationRecorders, .*`, `.*\.(Arn|RecordingMode\..*|RecordingScope)`,
		"Settings of a recorder", "A recorder is described with its ARN, its scope and the mode that was put. moto has none of them.", published),

	because(`DescribeConfigurationRecorderStatus, .*`, `.*\.LastStatus`,
		"The status of a recorder that runs", "It is PENDING only for the first seconds. In moto, it never changes.", published),
	because(`DescribeConfigurationRecorderStatus, .*`, `.*Time \(precision\)`,
		"Precision of times", "Times have milliseconds.", published),
	because(`DescribeConfigurationRecorderStatus, a recorder that was started twice`, `.*Time`,
		"A recorder that is started twice", "Nothing changes if it is already recording.", "assumption 4"),
	because(`DescribeConfigurationRecorderStatus, a recorder that was stopped twice`, `.*Time`,
		"A recorder that is stopped twice", "Nothing changes if it is not recording.", "assumption 6"),
	because(`DescribeConfigurationRecorderStatus, a recorder that was stopped`, `.*\.LastStatusChangeTime`,
		"The status of a recorder that was stopped", "A stop does not change the status or the time of its last change.", published),

	because(`DescribeConfigurationRecorder(Status|s), (two names|the same name twice)`, `.*`,
		"Several names", "A request can specify only one recorder.",
		"the [documentation](https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html) of the operation"),
	because(`DescribeConfigurationRecorder(Status|s), (an empty name|no ARN|.* and a principal)`, `.*`,
		"Invalid selectors", "The emulator rejects selectors of two kinds together, an empty name, and a value that is not an ARN. moto only uses names.", "assumption 16"),
	because(`DescribeConfigurationRecorder(Status|s), (an ARN without a recorder|a principal without a recorder|an unknown principal)`, `.*`,
		"Selectors without a match", "moto ignores ARN and principal, and returns another recorder.", "assumption 18"),
	because(`DescribeConfigurationRecorder(Status|s), (a long name|no principal)`, `.*`,
		"Selectors that the model does not allow", "Lengths and patterns are checked first.", "the service model and assumption 19"),

	because(`PutConfigurationRecorder, no name`, memberOutcome,
		"A recorder without a name", "It gets the name default.",
		"the [documentation](https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html) of the member"),
	because(`PutConfigurationRecorder, a reserved name`, memberOutcome,
		"Reserved names", "The prefix of service-linked recorders is reserved.",
		"the [documentation](https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html) of the exception"),
	because(`PutConfigurationRecorder, no role`, memberOutcome,
		"Recorders without a role", "AWS documents `InvalidRoleException` for them.",
		"the [documentation](https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html) of the exception"),
	because(`PutConfigurationRecorder, an unknown resource type`, memberMessage,
		"Resource types", "The message lists the types of a newer service model.", configModel),
	because(`PutConfigurationRecorder, a principal`, memberOutcome,
		"A service principal of a recorder that is put", "Such a recorder would be a service-linked one.", "assumption 43"),
	because(`PutDeliveryChannel, (an invalid (bucket name|key|topic)|a long prefix)`, memberOutcome,
		"Buckets, prefixes, keys and topics", "Malformed values are rejected. moto only rejects empty ones.", "assumption 24"),
	because(`(Put|Start)ConfigurationRecorder, (a blank name|an empty name|an empty tag|an unknown mode|no name|no recorder)|(Put|Delete)DeliveryChannel, (an empty name|an unknown frequency|no channel)`, memberCode+`|`+memberOutcome,
		"Names, tags and values that the model does not allow", "They are rejected before anything else is checked.", "the service model and assumption 19"),

	because(`PutConfigurationRecorder, a second recorder|DeleteDeliveryChannel, the channel of a recorder that records`, memberMessage,
		"Messages that were seen", "The message is from AWS.", published),
	because(`([A-Za-z]+(Recorder|Channel)s?|ListTagsForResource), .*`, memberMessage,
		"Messages that were not seen", "This message was not seen at AWS for this request. Do not rely on either.", "assumption 1"),

	because(`DescribeConfigurationRecorderStatus, unknown credentials|GetCallerIdentity, (unknown credentials|a role session without its token)`, memberOutcome,
		"Credentials of sessions", "Only issued credentials are valid, and only with their session token.", "assumption 32"),
	because(`GetCallerIdentity, an access key`, `Arn|UserId`,
		"The user of an access key", "It is the IAM user emulator.", "assumption 26"),
	because(`AssumeRole(WithWebIdentity)?, .*`, `PackedPolicySize|SessionTokenSize|SessionTokenUtilization`,
		"The size of a session token", "It depends on policies and tags.", "assumption 39"),
	because(`AssumeRole, a source identity`, `SourceIdentity`,
		"The source identity", "The response contains it.", stsModel),
	because(`AssumeRole, two hours for a role assumed by a role`, memberOutcome,
		"Chained roles", "Their sessions last at most one hour.",
		"the [documentation](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining) of role chaining"),
	because(`AssumeRole, a tag twice`, memberOutcome,
		"Session tags", "Keys that differ only in case are the same key, which has one value.", "assumption 38"),
	because(`AssumeRole, an invalid policy`, memberOutcome,
		"Session policies", "A policy is a JSON object.", "assumption 35"),
	because(`AssumeRole, a second factor without its device`, memberOutcome,
		"A second factor", "A device requires its code.", "assumption 36"),
	because(`AssumeRole(WithWebIdentity)?, (no (role|session name|token)|a (short|long) (session name|token)|a session that is too (short|long))`, memberOutcome+`|`+memberMessage,
		"Requests that the model of AWS STS does not allow", "Lengths and limits are checked, with the messages that AWS was seen to send.", stsModel),
	because(`AssumeRole, a user's ARN`, memberOutcome,
		"What can be assumed", "Only a role can.",
		"the [documentation](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html) of the operation"),
	because(`AssumeRoleWithWebIdentity, .*`, `AssumedRoleUser\.AssumedRoleId`,
		"The identifier of a role", "It begins with AROA in all cases.",
		"the [documentation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html) of identifiers and assumption 34"),
	because(`AssumeRoleWithWebIdentity, a JSON Web Token`, `Audience|Provider|SubjectFromWebIdentityToken`,
		"Web identities", "The response contains the claims of the token.", "assumption 40"),
}

// reasonFor returns the index of the reason for a difference, or -1 if there is none.
func reasonFor(d difference) int {
	for i, r := range reasons {
		if r.calls.MatchString(d.call) && r.members.MatchString(d.member) {
			return i
		}
	}
	return -1
}

// TestReasons checks that the reasons, the assumptions and the page agree. It does not
// need moto.
func TestReasons(t *testing.T) {
	t.Parallel()
	assumptions, err := os.ReadFile("../ASSUMPTIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reasons {
		if !strings.HasSuffix(r.why, ".") || r.source == "" {
			t.Errorf("%s: got the reason %q and the source %q, want a sentence and a source", r.title, r.why, r.source)
		}
		for _, m := range assumptionPattern.FindAllStringSubmatch(r.source, -1) {
			if !strings.Contains(string(assumptions), "\n| "+m[1]+" | ") {
				t.Errorf("%s: ASSUMPTIONS.md has no assumption %s", r.title, m[1])
			}
		}
		if !strings.Contains(string(written), r.heading()) {
			t.Errorf("%s: MOTO.md does not tell this reason: run make testacc-moto UPDATE=1", r.title)
		}
	}
}
