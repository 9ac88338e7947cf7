// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"golang.org/x/net/http/httpproxy"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// maxHeaders is the maximum size of the headers of a response, in bytes. Headers of AWS
// have less than a kilobyte.
const maxHeaders = 64 << 10

// maxIdleConnections is the maximum number of idle connections per host. All accounts
// share them.
const maxIdleConnections = 256

// httpClient returns the client of the SDK with the proxies of the configuration, which
// precede those of the environment.
func (c Config) httpClient() *awshttp.BuildableClient {
	proxies := c.proxies()
	client := awshttp.NewBuildableClient()
	return client.WithTransportOptions(func(transport *http.Transport) {
		transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 0, maxIdleConnections
		transport.MaxResponseHeaderBytes = maxHeaders
		transport.DialContext = newDial(client.GetDialer(), (&net.Dialer{}).DialContext)
		if c.Insecure {
			if transport.TLSClientConfig == nil {
				transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
			}
			transport.TLSClientConfig.InsecureSkipVerify = true
		}
		choose := proxies.ProxyFunc()
		transport.Proxy = func(request *http.Request) (*url.URL, error) {
			// The SDK follows redirects of requests without a body, and would send the
			// access token of IAM Identity Center to the new address.
			if request.Response != nil {
				return nil, &awsapi.UnexpectedAnswerError{Reason: "the response redirects the request, which AWS does not"}
			}
			return choose(request.URL)
		}
		// By default, net/http only keeps the text of the status of the response.
		transport.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request, response *http.Response) error {
			if response.StatusCode == http.StatusOK {
				return nil
			}
			return &awsapi.ProxyError{Proxy: proxy.Host, Status: response.StatusCode}
		}
	})
}

// checkProxies returns *SettingError if a proxy of the environment is not valid. The request
// would otherwise be sent without a proxy.
func checkProxies() error {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		if value := os.Getenv(name); value != "" {
			if err := ValidateProxy(value); err != nil {
				return &SettingError{Reason: fmt.Sprintf("the environment variable %s cannot be used: %s", name, err), Err: err}
			}
		}
	}
	return nil
}

// proxies uses the proxy for HTTP also for HTTPS unless that has one, as hashicorp/aws
// does.
func (c Config) proxies() *httpproxy.Config {
	proxies := httpproxy.FromEnvironment()
	if c.HTTPProxy != nil {
		proxies.HTTPProxy = proxyURL(*c.HTTPProxy)
		if proxies.HTTPSProxy == "" {
			proxies.HTTPSProxy = proxies.HTTPProxy
		}
	}
	if c.HTTPSProxy != nil {
		proxies.HTTPSProxy = proxyURL(*c.HTTPSProxy)
	}
	if c.NoProxy != "" {
		proxies.NoProxy = c.NoProxy
	}
	return proxies
}
