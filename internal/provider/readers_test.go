// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// mirrored is an operation of AWS Config with the data sources that mirror it.
type mirrored struct {
	operation string
	thing     string // As in the summaries of diagnostics.
	one, many string // The data sources.
	sent      string // The list of a response.
	list      string // The list of the plural data source.
	absent    string // The exception for a name that does not exist.
}

var (
	recorderStatus = mirrored{
		"DescribeConfigurationRecorderStatus", "Configuration Recorder Status", statusName, statusesName,
		"ConfigurationRecordersStatus", "statuses", "NoSuchConfigurationRecorderException",
	}
	recorderConfiguration = mirrored{
		"DescribeConfigurationRecorders", "Configuration Recorder", "awsconfig_configuration_recorder", "awsconfig_configuration_recorders",
		"ConfigurationRecorders", "recorders", "NoSuchConfigurationRecorderException",
	}
	deliveryChannel = mirrored{
		"DescribeDeliveryChannels", "Delivery Channel", "awsconfig_delivery_channel", "awsconfig_delivery_channels",
		"DeliveryChannels", "delivery_channels", "NoSuchDeliveryChannelException",
	}
	deliveryStatus = mirrored{
		"DescribeDeliveryChannelStatus", "Delivery Channel Status", "awsconfig_delivery_channel_status", "awsconfig_delivery_channel_statuses",
		"DeliveryChannelsStatus", "statuses", "NoSuchDeliveryChannelException",
	}
	mirroredOperations = []mirrored{recorderStatus, recorderConfiguration, deliveryChannel, deliveryStatus}
)

// body is a response with these items.
func (m mirrored) body(items ...string) string {
	return fmt.Sprintf(`{"%s":[%s]}`, m.sent, strings.Join(items, ","))
}

// everything is a response to each of the operations.
func everything() string {
	var lists []string
	for _, m := range mirroredOperations {
		lists = append(lists, fmt.Sprintf(`"%s":[{"name":"default"}]`, m.sent))
	}
	return "{" + strings.Join(lists, ",") + "}"
}

// ofRecorders reports whether the items are those of recorders, which have ARNs.
func (m mirrored) ofRecorders() bool { return strings.Contains(m.operation, "ConfigurationRecorder") }

// notFound is the summary about an absent thing.
func (m mirrored) notFound() string { return strings.TrimSuffix(m.thing, " Status") + " Not Found" }

// problems is the list of places that are not in order, or empty.
func (m mirrored) problems() string {
	return map[string]string{statusesName: "not_recording", deliveryStatus.many: "not_delivering"}[m.many]
}

// reader is an object that reads what it mirrors.
type reader struct {
	mirrored
	kind string
	name string
}

// readers returns all objects.
func readers() []reader {
	var all []reader
	for _, m := range mirroredOperations {
		all = append(all, reader{m, dataKind, m.one}, reader{m, dataKind, m.many})
	}
	return append(all, reader{recorderStatus, ephemeralKind, statusName})
}

func (r reader) String() string {
	kind := map[string]string{dataKind: "data source", ephemeralKind: "ephemeral resource"}[r.kind]
	return fmt.Sprintf("%s `%s`", kind, strings.TrimPrefix(r.name, "awsconfig_"))
}

func (r reader) plural() bool { return r.name == r.many }

// waits reports whether the object can wait.
func (r reader) waits() bool { return r.name == statusName }

func (r reader) read(s *session, ctx context.Context, t testing.TB, arguments map[string]any) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic) {
	t.Helper()
	if r.kind == ephemeralKind {
		return s.open(ctx, t, r.name, arguments)
	}
	return s.read(ctx, t, r.name, arguments)
}

// failsWith reads and expects one diagnostic with all these texts.
func (r reader) failsWith(t *testing.T, s *session, arguments map[string]any, want ...string) {
	t.Helper()
	_, diagnostics := r.read(s, t.Context(), t, arguments)
	shown := texts(diagnostics)
	for _, one := range want {
		if len(diagnostics) != 1 || !strings.Contains(shown, one) {
			t.Errorf("%q is not in the %d diagnostics:\n%s", one, len(diagnostics), shown)
		}
	}
}

// eachReader runs a test with each object that fits.
func eachReader(t *testing.T, fits func(reader) bool, test func(t *testing.T, r reader)) {
	t.Helper()
	for _, r := range readers() {
		if fits(r) {
			t.Run(r.String(), func(t *testing.T) {
				t.Parallel()
				test(t, r)
			})
		}
	}
}

func anyReader(reader) bool { return true }

// serving is a session with an endpoint that always responds with a body.
func serving(t *testing.T, body string) (*session, *acctest.Server) {
	t.Helper()
	server := acctest.Serve(t, answer(http.StatusOK, body))
	return newSession(t.Context(), t, server.URL, someKeys, map[string]any{"max_retries": 1}), server
}

// validate validates an object as Terraform does.
func (s *session) validate(t testing.TB, r reader, arguments map[string]any) []*tfprotov6.Diagnostic {
	t.Helper()
	if r.kind == ephemeralKind {
		response, err := s.server.ValidateEphemeralResourceConfig(t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: r.name, Config: dynamicValue(t, s.schemas.EphemeralResourceSchemas[r.name], arguments)})
		if err != nil {
			t.Fatal(err)
		}
		return response.Diagnostics
	}
	response, err := s.server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: r.name, Config: dynamicValue(t, s.schemas.DataSourceSchemas[r.name], arguments)})
	if err != nil {
		t.Fatal(err)
	}
	return response.Diagnostics
}

// byRequest responds by a text in the operation or the body of a request. Everything else
// is denied.
func byRequest(bodies map[string]string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := make([]byte, 10_000)
		n, _ := r.Body.Read(body)
		request := r.Header.Get("X-Amz-Target") + " " + string(body[:n])
		for text, response := range bodies {
			if strings.Contains(request, text) {
				answer(http.StatusOK, response)(w, r)
				return
			}
		}
		jsonError("AccessDeniedException", "not authorized")(w, r)
	})
}
