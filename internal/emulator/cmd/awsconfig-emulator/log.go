// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"log"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// logRequests writes one line for each request: operation, service, account, region and
// status. A dash replaces unknown values, and the status if there was no response.
func logRequests(next http.Handler, account func(accessKeyID string) string, logger *log.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, again := emulator.ReadAhead(r)
		asked := emulator.Identify(again, body)
		owner := ""
		if asked.AccessKeyID != "" {
			owner = account(asked.AccessKeyID)
		}
		answer := &statusWriter{ResponseWriter: w}
		// A fault can end a request with a panic.
		defer func() {
			words := []string{cmp.Or(asked.Operation, r.Method+" "+r.URL.Path), asked.Service, owner, asked.Region, answer.status}
			for i, word := range words {
				words[i] = printable(cmp.Or(word, "-"))
			}
			logger.Print(strings.Join(words, " "))
		}()
		next.ServeHTTP(answer, again)
	})
}

// printable quotes text with spaces or control characters.
func printable(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

// statusWriter records the status of a response.
type statusWriter struct {
	http.ResponseWriter
	status string
}

// WriteHeader implements [http.ResponseWriter].
func (w *statusWriter) WriteHeader(status int) {
	w.status = cmp.Or(w.status, strconv.Itoa(status))
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets [http.ResponseController] find the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// healthPath returns status 200 while the emulator is running.
const healthPath = "/health"

// answerHealth answers health checks, without faults.
func answerHealth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.Path == healthPath {
			w.WriteHeader(http.StatusOK)
			return
		}
		next.ServeHTTP(w, r)
	})
}
