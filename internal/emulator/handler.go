// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// maxBody is the largest request body that is read, in bytes.
const maxBody = 1 << 20

// Handler answers requests to AWS Config, AWS STS and AWS Account Management
// from a [Store]. Requests to all of them, for any region and account, come to
// one address, and the credential scope tells them apart.
type Handler struct {
	store *Store
	log   *requestLog
}

// HandlerOption changes how [NewHandler] makes a handler.
type HandlerOption func(*Handler)

// WithoutRequestLog makes a handler that remembers no requests, for a process
// that runs for long.
func WithoutRequestLog() HandlerOption {
	return func(h *Handler) { h.log = nil }
}

// NewHandler returns a handler that answers from store.
func NewHandler(store *Store, opts ...HandlerOption) *Handler {
	h := &Handler{store: store, log: &requestLog{}}
	for _, opt := range opts {
		opt(h)
	}
	return h
}

// Requests returns a copy of every request so far, in order of arrival, and
// nil from a handler made with [WithoutRequestLog]. A request stands complete
// in it before its answer is sent.
func (h *Handler) Requests() []Request {
	return h.log.copy()
}

// ServeHTTP implements [http.Handler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	req := Request{Time: h.store.clock(), UserAgent: r.UserAgent(), RequestID: newRequestID(), Status: http.StatusOK}
	place := h.log.arrived(Request{Time: req.Time, UserAgent: req.UserAgent, RequestID: req.RequestID})

	proto := protocolOf(r)
	out, err := h.answer(proto, w, r, &req)
	var body []byte
	if err == nil {
		body, err = proto.output(req.Operation, req.RequestID, out)
	}
	if err != nil {
		refusal := proto.spell(asAPIError(err))
		req.Status, req.ErrorCode = refusal.status, refusal.code
		h.log.answered(place, req)
		writeFailure(w, proto, refusal, req.RequestID)
		return
	}
	h.log.answered(place, req)
	writeAnswer(w, proto, req.Status, body, req.RequestID)
}

// answer finds the operation that is asked for and calls it, and notes in req
// what it learns on the way.
func (h *Handler) answer(proto protocol, w http.ResponseWriter, r *http.Request, req *Request) (any, error) {
	// Assumption 29: a body over 1 MiB is refused with the HTTP status for it.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return nil, refuseWithStatus(http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "The request is larger than %d bytes.", maxBody)
	}
	if err != nil {
		return nil, refuse("Serialization", "The request cannot be read: %v.", err)
	}
	msg, err := proto.parse(r, body)
	if err != nil {
		return nil, refuse("Serialization", "The request cannot be read: %v.", err)
	}
	req.Operation, req.Body = msg.operation, msg.loggable

	// Assumption 30: only POST to the root, or to what may be the path of an
	// operation, is answered.
	if r.Method != http.MethodPost || r.URL.Path != msg.path {
		return nil, refuseWithStatus(http.StatusNotFound, "UnknownOperation", "The emulator answers POST to %s, not %s to %s.", msg.path, r.Method, r.URL.Path)
	}
	// Assumption 31: what is wrong with a credential scope is told with HTTP
	// status 400 by AWS Config and AWS STS, and before what is wrong with the
	// operation.
	scope, err := scopeOf(r, proto, msg)
	if err != nil {
		return nil, err
	}
	req.Service, req.Region, req.AccessKeyID = scope.service, scope.region, scope.accessKeyID
	var by caller
	if scope.accessKeyID != "" {
		by, err = h.store.authenticate(scope.accessKeyID, r.Header.Get("X-Amz-Security-Token"), scope.region)
		req.AccountID = by.account
		if err != nil {
			return nil, err
		}
	}

	svc, ok := services[scope.service]
	if !ok {
		return nil, refuse("UnknownOperation", "The emulator does not have the service %s, so it cannot answer %s.", scope.service, req.Operation)
	}
	at := location{by.account, scope.region}
	if svc.optIn && !h.store.enabled(at) {
		return nil, invalidToken()
	}
	if req.Operation == "" {
		return nil, refuse("UnknownOperation", "The request names no operation.")
	}
	if svc.protocol != proto || svc.target != msg.target {
		return nil, refuse("InvalidSignature", "The credential is scoped to the service '%s', which the request is not for.", scope.service)
	}
	op, ok := svc.operations[req.Operation]
	if !ok {
		return nil, refuse("UnknownOperation", "The emulator does not have the operation %s of the service %s.", req.Operation, scope.service)
	}
	return op(call{store: h.store, at: at, caller: by}, msg.document)
}

// asAPIError makes an internal failure of every error that is not a refusal.
func asAPIError(err error) apiError {
	var refusal *apiError
	if !errors.As(err, &refusal) {
		return apiError{code: "InternalFailure", message: err.Error(), status: http.StatusInternalServerError}
	}
	return *refusal
}

// newRequestID returns a random UUID, as AWS uses for request ids.
func newRequestID() string {
	var b [16]byte
	// Read never fails: it ends the program instead.
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
