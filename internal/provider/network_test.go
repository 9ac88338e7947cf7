// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

const readDefault = `
data "awsconfig_configuration_recorder_status" "test" {}
output "name" {
  value = data.awsconfig_configuration_recorder_status.test.name
}
`

// networkConfig is a provider block for an endpoint, with more arguments.
func networkConfig(backend *acctest.Backend, endpoint, arguments string) string {
	return acctest.ProviderConfig(endpoint, backend.Credentials, arguments) + readDefault
}

func TestAccProvider_proxy(t *testing.T) {
	t.Parallel()
	const name = "config.example.com" // Only the proxy knows where it is.
	for test, c := range map[string]struct {
		endpoint  string
		arguments string            // %s is the URL of the proxy.
		env       map[string]string // Likewise.
		proxied   bool
	}{
		"http_proxy":                {"http://" + name, `http_proxy = %q`, nil, true},
		"http_proxy for HTTPS":      {"https://" + name, `http_proxy = %q`, nil, true},
		"https_proxy":               {"https://" + name, `https_proxy = %q`, nil, true},
		"HTTP_PROXY":                {"http://" + name, "", map[string]string{"HTTP_PROXY": "%s"}, true},
		"HTTPS_PROXY":               {"https://" + name, "", map[string]string{"HTTPS_PROXY": "%s"}, true},
		"no_proxy":                  {"http://" + name, "http_proxy = %q\nno_proxy = \"example.com,127.0.0.1\"", nil, false},
		"NO_PROXY":                  {"http://" + name, `http_proxy = %q`, map[string]string{"NO_PROXY": "config.example.com"}, false},
		"an empty https_proxy":      {"https://" + name, "http_proxy = %q\nhttps_proxy = \"\"", nil, false},
		"https_proxy and plaintext": {"http://" + name, `https_proxy = %q`, nil, false},
	} {
		t.Run(test, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			backend.CreateRecorder(t, home, "behind-the-proxy")
			target := backend.URL
			extra := ""
			if c.endpoint == "https://"+name {
				var certificate string
				target, certificate = serveTLS(t, backend.URL)
				bundle := t.TempDir() + "/bundle.pem"
				write(t, bundle, certificate)
				extra = fmt.Sprintf("custom_ca_bundle = %q\n", bundle)
			}
			proxy := newProxy(t, target)
			arguments := c.arguments
			if arguments != "" {
				arguments = fmt.Sprintf(arguments, proxy.URL)
			}
			workspace := acctest.NewWorkspace(t, networkConfig(backend, c.endpoint, extra+arguments))
			for variable, value := range c.env {
				if value == "%s" {
					value = proxy.URL
				}
				workspace.Env[variable] = value
			}

			output, err := workspace.Run(t, "plan", "-input=false")
			if c.proxied {
				if err != nil || proxy.requests.Load() != 1 || len(backend.Requests()) != 1 {
					t.Errorf("the proxy saw %d requests and the endpoint %d: %v\n%s", proxy.requests.Load(), len(backend.Requests()), err, output)
				}
				return
			}
			if proxy.requests.Load() != 0 || len(backend.Requests()) != 0 || !phrase("AWS Config Endpoint Unreachable", "dial tcp: lookup config.example.com").MatchString(output) {
				t.Errorf("the proxy saw %d requests and the endpoint %d: %v\n%s", proxy.requests.Load(), len(backend.Requests()), err, output)
			}
		})
	}
}

func TestAccProvider_tls(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	endpoint, certificate := serveTLS(t, backend.URL)

	for name, test := range map[string]struct {
		arguments string // %s is the file of the certificate.
		env       string // The variable that holds the file.
		want      []string
	}{
		"custom_ca_bundle":  {arguments: `custom_ca_bundle = %q`},
		"AWS_CA_BUNDLE":     {env: "AWS_CA_BUNDLE"},
		"insecure":          {arguments: `insecure = true`},
		"unknown authority": {want: []string{"AWS Config Endpoint Not Trusted", "custom_ca_bundle", "certificate signed by unknown authority"}},
		"missing bundle":    {arguments: `custom_ca_bundle = "/nowhere/bundle.pem"`, want: []string{"Invalid CA Bundle", "with provider", "custom_ca_bundle", "/nowhere/bundle.pem"}},
		"bundle without certificates": {
			arguments: `custom_ca_bundle = "main.tf"`,
			want:      []string{"Invalid CA Bundle", "main.tf has no certificate in PEM format"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bundle := t.TempDir() + "/bundle.pem"
			write(t, bundle, certificate)
			arguments := test.arguments
			if arguments == `custom_ca_bundle = %q` {
				arguments = fmt.Sprintf(arguments, bundle)
			}
			workspace := acctest.NewWorkspace(t, networkConfig(backend, endpoint, arguments))
			if test.env != "" {
				workspace.Env[test.env] = bundle
			}
			output, err := workspace.Run(t, "plan", "-input=false")
			if test.want == nil && err != nil {
				t.Errorf("%s\n%s", err, output)
			}
			if test.want != nil && (err == nil || !phrase(test.want...).MatchString(output)) {
				t.Errorf("expected %v, got %v\n%s", test.want, err, output)
			}
		})
	}
}

func TestAccProvider_userAgent(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	workspace := acctest.NewWorkspace(t, networkConfig(backend, backend.URL, `user_agent = ["example-module/1.2.3 (a comment)", "other"]`))
	workspace.Env["TF_APPEND_USER_AGENT"] = "build/4711"
	workspace.MustRun(t, "plan", "-input=false")

	for _, request := range backend.Requests() {
		if !phrase("Terraform/1.", "(+https://www.terraform.io)", "terraform-provider-awsconfig/1.0.0", "example-module/1.2.3", "(a comment)", "other", "build/4711").MatchString(request.UserAgent) {
			t.Errorf("the user agent is %q", request.UserAgent)
		}
	}
	if len(backend.Requests()) != 1 {
		t.Errorf("the plan sent %d requests", len(backend.Requests()))
	}
}
