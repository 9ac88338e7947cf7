// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var seedErrorPattern = regexp.MustCompile(`(?s)^dir/seed\.json:([1-9][0-9]*): .+`)

// FuzzSeed parses arbitrary seeds. The error of an invalid seed contains a line of the
// file, and the emulator returns the content of a valid one.
func FuzzSeed(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("got the samples %v and %v", files, err)
	}
	for _, file := range files {
		sample, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(`{"accounts":{"210987654321":{"eu-west-1":` + strings.ReplaceAll(string(sample), defaultAccount, testAccount) + `}}}`))
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		f.Fatal(err)
	}
	_, readme, _ = bytes.Cut(readme, []byte("```json\n"))
	readme, _, _ = bytes.Cut(readme, []byte("```"))
	f.Add(readme)
	for _, seed := range []string{
		"",
		"{}\n\n{}",
		"\xef\xbb\xbf{\n\"accounts\": {,\n}}",
		"{\"accounts\": {},\n\"accounts\": {}}",
		"{\n\"acounts\": {}}",
		`{"accessKeys":{"210987654321":"111122223333"},"accounts":{"210987654321":{"eu-west-1":{}}}}`,
		`{"accounts":{"210987654321":{"cn-north-1":{"ConfigurationRecordersStatus":[{"name":"a/b","lastStartTime":"2026-08-28T09:50:06.063+02:00","lastStopTime":-1,"lastStatusChangeTime":1e9}]}}}}`,
		`{"accounts":{"210987654321":{"eu-west-1":{"ConfigurationRecordersStatus":[{"name":"AWSConfigurationRecorderForX","servicePrincipal":"a"},{"name":"AWSConfigurationRecorderForY","servicePrincipal":"a","recording":true}]}}},"enabledRegions":{"210987654321":["us-east-1"]}}`,
		`{"accounts":{"210987654321":{"eu-west-1":{"ConfigurationRecorders":[{"name":"AWSConfigurationRecorderForX","servicePrincipal":"a","connectorArn":"c","recordingGroup":{},"scopeConfiguration":{"allRegions":true,"includedRegions":[]}}],"DeliveryChannelsStatus":[{"name":"ch","configHistoryDeliveryInfo":{"lastStatus":"FAILURE","lastAttemptTime":1e9}}]}}}}`,
		`{"organization":{"managementAccount":"210987654321","delegatedAdministrators":["111122223333"],"accounts":{"111122223333":{"name":"n","email":"a@b.example","state":"CLOSED"}},"pageSize":1,"emptyFirstPage":true}}`,
	} {
		f.Add([]byte(seed))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		seed, err := ParseSeed("dir/seed.json", data)
		if err != nil {
			m := seedErrorPattern.FindStringSubmatch(err.Error())
			if seed != nil || m == nil {
				t.Fatalf("got %v and %q, want an error with file and line", seed, err)
			}
			if line, err := strconv.Atoi(m[1]); err != nil || line > 1+bytes.Count(data, []byte("\n")) {
				t.Errorf("got line %s of a file with less", m[1])
			}
			return
		}
		store := NewStore()
		if err := store.Apply(seed); err != nil {
			t.Fatal(err)
		}
		// A seed can map any access key to another account, so the reader has its own
		// key.
		handler := NewHandler(store)
		read := seededDocument(t, data)
		for account, regions := range read.Accounts {
			if err := store.Apply(&Seed{accessKeys: map[string]string{"READER": account}}); err != nil {
				t.Fatal(err)
			}
			enabled, told := read.EnabledRegions[account]
			for region, seeded := range regions {
				if told && !slices.Contains(enabled, region) {
					if got := askAs(handler, region, "DescribeConfigurationRecorderStatus", map[string]any{}); !strings.Contains(got, `"UnrecognizedClientException"`) {
						t.Errorf("got %s in %s, which is not enabled", got, region)
					}
					continue
				}
				wantSeeded(t, handler, location{account, region}, seeded.statuses())
				for _, want := range seeded.ConfigurationRecorders {
					var got struct{ ConfigurationRecorders []map[string]any }
					body := askAs(handler, region, "DescribeConfigurationRecorders", map[string]any{"ConfigurationRecorderNames": []any{want["name"]}})
					if err := json.Unmarshal([]byte(body), &got); err != nil || len(got.ConfigurationRecorders) != 1 || !reflect.DeepEqual(got.ConfigurationRecorders[0], want) {
						t.Errorf("got %s, want the configuration %v", body, want)
					}
				}
				for _, want := range seeded.DeliveryChannels {
					wantParts(t, askAs(handler, region, "DescribeDeliveryChannels", map[string]any{}), want)
				}
				for _, want := range seeded.DeliveryChannelsStatus {
					for _, part := range want {
						if delivery, ok := part.(map[string]any); ok {
							setTimes(t, delivery)
						}
					}
					wantParts(t, askAs(handler, region, "DescribeDeliveryChannelStatus", map[string]any{}), want)
				}
			}
		}
	})
}

