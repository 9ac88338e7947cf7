// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"sync"
	"time"
)

// Request is what a [Handler] remembers of one request. It holds no secret:
// neither the signature nor a security token is kept.
type Request struct {
	// Time is when the request arrived, by the store's clock.
	Time time.Time
	// Service is the service of the credential scope, such as "config", or that
	// of an operation which needs no signature.
	Service string
	// Operation is what was asked for, such as
	// "DescribeConfigurationRecorderStatus", whether the emulator has it or not.
	Operation string
	// Region is the region of the credential scope, and empty where there is no
	// signature.
	Region string
	// AccountID is the account that the access key belongs to, and empty where
	// that is not known.
	AccountID   string
	AccessKeyID string
	UserAgent   string
	// Body is the request body, nil when it could not be read. Tokens and codes
	// in a request to AWS STS are replaced.
	Body []byte
	// Status is the HTTP status of the answer, and 0 while there is none.
	Status int
	// ErrorCode is the code of the answer as it was sent, and empty after a
	// success.
	ErrorCode string
	// RequestID is the request id of the answer.
	RequestID string
}

// requestLog keeps requests in order of arrival. A nil log keeps none.
type requestLog struct {
	mu       sync.Mutex
	requests []*Request
}

// arrived keeps the place of a request before it is answered.
func (l *requestLog) arrived(r Request) (place int) {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, &r)
	return len(l.requests) - 1
}

// answered completes the request at its place.
func (l *requestLog) answered(place int, r Request) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	*l.requests[place] = r
}

func (l *requestLog) copy() []Request {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	requests := make([]Request, len(l.requests))
	for i, r := range l.requests {
		requests[i] = *r
		requests[i].Body = slices.Clone(r.Body)
	}
	return requests
}
