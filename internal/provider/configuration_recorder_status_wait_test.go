// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

const (
	untilRecording = "wait_for {\n recording = true\n}\n"
	untilSuccess   = "wait_for {\n recording = true\n last_status = [\"Success\"]\n}\n"
)

func readWithin(limit string) string {
	return fmt.Sprintf("timeouts {\n read = %q\n}\n", limit)
}

func TestAccConfigurationRecorderStatusDataSource_waitSatisfiedAtOnce(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")

	runSteps(t, []resource.TestStep{{
		Config:             statusConfig(backend, untilRecording) + "output \"recording\" {\n value = " + statusAddress + ".recording\n}\n",
		PlanOnly:           true,
		ExpectNonEmptyPlan: true,
	}})
	if requests := backend.Requests(); len(requests) != 2 {
		t.Errorf("two plans sent %d requests", len(requests))
	}
}

func TestAccConfigurationRecorderStatusDataSource_waitUntilSettled(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t, emulator.WithSettle(time.Second))
	backend.Require(t, acctest.Settling)
	backend.CreateRecorder(t, home, "default")
	server := startedByRead(t, backend, 1)

	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(server.URL, backend.Credentials) + block(dataKind, untilSuccess+readWithin("1m")),
		ConfigStateChecks: []statecheck.StateCheck{
			expect("last_status", knownvalue.StringExact("Success")),
			expect("recording", knownvalue.Bool(true)),
			expect("wait_for", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"last_status": knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("Success")}),
				"recording":   knownvalue.Bool(true),
			})),
		},
	}})
}

// startedByRead wraps the backend and starts its recorder after a number of reads, so
// that a wait must read again.
func startedByRead(t *testing.T, backend *acctest.Backend, reads int) *acctest.Server {
	t.Helper()
	var answered atomic.Int32
	return backend.Wrap(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r)
			if int(answered.Add(1)) == reads {
				backend.StartRecorder(t, home, "default")
			}
		})
	})
}

// The wait includes a recorder that does not exist yet, even if AWS sends an exception.
func TestAccConfigurationRecorderStatusDataSource_waitForAbsent(t *testing.T) {
	t.Parallel()
	for name, selector := range map[string]string{"customer managed": "", "by name": "name = \"default\"\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			var appear sync.Once
			server := backend.Wrap(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					next.ServeHTTP(w, r)
					appear.Do(func() {
						backend.CreateRecorder(t, home, "default")
						backend.StartRecorder(t, home, "default")
					})
				})
			})
			runSteps(t, []resource.TestStep{{
				Config: acctest.ProviderConfig(server.URL, backend.Credentials) +
					"data \"awsconfig_configuration_recorder_status\" \"test\" {\n" + selector + untilRecording + "}\n",
				ConfigStateChecks: []statecheck.StateCheck{expect("name", knownvalue.StringExact("default")), expect("recording", knownvalue.Bool(true))},
			}})
		})
	}
}

func TestAccConfigurationRecorderStatusDataSource_waitInVain(t *testing.T) {
	t.Parallel()
	const (
		throttling     = `{"__type":"ThrottlingException","message":"Rate exceeded"}`
		pending        = `{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"PENDING"}]}`
		stopped        = `{"ConfigurationRecordersStatus":[{"name":"default","recording":false,"lastStatus":"SUCCESS"}]}`
		stoppedFailing = `{"ConfigurationRecordersStatus":[{"name":"default","recording":false,"lastStatus":"FAILURE"}]}`
		failing        = `{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"FAILURE","lastErrorCode":"AccessDenied","lastErrorMessage":"Unable to write to the bucket"}]}`
		title          = "Configuration Recorder Not in the Expected Status"
	)
	for name, test := range map[string]struct {
		first, then http.HandlerFunc
		want        []string
	}{
		"pending": {answer(200, pending), answer(200, pending), []string{title, "last_status =",
			`Waiting for the customer managed configuration recorder in eu-west-1 to have recording = true and last_status = "Success" did not succeed within 2s. It was last seen with recording = true, last_status = "Pending".`,
			"raise the limit with timeouts { read =", "response 2 has a different status, RequestID: 11111111-2222-3333-4444-555555555555"}},
		"failing": {answer(200, failing), answer(200, failing), []string{title,
			`It was last seen with recording = true, last_status = "Failure", last_error_code = "AccessDenied", last_error_message = "Unable to write to the bucket". AWS Config cannot record or deliver: check the role of the recorder`}},
		"stopped":                 {answer(200, stopped), answer(200, stopped), []string{title, `It was last seen with recording = false, last_status = "Success". Start the recorder.`}},
		"stopped after it failed": {answer(200, stoppedFailing), answer(200, stoppedFailing), []string{title, `last_status = "Failure". Start the recorder. If the read needs more time`}},
		"absent": {answer(200, `{"ConfigurationRecordersStatus":[]}`), answer(200, `{"ConfigurationRecordersStatus":[]}`), []string{title,
			"AWS Config in eu-west-1 has no customer managed configuration recorder, so it records nothing for you there", "the response has no recorder, RequestID:"}},
		"throttled at the end": {answer(200, pending), answer(400, throttling), []string{title,
			`It was last seen with recording = true, last_status = "Pending". Reading it again failed.`, "Other callers in the account share the limit", "Rate exceeded"}},
		"throttled throughout": {answer(400, throttling), answer(400, throttling), []string{
			"Timed Out Reading the Configuration Recorder Status", "did not finish within 2s", "Other callers in the account share the limit", "Rate exceeded"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			asked := false
			server := acctest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				again := asked
				asked = true
				mu.Unlock()
				if again {
					test.then(w, r)
				} else {
					test.first(w, r)
				}
			}))
			expectReadError(t, server.URL, untilSuccess+readWithin("2s"), test.want...)
			if requests := server.Requests(); len(requests) != 2 {
				t.Errorf("%d requests in 2 s", len(requests))
			}
		})
	}
}

