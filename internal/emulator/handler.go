// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// maxBody is the maximum size of a request body, in bytes.
const maxBody = 1 << 20

// Handler serves AWS Config, AWS STS, AWS Account Management and AWS Organizations from
// a [Store]. It serves all services, regions and accounts at one address, and
// distinguishes them by the credential scope.
type Handler struct {
	store *Store
}

// NewHandler returns a handler that serves store. It does not store requests.
func NewHandler(store *Store) *Handler {
	return &Handler{store}
}

// ServeHTTP implements [http.Handler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	proto, requestID := protocolOf(r), newRequestID()
	body, err := h.answer(proto, w, r, requestID)
	if err != nil {
		writeFailure(w, proto, proto.spell(asAPIError(err)), requestID)
		return
	}
	writeAnswer(w, proto, http.StatusOK, body, requestID)
}

// answer calls the operation of the request and returns its encoded output.
func (h *Handler) answer(proto protocol, w http.ResponseWriter, r *http.Request, requestID string) ([]byte, error) {
	// Assumption 29: a body over 1 MiB is rejected with HTTP status 413.
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
	scope, err := scopeOf(r, proto, msg)
	if err := checkService(r, msg, scope); err != nil {
		return nil, err
	}

	// Assumption 30: only POST to the root or to a possible path of an operation is
	// accepted.
	if r.Method != http.MethodPost || r.URL.Path != msg.path {
		return nil, refuseWithStatus(http.StatusNotFound, "UnknownOperation", "The emulator answers POST to %s, not %s to %s.", msg.path, r.Method, r.URL.Path)
	}
	// Assumption 31: AWS Config and AWS STS report an invalid credential scope with HTTP
	// status 400, and before an unknown operation.
	if err != nil {
		return nil, err
	}
	var by caller
	if scope.accessKeyID != "" {
		by, err = h.store.authenticate(scope.accessKeyID, r.Header.Get("X-Amz-Security-Token"), scope.region)
		if err != nil {
			return nil, err
		}
	}

	svc := services[scope.service]
	at := location{by.account, scope.region}
	if svc.optIn && !h.store.enabled(at) {
		return nil, invalidToken()
	}
	if msg.operation == "" {
		return nil, refuse("UnknownOperation", "The request names no operation.")
	}
	if svc.protocol != proto || svc.target != msg.target {
		return nil, refuse("InvalidSignature", "The credential is scoped to the service '%s', but the request is for another service.", scope.service)
	}
	op, ok := svc.operations[msg.operation]
	if !ok {
		return nil, refuse("UnknownOperation", "The emulator does not have the operation %s of the service %s.", msg.operation, scope.service)
	}
	out, err := op(call{store: h.store, at: at, caller: by}, msg.document)
	if err != nil {
		return nil, err
	}
	return proto.output(msg.operation, requestID, out)
}

// writeFailure sends an error that is already in the form of the protocol.
func writeFailure(w http.ResponseWriter, proto protocol, e apiError, requestID string) {
	// The members of an error are strings, which every protocol can encode.
	body, _ := proto.failure(w.Header(), e, requestID)
	writeAnswer(w, proto, e.status, body, requestID)
}

func writeAnswer(w http.ResponseWriter, proto protocol, status int, body []byte, requestID string) {
	w.Header().Set("X-Amzn-Requestid", requestID)
	w.Header().Set("Content-Type", proto.contentType())
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	// The client may have disconnected.
	_, _ = w.Write(body)
}

// newRequestID returns a random UUID, like the request IDs of AWS.
func newRequestID() string {
	var b [16]byte
	// Read never returns an error. It crashes the program instead.
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
