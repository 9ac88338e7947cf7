// SPDX-License-Identifier: MPL-2.0

package fidelity

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

const region = "eu-west-1"

// serveEmulator serves an emulator whose recorders settle immediately. Its time is never
// a whole second, so that milliseconds are visible.
func serveEmulator(t *testing.T) (endpoint string) {
	t.Helper()
	clock := func() time.Time { return time.Now().Truncate(time.Second).Add(63 * time.Millisecond) }
	server := httptest.NewServer(emulator.NewHandler(emulator.NewStore(emulator.WithClock(clock))))
	t.Cleanup(server.Close)
	return server.URL
}

// newAccountID returns a random account ID, because moto keeps its state.
func newAccountID(t *testing.T) string {
	t.Helper()
	number, err := rand.Int(rand.Reader, big.NewInt(900_000_000_000))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%012d", number.Int64()+100_000_000_000)
}

// client calls an endpoint in one account, and stores the parts of responses that later
// calls need.
type client struct {
	endpoint, account string
	// role contains the credentials of a role of the account, by which moto
	// distinguishes accounts. assumed contains the credentials that a call of the script
	// returned.
	role, assumed aws.Credentials
	// arn and token are from the latest response that contained them.
	arn, token string
}

func newClient(t *testing.T, endpoint, accountID string) *client {
	t.Helper()
	c := &client{
		endpoint: endpoint,
		account:  accountID,
		arn:      "arn:aws:config:" + region + ":" + accountID + ":configuration-recorder/default/0123456789abcdef",
		token:    "none",
	}
	out, _, err := c.send(t.Context(), call{as: accessKey, input: &sts.AssumeRoleInput{
		RoleArn:         aws.String("arn:aws:iam::" + accountID + ":role/fidelity"),
		RoleSessionName: aws.String("fidelity"),
	}})
	if err != nil {
		t.Fatalf("%s: %s", endpoint, err)
	}
	c.remember(out)
	c.role = c.assumed
	return c
}

func (c *client) credentials(as sender) aws.Credentials {
	switch as {
	case accessKey:
		return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "example"}
	case assumedRole:
		return c.assumed
	case withoutToken:
		return aws.Credentials{AccessKeyID: c.assumed.AccessKeyID, SecretAccessKey: c.assumed.SecretAccessKey}
	case unknownSession:
		return aws.Credentials{AccessKeyID: "ASIAEXAMPLE000000000", SecretAccessKey: "example", SessionToken: "example"}
	default:
		return c.role
	}
}

// send makes a call, and returns its output with the HTTP status.
func (c *client) send(ctx context.Context, call call) (out any, status int, err error) {
	provider := credentials.StaticCredentialsProvider{Value: c.credentials(call.as)}
	// The service, not the SDK, must validate the input.
	unchecked := []func(*middleware.Stack) error{func(stack *middleware.Stack) error {
		_, _ = stack.Initialize.Remove("OperationInputValidation")
		return nil
	}}
	var sent any
	switch strings.TrimPrefix(reflect.TypeOf(call.input).Elem().PkgPath(), "github.com/aws/aws-sdk-go-v2/service/") {
	case "account":
		sent = account.New(account.Options{BaseEndpoint: &c.endpoint, Credentials: provider, Region: region, RetryMaxAttempts: 1, APIOptions: unchecked})
	case "organizations":
		sent = organizations.New(organizations.Options{BaseEndpoint: &c.endpoint, Credentials: provider, Region: region, RetryMaxAttempts: 1, APIOptions: unchecked})
	case "sts":
		sent = sts.New(sts.Options{BaseEndpoint: &c.endpoint, Credentials: provider, Region: region, RetryMaxAttempts: 1, APIOptions: unchecked})
	default:
		sent = configservice.New(configservice.Options{BaseEndpoint: &c.endpoint, Credentials: provider, Region: region, RetryMaxAttempts: 1, APIOptions: unchecked})
	}
	results := reflect.ValueOf(sent).MethodByName(call.operation()).Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(c.complete(call.input))})
	if failure, ok := results[1].Interface().(error); ok {
		var response *smithyhttp.ResponseError
		if !errors.As(failure, &response) {
			return nil, 0, failure
		}
		return nil, response.HTTPStatusCode(), failure
	}
	metadata, _ := results[0].Elem().FieldByName("ResultMetadata").Interface().(middleware.Metadata)
	response, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
	if response == nil {
		return nil, 0, errors.New("the SDK kept no response")
	}
	return results[0].Interface(), response.StatusCode, nil
}

// Placeholders in the script for values of earlier responses.
const (
	latestARN   = "the latest ARN"
	latestToken = "the latest token"
)

// complete returns the input of a call with the placeholders replaced.
func (c *client) complete(input any) any {
	whole := reflect.New(reflect.TypeOf(input).Elem())
	whole.Elem().Set(reflect.ValueOf(input).Elem())
	for _, field := range []string{"Arn", "NextToken", "ResourceArn"} {
		value := whole.Elem().FieldByName(field)
		if !value.IsValid() || value.IsNil() {
			continue
		}
		switch value.Elem().String() {
		case latestARN:
			value.Set(reflect.ValueOf(&c.arn))
		case latestToken:
			value.Set(reflect.ValueOf(&c.token))
		}
	}
	return whole.Interface()
}

// remember stores the parts of a response that later calls need.
func (c *client) remember(out any) {
	switch out := out.(type) {
	case *sts.AssumeRoleOutput:
		c.assumed = aws.Credentials{
			AccessKeyID:     aws.ToString(out.Credentials.AccessKeyId),
			SecretAccessKey: aws.ToString(out.Credentials.SecretAccessKey),
			SessionToken:    aws.ToString(out.Credentials.SessionToken),
		}
	case *configservice.DescribeConfigurationRecorderStatusOutput:
		for _, status := range out.ConfigurationRecordersStatus {
			if status.Arn != nil {
				c.arn = *status.Arn
			}
		}
	case *configservice.ListConfigurationRecordersOutput:
		if out.NextToken != nil {
			c.token = *out.NextToken
		}
	case *account.ListRegionsOutput:
		if out.NextToken != nil {
			c.token = *out.NextToken
		}
	}
}

// requestID reports whether a response has a request ID.
func requestID(out any, err error) string {
	id := ""
	if err != nil {
		var response *awshttp.ResponseError
		if errors.As(err, &response) {
			id = response.ServiceRequestID()
		}
	} else if metadata, ok := reflect.ValueOf(out).Elem().FieldByName("ResultMetadata").Interface().(middleware.Metadata); ok {
		id, _ = awsmiddleware.GetRequestIDMetadata(metadata)
	}
	if id == "" {
		return ""
	}
	return "set"
}
