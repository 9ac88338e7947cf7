// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// loadDuration is the environment variable that enables the load test and sets its
// duration.
const loadDuration = "AWSCONFIG_TEST_LOAD"

const (
	loadClients  = 64
	loadAccounts = 50
	// loadHeap is the maximum growth of the heap in bytes after all clients started. The
	// content of a region is small, and there are 1,700 regions.
	loadHeap = 4 << 20
)

// loadPair is what the load test knows about an account in a region.
type loadPair struct {
	at location
	// The other fields are only correct for a pair with one client.
	recorder, recording, channel, linked bool
	role, bucket                         string
	// created and deleted count the service-linked recorders of a shared pair.
	created, deleted atomic.Int64
}

// TestLoad runs many clients that read and write for a while. Each client must find what
// it wrote in its own regions, the shared regions must stay consistent, and the emulator
// must not use more and more memory.
func TestLoad(t *testing.T) {
	asked := os.Getenv(loadDuration)
	if asked == "" {
		t.Skipf("the test under load runs where %s says for how long, such as 30s", loadDuration)
	}
	duration, err := time.ParseDuration(asked)
	if err != nil {
		t.Fatal(err)
	}
	goroutines := runtime.NumGoroutine()
	enabled := map[string][]string{}
	for account := range loadAccounts {
		enabled[fmt.Sprintf("%012d", account)] = slices.Sorted(maps.Keys(knownRegions))
	}
	content, err := json.Marshal(map[string]any{"enabledRegions": enabled})
	if err != nil {
		t.Fatal(err)
	}
	seed, err := ParseSeed("seed.json", content)
	if err != nil {
		t.Fatal(err)
	}
	store := NewStore(WithSettle(10 * time.Millisecond))
	if err := store.Apply(seed); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(NewHandler(store))
	if addr, ok := server.Listener.Addr().(*net.TCPAddr); !ok || !addr.IP.IsLoopback() {
		t.Fatalf("got the address %v, want a loopback one", server.Listener.Addr())
	}
	transport := &http.Transport{MaxIdleConnsPerHost: loadClients}
	ctx, cancel := context.WithTimeout(t.Context(), duration)
	defer cancel()

	// The first region of each account is shared. All other regions belong to one client
	// each.
	var shared []*loadPair
	owned := make([][]*loadPair, loadClients)
	for account := range loadAccounts {
		for i, region := range slices.Sorted(maps.Keys(knownRegions)) {
			pair := &loadPair{at: location{fmt.Sprintf("%012d", account), region}}
			if i == 0 {
				shared = append(shared, pair)
				continue
			}
			client := (account*len(knownRegions) + i) % loadClients
			owned[client] = append(owned[client], pair)
		}
	}
	clients := make([]*loadClient, loadClients)
	for i := range clients {
		clients[i] = &loadClient{
			http:   &http.Client{Transport: transport},
			url:    server.URL,
			owned:  owned[i],
			shared: shared,
			random: rand.New(rand.NewPCG(uint64(i), 0)),
		}
	}

	began := time.Now()
	var working sync.WaitGroup
	for _, client := range clients {
		working.Go(func() {
			for ctx.Err() == nil {
				if err := client.work(); err != nil {
					t.Error(err)
					cancel()
				}
			}
		})
	}
	select {
	case <-time.After(duration / 5):
	case <-ctx.Done():
	}
	before := heap()
	working.Wait()
	after := heap()
	took := time.Since(began)

	for _, pair := range shared {
		if err := clients[0].checkShared(pair); err != nil {
			t.Error(err)
		}
	}
	for _, client := range clients {
		for _, pair := range client.owned {
			if err := client.checkOwned(pair); err != nil {
				t.Error(err)
			}
		}
	}
	requests := 0
	for _, client := range clients {
		requests += client.requests
	}
	t.Logf("%d requests in %s by %d clients: %.0f a second; the heap went from %d to %d KiB", requests, took.Round(time.Millisecond), loadClients, float64(requests)/took.Seconds(), before>>10, after>>10)
	if after > before+loadHeap {
		t.Errorf("got a heap that grew from %d to %d bytes, want %d more at most", before, after, loadHeap)
	}

	transport.CloseIdleConnections()
	server.Close()
	for range 100 {
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("got %d goroutines at the end, want the %d there were", runtime.NumGoroutine(), goroutines)
}

// heap returns the size of the heap in use, in bytes.
func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
