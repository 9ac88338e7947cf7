// SPDX-License-Identifier: MPL-2.0

package awsapi_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// closing records whether it was closed.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

func TestCheckResponses(t *testing.T) {
	t.Parallel()
	status := func(time string) string {
		return `{"ConfigurationRecordersStatus":[{"name":"default","lastStartTime":` + time + `}]}`
	}
	broken := io.MultiReader(strings.NewReader(`{"Confi`), errorReader{})
	for name, test := range map[string]struct {
		code int
		body io.Reader
		kind awsapi.Kind
		want string // In the error, or empty for none.
	}{
		"seconds":            {200, strings.NewReader(status("1787908206.063")), 0, ""},
		"E notation":         {200, strings.NewReader(status("1.787908206063E9")), 0, ""},
		"the epoch":          {200, strings.NewReader(status("0")), 0, ""},
		"null":               {200, strings.NewReader(status("null")), 0, ""},
		"a name":             {200, strings.NewReader(`{"ConfigurationRecordersStatus":[{"name":"lastStartTime","arn":"NaN"}]}`), 0, ""},
		"NaN":                {200, strings.NewReader(status(`"NaN"`)), awsapi.UnexpectedAnswer, `the time "NaN", which is not a number`},
		"infinity":           {200, strings.NewReader(status(`"Infinity"`)), awsapi.UnexpectedAnswer, `"Infinity"`},
		"milliseconds":       {200, strings.NewReader(status("1787908206063")), awsapi.UnexpectedAnswer, "the time 1787908206063, which is not in seconds"},
		"the year 9999":      {200, strings.NewReader(status("253402300799")), awsapi.UnexpectedAnswer, "253402300799"},
		"beyond all numbers": {200, strings.NewReader(status("1e999")), awsapi.UnexpectedAnswer, "1e999"},
		"before the epoch":   {200, strings.NewReader(status("-1")), awsapi.UnexpectedAnswer, "-1"},
		"text":               {200, strings.NewReader(status(`"yesterday"`)), awsapi.UnexpectedAnswer, "yesterday"},
		"too large by one":   {200, strings.NewReader(strings.Repeat(" ", awsapi.MaxResponse-1) + "{}"), awsapi.UnexpectedAnswer, "larger than 262144 bytes"},
		"just small enough":  {200, strings.NewReader(strings.Repeat(" ", awsapi.MaxResponse-2) + "{}"), 0, ""},
		"endless":            {200, endlessReader{}, awsapi.UnexpectedAnswer, "larger than 262144 bytes"},
		"an endless failure": {500, endlessReader{}, awsapi.ServerError, "larger than 262144 bytes"},
		"broken off":         {200, broken, awsapi.BrokenOff, "the response broke off: unexpected EOF"},
		"another protocol":   {101, endlessReader{}, awsapi.UnexpectedAnswer, "HTTP status 101"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := &closing{Reader: test.body}
			client := checkedClient(func() *http.Response {
				return &http.Response{StatusCode: test.code, Header: http.Header{}, Body: body}
			})
			_, err := client.DescribeConfigurationRecorderStatus(t.Context(), nil)
			if (err == nil) != (test.want == "") || err != nil && (!strings.Contains(err.Error(), test.want) || awsapi.KindOf(err) != test.kind) {
				t.Errorf("kind %d: %v", awsapi.KindOf(err), err)
			}
			if !body.closed {
				t.Error("the body is not closed")
			}
		})
	}
}

// Unlike a broken read, a canceled read is not repeated.
func TestCheckResponses_canceled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client := checkedClient(func() *http.Response {
		cancel()
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(errorReader{})}
	})
	_, err := client.DescribeConfigurationRecorderStatus(ctx, nil)
	var broken *awsapi.ResponseBrokenError
	if err == nil || errors.As(err, &broken) {
		t.Errorf("got %v", err)
	}
}

// checkedClient makes one call and checks the response.
func checkedClient(respond func() *http.Response) *configservice.Client {
	return configservice.New(configservice.Options{
		APIOptions:       []func(*middleware.Stack) error{awsapi.CheckResponses},
		Credentials:      aws.AnonymousCredentials{},
		Region:           "eu-west-1",
		RetryMaxAttempts: 1,
		HTTPClient:       smithyhttp.ClientDoFunc(func(*http.Request) (*http.Response, error) { return respond(), nil }),
	})
}

type errorReader struct{}

func (errorReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

type endlessReader struct{}

func (endlessReader) Read(into []byte) (int, error) { return len(into), nil }
