// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// Invalid credentials are not sent. The diagnostic contains their source, but not the
// value.
func TestProvider_credentialCharacters(t *testing.T) {
	keys := func(access, secret, token string) map[string]string {
		return map[string]string{"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": token}
	}
	for name, test := range map[string]struct {
		arguments map[string]any
		env       map[string]string
		config    string // The file, in which FOLDER is that of the test.
		container *aws.Credentials
		instance  *aws.Credentials
		want      []string
	}{
		"access_key": {
			arguments: map[string]any{"access_key": "AKIAHIDDEN\n", "secret_key": "hidden"},
			want:      []string{"The argument access_key contains", "trimspace"},
		},
		"secret_key": {
			arguments: map[string]any{"access_key": "AKIAHIDDEN", "secret_key": "my hidden"},
			want:      []string{"The argument secret_key contains"},
		},
		"token": {
			arguments: map[string]any{"access_key": "AKIAHIDDEN", "secret_key": "hidden", "token": "hidden\t"},
			want:      []string{"The argument token contains"},
		},
		"AWS_ACCESS_KEY_ID": {
			env:  keys("AKIAHIDDEN\r", "hidden", ""),
			want: []string{"The environment variable AWS_ACCESS_KEY_ID contains"},
		},
		"AWS_ACCESS_KEY": {
			env:  map[string]string{"AWS_ACCESS_KEY": "AKIAHIDDEN\n", "AWS_SECRET_KEY": "hidden"},
			want: []string{"The environment variable AWS_ACCESS_KEY contains"},
		},
		"AWS_SECRET_ACCESS_KEY": {
			env:  keys("AKIAHIDDEN", "\u200bhidden", ""), // Copied from a page.
			want: []string{"The environment variable AWS_SECRET_ACCESS_KEY contains"},
		},
		"AWS_SESSION_TOKEN": {
			env:  keys("AKIAHIDDEN", "hidden", "hidden\n"),
			want: []string{"The environment variable AWS_SESSION_TOKEN contains"},
		},
		"profile": {
			arguments: map[string]any{"profile": "audit"},
			config:    "[profile audit]\naws_access_key_id = AKIAHIDDEN\naws_secret_access_key = my hidden\n",
			want:      []string{"The setting aws_secret_access_key in", "FOLDER/config contains"},
		},
		"source_profile": {
			arguments: map[string]any{"profile": "audit"},
			config:    "[profile audit]\nrole_arn = " + chainedRole + "\nsource_profile = base\n[profile base]\naws_access_key_id = AKIA HIDDEN\naws_secret_access_key = hidden\n",
			want:      []string{"The setting aws_access_key_id in", "FOLDER/config contains"},
		},
		"credential_process": {
			arguments: map[string]any{"profile": "audit"},
			config:    `[profile audit]` + "\n" + `credential_process = echo '{"Version": 1, "AccessKeyId": "AKIAHIDDEN", "SecretAccessKey": "hidden\u000a"}'` + "\n",
			want:      []string{"The secret access key from credential_process contains"},
		},
		"container": {
			container: &aws.Credentials{AccessKeyID: "AKIAHIDDEN", SecretAccessKey: "hidden", SessionToken: "hidden "},
			want:      []string{"The session token from the credentials endpoint of the container contains"},
		},
		"instance": {
			instance: &aws.Credentials{AccessKeyID: "AKIAHIDDEN\x7f", SecretAccessKey: "hidden", SessionToken: "hidden"},
			want:     []string{"The access key ID from the instance metadata service contains"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := acctest.Serve(t, answer(http.StatusOK, running))
			folder := t.TempDir()
			if test.config != "" {
				write(t, folder+"/config", test.config)
				t.Setenv("AWS_CONFIG_FILE", folder+"/config")
			}
			for variable, value := range test.env {
				t.Setenv(variable, value)
			}
			if test.container != nil {
				t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", newContainerCredentials(t, *test.container, "").URL)
			}
			if test.instance != nil {
				t.Setenv("AWS_EC2_METADATA_DISABLED", "false")
				t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", newInstanceMetadata(t, *test.instance).URL)
			}
			_, diagnostics := configure(t.Context(), t, server.URL, aws.Credentials{}, test.arguments)
			text := strings.ReplaceAll(texts(diagnostics), folder, "FOLDER")
			if len(diagnostics) != 1 || !phrase(append([]string{"Invalid AWS Credentials"}, test.want...)...).MatchString(text) || strings.Contains(strings.ToLower(text), "hidden") {
				t.Error(text)
			}
			if requests := server.Requests(); len(requests) != 0 {
				t.Errorf("%d requests were sent", len(requests))
			}
		})
	}
}

// counted is a server that counts its connections, each of which ends with a response.
type counted struct {
	*httptest.Server
	connections atomic.Int32
}

