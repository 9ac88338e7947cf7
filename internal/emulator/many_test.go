// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
)

// manyRecorders returns a seed with n service-linked recorders of third parties in each
// region.
func manyRecorders(tb testing.TB, account string, regions []string, n int) string {
	tb.Helper()
	statuses := make([]map[string]string, n)
	for i := range statuses {
		statuses[i] = map[string]string{
			"name":             fmt.Sprintf("%sExample%04d", reservedPrefix, i),
			"servicePrincipal": fmt.Sprintf("recorder%d.example.com", i),
			"lastStatus":       statusSuccess,
		}
	}
	inRegion := map[string]any{}
	for _, region := range regions {
		inRegion[region] = map[string]any{"ConfigurationRecordersStatus": statuses}
	}
	document, err := json.Marshal(map[string]any{
		"accounts":       map[string]any{account: inRegion},
		"enabledRegions": map[string]any{account: regions},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return string(document)
}

// TestManyRecorders lists a thousand recorders and reads each by its ARN.
func TestManyRecorders(t *testing.T) {
	t.Parallel()
	const each = 30
	regions := slices.Sorted(maps.Keys(knownRegions))
	f := serve(t)
	f.seed(t, manyRecorders(t, testAccount, regions, each))
	var wg sync.WaitGroup
	for _, region := range regions {
		wg.Go(func() {
			client := f.configIn(testAccount, region)
			var arns []string
			pages := configservice.NewListConfigurationRecordersPaginator(client, &configservice.ListConfigurationRecordersInput{})
			for pages.HasMorePages() {
				page, err := pages.NextPage(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				for _, s := range page.ConfigurationRecorderSummaries {
					arns = append(arns, *s.Arn)
				}
			}
			if len(arns) != each {
				t.Errorf("%s: got %d recorders, want %d", region, len(arns), each)
			}
			for i, arn := range arns {
				out, err := client.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{Arn: aws.String(arn)})
				if err != nil {
					t.Error(err)
					return
				}
				want := fmt.Sprintf("recorder%d.example.com", i)
				if all := out.ConfigurationRecordersStatus; len(all) != 1 || *all[0].Arn != arn || *all[0].ServicePrincipal != want || !all[0].Recording {
					t.Errorf("%s: got %+v, want the recorder of %s", arn, all, want)
				}
			}
		})
	}
	wg.Wait()
	// Two pages and each recorder.
	if got, want := int(f.requests.Load()), len(regions)*(2+each); got != want {
		t.Errorf("got %d requests, want %d", got, want)
	}
}

// BenchmarkManyRecorders sends a request to a region with a thousand recorders, without
// a network.
func BenchmarkManyRecorders(b *testing.B) {
	seed := manyRecorders(b, testAccount, []string{testRegion}, 1000)
	b.Run("seed", func(b *testing.B) {
		for b.Loop() {
			if _, err := ParseSeed("seed.json", []byte(seed)); err != nil {
				b.Fatal(err)
			}
		}
	})
	parsed, err := ParseSeed("seed.json", []byte(seed))
	if err != nil {
		b.Fatal(err)
	}
	store := NewStore()
	if err := store.Apply(parsed); err != nil {
		b.Fatal(err)
	}
	handler := NewHandler(store)
	name := reservedPrefix + "Example0500"
	for _, request := range []struct{ name, operation, body string }{
		{"ARN", "DescribeConfigurationRecorderStatus", `{"Arn":"` + recorderARN(location{testAccount, testRegion}, name) + `"}`},
		{"name", "DescribeConfigurationRecorderStatus", `{"ConfigurationRecorderNames":["` + name + `"]}`},
		{"principal", "DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"recorder500.example.com"}`},
		{"page", "ListConfigurationRecorders", `{}`},
	} {
		b.Run(request.name, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(request.body))
				r.Header.Set("Authorization", authorization("config"))
				r.Header.Set("X-Amz-Target", "StarlingDoveService."+request.operation)
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
