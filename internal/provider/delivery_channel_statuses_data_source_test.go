// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// readSample returns a response that AWS was seen to send.
func readSample(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// Only a place with a successful last history and without failures delivers.
func TestDeliveryChannelStatuses_notDelivering(t *testing.T) {
	t.Parallel()
	published := func(name string) string {
		return readSample(t, "../channel/testdata/channel-status-"+name+".json")
	}
	info := func(history, snapshot, stream string) string {
		return deliveryStatus.body(fmt.Sprintf(`{"name":"default","configHistoryDeliveryInfo":{%s},"configSnapshotDeliveryInfo":{%s},"configStreamDeliveryInfo":{%s}}`, history, snapshot, stream))
	}
	const (
		success = `"lastStatus":"SUCCESS"`
		nothing = `NothingDelivered The delivery channel "default" in eu-west-1 has not delivered any configuration history.`
		fails   = `Failing The delivery channel "default" in eu-west-1 fails to deliver `
	)
	for name, test := range map[string]struct{ body, want string }{
		"delivering":    {published("2014-doc"), ""},
		"old history":   {published("2016-cli"), ""},
		"no snapshot":   {published("2017-no-snapshot"), ""},
		"recovered":     {published("2023-recovered"), ""},
		"no bucket":     {published("2023-failure"), fails + "the configuration history (Failure, NoSuchBucket: An exception occurred while trying to deliver data to your Amazon S3 bucket. The specified Bucket does not exist.)."},
		"just made":     {published("2026-08-new"), nothing},
		"no channel":    {published("empty"), "NoDeliveryChannel AWS Config in eu-west-1 has no delivery channel."},
		"nothing known": {deliveryStatus.body(`{"name":"default"}`), nothing},

		"failed snapshot":  {info(success, `"lastStatus":"FAILURE"`, success), fails + "the configuration snapshot (Failure)."},
		"failed stream":    {info(success, success, `"lastStatus":"FAILURE","lastErrorCode":"NotFound"`), fails + "notifications (Failure, NotFound)."},
		"two failures":     {info(`"lastStatus":"Failure","lastErrorMessage":"no"`, `"lastStatus":"failure"`, ""), fails + "the configuration history (Failure: no) and the configuration snapshot (Failure)."},
		"only a snapshot":  {info("", success, success), nothing},
		"not applicable":   {info(`"lastStatus":"NOT_APPLICABLE"`, success, success), nothing},
		"an empty status":  {info(`"lastStatus":""`, success, success), nothing},
		"a null status":    {info(`"lastStatus":null`, success, success), nothing},
		"a success before": {info(`"lastSuccessfulTime":1415148744.267,"lastAttemptTime":1415148744.267`, "", ""), nothing},
		"an unknown one":   {info(`"lastStatus":"RETRYING"`, "", ""), fails + "the configuration history (RETRYING)."},
		"almost a success": {info(`"lastStatus":"SUCCESS "`, "", ""), fails + "the configuration history (SUCCESS )."},
		"unknown stream":   {info(success, "", `"lastStatus":"DISABLED"`), fails + "notifications (DISABLED)."},
		"two channels":     {deliveryStatus.body(`{"name":"a","configHistoryDeliveryInfo":{"lastStatus":"SUCCESS"}}`, `{"name":"b"}`), `NothingDelivered The delivery channel "b" in eu-west-1 has not delivered any configuration history.`},
		"hostile texts":    {info(`"lastStatus":"\u001b[2J"`, `"lastStatus":"FAILURE","lastErrorMessage":"\u202eno"`, ""), fails + `the configuration history (\x1b[2J) and the configuration snapshot (Failure: \u202eno).`},
		"hostile name":     {deliveryStatus.body(`{"name":"\u001b[2Ja"}`), `NothingDelivered The delivery channel "\x1b[2Ja" in eu-west-1 has not delivered any configuration history.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := serving(t, test.body)
			want := ""
			if test.want != "" {
				want = "eu-west-1 " + test.want
			}
			values := mustRead(t, s, deliveryStatus.many, nil)
			if got := column(t, values, "not_delivering", "region", "reason", "message"); got != want {
				t.Errorf("not delivering are\n%s\nnot\n%s", got, want)
			}
		})
	}
}

// Every place that failed is listed in not_delivering.
func TestDeliveryChannelStatuses_unreadable(t *testing.T) {
	t.Parallel()
	good := answer(http.StatusOK, readSample(t, "../channel/testdata/channel-status-2014-doc.json"))
	server := acctest.Serve(t, inRegions(map[string]http.HandlerFunc{
		"ca-west-1": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"us-east-1": jsonError("AccessDeniedException", "not authorized\x1b[2J"),
		"us-east-2": answer(http.StatusOK, `{}`),
		"us-west-2": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	}, good))
	s := newSession(t.Context(), t, server.URL, someKeys, map[string]any{"max_retries": 1})
	values := mustRead(t, s, deliveryStatus.many, map[string]any{
		"regions":  []any{home, "ca-west-1", "us-east-1", "us-east-2", "us-west-2"},
		"on_error": "report", "timeouts": map[string]any{"read": "1s"},
	})
	if got := column(t, values, "not_delivering", "account_id", "region", "reason"); got != " ca-west-1 Unreadable\n us-east-1 Unreadable\n us-east-2 Unreadable\n us-west-2 Unreadable" {
		t.Errorf("not delivering are\n%s", got)
	}
	if got := column(t, values, "errors", "region", "code"); got != "ca-west-1 EndpointUnreachable\nus-east-1 AccessDeniedException\nus-east-2 UnexpectedAnswer\nus-west-2 Timeout" {
		t.Errorf("the errors are\n%s", got)
	}
	if got := column(t, values, "not_delivering", "message"); !strings.Contains(got, `AWS Config in us-east-1 could not be read: `) || !strings.Contains(got, `not authorized\x1b[2J`) || strings.Contains(got, "\x1b") {
		t.Errorf("the messages are\n%s", got)
	}
	if got := column(t, values, "statuses", "region", "name"); got != "eu-west-1 default" {
		t.Errorf("the statuses are\n%s", got)
	}
}

// Conditions can access members of objects that AWS omitted or sent empty, in every
// version of Terraform, and a plan without changes stays empty.
func TestAccReaders_conditions(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	config := acctest.ProviderConfig(acctest.Serve(t, answer(http.StatusOK, everything())).URL, someKeys)
	conditions := map[string]string{
		recorderConfiguration.one:  `x.recording_group.recording_strategy.use_only == null && x.recording_group.exclusion_by_resource_types.resource_types == null && x.recording_mode.recording_mode_overrides == null && x.scope_configuration.all_regions == null`,
		recorderConfiguration.many: `length(x.errors) == 0 && alltrue([for r in x.recorders : r.recording_group.all_supported == null && r.recording_mode.recording_frequency == null])`,
		deliveryChannel.one:        `x.config_snapshot_delivery_properties.delivery_frequency == null`,
		deliveryChannel.many:       `x.delivery_channels[0].config_snapshot_delivery_properties.delivery_frequency == null`,
		deliveryStatus.one:         `x.config_history_delivery_info.last_status == null && x.config_stream_delivery_info.last_status == null`,
		deliveryStatus.many:        `x.statuses[0].config_snapshot_delivery_info.next_delivery_time == null && join(", ", x.not_delivering[*].reason) == "NothingDelivered"`,
	}
	for name, condition := range conditions {
		config += fmt.Sprintf(`
data %[1]q "test" {
  lifecycle {
    postcondition {
      condition     = %s
      error_message = jsonencode(self)
    }
  }
}
`, name, strings.ReplaceAll(condition, "x.", "self."))
	}
	runSteps(t, []resource.TestStep{{Config: config}})
}
