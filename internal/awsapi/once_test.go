// SPDX-License-Identifier: MPL-2.0

package awsapi_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

func TestOnce(t *testing.T) {
	t.Parallel()
	denied, throttled := withCode("AccessDeniedException"), withCode("ThrottlingException")
	for name, test := range map[string]struct {
		failures []error // The errors of the calls, in order.
		calls    int
		last     error // The error of the last caller.
	}{
		"success":             {nil, 1, nil},
		"a permanent failure": {[]error{denied}, 1, denied},
		"a temporary failure": {[]error{throttled}, 2, nil}, // All ten callers share it.
		"an interrupted call": {[]error{context.Canceled}, 2, nil},
		"a call out of time":  {[]error{&awsapi.TimeoutError{Err: context.DeadlineExceeded}}, 2, nil},
		"one after the other": {[]error{throttled, denied}, 2, denied},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				once, calls := new(awsapi.Once[int]), 0
				call := func(context.Context) (int, error) {
					time.Sleep(time.Second)
					if calls++; calls <= len(test.failures) {
						return 0, test.failures[calls-1]
					}
					return calls, nil
				}
				var group sync.WaitGroup
				for range 10 {
					group.Go(func() { _, _ = once.Do(t.Context(), call) })
				}
				group.Wait()
				result, err := once.Do(t.Context(), call)
				if calls != test.calls || !errors.Is(err, test.last) || err == nil && result != test.calls {
					t.Errorf("%d calls, then %d and %v", calls, result, err)
				}
			})
		})
	}
}

// A caller that waits for the call of another one has its own time limit.
func TestOnce_waits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		once := new(awsapi.Once[string])
		go func() {
			_, _ = once.Do(t.Context(), func(context.Context) (string, error) {
				time.Sleep(time.Minute)
				return "result", nil
			})
		}()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := once.Do(ctx, nil); awsapi.KindOf(err) != awsapi.TimedOut {
			t.Errorf("after its limit: %v", err)
		}
		ctx, interrupt := context.WithCancel(t.Context())
		interrupt()
		if _, err := once.Do(ctx, nil); awsapi.KindOf(err) != awsapi.Canceled {
			t.Errorf("after an interrupt: %v", err)
		}
		if result, err := once.Do(t.Context(), nil); result != "result" || err != nil {
			t.Errorf("got %q and %v", result, err)
		}
	})
}
