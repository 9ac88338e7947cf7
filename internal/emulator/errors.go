// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"net/http"
)

// apiError is a refusal as AWS would send it. The code stands without the
// ending "Exception", because only AWS JSON services add it.
type apiError struct {
	code    string
	message string
	status  int
	// reason is what AWS Organizations adds to the code, and empty elsewhere.
	reason string
}

func (e *apiError) Error() string {
	return e.code + ": " + e.message
}

// refuse makes an error with HTTP status 400, which is that of every exception
// in the model of AWS Config.
//
// Assumption 1: messages that nobody has published are in the words of this
// package. Codes, not messages, are what a client may rely on.
func refuse(code, format string, args ...any) error {
	return refuseWithStatus(http.StatusBadRequest, code, format, args...)
}

func refuseWithStatus(status int, code, format string, args ...any) error {
	return &apiError{code: code, message: fmt.Sprintf(format, args...), status: status}
}

// asAPIError makes an internal failure of every error that is not a refusal.
func asAPIError(err error) apiError {
	var refusal *apiError
	if !errors.As(err, &refusal) {
		return apiError{code: "InternalFailure", message: err.Error(), status: http.StatusInternalServerError}
	}
	return *refusal
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
