// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// Options is what faults do not tell themselves.
type Options struct {
	// Seed decides which requests a rate befalls, and how long each jitter is.
	// With the same seed, the same order of requests has the same fate.
	Seed uint64
	// Account returns the account of an access key, as [emulator.Store.Account]
	// does. Without it, keys belong to the accounts that a store without a seed
	// tells.
	Account func(accessKeyID string) string
	// Caller returns the ARN of the owner of an access key, as
	// [emulator.Store.Caller] does. Without it, as without Account.
	Caller func(accessKeyID, region string) string
	// Now is the true time, from which the clock of a fault differs; without it
	// that is [time.Now].
	Now func() time.Time
}

// request is what a request asks for, and the account and the owner of its access key.
type request struct {
	emulator.Request
	account, caller string
}

// handler answers a request that was identified.
type handler func(w http.ResponseWriter, r *http.Request, asked request)

// Handler answers requests with faults.
type Handler struct {
	http.Handler
	faults []Fault
	fates  []*fate
}

// Unmatched returns the faults that concerned no request so far.
func (h *Handler) Unmatched() []Fault {
	var unmatched []Fault
	for i, f := range h.faults {
		if !h.fates[i].began() {
			unmatched = append(unmatched, f)
		}
	}
	return unmatched
}

// Wrap returns a handler that lets faults befall the requests to next. The first
// fault is the outermost: it sees a request first, and the answer last. Only
// what a fault lets through is seen by the faults after it, and counts there.
// The body of a request is read up to 1 MiB before any fault, because a server
// notices only then that a client goes away.
func Wrap(next http.Handler, options Options, faults ...Fault) *Handler {
	if len(faults) == 0 {
		return &Handler{Handler: next}
	}
	if options.Account == nil {
		options.Account = emulator.NewStore().Account
	}
	if options.Caller == nil {
		options.Caller = emulator.NewStore().Caller
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	answer := handler(func(w http.ResponseWriter, r *http.Request, _ request) { next.ServeHTTP(w, r) })
	fates := make([]*fate, len(faults))
	for i, f := range slices.Backward(faults) {
		fates[i] = newFate(options.Seed, i)
		answer = f.around(answer, options.Now, fates[i])
	}
	return &Handler{faults: faults, fates: fates, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, again := emulator.ReadAhead(r)
		asked := request{Request: emulator.Identify(again, body)}
		if asked.AccessKeyID != "" {
			asked.account = options.Account(asked.AccessKeyID)
			asked.caller = options.Caller(asked.AccessKeyID, asked.Region)
		}
		answer(w, again, asked)
	})}
}

// around returns a handler that lets the fault befall the requests to next.
func (f Fault) around(next handler, now func() time.Time, fate *fate) handler {
	return func(w http.ResponseWriter, r *http.Request, asked request) {
		if f.concerns(asked) {
			if befalls, late := fate.next(f); befalls {
				f.kind.happen(incident{
					Fault: f,
					w:     w,
					r:     r,
					asked: asked,
					now:   now,
					late:  late,
					next:  func(w http.ResponseWriter) { next(w, r, asked) },
				})
				return
			}
		}
		next(w, r, asked)
	}
}

// fate decides which of the requests that concern a fault it befalls.
type fate struct {
	mu     sync.Mutex
	random *rand.Rand
	seen   int
}

// newFate returns the fate of the requests to a fault, given by its place among
// all: each has its own, or all would befall the same requests.
func newFate(seed uint64, place int) *fate {
	return &fate{random: rand.New(rand.NewPCG(seed, uint64(place)))}
}

// began reports whether the fault concerned any request.
func (d *fate) began() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seen > 0
}

// next tells whether the fault befalls the next request, and what part of the
// jitter that gets. It draws both each time, so that one does not shift the other.
func (d *fate) next(f Fault) (befalls bool, late time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.times > 0 && d.seen == f.times {
		return false, 0
	}
	d.seen++
	share, part := d.random.Float64(), d.random.Float64()
	return share < f.rate, time.Duration(part * float64(f.jitter))
}
