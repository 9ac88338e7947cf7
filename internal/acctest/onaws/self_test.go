// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// again runs TestAccAWS once more, in the environment of somebody who has an account
// on the backend, with more variables.
func again(t *testing.T, backend *acctest.Backend, endpoint string, more ...string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAccAWS$", "-test.v", "-test.timeout=5m")
	command.Env = append(os.Environ(), "AWS_ENDPOINT_URL="+endpoint, "AWS_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID="+backend.Credentials.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+backend.Credentials.SecretAccessKey, "AWS_SESSION_TOKEN="+backend.Credentials.SessionToken)
	command.Env = append(command.Env, more...)
	output, err := command.CombinedOutput()
	return string(output), err
}

func TestOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	for _, test := range []struct {
		name string
		more []string
		want string
	}{
		{"credentials that nobody asked to use", []string{acctest.OnAWS + "="}, "skipped: real AWS is read where"},
		{"no credentials", []string{acctest.OnAWS + "=1", "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY="}, "skipped: there are no AWS credentials in the environment"},
	} {
		if output, err := again(t, backend, backend.URL, test.more...); err != nil || !strings.Contains(output, test.want) {
			t.Errorf("%s: %v, without %q:\n%s", test.name, err, test.want, output)
		}
	}
	if requests := backend.Requests(); len(requests) != 0 {
		t.Errorf("AWS was asked: %v", requests)
	}
}

// TestAccLies sees that each test notices when the provider is told something else
// than the SDK.
func TestAccLies(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t)
	backend.Require(t, acctest.AccountRegions, acctest.SeededStatus)
	seed, err := os.ReadFile("../../../examples/quickstart/seed.json")
	if err != nil {
		t.Fatal(err)
	}
	backend.Seed(t, string(seed))
	lying := backend.Wrap(t, func(handler http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, r)
			body := answer.Body.String()
			if strings.Contains(r.UserAgent(), "terraform-provider-awsconfig") {
				body = strings.NewReplacer(`Status":[]`, `Status":[{"name":"lie"}]`, `"lastStartTime":1`, `"lastStartTime":2`).Replace(body)
			}
			w.WriteHeader(answer.Code)
			if _, err := w.Write([]byte(body)); err != nil {
				panic(http.ErrAbortHandler)
			}
		})
	})
	output, err := again(t, backend, lying.URL, acctest.OnAWS+"=1")
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
		changes int // How often what the SDK reads changes.
		from    int // From which of them on the provider is right.
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
