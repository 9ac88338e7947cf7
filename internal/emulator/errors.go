// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
)

// apiError is a refusal as AWS would send it. The code stands without the
// ending "Exception", because only AWS JSON services add it.
type apiError struct {
	code    string
	message string
	status  int
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
