// SPDX-License-Identifier: MPL-2.0

package assumptions

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// onAWS is the environment variable that asks for TestAWS. Where it is not set, no
// test of this package sees credentials of the person who runs it.
const onAWS = "AWSCONFIG_TEST_AWS"

func TestMain(m *testing.M) {
	if os.Getenv(onAWS) == "" {
		for _, variable := range os.Environ() {
			name, _, _ := strings.Cut(variable, "=")
			upper := strings.ToUpper(name)
			if strings.HasPrefix(upper, "AWS_") || slices.Contains([]string{"ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}, upper) {
				_ = os.Unsetenv(name)
			}
		}
	}
	os.Exit(m.Run())
}

// TestAWS runs the checks on the account of the environment.
func TestAWS(t *testing.T) {
	if os.Getenv(onAWS) == "" {
		t.Skipf("skipped: real AWS is asked where %s is set, as make test-assumptions does", onAWS)
	}
	config, err := awsconfig.LoadDefaultConfig(t.Context(), awsconfig.WithDefaultRegion("us-east-1"), awsconfig.WithHTTPClient(awshttp.NewBuildableClient()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := config.Credentials.Retrieve(t.Context()); err != nil {
		// The instance metadata service is asked last, when nothing else is there.
		if operation := (*smithy.OperationError)(nil); !errors.As(err, &operation) || operation.ServiceID != imds.ServiceID {
			t.Fatal(err)
		}
		t.Skipf("skipped: there are no AWS credentials in the environment: %s", err)
	}
	a, err := newAccount(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("asking in %s as the account %s, in which %d recorders were found", config.Region, a.id, len(a.survey.recorders))
	count := map[verdict]int{}
	for _, c := range checks() {
		got := c.run(a)
		count[got.verdict]++
		switch got.verdict {
		case confirmed:
			t.Logf("%s, %s", got.verdict, c)
		case contradicted:
			t.Errorf("assumption %d is wrong: the emulator assumes that %s, but %s", c.number, c.assumes, got.detail)
		default:
			t.Logf("%s, %s: %s", got.verdict, c, got.detail)
		}
	}
	t.Logf("%d confirmed, %d contradicted, %d not seen in this account", count[confirmed], count[contradicted], count[notSeen])
}

// linked is a seed of one service-linked recorder.
func linked(name, principal string) string {
	return fmt.Sprintf(`{"name":"AWSConfigurationRecorderFor%s","servicePrincipal":%q,"recording":true,"lastStatus":"SUCCESS","lastStartTime":1787903406.063}`, name, principal)
}

// everything is a seed of an account that can confirm all checks.
func everything() string {
	home := []string{
		`{"name":"default","recording":true,"lastStatus":"FAILURE","lastErrorCode":"AccessDenied","lastStartTime":1787903406.063}`,
		linked("SecurityHubCSPM", "securityhub.amazonaws.com"),
		linked("SecurityHubAssets", "securityhubv2.amazonaws.com"),
		linked("SecurityHubAssetsGlobal", "securityhubv2.amazonaws.com"),
	}
	for i := range 20 {
		home = append(home, linked(fmt.Sprintf("Others%d", i), fmt.Sprintf("others%d.amazonaws.com", i)))
	}
	only := func(lastStatus string) string {
		return fmt.Sprintf(`{"ConfigurationRecordersStatus":[{"name":"default","lastStatus":%q}]}`, lastStatus)
	}
	return fmt.Sprintf(`{"accounts":{"210987654321":{
		"eu-west-1":{"ConfigurationRecordersStatus":[%s],"DeliveryChannels":[{"name":"default","s3BucketName":"example"}]},
		"eu-west-2":%s,"us-east-1":%s,"us-east-2":%s}}}`, strings.Join(home, ","), only("PENDING"), only("NOT_APPLICABLE"), only("SUCCESS"))
}

// serve serves an emulator with a seed, through other handlers.
func serve(t *testing.T, seed string, wrap func(http.Handler) http.Handler) (aws.Config, *emulator.Handler) {
	t.Helper()
	store := emulator.NewStore()
	parsed, err := emulator.ParseSeed("seed.json", []byte(seed))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(parsed); err != nil {
		t.Fatal(err)
	}
	handler := emulator.NewHandler(store)
	server := httptest.NewServer(wrap(handler))
	t.Cleanup(server.Close)
	config := aws.Config{
		BaseEndpoint: aws.String(server.URL),
		Credentials:  credentials.NewStaticCredentialsProvider("210987654321", "example", ""),
		HTTPClient:   server.Client(),
		Region:       "eu-west-1",
	}

	// Only a session has a token that belongs to its key.
	direct := httptest.NewServer(handler)
	defer direct.Close()
	role, err := sts.NewFromConfig(config, func(o *sts.Options) { o.BaseEndpoint = aws.String(direct.URL) }).AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn:         aws.String("arn:aws:iam::210987654321:role/audit"),
		RoleSessionName: aws.String("assumptions"),
	})
	if err != nil {
		t.Fatal(err)
	}
	config.Credentials = credentials.NewStaticCredentialsProvider(*role.Credentials.AccessKeyId, *role.Credentials.SecretAccessKey, *role.Credentials.SessionToken)
	return config, handler
}

func honest(handler http.Handler) http.Handler { return handler }

func TestEmulator(t *testing.T) {
	t.Parallel()
	config, handler := serve(t, everything(), honest)
	before := len(handler.Requests())
	a, err := newAccount(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks() {
		if got := c.run(a); got.verdict != confirmed && got.verdict != told || got.detail == "" {
			t.Errorf("%s: %s: %s", c, got.verdict, got.detail)
		}
	}
	for _, request := range handler.Requests()[before:] {
		if request.Operation != "" && !reads.MatchString(request.Operation) {
			t.Errorf("%s was asked for, which does more than read", request.Operation)
		}
	}
	if _, err := a.send(question{service: "config", operation: "StopConfigurationRecorder"}); err == nil {
		t.Error("an operation that writes was sent")
	}
}

// An account that has nothing, and may do nothing but ask who it is, confirms and
// contradicts nothing that needs a recorder.
func TestEmptyAccount(t *testing.T) {
	t.Parallel()
	needs := []int{2, 9, 12, 14, 17, 25, 41, 42, 44}
	config, _ := serve(t, `{}`, honest)
	a, err := newAccount(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks() {
		got := c.run(a)
		if got.verdict == contradicted || slices.Contains(needs, c.number) && got.verdict != notSeen {
			t.Errorf("%s: %s: %s", c, got.verdict, got.detail)
		}
	}

	denying := func(handler http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
				handler.ServeHTTP(w, r)
				return
			}
			w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
			w.WriteHeader(http.StatusForbidden)
		})
	}
	config, _ = serve(t, everything(), denying)
	if a, err = newAccount(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	for _, c := range checks() {
		if got := c.run(a); got.verdict != notSeen && got.verdict != told && c.number != 31 {
			t.Errorf("denied, %s: %s: %s", c, got.verdict, got.detail)
		}
	}
}

// TestMarks keeps the marks in ASSUMPTIONS.md and the checks in step.
func TestMarks(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../ASSUMPTIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	var marked, checked []int
	for _, row := range regexp.MustCompile(`(?m)^\| (\d+) \|([^|]*)\|`).FindAllStringSubmatch(string(text), -1) {
		number, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		switch mark := strings.TrimSpace(row[2]); mark {
		case "":
		case "yes", "in part", "told":
			marked = append(marked, number)
		default:
			t.Errorf("assumption %d has the mark %q", number, mark)
		}
	}
	for _, c := range checks() {
		checked = append(checked, c.number)
	}
	slices.Sort(checked)
	if checked = slices.Compact(checked); !slices.Equal(marked, checked) {
		t.Errorf("ASSUMPTIONS.md marks %v, and there are checks of %v", marked, checked)
	}
}

// TestOnlyWhenAsked runs TestAWS once more, in the environment of a developer.
func TestOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	config, handler := serve(t, everything(), honest)
	keys, err := config.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nothing := []string{"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_EC2_METADATA_DISABLED=true", "AWS_ENDPOINT_URL=" + *config.BaseEndpoint}
	account := append(slices.Clone(nothing), "AWS_REGION=eu-west-1",
		"AWS_ACCESS_KEY_ID="+keys.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+keys.SecretAccessKey, "AWS_SESSION_TOKEN="+keys.SessionToken)
	for _, test := range []struct {
		name        string
		environment []string
		asked       bool
		want        string
	}{
		{"credentials that nobody asked to use", append(account, onAWS+"="), false, "skipped: real AWS is asked where"},
		{"no credentials", append(nothing, onAWS+"=1"), false, "skipped: there are no AWS credentials in the environment"},
		{"credentials", append(account, onAWS+"=1"), true, " confirmed, 0 contradicted, 0 not seen in this account"},
	} {
		before := len(handler.Requests())
		again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAWS$", "-test.v", "-test.timeout=1m")
		again.Env = append(os.Environ(), test.environment...)
		output, err := again.CombinedOutput()
		if err != nil || !strings.Contains(string(output), test.want) {
			t.Errorf("%s: %v, without %q:\n%s", test.name, err, test.want, output)
		}
		if asked := len(handler.Requests()) > before; asked != test.asked {
			t.Errorf("%s: asked AWS: %t", test.name, asked)
		}
	}
}
