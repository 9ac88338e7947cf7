// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
)

// FuzzRead reads arbitrary responses. A result has the requested name, and a place only
// delivers with a history.
func FuzzRead(f *testing.F) {
	samples, err := filepath.Glob("testdata/*.json")
	if err != nil || len(samples) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, sample := range samples {
		body, err := os.ReadFile(sample)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(http.StatusOK, body, "")
		f.Add(http.StatusOK, body, "default")
	}
	f.Add(http.StatusBadRequest, []byte(`{"__type":"NoSuchDeliveryChannelException","message":"no"}`), "default")
	f.Add(http.StatusOK, []byte(`{"DeliveryChannelsStatus":[null,{"configHistoryDeliveryInfo":null}]}`), "")

	f.Fuzz(func(t *testing.T, code int, body []byte, name string) {
		if code < 200 || code > 599 {
			return
		}
		client, selector := respond(code, string(body), nil), channel.Selector{Name: name}
		channels, channelsErr := channel.ReadChannels(t.Context(), client, place, selector)
		statuses, statusesErr := channel.ReadStatuses(t.Context(), client, place, selector)
		if channelsErr != nil && channels != nil || statusesErr != nil && statuses != nil {
			t.Errorf("found %v and %v beside the errors %v and %v", channels, statuses, channelsErr, statusesErr)
		}
		identities := []channel.Identity{}
		for _, found := range channels {
			identities = append(identities, found.Identity)
		}
		for _, found := range statuses {
			identities = append(identities, found.Identity)
		}
		for _, found := range identities {
			if found.Name == nil || *found.Name == "" || name != "" && *found.Name != name {
				t.Errorf("asked for the name %q and found %+v", name, found)
			}
		}
		if reason, _ := channel.NotDelivering(statuses); reason == channel.Delivering && !bytes.Contains(body, []byte("configHistoryDeliveryInfo")) && !bytes.Contains(body, []byte(`\u`)) {
			t.Errorf("delivers without history: %s", body)
		}
	})
}
