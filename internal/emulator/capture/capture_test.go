// SPDX-License-Identifier: MPL-2.0

package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

// configOf returns the configuration of clients of a server.
func configOf(t *testing.T, handler http.Handler) aws.Config {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return aws.Config{
		BaseEndpoint: &server.URL,
		Credentials:  credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "example", ""),
		Region:       "us-east-1",
		Retryer:      func() aws.Retryer { return aws.NopRetryer{} },
	}
}

// emulate returns the handler of an emulator with a seed.
func emulate(t *testing.T, text string) http.Handler {
	t.Helper()
	seed, err := emulator.ParseSeed("seed.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	store := emulator.NewStore()
	if err := store.Apply(seed); err != nil {
		t.Fatal(err)
	}
	return emulator.NewHandler(store)
}

// everything is a seed with the members in the order of the emulator's responses.
const everything = `{"accounts": {"123456789012": {
	"eu-west-1": {
		"ConfigurationRecorders": [
			{"name": "AWSConfigurationRecorderForSecurityHubCSPM", "recordingScope": "INTERNAL", "servicePrincipal": "securityhub.amazonaws.com"},
			{"name": "default", "recordingGroup": {"allSupported": true, "resourceTypes": []}, "roleARN": "arn:aws:iam::123456789012:role/config"}
		],
		"ConfigurationRecordersStatus": [
			{"arn": "arn:aws:config:eu-west-1:123456789012:configuration-recorder/AWSConfigurationRecorderForSecurityHubCSPM/0123456789abcdef", "name": "AWSConfigurationRecorderForSecurityHubCSPM", "recording": true, "servicePrincipal": "securityhub.amazonaws.com"},
			{"arn": "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/0123456789abcdef", "lastErrorMessage": "The role may not write & read.", "lastStartTime": 1.787908206063E9, "lastStatus": "FAILURE", "name": "default", "recording": true}
		],
		"DeliveryChannels": [{"name": "default", "s3BucketName": "example"}],
		"DeliveryChannelsStatus": [{"configHistoryDeliveryInfo": {"lastStatus": "FAILURE"}, "configSnapshotDeliveryInfo": {}, "configStreamDeliveryInfo": {}, "name": "default"}]
	},
	"eu-west-2": {}
}}, "enabledRegions": {"123456789012": ["eu-west-1", "eu-west-2"]}}`

// recorded is a server that records the operations, or the paths, of requests.
type recorded struct {
	next http.Handler

	mu           sync.Mutex
	sent         []string
	pending, max int
}

func (h *recorded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, operation, found := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if !found {
		operation = r.URL.Path
	}
	h.mu.Lock()
	h.sent = append(h.sent, operation)
	h.pending++
	h.max = max(h.max, h.pending)
	h.mu.Unlock()
	h.next.ServeHTTP(w, r)
	h.mu.Lock()
	h.pending--
	h.mu.Unlock()
}

// count returns how often each operation was requested.
func (h *recorded) count() map[string]int {
	counts := map[string]int{}
	for _, operation := range h.sent {
		counts[operation]++
	}
	return counts
}

// TestSeed reads an emulator and gets its seed.
func TestSeed(t *testing.T) {
	t.Parallel()
	server := &recorded{next: emulate(t, everything)}
	got, err := Seed(t.Context(), configOf(t, server), nil)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := json.Indent(&want, []byte(everything), "", "  "); err != nil {
		t.Fatal(err)
	}
	if string(got) != want.String()+"\n" {
		t.Errorf("got\n%s\nwant\n%s", got, &want)
	}
	// Two regions with one additional recorder in all.
	wantCounts := map[string]int{
		"/": 1, "/listRegions": 1, "ListConfigurationRecorders": 2,
		"DescribeConfigurationRecorders": 3, "DescribeConfigurationRecorderStatus": 3,
		"DescribeDeliveryChannels": 2, "DescribeDeliveryChannelStatus": 2,
	}
	if counts := server.count(); !maps.Equal(counts, wantCounts) {
		t.Errorf("got the requests %v, want %v", counts, wantCounts)
	}
}

// TestSeed_many needs several pages of regions and of recorders.
func TestSeed_many(t *testing.T) {
	t.Parallel()
	var names, recorders []string
	for i := range 60 {
		names = append(names, fmt.Sprintf(`"us-east-%d"`, i+1))
	}
	for i := range 25 {
		recorders = append(recorders, fmt.Sprintf(`{"name": "AWSConfigurationRecorderForX%d", "recording": true, "servicePrincipal": "x%d.amazonaws.com"}`, i, i))
	}
	text := fmt.Sprintf(`{"accounts": {"123456789012": {"us-east-7": {"ConfigurationRecordersStatus": [%s]}}}, "enabledRegions": {"123456789012": [%s]}}`, strings.Join(recorders, ","), strings.Join(names, ","))
	server := &recorded{next: fault.Wrap(emulate(t, text), fault.Options{Seed: 1}, fault.MustParse("latency=5ms"))}
	out, err := Seed(t.Context(), configOf(t, server), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got seed
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	found := got.Accounts["123456789012"]
	if enabled := got.EnabledRegions["123456789012"]; len(found) != 60 || len(enabled) != 60 {
		t.Errorf("got %d regions, %d of them enabled, want 60", len(found), len(enabled))
	}
	if r := found["us-east-7"]; len(r["ConfigurationRecorders"]) != 25 || len(r["ConfigurationRecordersStatus"]) != 25 {
		t.Errorf("got %v, want 25 recorders", r)
	}
	if counts := server.count(); counts["/listRegions"] < 2 || counts["ListConfigurationRecorders"] < 61 {
		t.Errorf("got one page of everything: %v", counts)
	}
	if server.max != maxRegions {
		t.Errorf("got %d requests at the same time, want %d", server.max, maxRegions)
	}
}

// TestSeed_namedRegions names one region twice. No other region is enabled in the seed.
func TestSeed_namedRegions(t *testing.T) {
	t.Parallel()
	server := &recorded{next: emulate(t, everything)}
	got, err := Seed(t.Context(), configOf(t, server), []string{"eu-west-2", "eu-west-2"})
	want := `{"accounts":{"123456789012":{"eu-west-2":{}}},"enabledRegions":{"123456789012":["eu-west-2"]}}`
	if err != nil || compact(t, []json.RawMessage{got}) != want {
		t.Errorf("got %s and %v, want %s", got, err, want)
	}
	if counts := server.count(); counts["ListConfigurationRecorders"] != 1 || counts["/listRegions"] != 0 {
		t.Errorf("got the requests %v, want one region", counts)
	}
}

// TestSeed_withoutRecorder lists recorders that cannot be described: one of another
// cloud, which is not asked for, and one that was deleted after it was listed.
func TestSeed_withoutRecorder(t *testing.T) {
	t.Parallel()
	const azure = `{"name": "AWSConfigurationRecorderForAzure", "servicePrincipal": "azure.amazonaws.com", "connectorArn": "arn:aws:config:eu-west-1:123456789012:connector/c"}`
	for name, test := range map[string]struct {
		seed, fault string
	}{
		"another cloud": {`{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecorders": [` + azure + `]}}}}`, "error=Never,times=1,operation=ListAccounts"},
		"deleted":       {everything, "error=NoSuchConfigurationRecorderException,times=1,operation=DescribeConfigurationRecorderStatus"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := configOf(t, fault.Wrap(emulate(t, test.seed), fault.Options{Seed: 1}, fault.MustParse(test.fault)))
			got, err := Seed(t.Context(), cfg, []string{"eu-west-1"})
			if err != nil || strings.Contains(string(got), "AWSConfigurationRecorderFor") {
				t.Errorf("got %s and %v, want no service-linked recorder", got, err)
			}
		})
	}
}

// TestSeed_published reads published responses, and gets what they contain.
func TestSeed_published(t *testing.T) {
	t.Parallel()
	for operation, pattern := range map[string]string{
		"DescribeConfigurationRecorders":      "published-recorders-*",
		"DescribeConfigurationRecorderStatus": "published-status-*",
		"DescribeDeliveryChannels":            "published-channels-*",
		"DescribeDeliveryChannelStatus":       "published-channel-status-*",
	} {
		files, err := filepath.Glob("../testdata/" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: got %v and %v", pattern, files, err)
		}
		for _, file := range files {
			published, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			nothing := emulate(t, `{}`)
			text, err := Seed(t.Context(), configOf(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+operation) {
					nothing.ServeHTTP(w, r)
					return
				}
				_, _ = w.Write(published)
			})), []string{"eu-west-1"})
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			var got seed
			var want region
			if err := errors.Join(json.Unmarshal(text, &got), json.Unmarshal(published, &want)); err != nil {
				t.Fatal(err)
			}
			for name, elements := range want {
				if found := got.Accounts["123456789012"]["eu-west-1"][name]; compact(t, found) != compact(t, elements) {
					t.Errorf("%s: got %s, want %s", file, found, elements)
				}
			}
		}
	}
}

