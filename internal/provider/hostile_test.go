// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// jsonError is a response of AWS Config with an error.
func jsonError(code, message string) http.HandlerFunc {
	return answer(http.StatusBadRequest, fmt.Sprintf(`{"__type":%s,"message":%s}`, jsonString(code), jsonString(message)))
}

func jsonString(text string) string {
	var quoted strings.Builder
	for _, r := range text {
		fmt.Fprintf(&quoted, `\u%04x`, r)
	}
	return `"` + quoted.String() + `"`
}

// Even if the endpoint returns secrets from the request, or control characters, they do
// not appear in a diagnostic, the log or the state.
func TestHostile_texts(t *testing.T) {
	t.Parallel()
	keys := someKeys
	keys.SessionToken = "FwoGZXIvYXdzEXAMPLETOKEN"
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"a canonical string": {jsonError("InvalidSignatureException", "The Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:"+keys.SessionToken+"'"), "The Canonical String (hidden)"},
		"the session token":  {jsonError("AccessDeniedException", "not with "+keys.SessionToken), "not with (hidden)"},
		"a code":             {jsonError("\x1b[31mRed\x07", "no"), `\x1b[31mRed`},
		"escape sequences":   {jsonError("AccessDeniedException", "\x1b[2J\x1b[31mfine\r\b\x00\u009b0m"), `\x1b[2J\x1b[31mfine\r\b\x00\u009b0m`},
		"another direction":  {jsonError("AccessDeniedException", "\u202edeined\u2066"), `\u202edeined\u2066`},
		"a long message":     {jsonError("AccessDeniedException", strings.Repeat("x", 30_000)), strings.Repeat("x", 1000)},
	} {
		for _, r := range readers() {
			for _, onError := range []string{"fail", "report"} {
				arguments := map[string]any{"on_error": onError}
				if !r.plural() {
					if onError == "report" {
						continue
					}
					arguments = nil
				}
				t.Run(fmt.Sprint(name, " ", r, " ", onError), func(t *testing.T) {
					t.Parallel()
					server := acctest.Serve(t, test.handler)
					var log bytes.Buffer
					ctx := tflogtest.RootLogger(t.Context(), &log)
					s := newSession(ctx, t, server.URL, keys, map[string]any{"max_retries": 1})
					state, diagnostics := r.read(s, ctx, t, arguments)
					shown := texts(diagnostics)
					if onError == "report" {
						shown = string(state.MsgPack)
					}
					if !strings.Contains(shown, test.want) {
						t.Errorf("%q is not in\n%q", test.want, shown)
					}
					if all := shown + log.String(); strings.Contains(all, keys.SessionToken) || strings.Contains(all, keys.SecretAccessKey) {
						t.Errorf("a secret gets out:\n%s", all)
					}
					if raw := "\x1b\r\b\x00\u009b\u202e\u2066"; onError == "fail" && strings.ContainsAny(shown, raw) || strings.Contains(shown, "\x1b[2J") || strings.Contains(shown, "\u202e") || len(shown) > 6000 {
						t.Errorf("%d bytes of foreign text are printed as they came:\n%q", len(shown), shown)
					}
				})
			}
		}
	}
}

// The output of a source of credentials can contain anything, and a URL can contain
// secrets.
func TestHostile_credentials(t *testing.T) {
	const secret = "SECRETKEYVALUE"
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprintf(w, "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>not %s, nor %s</Message></Error></ErrorResponse>", r.Header.Get("X-Amz-Security-Token"), r.Form.Get("WebIdentityToken"))
	}))
	t.Cleanup(echo.Close)
	byProfile := map[string]string{"AWS_PROFILE": "dev"}
	process := func(output string) string {
		return "[profile dev]\ncredential_process = echo '" + strings.ReplaceAll(output, `"`, `\"`) + "'\n"
	}
	for name, test := range map[string]struct {
		env       map[string]string
		config    string
		arguments map[string]any
		want      string
	}{
		"a number for a time":        {byProfile, process(`{"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"` + secret + `","SessionToken":"` + secret + `","Expiration":1787908206}`), nil, "the output of credential_process is not the JSON"},
		"a date that does not exist": {byProfile, process(`{"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"` + secret + `","Expiration":"2026-13-01 00:00:00 ` + secret + `"}`), nil, "the output of credential_process is not the JSON"},
		"another version":            {byProfile, process(`{"Version":"` + secret + `"}`), nil, "the output of credential_process is not the JSON"},
		"no JSON":                    {byProfile, process(secret), nil, "the output of credential_process is not the JSON"},
		"an endpoint":                {map[string]string{"AWS_ENDPOINT_URL_CONFIG_SERVICE": "http://user:" + secret + "@127.0.0.1:9?token=" + secret}, "", map[string]any{"access_key": "AKIAEXAMPLE", "secret_key": "example-secret", "endpoints": nil}, `"http://127.0.0.1:9" is not the URL of an endpoint`},
		"a container":                {map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/creds?token=" + secret, "AWS_MAX_ATTEMPTS": "1"}, "", nil, "127.0.0.1:9/creds"},
		"the token of a session":     {map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example-secret", "AWS_SESSION_TOKEN": secret}, "", map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/r"}}, "endpoints": []any{map[string]any{"sts": echo.URL}}}, "not (hidden), nor"},
		"the token of an identity":   {nil, "", map[string]any{"assume_role_with_web_identity": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/r", "web_identity_token": secret}}, "endpoints": []any{map[string]any{"sts": echo.URL}}}, "not , nor (hidden)"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder+"/config", test.config)
			for variable, value := range merged(map[string]string{"AWS_CONFIG_FILE": folder + "/config", "HOME": folder}, test.env) {
				t.Setenv(variable, value)
			}
			var log bytes.Buffer
			ctx := tflogtest.RootLogger(t.Context(), &log)
			_, diagnostics := configure(ctx, t, echo.URL, someKeys, merged(map[string]any{"access_key": nil, "secret_key": nil, "token": nil, "max_retries": 1}, test.arguments))
			if got := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(got, test.want) || strings.Contains(got+log.String(), secret) {
				t.Errorf("expected %s\ngot %s\n%s", test.want, got, log.String())
			}
		})
	}
}

