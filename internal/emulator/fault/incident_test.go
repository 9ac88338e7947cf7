// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// callAll calls an operation of every service.
func (f *fixture) callAll(ctx context.Context) map[string]error {
	_, config := f.config(testAccount, testRegion).DescribeConfigurationRecorderStatus(ctx, nil)
	_, sts := f.sts().GetCallerIdentity(ctx, nil)
	_, account := f.account().ListRegions(ctx, nil)
	_, organizations := f.organizations(testAccount).ListAccounts(ctx, nil)
	return map[string]error{"config": config, "sts": sts, "account": account, "organizations": organizations}
}

// refusal is an error in the form of the SDK.
type refusal struct {
	code, message string
	status        int
}

func refusalOf(err error) refusal {
	var api smithy.APIError
	var res *awshttp.ResponseError
	if !errors.As(err, &api) || !errors.As(err, &res) || res.ServiceRequestID() == "" {
		return refusal{}
	}
	return refusal{api.ErrorCode(), api.ErrorMessage(), res.HTTPStatusCode()}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want map[string]refusal
	}{
		{"throttle", map[string]refusal{
			"account": {"TooManyRequestsException", "Rate exceeded", 429},
			"config":  {"ThrottlingException", "Rate exceeded", 400},
			"sts":     {"Throttling", "Rate exceeded", 400},
			// Message and status were seen at AWS.
			"organizations": {"TooManyRequestsException", "You have sent too many requests in too short a period of time. Try again later.", 400},
		}},
		{`error=Boom,status=503,message=No, <you> "may" not.`, map[string]refusal{
			"account":       {"Boom", `No, <you> "may" not.`, 503},
			"config":        {"Boom", `No, <you> "may" not.`, 503},
			"sts":           {"Boom", `No, <you> "may" not.`, 503},
			"organizations": {"Boom", `No, <you> "may" not.`, 503},
		}},
		{"error=Boom", map[string]refusal{
			// The SDK uses this message for an error without one, except for modelled
			// errors.
			"account":       {"Boom", "UnknownError", 400},
			"config":        {"Boom", "UnknownError", 400},
			"sts":           {"Boom", "UnknownError", 400},
			"organizations": {"Boom", "UnknownError", 400},
		}},
		{"error=AccessDeniedException", map[string]refusal{
			"account":       {"AccessDeniedException", denied("account:ListRegions"), 400},
			"config":        {"AccessDeniedException", denied("config:DescribeConfigurationRecorderStatus"), 400},
			"sts":           {"AccessDeniedException", denied("sts:GetCallerIdentity"), 400},
			"organizations": {"AccessDeniedException", "You don't have permissions to access this resource.", 400},
		}},
		{"error=ExpiredToken,message=Too late.", map[string]refusal{
			"account":       {"ExpiredToken", "Too late.", 400},
			"config":        {"ExpiredToken", "Too late.", 400},
			"sts":           {"ExpiredToken", "Too late.", 400},
			"organizations": {"ExpiredToken", "Too late.", 400},
		}},
	} {
		f := serve(t, test.text)
		for service, err := range f.callAll(t.Context()) {
			if got := refusalOf(err); got != test.want[service] {
				t.Errorf("%s, %s: got %+v of %v, want %+v", test.text, service, got, err, test.want[service])
			}
		}
		if got := f.reached(); len(got) != 0 {
			t.Errorf("%s: the honest server got %d requests, want none", test.text, len(got))
		}
	}
}

func denied(action string) string {
	return "User: arn:aws:iam::" + testAccount + ":user/emulator is not authorized to perform: " + action + " because no identity-based policy allows the " + action + " action"
}

// TestMessages checks the default messages of errors.
func TestMessages(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"ExpiredToken":                         "The security token included in the request is expired",
		"ExpiredTokenException":                "The security token included in the request is expired",
		"InvalidClientTokenId":                 "The security token included in the request is invalid.",
		"ThrottlingException":                  "Rate exceeded",
		"UnrecognizedClientException":          "The security token included in the request is invalid.",
		"NoSuchConfigurationRecorderException": "Cannot find configuration recorder with the specified name 'default'.",
	} {
		got := serve(t, "error="+code).describe(t)
		if want := fmt.Sprintf(`{"__type":%q,"message":%q}`, code, want); got.body != want {
			t.Errorf("got %s, want %s", got.body, want)
		}
	}

	// A role session has another ARN.
	f := serve(t, "error=AccessDeniedException,service=config")
	out, err := f.sts().AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn:         aws.String("arn:aws:iam::" + otherAccount + ":role/audit"),
		RoleSessionName: aws.String("test"),
	})
	if err != nil {
		t.Fatal(err)
	}
	session := credentials.NewStaticCredentialsProvider(*out.Credentials.AccessKeyId, *out.Credentials.SecretAccessKey, *out.Credentials.SessionToken)
	_, err = f.configWith(session, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil)
	if want := "User: arn:aws:sts::" + otherAccount + ":assumed-role/audit/test is not authorized"; !strings.Contains(fmt.Sprint(err), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text        string
		status      int
		contentType string
		body        string
	}{
		{"status=503", 503, "", ""},
		{"status=502,body=<html>Bad, very bad</html>", 502, "text/html; charset=utf-8", "<html>Bad, very bad</html>"},
		{"status=404,body=gone", 404, "text/plain; charset=utf-8", "gone"},
	} {
		got := serve(t, test.text).describe(t)
		if got.StatusCode != test.status || got.Header.Get("Content-Type") != test.contentType || got.body != test.body || got.err != nil {
			t.Errorf("%s: got %s, %s and %q", test.text, got.Status, got.Header.Get("Content-Type"), got.body)
		}
	}
}