func newCounted(t *testing.T, handler http.HandlerFunc) *counted {
	t.Helper()
	server := &counted{Server: httptest.NewUnstartedServer(handler)}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Config.SetKeepAlivesEnabled(false)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			server.connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// A permanent failure is not retried, and its diagnostic does not blame the network.
func TestProvider_failsForGood(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status      int // Of the server.
		arguments   map[string]any
		summaries   [2]string // For AWS Config and AWS STS.
		want        []string
		connections int
	}{
		"a proxy that wants credentials": {
			407, map[string]any{"https_proxy": "http://HOST", "endpoints": []any{}},
			[2]string{"Proxy Requires Credentials", "Proxy Requires Credentials"},
			[]string{"failed because the proxy requires credentials", "http_proxy or https_proxy", "http://USER:PASSWORD@HOST:PORT", "the proxy HOST responded with status 407"}, 1,
		},
		"wrong credentials for a proxy": {
			407, map[string]any{"https_proxy": "http://somebody:secret@HOST", "endpoints": []any{}},
			[2]string{"Proxy Requires Credentials", "Proxy Requires Credentials"},
			[]string{"failed because the proxy requires credentials", "the proxy HOST responded with status 407"}, 1,
		},
		"a proxy for HTTP that wants credentials": {
			407, map[string]any{"http_proxy": "http://HOST", "endpoints": []any{map[string]any{"configservice": "http://aws.example.com", "sts": "http://aws.example.com"}}},
			[2]string{"Proxy Requires Credentials", "Proxy Requires Credentials"},
			[]string{"failed because the proxy requires credentials", "http_proxy"}, 1,
		},
		"a proxy that refuses": {
			403, map[string]any{"https_proxy": "http://HOST", "endpoints": []any{}},
			[2]string{"Proxy Refused the Connection", "Proxy Refused the Connection"},
			[]string{"failed because the proxy refused the connection to https://", ".eu-west-1.amazonaws.com", "no_proxy", "the proxy HOST responded with status 403"}, 1,
		},
		"a proxy for HTTP that refuses": {
			403, map[string]any{"http_proxy": "http://HOST", "endpoints": []any{map[string]any{"configservice": "http://aws.example.com", "sts": "http://aws.example.com"}}},
			[2]string{"Unable to Read the Configuration Recorder Status", "Unable to Assume the IAM Role"},
			[]string{"got a response that AWS would not send", "a proxy responded instead"}, 1,
		},
		"a proxy out of order": {
			503, map[string]any{"https_proxy": "http://HOST", "endpoints": []any{}},
			[2]string{"AWS Config Endpoint Unreachable", "Unable to Assume the IAM Role"},
			[]string{"could not be reached", "the proxy HOST responded with status 503"}, 3,
		},
		"a region without a FIPS endpoint": { // The proxy does not find its host.
			503, map[string]any{"https_proxy": "http://HOST", "endpoints": []any{}, "use_fips_endpoint": true},
			[2]string{"AWS Config Endpoint Unreachable", "Unable to Assume the IAM Role"},
			[]string{"-fips.eu-west-1.amazonaws.com/ could not be reached. The region may have no FIPS endpoint", "use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"}, 3,
		},
		"a region without a dual-stack endpoint": {
			503, map[string]any{"https_proxy": "http://HOST", "endpoints": []any{}, "use_dualstack_endpoint": true},
			[2]string{"AWS Config Endpoint Unreachable", "Unable to Assume the IAM Role"},
			[]string{".eu-west-1.api.aws/ could not be reached. The region may have no dual-stack endpoint", "use_dualstack_endpoint"}, 3,
		},
		"HTTPS to a plain port": {
			200, map[string]any{"endpoints": []any{map[string]any{"configservice": "https://HOST", "sts": "https://HOST"}}},
			[2]string{"AWS Config Endpoint Without TLS", "Unable to Assume the IAM Role"},
			[]string{"failed because https://HOST/, or the proxy in front of it, did not respond with TLS", "begin its URL with http://"}, 1,
		},
		"HTTPS to a plain proxy": {
			200, map[string]any{"https_proxy": "https://HOST", "endpoints": []any{}},
			[2]string{"AWS Config Endpoint Without TLS", "Unable to Assume the IAM Role"},
			[]string{"or the proxy in front of it, did not respond with TLS", "begin its URL with http://", "proxyconnect"}, 1,
		},
		"a header that is not valid": {
			200, map[string]any{"user_agent": []any{"one\ntwo"}},
			[2]string{"Unable to Read the Configuration Recorder Status", "Unable to Assume the IAM Role"},
			[]string{"failed before anything was sent", "user_agent", `"User-Agent"`}, 0,
		},
	} {
		for i, service := range []string{"AWS Config", "AWS STS"} {
			t.Run(name+" at "+service, func(t *testing.T) {
				t.Parallel()
				server := newCounted(t, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					http.Error(w, "<html>no</html>", test.status)
				})
				host := strings.TrimPrefix(server.URL, "http://")
				arguments := map[string]any{"max_retries": 3}
				maps.Copy(arguments, filled(strings.NewReplacer("HOST", host), test.arguments))
				if service == "AWS STS" {
					arguments["assume_role"] = []any{map[string]any{"role_arn": chainedRole}}
				}
				s, diagnostics := configure(t.Context(), t, server.URL, someKeys, arguments)
				if service == "AWS Config" && len(diagnostics) == 0 {
					_, diagnostics = s.read(t.Context(), t, "awsconfig_configuration_recorder_status", map[string]any{})
				}
				text := strings.ReplaceAll(texts(diagnostics), host, "HOST")
				if !phrase(append([]string{test.summaries[i]}, test.want...)...).MatchString(text) || strings.Contains(text, "somebody") {
					t.Error(text)
				}
				if connections := int(server.connections.Load()); connections != test.connections {
					t.Errorf("%d connections were made, not %d", connections, test.connections)
				}
			})
		}
	}
}
