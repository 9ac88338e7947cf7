// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"net/http"
)

// apiError is an error of an AWS API. The code is without the ending "Exception",
// because only AWS JSON services have it.
type apiError struct {
	code    string
	message string
	status  int
	// reason is the reason in an error of AWS Organizations. It is empty for other
	// services.
	reason string
}

func (e *apiError) Error() string {
	return e.code + ": " + e.message
}

// refuse returns an error with HTTP status 400, the status of every exception in the
// model of AWS Config.
//
// Assumption 1: messages that were never published are those of moto, or in the words of
// this package. Clients can rely on codes, but not on messages.
func refuse(code, format string, args ...any) error {
	return refuseWithStatus(http.StatusBadRequest, code, format, args...)
}

func refuseWithStatus(status int, code, format string, args ...any) error {
	return &apiError{code: code, message: fmt.Sprintf(format, args...), status: status}
}

// asAPIError returns an error that is an *apiError, or an internal failure for any other
// error.
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