// compact returns elements without the spaces of their formatting.
func compact(t *testing.T, elements []json.RawMessage) string {
	t.Helper()
	var out bytes.Buffer
	for _, element := range elements {
		if err := json.Compact(&out, element); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestSeed_failures(t *testing.T) {
	t.Parallel()
	const denied = "error=AccessDeniedException,"
	for injected, want := range map[string]string{
		denied + "service=sts":     `^identifying the account of the credentials: .* AccessDeniedException`,
		denied + "service=account": `^listing the enabled regions, which you can also name: .* AccessDeniedException`,
		denied + "operation=ListConfigurationRecorders,region=eu-west-2":                      `^reading AWS Config in eu-west-2: .*ListConfigurationRecorders.* AccessDeniedException`,
		denied + "operation=DescribeConfigurationRecorders":                                   `^reading AWS Config in eu-west-[12]: .*DescribeConfigurationRecorders.* AccessDeniedException`,
		denied + "operation=DescribeConfigurationRecorderStatus":                              `^reading AWS Config in eu-west-[12]: .*DescribeConfigurationRecorderStatus.* AccessDeniedException`,
		denied + "operation=DescribeDeliveryChannels":                                         `^reading AWS Config in eu-west-[12]: .*DescribeDeliveryChannels.* AccessDeniedException`,
		denied + "operation=DescribeDeliveryChannelStatus,region=eu-west-1":                   `^reading AWS Config in eu-west-1: .*DescribeDeliveryChannelStatus.* AccessDeniedException`,
		"body=cut,operation=DescribeDeliveryChannels":                                         `^reading AWS Config in eu-west-[12]: .*unexpected EOF`,
		"set=DeliveryChannels,to={}":                                                          `^reading AWS Config in eu-west-[12]: `,
		denied + "service=config":                                                             `(?s)^reading AWS Config in eu-west-1: .*\nreading AWS Config in eu-west-2: `,
		"error=NoSuchConfigurationRecorderException,operation=DescribeConfigurationRecorders": `^reading AWS Config in eu-west-[12]: .*NoSuchConfigurationRecorderException`,
	} {
		t.Run(injected, func(t *testing.T) {
			t.Parallel()
			cfg := configOf(t, fault.Wrap(emulate(t, everything), fault.Options{Seed: 1}, fault.MustParse(injected)))
			text, err := Seed(t.Context(), cfg, nil)
			if text != nil || err == nil || !regexp.MustCompile(want).MatchString(err.Error()) {
				t.Errorf("got %s and %v, want %s", text, err, want)
			}
		})
	}
}