func TestRedirect(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text     string
		status   int
		location string
	}{
		{"redirect=https://example.com/login?a=b", 302, "https://example.com/login?a=b"},
		{"redirect=/,status=301", 301, "/"},
		{"redirect=/,status=307", 307, "/"},
		{"redirect=/,status=308", 308, "/"},
	} {
		got := serve(t, test.text).describe(t)
		if got.StatusCode != test.status || got.Header.Get("Location") != test.location || got.body != "" {
			t.Errorf("%s: got %s to %s and %q", test.text, got.Status, got.Header.Get("Location"), got.body)
		}
	}
}

func TestContentType(t *testing.T) {
	t.Parallel()
	if got := serve(t, "content-type=text/html").describe(t); got.Header.Get("Content-Type") != "text/html" || got.body != honest || got.Header.Get("X-Amzn-Requestid") == "" {
		t.Errorf("got %s and %s, want the honest answer as HTML", got.Header.Get("Content-Type"), got.body)
	}
	f := serve(t, "content-type=text/html")
	if got := f.send(t, post(t, f.url, describe, `{"Arn":"x"}`)); got.StatusCode != http.StatusBadRequest || got.Header.Get("Content-Type") != "text/html" {
		t.Errorf("got %s as %s, want the honest refusal as HTML", got.Status, got.Header.Get("Content-Type"))
	}
}

// TestEndsWithTheClient cancels requests that would take hours.
func TestEndsWithTheClient(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		texts []string
		// got is what the client receives before it disconnects.
		got string
	}{
		{[]string{"latency=10h"}, ""},
		{[]string{"body=slow,pace=10h"}, "{"},
		{[]string{"body=huge,size=1000000000000"}, hugeBegin},
		// The outer fault sends nothing before the inner fault ends.
		{[]string{"set=name,to=1", "latency=10h"}, ""},
		{[]string{"body=cut", "body=slow,pace=10h"}, ""},
	} {
		t.Run(strings.Join(test.texts, " "), func(t *testing.T) {
			t.Parallel()
			inner := Wrap(emulator.NewHandler(newStore(t)), Options{}, parseAll(t, test.texts...)...)
			arrived, ended := make(chan struct{}), make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				close(arrived)
				inner.ServeHTTP(w, r)
				close(ended)
			}))
			t.Cleanup(server.Close)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			req := post(t, server.URL, describe, "{}").WithContext(ctx)
			if test.got == "" {
				go func() {
					<-arrived
					cancel()
				}()
			}
			res, err := server.Client().Do(req)
			if err == nil {
				got := make([]byte, len(test.got))
				if _, err := io.ReadFull(res.Body, got); err != nil || string(got) != test.got || test.got == "" {
					t.Errorf("got %s with %q and %v, want %q", res.Status, got, err, test.got)
				}
				cancel()
				_ = res.Body.Close()
			} else if test.got != "" {
				t.Error(err)
			}
			select {
			case <-ended:
			case <-time.After(10 * time.Second):
				t.Error("the fault goes on without the client")
			}
		})
	}
}

// TestReset reads everything from a connection.
func TestReset(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows drops what a program has not read of a connection that is reset.")
	}
	for _, test := range []struct {
		text, want string
		reaches    bool
	}{
		{"reset=before-headers", `^$`, false},
		{"reset=in-headers", `^HTTP/1\.1 200 OK\r\nContent-Type: $`, false},
		{"reset=after-headers", `(?s)^HTTP/1\.1 200 OK\r\n.*\r\n\r\n` + regexp.QuoteMeta(honest[:len(honest)/2]) + `$`, true},
	} {
		t.Run(test.text, func(t *testing.T) {
			t.Parallel()
			f := serve(t, test.text)
			conn, err := net.Dial("tcp", strings.TrimPrefix(f.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			if err := post(t, f.url, describe, "{}").Write(conn); err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(conn)
			if !regexp.MustCompile(test.want).Match(got) || !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("got %q and %v, want %s and a reset", got, err, test.want)
			}
			if got := len(f.reached()); (got == 1) != test.reaches {
				t.Errorf("the honest server got %d requests", got)
			}
			if _, err := f.config(testAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil); err == nil || codeOf(err) != "" {
				t.Errorf("got %v from the SDK, want an error of the connection", err)
			}
		})
	}
}

// TestResetWithinFaults resets a connection inside of other faults.
func TestResetWithinFaults(t *testing.T) {
	t.Parallel()
	f := serve(t, "clock=0s", "set=name,to=1", "content-type=text/html", "reset=before-headers")
	res, err := f.client.Do(post(t, f.url, describe, "{}"))
	if err == nil {
		_ = res.Body.Close()
		t.Fatalf("got %s, want no answer", res.Status)
	}
	if runtime.GOOS != "windows" && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
}

// TestResetWithoutAConnection resets without a connection to hijack, as with HTTP/2.
func TestResetWithoutAConnection(t *testing.T) {
	t.Parallel()
	defer func() {
		if got := recover(); got != http.ErrAbortHandler {
			t.Errorf("got %v, want the handler aborted", got)
		}
	}()
	handler := Wrap(emulator.NewHandler(newStore(t)), Options{}, MustParse("reset=in-headers"))
	handler.ServeHTTP(httptest.NewRecorder(), post(t, "/", describe, "{}"))
}
