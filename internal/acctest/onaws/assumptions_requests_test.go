// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"errors"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
)

const (
	missingToken = "MissingAuthenticationTokenException"
	incomplete   = "IncompleteSignatureException"
	unknownKey   = "UnrecognizedClientException"
	unknownOp    = "UnknownOperationException"
)

// unsigned removes the signature.
func unsigned(r *http.Request) {
	for _, name := range []string{"Authorization", "X-Amz-Date", "X-Amz-Security-Token"} {
		r.Header.Del(name)
	}
}

// halfSigned removes the last part of the signature.
func halfSigned(r *http.Request) {
	signature, _, _ := strings.Cut(r.Header.Get("Authorization"), ", Signature=")
	r.Header.Set("Authorization", signature)
}

// inventedKey is a temporary key that AWS never issued.
var inventedKey = &aws.Credentials{AccessKeyID: "ASIAAWSCONFIGABSENT0", SecretAccessKey: "absent", SessionToken: "absent"}

func requestChecks() []check {
	reading := question{service: "config", operation: describe, body: "{}"}
	settled := question{service: "config", operation: "DescribeConfigurationRecorders", body: "{}"}
	with := func(q question, change func(q *question)) question {
		change(&q)
		return q
	}
	altered := func(service, operation string, alter func(r *http.Request)) asking {
		return always(question{service: service, operation: operation, body: "{}", alter: alter})
	}
	return []check{
		same(13, "a member that is not known is ignored", settled, with(settled, func(q *question) { q.body = `{"AwsconfigAbsent":{"a":[1]}}` })),
		same(13, "an empty body means no members", settled, with(settled, func(q *question) { q.body = "" })),
		refusal(13, "a name that is not there, in a member whose name is in lower case,", 400, noSuch, config(describe, `{"configurationrecordernames":["awsconfig-absent"]}`)),
		refusal(13, "a body that is no JSON", 400, "SerializationException", config(describe, `{`)),
		refusal(13, "a member of another type", 400, "SerializationException", config(describe, `{"Arn":{}}`)),

		// Without the limit, this is an ordinary read: the rest is blank.
		refusal(29, "a request over 1 MiB", 413, "RequestEntityTooLargeException", config(describe, "{"+strings.Repeat(" ", 1<<20)+"}")),

		refusal(30, "GET instead of POST", 404, unknownOp, always(with(reading, func(q *question) { q.method, q.body = http.MethodGet, "" }))),
		refusal(30, "another path of AWS Config", 404, unknownOp, always(with(reading, func(q *question) { q.path = "/awsconfig-absent" }))),
		refusal(30, "a path of AWS Account Management that is no operation's", 404, unknownOp, always(question{service: "account", operation: "ListRegions", path: "/awsconfig-absent", body: "{}"})),

		refusal(31, "a request to AWS Config without a signature", 400, missingToken, altered("config", describe, unsigned)),
		refusal(31, "a request to AWS Config with half a signature", 400, incomplete, altered("config", describe, halfSigned)),
		refusal(31, "an unknown operation of AWS Config without a signature", 400, missingToken, altered("config", "DescribeAwsconfigAbsent", unsigned)),
		refusal(31, "a request to AWS STS without a signature", 400, "MissingAuthenticationToken", altered("sts", "GetCallerIdentity", unsigned)),
		refusal(31, "a request to AWS STS with half a signature", 400, "IncompleteSignature", altered("sts", "GetCallerIdentity", halfSigned)),

		refusal(32, "a temporary key that was never given out", 400, unknownKey, always(with(reading, func(q *question) { q.keys = inventedKey }))),
		refusal(32, "a temporary key without its token", 400, unknownKey, withOtherToken("")),
		refusal(32, "a temporary key with another token", 400, unknownKey, withOtherToken("absent")),

		refusal(45, "a request to AWS Account Management without a signature", 403, missingToken, altered("account", "ListRegions", unsigned)),
		refusal(45, "a request to AWS Account Management with half a signature", 403, incomplete, altered("account", "ListRegions", halfSigned)),
		refusal(45, "a request to AWS Account Management with a key that was never given out", 403, unknownKey, always(question{service: "account", operation: "ListRegions", body: "{}", keys: inventedKey})),
		refusal(45, "an unknown operation of AWS Account Management", 404, unknownOp, always(question{service: "account", operation: "ListAwsconfigAbsent", body: "{}"})),
	}
}

// withOtherToken reads with the key of the account, but with another session token.
func withOtherToken(token string) asking {
	return func(a *account) (question, error) {
		keys, err := a.config.Credentials.Retrieve(a.ctx)
		if err == nil && keys.SessionToken == "" {
			err = errors.New("the credentials are not temporary")
		}
		keys.SessionToken = token
		return question{service: "config", operation: describe, body: "{}", keys: &keys}, err
	}
}