// Terraform prints the line of an argument, which can contain a password.
func TestHostile_proxyAddress(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://user:p@ss#1@127.0.0.1:4793", "http://user:p%zz@proxy", "ftp://user:pass@proxy", "http://proxy/path?pass"} {
		s := newSession(t.Context(), t, "http://127.0.0.1:9", someKeys, nil)
		diagnostics := s.validateProvider(t.Context(), t, map[string]any{"https_proxy": address})
		if len(diagnostics) != 1 || diagnostics[0].Attribute != nil || !strings.Contains(texts(diagnostics), "Correct the argument https_proxy") || strings.Contains(texts(diagnostics), "ss") && strings.Contains(texts(diagnostics), "p@") {
			t.Errorf("%s: %v", address, texts(diagnostics))
		}
	}
}

// Impossible values of recorders and delivery channels are errors.
func TestHostile_values(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`"NaN"`, "253402300799", "1787908206063", "1e308", `{"seconds":1}`} {
		for m, item := range map[mirrored]string{
			recorderStatus: `{"name":"default","recording":true,"lastStartTime":%s}`,
			deliveryStatus: `{"name":"default","configHistoryDeliveryInfo":{"lastSuccessfulTime":%s}}`,
		} {
			expectHostile(t, m, value, m.body(fmt.Sprintf(item, value)))
		}
	}
	for _, m := range mirroredOperations {
		expectHostile(t, m, "20,000 items", m.body(slices.Repeat([]string{`{"name":"a"}`}, 20_000)...))
		expectHostile(t, m, "a number for a name", m.body(`{"name":5}`))
	}
	for _, m := range []mirrored{recorderStatus, recorderConfiguration} {
		expectHostile(t, m, "an ARN of another service", m.body(`{"name":"default","arn":"arn:evil:s3:eu-west-1:x:configuration-recorder/default/"}`))
		expectHostile(t, m, "another direction", m.body(`{"name":"a","arn":"arn:aws:config:eu-west-1:123456789012:configuration-recorder/\u202ea/x"}`))
		expectHostile(t, m, "the reserved name", m.body(`{"name":"AWSConfigurationRecorderForSecurityHubCSPM"}`))
	}
}

// expectHostile reads a body with the objects of an operation.
func expectHostile(t *testing.T, m mirrored, name, body string) {
	t.Helper()
	eachReader(t, func(r reader) bool { return r.mirrored == m }, func(t *testing.T, r reader) {
		s, _ := serving(t, body)
		started := time.Now()
		state, diagnostics := r.read(s, t.Context(), t, nil)
		if shown := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(shown, "a response that AWS would not send") || strings.Contains(shown, "\u202e") {
			t.Errorf("with %s, it returned %v and\n%s", name, state, shown)
		}
		if took := time.Since(started); took > 10*time.Second {
			t.Errorf("with %s, it took %s", name, took)
		}
	})
}