// The advice never contradicts the expected status.
func TestAccConfigurationRecorderStatusDataSource_waitForStoppedInVain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ body, arguments, want string }{
		"still recording": {
			`{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"FAILURE"}]}`,
			"wait_for {\n recording = false\n}\n", `last_status = "Failure". Stop the recorder. If the read needs more time`,
		},
		"stopped after it failed": {
			`{"ConfigurationRecordersStatus":[{"name":"default","recording":false,"lastStatus":"FAILURE"}]}`,
			"wait_for {\n recording = false\n last_status = [\"Success\"]\n}\n",
			`last_status = "Failure". A stopped recorder keeps its last status until it is started again: remove last_status from wait_for.`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(http.StatusOK, test.body))
			expectReadError(t, server.URL, test.arguments+readWithin("500ms"), "Configuration Recorder Not in the Expected Status", test.want)
		})
	}
}

// A failure that waiting cannot resolve ends the wait immediately, even with a long
// timeout.
func TestAccConfigurationRecorderStatusDataSource_waitEndsAtOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ body, want string }{
		"denied":          {`{"__type":"AccessDeniedException","message":"no"}`, "Access to AWS Config Denied"},
		"bad credentials": {`{"__type":"ExpiredTokenException","message":"no"}`, "AWS Credentials Expired"},
		"invalid request": {`{"__type":"ValidationException","message":"no"}`, "AWS did not accept the request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(http.StatusBadRequest, test.body))
			expectReadError(t, server.URL, untilSuccess+readWithin("1h"), test.want)
			if requests := server.Requests(); len(requests) != 1 {
				t.Errorf("%d requests were sent", len(requests))
			}
		})
	}
}

// Arguments that are only known after the apply defer the read and the wait to the
// apply.
func TestAccConfigurationRecorderStatusDataSource_waitAtApply(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	arguments := map[string]string{
		"selector":   untilRecording + "name = terraform_data.starter.output.name\n",
		"depends_on": untilRecording + "depends_on = [terraform_data.starter]\n",
		"wait_for":   "dynamic \"wait_for\" {\n for_each = [terraform_data.starter.output.expected]\n content {\n recording = wait_for.value.recording\n}\n}\n",
		"recording":  "wait_for {\n recording = terraform_data.starter.output.expected.recording\n}\n",
		"statuses":   "wait_for {\n recording = true\n last_status = terraform_data.starter.output.statuses\n}\n",
		"a_status":   "wait_for {\n recording = true\n last_status = [\"Success\", terraform_data.starter.output.statuses[0]]\n}\n",
	}
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	server := startedByRead(t, backend, len(arguments)) // Each reads once before, in the apply.
	config := acctest.ProviderConfig(server.URL, backend.Credentials) + `
resource "terraform_data" "starter" {
  input = {
    name     = "default"
    statuses = ["Pending", "Success"]
    expected = { recording = true, last_status = null }
  }
}
`
	planChecks := []plancheck.PlanCheck{plancheckFunc(func() error {
		if requests := server.Requests(); len(requests) != 0 {
			return fmt.Errorf("the plan sent %d requests", len(requests))
		}
		return nil
	})}
	var stateChecks []statecheck.StateCheck
	for name, text := range arguments {
		config += fmt.Sprintf("data \"awsconfig_configuration_recorder_status\" %q {\n%s}\n", name, text)
		address := "data.awsconfig_configuration_recorder_status." + name
		planChecks = append(planChecks, plancheck.ExpectUnknownValue(address, tfjsonpath.New("recording")))
		stateChecks = append(stateChecks, statecheck.ExpectKnownValue(address, tfjsonpath.New("recording"), knownvalue.Bool(true)))
	}
	runSteps(t, []resource.TestStep{{
		Config:            config,
		ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: planChecks},
		ConfigStateChecks: stateChecks,
	}})
}

// plancheckFunc is a plan check for something other than the plan.
type plancheckFunc func() error

func (f plancheckFunc) CheckPlan(_ context.Context, _ plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	resp.Error = f()
}

// Ctrl-C ends a wait, even with a timeout of one hour.
func TestAccConfigurationRecorderStatusDataSource_waitInterrupted(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send to Terraform")
	}
	ctx, interrupt := context.WithCancel(t.Context())
	pending := answer(http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"PENDING"}]}`)
	server := acctest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		pending(w, r)
		time.AfterFunc(100*time.Millisecond, interrupt) // In the first pause.
	}))
	workspace := acctest.NewWorkspace(t, acctest.ProviderConfig(server.URL, someKeys)+
		"data \"awsconfig_configuration_recorder_status\" \"test\" {\n"+untilSuccess+readWithin("1h")+"}\n")
	started := time.Now()
	output, err := workspace.RunUntil(ctx, t, "plan", "-input=false")
	if took := time.Since(started); err == nil || took > 30*time.Second {
		t.Errorf("the plan ended with %v after %s:\n%s", err, took, output)
	}
	if requests := server.Requests(); len(requests) != 1 || !strings.Contains(output, "Interrupt received") {
		t.Errorf("%d requests were sent:\n%s", len(requests), output)
	}
}
