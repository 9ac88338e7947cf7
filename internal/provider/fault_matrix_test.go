// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"
	"go.uber.org/goleak"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

var update = flag.Bool("update", false, "write what the tests see into the pages of the documentation for contributors")

// The outcomes of a fault.
const (
	read        = "the result"
	unreadable  = "Unable to Read the Configuration Recorder Status"
	denied      = "Access to AWS Config Denied"
	expired     = "AWS Credentials Expired"
	rejected    = "AWS Credentials Rejected"
	throttled   = "AWS Config Throttled the Request"
	timedOut    = "Timed Out Reading the Configuration Recorder Status"
	unreachable = "AWS Config Endpoint Unreachable"
)

type faultRow struct {
	fault    string
	sees     string
	requests int
}

// of returns the row with the texts for another operation.
func (r faultRow) of(m mirrored) faultRow {
	return faultRow{
		strings.NewReplacer(recorderStatus.sent, m.sent, recorderStatus.absent, m.absent).Replace(r.fault),
		strings.NewReplacer(recorderStatus.thing, m.thing, recorderStatus.notFound(), m.notFound()).Replace(r.sees),
		r.requests,
	}
}

// faultMatrix is each fault, as awsconfig-emulator --fault takes it, with what the
// user sees and how many requests are sent, of max_retries = 3.
var faultMatrix = slices.Concat(faultsOfAll, faultsOfStatus)

// faultsOfAll contains faults for all objects, whose outcome depends on the operation or
// the object.
var faultsOfAll = []faultRow{
	{"latency=1h", timedOut, 1},
	{"throttle", throttled, 3},
	{"throttle,times=2", read, 3},
	{"error=AccessDeniedException", denied, 1},
	{"error=ValidationException", unreadable, 1},
	{"error=NoSuchConfigurationRecorderException", "Configuration Recorder Not Found", 1},
	{"error=SomethingNewException", unreadable, 1},
	{"status=500", unreadable, 3},
	{"reset=before-headers", unreachable, 3},
	{"reset=after-headers", unreadable, 3},
	{"body=cut", unreadable, 3},
	{"body=slow,pace=1h", timedOut, 1},
	{"body=empty", unreadable, 1},
	{"body=text", unreadable, 1},
	{"body=huge", unreadable, 1},
	{"set=ConfigurationRecordersStatus,to={}", unreadable, 1},
	{"set=ConfigurationRecordersStatus,to=null", unreadable, 1},
	{"set=ConfigurationRecordersStatus,to=[null]", unreadable, 1},
	{"redirect=http://127.0.0.1:1/,status=307", unreadable, 1},
}

// faultsOfStatus contains faults for recorder statuses only, whose outcome is the same
// for all objects.
var faultsOfStatus = []faultRow{
	{"latency=20ms,jitter=20ms", read, 1},
	{"error=AccessDeniedException,status=403", denied, 1},
	{"error=AccessDeniedException,region=us-east-1", read, 1},
	{"error=AccessDeniedException,operation=ListConfigurationRecorders", read, 1},
	{"error=AccessDeniedException,account=210987654321", read, 1},
	{"error=UnrecognizedClientException,message=The security token included in the request is invalid.", rejected, 1},
	{"error=ExpiredTokenException,message=The security token included in the request is expired", expired, 1},
	{"error=InternalFailure,status=500", unreadable, 3},
	{"error=ServiceUnavailableException,status=503", unreadable, 3},
	{"status=500,body=<html>out of order</html>", unreadable, 3},
	{"status=503", unreadable, 3},
	{"status=503,body=<html>out of order</html>", unreadable, 3},
	{"status=503,times=1", read, 2},
	{"reset=in-headers", unreachable, 3},
	{"reset=after-headers,times=1", read, 2},
	{"body=cut,times=1", read, 2},
	{"content-type=text/html", read, 1},
	{"set=arn,to=5", unreadable, 1},
	{"set=arn,to=null", read, 1},
	{"set=arn,to=\"arn:aws:config:us-east-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7\"", unreadable, 1},
	{"set=lastErrorCode,to=5", unreadable, 1},
	{"set=lastErrorCode,to=null", read, 1},
	{"set=lastErrorMessage,to={}", unreadable, 1},
	{"set=lastErrorMessage,to=null", read, 1},
	{"set=lastStartTime,to=\"yesterday\"", unreadable, 1},
	{"set=lastStartTime,to=\"NaN\"", unreadable, 1},
	{"set=lastStartTime,to=1787908206063", unreadable, 1},
	{"set=lastStartTime,to=null", read, 1},
	{"set=lastStatus,to=5", unreadable, 1},
	{"set=lastStatus,to=null", read, 1},
	{"set=lastStatus,to=\"REBUILDING\"", read, 1},
	{"set=lastStatusChangeTime,to=[]", unreadable, 1},
	{"set=lastStatusChangeTime,to=null", read, 1},
	{"set=lastStopTime,to=true", unreadable, 1},
	{"set=lastStopTime,to=null", read, 1},
	{"set=name,to=5", unreadable, 1},
	{"set=name,to=null", unreadable, 1},
	{"set=recording,to=\"yes\"", unreadable, 1},
	{"set=recording,to=null", read, 1},
	{"add=servicePrincipal,to=5", unreadable, 1},
	{"add=servicePrincipal,to=null", read, 1},
	{"add=recorderColour,to={\"red\": [1, 2]}", read, 1},
	{"redirect=http://127.0.0.1:1/", unreadable, 1},
	{"clock=1h", read, 2},
	{"clock=-1h", read, 2},
}