// No endpoint can make a read or the provider exceed its time limit.
func TestHostile_limits(t *testing.T) {
	done := make(chan struct{})
	never := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-done }))
	t.Cleanup(func() {
		close(done) // The SDK continues to fetch credentials in the background.
		never.Close()
	})
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte(" "), 64<<10)); err != nil {
				return
			}
		}
	}))
	t.Cleanup(endless.Close)
	role := map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/r"}}}
	none := map[string]any{"access_key": nil, "secret_key": nil, "token": nil}
	for name, test := range map[string]struct {
		endpoint  string
		env       map[string]string
		arguments map[string]any
		want      string
	}{
		"STS":               {never.URL, nil, role, "Timed Out Assuming the IAM Role\nAssuming the role arn:aws:iam::123456789012:role/r did not finish within 500ms. AWS STS did not respond."},
		"the account":       {never.URL, nil, map[string]any{"skip_credentials_validation": false}, "Timed Out Validating the AWS Credentials"},
		"a container":       {never.URL, map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": never.URL}, none, "Timed Out Getting AWS Credentials\nGetting credentials from the endpoint for containers did not finish within 500ms"},
		"a process":         {never.URL, map[string]string{"AWS_PROFILE": "dev"}, none, `the credential_process of the profile "dev" did not finish within 500ms`},
		"endless container": {never.URL, map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": endless.URL, "AWS_MAX_ATTEMPTS": "1"}, none, "the response is larger than 262144 bytes"},
		"endless STS":       {endless.URL, nil, role, "the response is larger than 262144 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder+"/config", "[profile dev]\ncredential_process = sleep 30\n")
			for variable, value := range merged(map[string]string{"AWS_CONFIG_FILE": folder + "/config", "HOME": folder}, test.env) {
				t.Setenv(variable, value)
			}
			started := time.Now()
			_, diagnostics := configure(t.Context(), t, test.endpoint, someKeys, test.arguments, provider.WithConfigureTimeout(500*time.Millisecond))
			if got := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(got, test.want) {
				t.Errorf("expected %s\ngot %s", test.want, got)
			}
			if took := time.Since(started); took > 10*time.Second {
				t.Errorf("configuring took %s", took)
			}
		})
	}
}

func TestHostile_reads(t *testing.T) {
	t.Parallel()
	page := 0
	for name, test := range map[string]struct {
		handler   http.HandlerFunc
		arguments map[string]any
		want      string
	}{
		"another protocol": {func(w http.ResponseWriter, _ *http.Request) {
			connection, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				panic(err)
			}
			_, _ = connection.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"))
			time.Sleep(20 * time.Second)
			_ = connection.Close()
		}, nil, "HTTP status 101"},
		"large headers": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Large", strings.Repeat("x", 100<<10))
			answer(200, running)(w, nil)
		}, nil, "could not be reached"},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, nil, "a response that AWS would not send"},
		"pages without end": {func(w http.ResponseWriter, _ *http.Request) {
			page++
			answer(200, `{"ConfigurationRecorderSummaries":[],"NextToken":"`+strconv.Itoa(page)+`"}`)(w, nil)
		}, map[string]any{"include_service_linked": true}, "has more than 1000 pages"},
		"pages that come round": {func(w http.ResponseWriter, r *http.Request) {
			body := make([]byte, 1000)
			n, _ := r.Body.Read(body)
			next := map[bool]string{true: "b", false: "a"}[bytes.Contains(body[:n], []byte(`"a"`))]
			answer(200, `{"ConfigurationRecorderSummaries":[],"NextToken":"`+next+`"}`)(w, nil)
		}, map[string]any{"include_service_linked": true}, "repeats the token of a page"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, test.handler)
			s := newSession(t.Context(), t, server.URL, someKeys, map[string]any{"max_retries": 1})
			arguments := merged(map[string]any{"timeouts": map[string]any{"read": "5s"}}, test.arguments)
			started := time.Now()
			_, diagnostics := s.read(context.WithoutCancel(t.Context()), t, "awsconfig_configuration_recorder_statuses", arguments)
			if got := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(got, test.want) {
				t.Errorf("expected %s\ngot %s", test.want, got)
			}
			if took := time.Since(started); took > 8*time.Second {
				t.Errorf("the read took %s", took)
			}
		})
	}
}

// The access token of IAM Identity Center must not follow a redirect, and a portal without
// credentials must not crash the provider.
func TestHostile_portal(t *testing.T) {
	elsewhere := acctest.Serve(t, answer(http.StatusOK, "{}"))
	for name, test := range map[string]struct {
		portal http.Handler
		want   string
	}{
		"a redirect": {http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect), "the response redirects the request"},
		"nothing":    {answer(http.StatusOK, "{}"), "the response is incomplete"},
	} {
		t.Run(name, func(t *testing.T) {
			portal := httptest.NewServer(test.portal)
			t.Cleanup(portal.Close)
			folder := t.TempDir()
			write(t, folder+"/config", "[profile dev]\nsso_session = people\nsso_account_id = 123456789012\nsso_role_name = Reader\n[sso-session people]\nsso_region = eu-west-1\nsso_start_url = https://people.awsapps.com/start\n")
			if err := os.MkdirAll(folder+"/.aws/sso/cache", 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, folder+"/.aws/sso/cache/"+peopleSession()+".json", fmt.Sprintf(`{"accessToken":"sso-access-token","expiresAt":%q}`, time.Now().Add(time.Hour).UTC().Format(time.RFC3339)))
			for variable, value := range map[string]string{"AWS_CONFIG_FILE": folder + "/config", "HOME": folder, "AWS_PROFILE": "dev", "AWS_ENDPOINT_URL_SSO": portal.URL} {
				t.Setenv(variable, value)
			}
			_, diagnostics := configure(t.Context(), t, elsewhere.URL, someKeys, map[string]any{"access_key": nil, "secret_key": nil, "token": nil})
			if got := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(got, test.want) || len(elsewhere.Requests()) != 0 {
				t.Errorf("%d requests elsewhere, and %s", len(elsewhere.Requests()), got)
			}
		})
	}
}
