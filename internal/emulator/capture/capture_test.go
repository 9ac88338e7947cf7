// SPDX-License-Identifier: MPL-2.0

package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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

// TestSeed reads an emulator and gets its seed.
func TestSeed(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var sent []string
	next := emulate(t, everything)
	cfg := configOf(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, operation, found := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		if !found {
			operation = r.URL.Path
		}
		mu.Lock()
		sent = append(sent, operation)
		mu.Unlock()
		next.ServeHTTP(w, r)
	}))
	got, err := Seed(t.Context(), cfg, nil)
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
	// AWS STS, then the regions of the account, then two regions with one additional
	// recorder in all.
	slices.Sort(sent)
	wantSent := strings.Fields(`/ /listRegions
		DescribeConfigurationRecorderStatus DescribeConfigurationRecorderStatus DescribeConfigurationRecorderStatus
		DescribeConfigurationRecorders DescribeConfigurationRecorders DescribeConfigurationRecorders
		DescribeDeliveryChannelStatus DescribeDeliveryChannelStatus
		DescribeDeliveryChannels DescribeDeliveryChannels
		ListConfigurationRecorders ListConfigurationRecorders`)
	if !slices.Equal(sent, wantSent) {
		t.Errorf("got the requests %v, want %v", sent, wantSent)
	}
}

// TestSeed_namedRegions names one region twice.
func TestSeed_namedRegions(t *testing.T) {
	t.Parallel()
	got, err := Seed(t.Context(), configOf(t, emulate(t, everything)), []string{"eu-west-2", "eu-west-2"})
	if want := "{\n  \"accounts\": {\n    \"123456789012\": {\n      \"eu-west-2\": {}\n    }\n  }\n}\n"; err != nil || string(got) != want {
		t.Errorf("got %s and %v, want %s", got, err, want)
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
		denied + "operation=ListConfigurationRecorders,region=eu-west-2":    `^reading AWS Config in eu-west-2: .*ListConfigurationRecorders.* AccessDeniedException`,
		denied + "operation=DescribeConfigurationRecorders":                 `^reading AWS Config in eu-west-[12]: .*DescribeConfigurationRecorders.* AccessDeniedException`,
		denied + "operation=DescribeConfigurationRecorderStatus":            `^reading AWS Config in eu-west-[12]: .*DescribeConfigurationRecorderStatus.* AccessDeniedException`,
		denied + "operation=DescribeDeliveryChannels":                       `^reading AWS Config in eu-west-[12]: .*DescribeDeliveryChannels.* AccessDeniedException`,
		denied + "operation=DescribeDeliveryChannelStatus,region=eu-west-1": `^reading AWS Config in eu-west-1: .*DescribeDeliveryChannelStatus.* AccessDeniedException`,
		"body=cut,operation=DescribeDeliveryChannels":                       `^reading AWS Config in eu-west-[12]: .*unexpected EOF`,
		"set=DeliveryChannels,to={}":                                        `^reading AWS Config in eu-west-[12]: `,
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
