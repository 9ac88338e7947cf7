// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// motoEndpoint is the environment variable with the URL of a moto server. If it is set,
// the tests run on moto instead of the emulator.
const motoEndpoint = "AWSCONFIG_TEST_MOTO_ENDPOINT"

// capability is a feature that not every backend has.
type capability string

// The capabilities that differ between backends.
const (
	AccountRegions   capability = "the regions of an account"
	ARNs             capability = "ARNs of recorders and the selector arn"
	IgnoredSelectors capability = "selectors that are silently ignored"
	RoleConditions   capability = "roles that refuse, and a record of sessions"
	SeededStatus     capability = "statuses that no call of the API brings about"
	ServiceLinked    capability = "service-linked recorders and the selector service_principal"
	Settling         capability = "recorders that settle after their start"
)

// Backend is an empty AWS account for one test, on the embedded emulator or on moto.
type Backend struct {
	*Server // The endpoint of the provider.

	AccountID   string
	Credentials aws.Credentials
	direct      string // The URL of the same backend, for the requests of the test itself.
	lacks       []capability
	name        string
	store       *emulator.Store // Nil on moto.
}

// New returns an empty account for the duration of the test. The options only apply to
// the emulator.
func New(t testing.TB, options ...emulator.Option) *Backend {
	t.Helper()
	if endpoint := os.Getenv(motoEndpoint); endpoint != "" {
		return newMoto(t, endpoint)
	}

	store := emulator.NewStore(options...)
	handler := emulator.NewHandler(store)
	direct := httptest.NewServer(handler)
	t.Cleanup(direct.Close)
	backend := &Backend{
		Server: Serve(t, handler),
		direct: direct.URL,
		lacks:  []capability{IgnoredSelectors},
		name:   "the emulator",
		store:  store,
	}
	return backend.InAccount(t, "123456789012")
}

// newMoto uses a new account, because moto keeps its state after the test.
func newMoto(t testing.TB, endpoint string) *Backend {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatalf("%s: %s", motoEndpoint, err)
	}
	backend := &Backend{
		Server: Serve(t, httputil.NewSingleHostReverseProxy(target)),
		direct: endpoint,
		lacks:  []capability{AccountRegions, ARNs, RoleConditions, SeededStatus, ServiceLinked, Settling},
		name:   "moto",
	}
	return backend.InAccount(t, NewAccountID(t))
}

// NewAccountID returns a random account ID.
func NewAccountID(t testing.TB) string {
	t.Helper()
	number, err := rand.Int(rand.Reader, big.NewInt(900_000_000_000))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%012d", number.Int64()+100_000_000_000)
}

// InAccount returns the same backend with temporary credentials of another account. They
// are from a role, because moto finds the account of a role in its ARN.
func (b *Backend) InAccount(t testing.TB, accountID string) *Backend {
	t.Helper()
	client := sts.New(sts.Options{
		BaseEndpoint: aws.String(b.direct),
		Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
		Region:       "us-east-1",
	})
	role, err := client.AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn:         aws.String("arn:aws:iam::" + accountID + ":role/" + testSession),
		RoleSessionName: aws.String(testSession),
	})
	if err != nil {
		t.Fatalf("%s at %s: %s", b.name, b.direct, err)
	}

	other := *b
	other.AccountID = accountID
	other.Credentials = aws.Credentials{
		AccessKeyID:     aws.ToString(role.Credentials.AccessKeyId),
		SecretAccessKey: aws.ToString(role.Credentials.SecretAccessKey),
		SessionToken:    aws.ToString(role.Credentials.SessionToken),
	}
	return &other
}

// testSession is the session name for roles that the tests themselves assume.
const testSession = "acceptance-test"

// Wrap returns an endpoint that passes requests through other handlers to the backend.
func (b *Backend) Wrap(t testing.TB, wrap func(http.Handler) http.Handler) *Server {
	t.Helper()
	target, err := url.Parse(b.direct)
	if err != nil {
		t.Fatal(err)
	}
	return Serve(t, wrap(httputil.NewSingleHostReverseProxy(target)))
}

// DirectURL returns the URL of an endpoint that does not record requests, for tests that
// send many.
func (b *Backend) DirectURL() string { return b.direct }

// Require skips the test if the backend lacks a capability. The message contains the
// capability.
func (b *Backend) Require(t testing.TB, needed ...capability) {
	t.Helper()
	for _, one := range needed {
		if slices.Contains(b.lacks, one) {
			t.Skipf("%s lacks the capability: %s", b.name, one)
		}
	}
}

// RevealedAccountID returns the account in the ARNs of recorders, or an empty string if
// the backend has no ARNs.
func (b *Backend) RevealedAccountID() string {
	if slices.Contains(b.lacks, ARNs) {
		return ""
	}
	return b.AccountID
}

// Account returns the account of an access key, for faults. It needs the emulator.
func (b *Backend) Account(accessKeyID string) string { return b.store.Account(accessKeyID) }

// Environment returns the variables that configure the provider for the backend without
// a provider block, and the stand-in for hashicorp/aws.
func (b *Backend) Environment() map[string]string {
	return map[string]string{
		"AWS_ACCESS_KEY_ID":     b.Credentials.AccessKeyID,
		"AWS_SECRET_ACCESS_KEY": b.Credentials.SecretAccessKey,
		"AWS_SESSION_TOKEN":     b.Credentials.SessionToken,
		"AWS_ENDPOINT_URL":      b.URL,
		"AWS_REGION":            "eu-west-1",
		standInEndpoint:         b.direct,
	}
}

