// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the maximum length of a cleaned text, in characters. The longest messages
// of AWS, about denied access, have about 500.
const maxText = 2000

// hidden replaces secrets.
const hidden = "(hidden)"

// minSecret is the minimum length of a secret to hide. Secrets of AWS have at least 40
// characters. Short ones, made up for an emulator, could be parts of words.
const minSecret = 8

// CleanText makes text from outside the provider safe to print and to store. It hides
// the secrets, removes user and query from URLs, and shortens the text. It cuts a
// canonical string, which AWS quotes if a signature is wrong and which contains the
// session token. It escapes control characters and characters that change the direction
// of the text, because a terminal could obey them.
func CleanText(text string, secrets ...string) string {
	for _, secret := range secrets {
		if len(secret) >= minSecret {
			text = strings.ReplaceAll(text, secret, hidden)
		}
	}
	text = urlPattern().ReplaceAllStringFunc(text, CleanURL)
	if at := strings.Index(strings.ToLower(text), "canonical string"); at >= 0 {
		text = text[:at+len("canonical string")] + " " + hidden
	}
	if utf8.RuneCountInString(text) > maxText {
		text = string([]rune(text)[:maxText]) + "…"
	}
	return escape(text)
}

var urlPattern = Pattern(`[A-Za-z0-9+]+://[^\s"'<>]+`)

// CleanURL returns a URL without user, password, query and fragment, all of which can be
// secrets. If the password is not encoded and hides where the host begins, it removes
// everything after the scheme.
func CleanURL(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	host, path := rest, ""
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		host, path = rest[:end], rest[end:]
	}
	if strings.Contains(path, "@") {
		return scheme + "://" + hidden
	}
	host = host[strings.LastIndex(host, "@")+1:]
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	return scheme + "://" + host + path
}

func escape(text string) string {
	var escaped strings.Builder
	for i, r := range text {
		switch {
		case r == '\n' || r == '\t':
			escaped.WriteRune(r)
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)):
			escaped.WriteString(`\x` + strconv.FormatUint(uint64(text[i]), 16))
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			quoted := strconv.QuoteRuneToASCII(r)
			escaped.WriteString(quoted[1 : len(quoted)-1])
		default:
			escaped.WriteRune(r)
		}
	}
	return escaped.String()
}

// cleanError is an error with a cleaned text.
type cleanError struct {
	err  error
	text string
}

// CleanError returns an error that wraps err and has its text, cleaned with CleanText.
func CleanError(err error, secrets ...string) error {
	if err == nil {
		return nil
	}
	text := CleanText(err.Error(), secrets...)
	if text == err.Error() {
		return err
	}
	return &cleanError{err: err, text: text}
}

func (e *cleanError) Error() string { return e.text }

func (e *cleanError) Unwrap() error { return e.err }
