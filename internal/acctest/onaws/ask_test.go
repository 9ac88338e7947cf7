// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	accountservice "github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithyauth "github.com/aws/smithy-go/auth"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// question is a request. Without a region it goes to the home region. What else is
// empty is sent as an SDK sends it.
type question struct {
	service, region, operation, body string

	method, path string
	keys         *aws.Credentials
	alter        func(r *http.Request) // After the request was signed.
}

// reads matches the allowed operations, because the account is a real one.
var reads = regexp.MustCompile(`^((Describe|List)[A-Z][A-Za-z]*|GetCallerIdentity)$`)

// attempts is how often a request is sent if AWS throttles it or fails.
const attempts = 4

// ask sends a request, and records the message of an error.
func (a *account) ask(q question) answer {
	var got answer
	for attempt := range attempts {
		time.Sleep(time.Duration(attempt) * time.Second)
		var err error
		if got, err = a.send(q); err != nil {
			return answer{question: q, body: err.Error()}
		}
		if got.status < 500 && !strings.HasPrefix(got.code, "Throttl") {
			break
		}
	}
	if refused := fmt.Sprintf("%s %s: %s", q.operation, got.code, got.message); got.code != "" && !slices.Contains(a.refusals, refused) {
		a.refusals = append(a.refusals, refused)
	}
	return got
}

func (a *account) send(q question) (answer, error) {
	if !reads.MatchString(q.operation) {
		return answer{}, fmt.Errorf("%s is no operation that reads", q.operation)
	}
	if q.region == "" {
		q.region = a.config.Region
	}
	url, region, err := a.endpoint(q.service, q.region)
	if err != nil {
		return answer{}, err
	}
	path, headers, body := q.wire()
	request, err := http.NewRequestWithContext(a.ctx, q.method, url+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	keys, err := a.config.Credentials.Retrieve(a.ctx)
	if err != nil {
		return answer{}, err
	}
	if q.keys != nil {
		keys = *q.keys
	}
	sum := sha256.Sum256([]byte(body))
	if err := v4.NewSigner().SignHTTP(a.ctx, keys, request, hex.EncodeToString(sum[:]), q.service, region, time.Now()); err != nil {
		return answer{}, err
	}
	if q.alter != nil {
		q.alter(request)
	}

	response, err := a.config.HTTPClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	return newAnswer(q, response, string(content)), nil
}

// wire encodes the request in the protocol of the service.
func (q *question) wire() (path string, headers map[string]string, body string) {
	path, body = q.path, q.body
	if q.method == "" {
		q.method = http.MethodPost
	}
	switch q.service {
	case "account":
		headers = map[string]string{"Content-Type": "application/json"}
		if path == "" {
			path = "/" + strings.ToLower(q.operation[:1]) + q.operation[1:]
		}
	case "config":
		headers = map[string]string{"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "StarlingDoveService." + q.operation}
	case "sts":
		headers = map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
		body = "Action=" + q.operation + "&Version=2011-06-15"
	}
	if path == "" {
		path = "/"
	}
	return path, headers, body
}

// endpoint returns the URL of a service, and the region to sign for.
func (a *account) endpoint(service, region string) (url, signed string, err error) {
	var resolved smithyendpoints.Endpoint
	switch service {
	case "account":
		o := accountservice.NewFromConfig(a.config).Options()
		resolved, err = o.EndpointResolverV2.ResolveEndpoint(a.ctx, accountservice.EndpointParameters{Endpoint: o.BaseEndpoint, Region: &region})
	case "config":
		o := configservice.NewFromConfig(a.config).Options()
		resolved, err = o.EndpointResolverV2.ResolveEndpoint(a.ctx, configservice.EndpointParameters{Endpoint: o.BaseEndpoint, Region: &region})
	case "sts":
		o := sts.NewFromConfig(a.config).Options()
		resolved, err = o.EndpointResolverV2.ResolveEndpoint(a.ctx, sts.EndpointParameters{Endpoint: o.BaseEndpoint, Region: &region})
	default:
		err = errors.New("no endpoint of the service " + service)
	}
	if err != nil {
		return "", "", err
	}
	signed = region
	options, _ := smithyauth.GetAuthOptions(&resolved.Properties)
	for _, option := range options {
		if named, ok := smithyhttp.GetSigV4SigningRegion(&option.SignerProperties); ok {
			signed = named
		}
	}
	return strings.TrimSuffix(resolved.URI.String(), "/"), signed, nil
}

// answer is a response. It has a code and a message if AWS refused the request.
type answer struct {
	question question
	status   int
	code     string
	message  string
	body     string
}

var (
	xmlCode    = regexp.MustCompile(`<Code>([^<]*)</Code>`)
	xmlMessage = regexp.MustCompile(`<Message>([^<]*)</Message>`)
)

// newAnswer reads code and message from where SDKs read them.
//
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
func newAnswer(q question, response *http.Response, body string) answer {
	got := answer{question: q, status: response.StatusCode, body: body}
	if got.status < 300 {
		return got
	}
	var refusal struct {
		Type    string `json:"__type"`
		Message string // Or message, depending on the service.
	}
	_ = json.Unmarshal([]byte(body), &refusal) // The body may be XML.
	got.code, got.message = response.Header.Get("X-Amzn-Errortype"), refusal.Message
	if refusal.Type != "" {
		got.code = refusal.Type
	}
	if match := xmlCode.FindStringSubmatch(body); match != nil {
		got.code = match[1]
	}
	if match := xmlMessage.FindStringSubmatch(body); match != nil {
		got.message = match[1]
	}
	got.code, _, _ = strings.Cut(got.code, ":")
	got.code = got.code[strings.LastIndex(got.code, "#")+1:]
	return got
}

// denied reports whether the credentials lack the permission to ask.
func (a answer) denied() bool { return strings.HasPrefix(a.code, "AccessDenied") }

func (a answer) String() string {
	asked := fmt.Sprintf("%s %s", a.question.operation, shortened(a.question.body))
	if a.status == 0 {
		return fmt.Sprintf("%s got no answer: %s", asked, a.body)
	}
	if a.code != "" {
		return fmt.Sprintf("%s got HTTP status %d and %s, %q", asked, a.status, a.code, a.message)
	}
	return fmt.Sprintf("%s got HTTP status %d and %s", asked, a.status, shortened(a.body))
}

func shortened(text string) string {
	if len(text) > 400 {
		return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(text[:400], ""), len(text))
	}
	return text
}

// decode reads the body of an answer. It returns the zero value for a refusal.
func decode[T any](a answer) T {
	var into T
	if a.status == http.StatusOK {
		// A member of the wrong type stays empty, which no check accepts.
		_ = json.NewDecoder(bytes.NewReader([]byte(a.body))).Decode(&into)
	}
	return into
}

// sameJSON reports whether two documents are equal but for the order of members.
func sameJSON(one, two string) bool {
	var first, second any
	return json.Unmarshal([]byte(one), &first) == nil && json.Unmarshal([]byte(two), &second) == nil && reflect.DeepEqual(first, second)
}
