// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// seededAccount is the account of the seeds.
const seededAccount = "123456789012"

// linked returns the seed of one service-linked recorder.
func linked(name, principal string) string {
	return fmt.Sprintf(`{"name":"AWSConfigurationRecorderFor%s","servicePrincipal":%q,"recording":true,"lastStatus":"SUCCESS","lastStartTime":1787903406.063}`, name, principal)
}

// everything returns the seed of an account that can confirm every check.
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
	return fmt.Sprintf(`{"accounts":{%q:{
		"eu-west-1":{"ConfigurationRecordersStatus":[%s],"DeliveryChannels":[{"name":"default","s3BucketName":"example"}]},
		"eu-west-2":%s,"us-east-1":%s,"us-east-2":%s}}}`, seededAccount, strings.Join(home, ","), only("PENDING"), only("NOT_APPLICABLE"), only("SUCCESS"))
}

// serve serves an emulator with a seed, behind other handlers. The credentials are those
// of a session, because only the token of a session is checked.
func serve(t *testing.T, seed string, around ...func(http.Handler) http.Handler) aws.Config {
	t.Helper()
	store := emulator.NewStore()
	parsed, err := emulator.ParseSeed("seed.json", []byte(seed))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(parsed); err != nil {
		t.Fatal(err)
	}
	honest := httptest.NewServer(emulator.NewHandler(store))
	t.Cleanup(honest.Close)
	role, err := sts.New(sts.Options{
		BaseEndpoint: aws.String(honest.URL),
		Credentials:  credentials.NewStaticCredentialsProvider(seededAccount, "example", ""),
		Region:       "eu-west-1",
	}).AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn:         aws.String("arn:aws:iam::" + seededAccount + ":role/audit"),
		RoleSessionName: aws.String("onaws"),
	})
	if err != nil {
		t.Fatal(err)
	}

	handler := honest.Config.Handler
	for _, wrap := range around {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return aws.Config{
		BaseEndpoint: aws.String(server.URL),
		Credentials:  credentials.NewStaticCredentialsProvider(*role.Credentials.AccessKeyId, *role.Credentials.SecretAccessKey, *role.Credentials.SessionToken),
		HTTPClient:   server.Client(),
		Region:       "eu-west-1",
	}
}

// again runs a test in another process, with the credentials of the account and
// additional environment variables.
func again(t *testing.T, config aws.Config, test string, more ...string) (string, error) {
	t.Helper()
	keys, err := config.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run="+test, "-test.v", "-test.timeout=5m")
	command.Env = append(os.Environ(), "AWS_ENDPOINT_URL="+*config.BaseEndpoint, "AWS_REGION="+config.Region,
		"AWS_ACCESS_KEY_ID="+keys.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+keys.SecretAccessKey, "AWS_SESSION_TOKEN="+keys.SessionToken)
	command.Env = append(command.Env, more...)
	output, err := command.CombinedOutput()
	return string(output), err
}

func TestOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	var asked atomic.Bool
	config := serve(t, everything(), func(handler http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Store(true)
			handler.ServeHTTP(w, r)
		})
	})
	for _, test := range []struct {
		name  string
		more  []string
		asked bool
		want  string
	}{
		{"credentials that nobody asked to use", []string{acctest.OnAWS + "="}, false, "skipped: real AWS is read where"},
		{"no credentials", []string{acctest.OnAWS + "=1", "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY="}, false, "skipped: there are no AWS credentials in the environment"},
		{"credentials", []string{acctest.OnAWS + "=1"}, true, " confirmed, 0 contradicted, 0 not seen in this account"},
	} {
		output, err := again(t, config, "^TestAccAWS$/^assumptions$", test.more...)
		if err != nil || !strings.Contains(output, test.want) {
			t.Errorf("%s: %v, without %q:\n%s", test.name, err, test.want, output)
		}
		if asked.Load() != test.asked {
			t.Errorf("%s: asked AWS: %t", test.name, asked.Load())
		}
	}
}

func TestEmulator(t *testing.T) {
	t.Parallel()
	config := serve(t, everything(), func(handler http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			if asked := emulator.Identify(r, body).Operation; asked != "" && !reads.MatchString(asked) {
				t.Errorf("%s was asked for, which does more than read", asked)
			}
			handler.ServeHTTP(w, r)
		})
	})
	a, err := newAccount(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks() {
		if got := c.run(a); got.verdict != confirmed && got.verdict != shown || got.detail == "" {
			t.Errorf("%s: %s: %s", c, got.verdict, got.detail)
		}
	}
	if _, err := a.send(question{service: "config", operation: "StopConfigurationRecorder"}); err == nil {
		t.Error("an operation that writes was sent")
	}
}

// TestEmptyAccount checks that an account without recorders, and one without permissions,
// contradicts nothing.
func TestEmptyAccount(t *testing.T) {
	t.Parallel()
	needs := []int{2, 9, 12, 14, 17, 25, 41, 42, 44}
	config := serve(t, `{}`)
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
	config = serve(t, everything(), denying)
	if a, err = newAccount(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	for _, c := range checks() {
		if got := c.run(a); got.verdict != notSeen && got.verdict != shown && c.number != 31 {
			t.Errorf("denied, %s: %s: %s", c, got.verdict, got.detail)
		}
	}
}

// TestMarks compares the marks in ASSUMPTIONS.md with the checks.
func TestMarks(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../emulator/ASSUMPTIONS.md")
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
		case "yes", "in part", "shown":
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

// TestAccLies checks that each test of the provider fails if AWS sends the provider
// other responses than the SDK.
func TestAccLies(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	seed, err := os.ReadFile("../../../examples/quickstart/seed.json")
	if err != nil {
		t.Fatal(err)
	}
	config := serve(t, string(seed), lying(func(r *http.Request, _ *httptest.ResponseRecorder, body string) string {
		if !strings.Contains(r.UserAgent(), "terraform-provider-awsconfig") {
			return body
		}
		return strings.NewReplacer(`Status":[]`, `Status":[{"name":"lie"}]`, `"lastStartTime":1`, `"lastStartTime":2`).Replace(body)
	}))
	output, err := again(t, config, "^TestAccAWS$", acctest.OnAWS+"=1")
	for _, test := range []string{"selectors", "ephemeral", "wait_for", "no_recorder", "regions", "all_regions"} {
		if err == nil || !strings.Contains(output, "--- FAIL: TestAccAWS/"+test+" ") {
			t.Errorf("%s did not notice:\n%s", test, output)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		changes int // How often AWS changes.
		from    int // After which change the provider is right.
		want    string
	}{
		{"right", 0, 0, ""},
		{"wrong", 0, 1, "wrong"},
		{"changed meanwhile", 1, 1, ""},
		{"wrong after a change", 1, 2, "wrong"},
		{"never at rest", 100, 100, "what AWS tells changed 5 times"},
	} {
		reads := -1
		got := compare(func() map[string]any {
			reads++
			return map[string]any{"reads": min(reads, test.changes)}
		}, func(read map[string]any) string {
			if read["reads"] == test.from {
				return ""
			}
			return "wrong"
		})
		if got != test.want {
			t.Errorf("%s: %q, not %q", test.name, got, test.want)
		}
	}
}
