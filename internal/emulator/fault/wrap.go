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

// Options are the options of [Wrap].
type Options struct {
	// Seed determines to which requests a rate applies, and how long each jitter is.
	// With the same seed and the same order of requests, the result is the same.
	Seed uint64
	// Account returns the account of an access key, as [emulator.Store.Account] does. By
	// default, the accounts are those of a store without a seed.
	Account func(accessKeyID string) string
	// Caller returns the ARN of the owner of an access key, as [emulator.Store.Caller]
	// does. The default is the same as for Account.
	Caller func(accessKeyID, region string) string
	// Now returns the true time, from which the clock of a fault differs. The default is
	// [time.Now].
	Now func() time.Time
}

// request is an identified request with the account and the owner of its access key.
type request struct {
	emulator.Request
	account, caller string
}

// handler handles an identified request.
type handler func(w http.ResponseWriter, r *http.Request, asked request)

// Handler is an [http.Handler] with faults.
type Handler struct {
	http.Handler
	faults []Fault
	fates  []*fate
}

// Unmatched returns the faults that matched no request so far.
func (h *Handler) Unmatched() []Fault {
	var unmatched []Fault
	for i, f := range h.faults {
		if !h.fates[i].hasBegun() {
			unmatched = append(unmatched, f)
		}
	}
	return unmatched
}

// Wrap returns a handler that injects faults into next. The first fault is the
// outermost: it gets a request first, and the response last. The faults after it only
// get, and count, the requests that it passes on. The handler reads the body of a
// request, up to 1 MiB, before any fault, because a server only notices after that if
// the client disconnects.
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
		answer = f.wrap(answer, options.Now, fates[i])
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

// wrap returns a handler that injects the fault into next.
func (f Fault) wrap(next handler, now func() time.Time, fate *fate) handler {
	return func(w http.ResponseWriter, r *http.Request, asked request) {
		if f.matches(asked) {
			if applies, late := fate.next(f); applies {
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

// fate decides to which matching requests a fault applies.
type fate struct {
	mu     sync.Mutex
	random *rand.Rand
	seen   int
}

// newFate returns the fate for a fault with an index. The index makes the random numbers
// of faults differ; otherwise, all would apply to the same requests.
func newFate(seed uint64, place int) *fate {
	return &fate{random: rand.New(rand.NewPCG(seed, uint64(place)))}
}

// hasBegun reports whether the fault matched any request.
func (d *fate) hasBegun() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seen > 0
}

// next reports whether the fault applies to the next request, and returns its part of
// the jitter. It always draws both random numbers, so that one does not influence the
// other.
func (d *fate) next(f Fault) (applies bool, late time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.times > 0 && d.seen == f.times {
		return false, 0
	}
	d.seen++
	share, part := d.random.Float64(), d.random.Float64()
	return share < f.rate, time.Duration(part * float64(f.jitter))
}
