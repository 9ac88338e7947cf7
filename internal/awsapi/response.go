// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// MaxResponse is the maximum size of a response in bytes. Responses of AWS have some
// kilobytes. A list of empty objects needs a hundred times its size in memory.
const MaxResponse = 256 << 10

// ResponseTooLargeError means that a response is larger than MaxResponse.
type ResponseTooLargeError struct{}

func (*ResponseTooLargeError) Error() string {
	return fmt.Sprintf("the response is larger than %d bytes", MaxResponse)
}

// ResponseBrokenError means that the connection ended in the middle of a response.
type ResponseBrokenError struct {
	Err error
}

func (e *ResponseBrokenError) Error() string { return "the response broke off: " + e.Err.Error() }

func (e *ResponseBrokenError) Unwrap() error { return e.Err }

// ConnectionError makes the SDK repeat the request. By default, the SDK repeats requests
// after a reset of the connection, but not if the connection is closed too early.
func (e *ResponseBrokenError) ConnectionError() bool { return true }

// CheckResponses reads each response before the SDK decodes it. It returns an error if
// the response is too large or incomplete, has the HTTP status 101, or comes from AWS
// Config and has an invalid time.
func CheckResponses(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("CheckResponse", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok {
			return out, metadata, err
		}
		if response.StatusCode < http.StatusOK {
			// The SDK drains the body, which the endpoint may never end.
			_ = response.Body.Close()
			response.Body = http.NoBody
			return out, metadata, &UnexpectedAnswerError{Reason: fmt.Sprintf("the response has the HTTP status %d", response.StatusCode)}
		}
		body, err := readBody(ctx, response.Body)
		if err == nil && awsmiddleware.GetServiceID(ctx) == configservice.ServiceID {
			err = checkTimes(body)
		}
		response.Body = readCloser{bytes.NewReader(body), response.Body}
		return out, metadata, err
	}), middleware.After)
}

func readBody(ctx context.Context, from io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(from, MaxResponse+1))
	switch {
	case err != nil && ctx.Err() == nil:
		return body, &ResponseBrokenError{Err: err}
	case err != nil:
		return body, err
	case len(body) > MaxResponse:
		return nil, &ResponseTooLargeError{}
	}
	return body, nil
}

// maxTime is 2100-01-01 in seconds. The SDK converts times far beyond it incorrectly,
// and crashes on NaN.
const maxTime = 4102444800

// checkTimes returns an error if a member whose name ends in Time is not a time. It
// ignores bodies that are not JSON, which the SDK rejects.
func checkTimes(body []byte) error {
	if !bytes.Contains(body, []byte(`Time"`)) {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return nil //nolint:nilerr // The SDK reports the syntax.
	}
	return checkTimesIn(document, false)
}

func checkTimesIn(value any, isTime bool) error {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			if err := checkTimesIn(member, strings.HasSuffix(name, "Time")); err != nil {
				return err
			}
		}
	case []any:
		for _, element := range value {
			if err := checkTimesIn(element, false); err != nil {
				return err
			}
		}
	case json.Number:
		if seconds, err := value.Float64(); isTime && (err != nil || seconds < 0 || seconds > maxTime) {
			return &UnexpectedAnswerError{Reason: fmt.Sprintf("the response has the time %s, which is not in seconds", value)}
		}
	case string:
		if isTime {
			return &UnexpectedAnswerError{Reason: fmt.Sprintf("the response has the time %q, which is not a number", value)}
		}
	}
	return nil
}

type readCloser struct {
	io.Reader
	io.Closer
}
