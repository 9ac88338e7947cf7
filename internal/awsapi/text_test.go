// SPDX-License-Identifier: MPL-2.0

package awsapi_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

func TestCleanText(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"plain":              {"Rate exceeded\n  - ü 日本 \"x\"", "Rate exceeded\n  - ü 日本 \"x\""},
		"a colored text":     {"\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		"an overwritten one": {"denied\r\bfine\x00", `denied\r\bfine\x00`},
		"C1":                 {"\u009b31m", `\u009b31m`},
		"bidirectional":      {"\u202egnp.exe\u2066", `\u202egnp.exe\u2066`},
		"invalid UTF-8":      {"a\xffb", `a\xffb`},
		"a replaced one":     {"a\ufffdb", "a\ufffdb"},
		"a secret":           {"the token FwoGTOKEN and FwoGTOKEN", "the token (hidden) and (hidden)"},
		"a short secret":     {"denied anyway", "denied anyway"},
		"a canonical string": {
			"The Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:other'", "The Canonical String (hidden)",
		},
		"a URL":       {`Get "https://user:p%40ss@example.com:8080/path?token=secret#part": dial tcp`, `Get "https://example.com:8080/path": dial tcp`},
		"a wrong URL": {"http://user:p@ss#1@127.0.0.1:4793: refused", "http://(hidden) refused"},
		"capitals":    {"HTTPS://user:pass@example.com refused", "HTTPS://example.com refused"},
		"a query":     {"http://example.com/?x=@y", "http://(hidden)"},
		"an ARN":      {"arn:aws:iam::123456789012:role/a@b?c", "arn:aws:iam::123456789012:role/a@b?c"},
		"a long text": {strings.Repeat("é", 2001), strings.Repeat("é", 2000) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := awsapi.CleanText(test.text, "", "any", "FwoGTOKEN"); got != test.want {
				t.Errorf("got %q, not %q", got, test.want)
			}
		})
	}
}

func TestCleanError(t *testing.T) {
	t.Parallel()
	plain := errors.New("plain")
	if got := awsapi.CleanError(plain, "any-secret"); got != plain { //nolint:errorlint // The same error, not an equal one.
		t.Errorf("got %v", got)
	}
	cleaned := fmt.Errorf("operation error: %w", awsapi.CleanError(fmt.Errorf("%w: any-secret", plain), "any-secret"))
	if cleaned.Error() != "operation error: plain: (hidden)" || !errors.Is(cleaned, plain) {
		t.Errorf("got %v", cleaned)
	}
	if err := awsapi.CleanError(nil); err != nil {
		t.Errorf("got %v", err)
	}
}