// wantSeeded checks that every selector finds each recorder of a region, with the status
// of the seed.
func wantSeeded(t *testing.T, handler *Handler, at location, seeded []map[string]any) {
	t.Helper()
	unselected := []map[string]any{}
	byPrincipal := map[string][]map[string]any{}
	for _, want := range seeded {
		wantStatus(t, want)
		principal, _ := want["servicePrincipal"].(string)
		if principal == "" {
			unselected = append(unselected, want)
		}
		byPrincipal[principal] = append(byPrincipal[principal], want)
		named := wantDescribed(t, handler, at, map[string]any{"ConfigurationRecorderNames": []any{want["name"]}}, want)
		if len(named) == 1 {
			wantDescribed(t, handler, at, map[string]any{"Arn": named[0]["arn"]}, want)
		}
	}
	wantDescribed(t, handler, at, map[string]any{}, unselected...)
	for principal, want := range byPrincipal {
		if principal != "" {
			wantDescribed(t, handler, at, map[string]any{"ServicePrincipal": principal}, want...)
		}
	}
}

// wantDescribed returns and checks the statuses that a selector finds.
func wantDescribed(t *testing.T, handler *Handler, at location, selector map[string]any, want ...map[string]any) []map[string]any {
	t.Helper()
	body := askAs(handler, at.region, "DescribeConfigurationRecorderStatus", selector)
	got := decodeStatuses(t, []byte(body))
	if len(got) != len(want) {
		t.Errorf("%v: got %s, want %d statuses", selector, body, len(want))
		return nil
	}
	byName := func(a, b map[string]any) int { return strings.Compare(fmt.Sprint(a["name"]), fmt.Sprint(b["name"])) }
	slices.SortFunc(want, byName)
	for i, status := range got {
		for member := range status {
			if _, ok := want[i][member]; !ok && member != "arn" {
				t.Errorf("%v: got %s, which was not seeded", selector, member)
			}
		}
		for member, value := range want[i] {
			if status[member] != value {
				t.Errorf("%v: got %s %v, want %v", selector, member, status[member], value)
			}
		}
		if prefix := arnPrefix(at, fmt.Sprint(status["name"])); !strings.HasPrefix(fmt.Sprint(status["arn"]), prefix) {
			t.Errorf("%v: got the ARN %v, want one that begins with %s", selector, status["arn"], prefix)
		}
	}
	return got
}

// wantParts checks that a response with one element has every member of the seed.
func wantParts(t *testing.T, body string, want map[string]any) {
	t.Helper()
	var got map[string][]map[string]any
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	for _, list := range got {
		if len(list) != 1 {
			t.Fatalf("got %s, want one element", body)
		}
		for _, part := range list[0] {
			if delivery, ok := part.(map[string]any); ok {
				setTimes(t, delivery)
			}
		}
		for part, value := range want {
			if !reflect.DeepEqual(list[0][part], value) {
				t.Errorf("got %s, want %s %v", body, part, value)
			}
		}
	}
}

// askAs returns the response to the reader.
func askAs(handler *Handler, region, operation string, selector map[string]any) string {
	// The selectors are strings, which can be encoded as JSON.
	body, _ := json.Marshal(selector)
	r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	r.Header.Set("Authorization", strings.NewReplacer(testAccount, "READER", testRegion, region).Replace(authorization("config")))
	r.Header.Set("X-Amz-Target", "StarlingDoveService."+operation)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Body.String()
}

// seeded is a seed that is decoded without validation.
type seeded struct {
	Accounts       map[string]map[string]seededRegion `json:"accounts"`
	EnabledRegions map[string][]string                `json:"enabledRegions"`
}

type seededRegion struct {
	ConfigurationRecorders       []map[string]any
	ConfigurationRecordersStatus []map[string]any
	DeliveryChannels             []map[string]any
	DeliveryChannelsStatus       []map[string]any
}

// statuses returns the statuses of all recorders. For a recorder with only a
// configuration, it returns the members that the configuration determines.
func (s seededRegion) statuses() []map[string]any {
	all := slices.Clone(s.ConfigurationRecordersStatus)
	for _, configuration := range s.ConfigurationRecorders {
		i := slices.IndexFunc(all, func(status map[string]any) bool { return status["name"] == configuration["name"] })
		if i < 0 {
			i = len(all)
			all = append(all, map[string]any{})
		}
		for _, shared := range []string{"arn", "name", "servicePrincipal"} {
			if value, ok := configuration[shared]; ok {
				all[i][shared] = value
			}
		}
	}
	return all
}

func seededDocument(t *testing.T, data []byte) seeded {
	t.Helper()
	var read seeded
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &read); err != nil {
		t.Fatalf("got no error for a seed that is no JSON: %v", err)
	}
	return read
}

// wantStatus returns the expected response for the status of a seed, without an omitted
// ARN, and with every time in whole milliseconds.
func wantStatus(t *testing.T, status map[string]any) {
	t.Helper()
	setTimes(t, status)
	if _, given := status["recording"]; !given {
		_, linked := status["servicePrincipal"]
		status["recording"] = linked
	}
}

// setTimes rounds the times in an object to milliseconds.
func setTimes(t *testing.T, object map[string]any) {
	t.Helper()
	for member, value := range object {
		if !strings.HasSuffix(member, "Time") {
			continue
		}
		switch value := value.(type) {
		case float64:
			object[member] = int64(math.Round(value * 1000))
		case string:
			at, err := time.Parse(time.RFC3339, value)
			if err != nil {
				t.Fatalf("got no error for the time %q: %v", value, err)
			}
			object[member] = at.UnixMilli()
		}
	}
}
