// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkHandler reads a status over HTTP with several concurrent clients.
func BenchmarkHandler(b *testing.B) {
	store := NewStore()
	seed, err := ParseSeed("seed.json", []byte(`{"accounts": {"`+testAccount+`": {"`+testRegion+`": {"ConfigurationRecordersStatus": [{"name": "default", "recording": true, "lastStatus": "SUCCESS"}]}}}}`))
	if err != nil {
		b.Fatal(err)
	}
	if err := store.Apply(seed); err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(NewHandler(store))
	b.Cleanup(server.Close)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	ask := func() (int, error) {
		r, err := http.NewRequest(http.MethodPost, server.URL, strings.NewReader("{}"))
		if err != nil {
			return 0, err
		}
		r.Header.Set("Authorization", authorization("config"))
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", "StarlingDoveService.DescribeConfigurationRecorderStatus")
		response, err := client.Do(r)
		if err != nil {
			return 0, err
		}
		_, err = io.Copy(io.Discard, response.Body)
		if closing := response.Body.Close(); err == nil {
			err = closing
		}
		return response.StatusCode, err
	}

	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if status, err := ask(); err != nil || status != http.StatusOK {
				b.Errorf("got status %d and %v", status, err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}