const matrixPage = "FAULTS.md"

// TestFaultMatrix injects each fault into each object. It is not parallel, because it
// searches for leaked goroutines.
func TestFaultMatrix(t *testing.T) {
	page := "# Faults and what users see\n\nWhat users see if the emulator injects a fault, with `max_retries = 3`. \"The result\" means that the read succeeds. Faults that have the same outcome everywhere are listed only for the status of a recorder. `TestFaultMatrix` checks this page, and `make generate` writes it.\n\n" +
		"## Each fault, by object\n\n| `awsconfig-emulator --fault` | object | what the user sees | requests |\n|---|---|---|---|\n"
	for attribute := range acctest.Attributes(types.ConfigurationRecorderStatus{}) {
		member := strings.ReplaceAll(attribute, "_", "")
		if !slices.ContainsFunc(faultMatrix, func(row faultRow) bool { return strings.Contains(strings.ToLower(row.fault), member+",to=null") }) {
			t.Errorf("no fault replaces %s by null", attribute)
		}
	}
	for _, row := range faultMatrix {
		for _, r := range readers() {
			if r.mirrored != recorderStatus && !slices.Contains(faultsOfAll, row) {
				continue
			}
			row := row.of(r.mirrored)
			t.Run(fmt.Sprint(row.fault, " ", r), func(t *testing.T) {
				before := goleak.IgnoreCurrent()
				var (
					sees     string
					requests int
				)
				t.Run("inject", func(t *testing.T) {
					timeout := time.Minute
					if strings.HasPrefix(row.sees, "Timed Out") {
						timeout = 300 * time.Millisecond
					}
					sees, requests = inject(t, fault.MustParse(row.fault), timeout, r)
				})
				if err := goleak.Find(before); err != nil {
					t.Error(err)
				}
				want := row.sees
				if r.plural() && want == r.notFound() {
					want = read // Absence is a value there.
				}
				if sees != want || requests != row.requests {
					t.Errorf("the user sees %q after %d requests, not %q after %d", sees, requests, want, row.requests)
				}
				page += fmt.Sprintf("| `%s` | %s | %s | %d |\n", strings.ReplaceAll(row.fault, "|", "\\|"), r, sees, requests)
			})
		}
	}

	page += adviceSection(t)

	if *update {
		write(t, matrixPage, page)
	}
	content, err := os.ReadFile(matrixPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(content) != page {
		t.Errorf("%s is not what happens: run make generate", matrixPage)
	}
}

// inject returns the outcome of a fault and the number of requests. It fails the test if
// the output contains a secret, or if the object exceeds its timeout.
func inject(t *testing.T, injected fault.Fault, timeout time.Duration, r reader) (string, int) {
	t.Helper()
	keys := someKeys
	keys.SessionToken = "session-token-of-the-test"
	backend := acctest.New(t)
	backend.Require(t, acctest.SeededStatus)
	backend.Seed(t, `{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecordersStatus": [{
		"name": "default", "recording": true, "lastStatus": "FAILURE", "lastErrorCode": "AccessDenied", "lastErrorMessage": "no",
		"lastStartTime": 1787908206.063, "lastStopTime": 1787908205.1, "lastStatusChangeTime": 1787908216.775
	}], "DeliveryChannels": [{"name": "default", "s3BucketName": "example"}]}}}}`)
	server := backend.Wrap(t, func(next http.Handler) http.Handler { return fault.Wrap(next, fault.Options{Seed: 1}, injected) })

	var log bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &log)
	s := newSession(ctx, t, server.URL, keys, map[string]any{"max_retries": 3})
	started := time.Now()
	state, diagnostics := r.read(s, ctx, t, map[string]any{"timeouts": map[string]any{argumentOf(r.kind, "read"): timeout.String()}})
	if took := time.Since(started); took > timeout+5*time.Second {
		t.Errorf("the object took %s, with a timeout of %s", took, timeout)
	}

	shown := texts(diagnostics) + log.String()
	if state != nil {
		shown += string(state.MsgPack) + string(state.JSON)
	}
	for _, secret := range []string{keys.SecretAccessKey, keys.SessionToken} {
		if strings.Contains(shown, secret) {
			t.Errorf("the secret %q gets out:\n%s", secret, shown)
		}
	}
	if log.Len() == 0 {
		t.Error("there is no log to look for secrets in")
	}
	switch len(diagnostics) {
	case 0:
		return read, len(server.Requests())
	case 1:
		return diagnostics[0].Summary, len(server.Requests())
	default:
		t.Fatalf("there are several diagnostics:\n%s", texts(diagnostics))
		return "", 0
	}
}