// ProviderConfig returns ProviderConfig for the endpoint and the credentials of the
// backend.
func (b *Backend) ProviderConfig(arguments ...string) string {
	return ProviderConfig(b.URL, b.Credentials, arguments...)
}

// ProviderConfig returns a provider block that sends each request once, to the
// endpoint, in the region eu-west-1. Arguments such as `max_retries = 10` and
// `region = null` replace these defaults, other arguments and blocks are added.
func ProviderConfig(endpoint string, keys aws.Credentials, arguments ...string) string {
	defaults := []string{"max_retries = 1", `region = "eu-west-1"`}
	if keys.SessionToken != "" {
		defaults = append(defaults, fmt.Sprintf("token = %q", keys.SessionToken))
	}
	lines := slices.Clone(arguments)
	for _, line := range defaults {
		name, _, _ := strings.Cut(line, "=")
		if !slices.ContainsFunc(arguments, func(argument string) bool { return strings.HasPrefix(argument, name) }) {
			lines = append(lines, line)
		}
	}
	return fmt.Sprintf(`
provider "awsconfig" {
  access_key = %q
  secret_key = %q
  %s
  endpoints {
    configservice = %[4]q
    sts           = %[4]q
    account       = %[4]q
    organizations = %[4]q
  }
}
`, keys.AccessKeyID, keys.SecretAccessKey, strings.Join(lines, "\n  "), endpoint)
}

// configService returns a client for the test itself. Requests does not list what it
// sends.
func (b *Backend) configService(region string) *configservice.Client {
	return configservice.New(configservice.Options{
		BaseEndpoint: aws.String(b.direct),
		Credentials:  credentials.StaticCredentialsProvider{Value: b.Credentials},
		Region:       region,
	})
}

// CreateRecorder creates the customer managed recorder of a region, stopped.
func (b *Backend) CreateRecorder(t testing.TB, region, name string) {
	t.Helper()
	_, err := b.configService(region).PutConfigurationRecorder(t.Context(), &configservice.PutConfigurationRecorderInput{
		ConfigurationRecorder: &types.ConfigurationRecorder{
			Name:    aws.String(name),
			RoleARN: aws.String("arn:aws:iam::" + b.AccountID + ":role/config"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// StartRecorder gives the region a delivery channel and starts its recorder.
func (b *Backend) StartRecorder(t testing.TB, region, name string) {
	t.Helper()
	client := b.configService(region)
	_, err := client.PutDeliveryChannel(t.Context(), &configservice.PutDeliveryChannelInput{
		DeliveryChannel: &types.DeliveryChannel{Name: aws.String("default"), S3BucketName: aws.String("example")},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.StartConfigurationRecorder(t.Context(), &configservice.StartConfigurationRecorderInput{ConfigurationRecorderName: aws.String(name)})
	if err != nil {
		t.Fatal(err)
	}
}

// StopRecorder stops the recorder of a region.
func (b *Backend) StopRecorder(t testing.TB, region, name string) {
	t.Helper()
	_, err := b.configService(region).StopConfigurationRecorder(t.Context(), &configservice.StopConfigurationRecorderInput{ConfigurationRecorderName: aws.String(name)})
	if err != nil {
		t.Fatal(err)
	}
}

// DeleteRecorder deletes the recorder of a region.
func (b *Backend) DeleteRecorder(t testing.TB, region, name string) {
	t.Helper()
	_, err := b.configService(region).DeleteConfigurationRecorder(t.Context(), &configservice.DeleteConfigurationRecorderInput{ConfigurationRecorderName: aws.String(name)})
	if err != nil {
		t.Fatal(err)
	}
}

// LinkRecorder creates the service-linked recorders of a service.
func (b *Backend) LinkRecorder(t testing.TB, region, servicePrincipal string) {
	t.Helper()
	_, err := b.configService(region).PutServiceLinkedConfigurationRecorder(t.Context(), &configservice.PutServiceLinkedConfigurationRecorderInput{ServicePrincipal: aws.String(servicePrincipal)})
	if err != nil {
		t.Fatal(err)
	}
}

// Status returns the only status that the input selects.
func (b *Backend) Status(t testing.TB, region string, input *configservice.DescribeConfigurationRecorderStatusInput) types.ConfigurationRecorderStatus {
	t.Helper()
	output, err := b.configService(region).DescribeConfigurationRecorderStatus(t.Context(), input)
	if err != nil {
		t.Fatal(err)
	}
	if len(output.ConfigurationRecordersStatus) != 1 {
		t.Fatalf("%s has %d statuses in %s for the test, not one", b.name, len(output.ConfigurationRecordersStatus), region)
	}
	return output.ConfigurationRecordersStatus[0]
}

// Seed applies a seed file to the emulator. It needs SeededStatus.
func (b *Backend) Seed(t testing.TB, seed string) {
	t.Helper()
	parsed, err := emulator.ParseSeed(t.Name()+".json", []byte(seed))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.store.Apply(parsed); err != nil {
		t.Fatal(err)
	}
}

// Sessions returns the sessions of the roles that the provider assumed. It needs
// RoleConditions.
func (b *Backend) Sessions() []emulator.Session {
	return slices.DeleteFunc(b.store.Sessions(), func(s emulator.Session) bool { return s.Name == testSession })
}
