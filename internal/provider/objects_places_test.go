// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

// newPlaces is a backend with two enabled regions in each of three accounts. In two of
// them, the home region has a recorder that was started, and a delivery channel.
func newPlaces(t *testing.T) *acctest.Backend {
	t.Helper()
	backend := acctest.New(t)
	backend.Require(t, acctest.AccountRegions, acctest.RoleConditions)
	backend.Seed(t, fmt.Sprintf(`{"enabledRegions": {%q: [%[4]q, %[5]q], %[2]q: [%[4]q, %[5]q], %[3]q: [%[4]q, %[5]q]}}`, ownAccount, hubAccount, farAccount, home, other))
	for _, accountID := range []string{ownAccount, hubAccount} {
		backend.InAccount(t, accountID).CreateRecorder(t, home, "default")
		backend.InAccount(t, accountID).StartRecorder(t, home, "default")
	}
	return backend
}

func pluralReader(r reader) bool   { return r.plural() }
func singularReader(r reader) bool { return !r.plural() }

// All plural objects read the same places and report the same failures of accounts.
// Places that failed or do not exist are never reported as good.
func TestReaders_accounts(t *testing.T) {
	t.Parallel()
	eachReader(t, pluralReader, func(t *testing.T, r reader) {
		backend := newPlaces(t)
		backend.Seed(t, fmt.Sprintf(`{"roles": {"arn:aws:iam::%s:role/audit/config-reader": {"trusts": []}}}`, farAccount))
		s := newSession(t.Context(), t, backend.URL, backend.Credentials, accountRole)
		arguments := map[string]any{"account_ids": []any{farAccount, hubAccount, ownAccount}, "all_regions": true}
		r.failsWith(t, s, arguments, "ERROR: Unable to Assume the IAM Role\nAssuming the role audit/config-reader in account 345678901234 was denied.")

		arguments["on_error"] = "report"
		values := mustRead(t, s, r.name, arguments)
		for list, want := range map[string]string{
			r.list:   "123456789012 eu-west-1 default\n210987654321 eu-west-1 default",
			"errors": "345678901234 * <nil>",
		} {
			if got := column(t, values, list, "account_id", "region", "name"); got != want {
				t.Errorf("%s is\n%s", list, got)
			}
		}
		if got := fmt.Sprint(values["account_ids"], values["regions"]); got != "[123456789012 210987654321 345678901234] [eu-west-1 us-east-2]" {
			t.Errorf("it returned %s", got)
		}
		if problems := r.problems(); problems != "" {
			want := map[mirrored]string{
				recorderStatus: "123456789012 us-east-2 NoRecorder\n210987654321 us-east-2 NoRecorder\n345678901234 * Unreadable",
				deliveryStatus: "123456789012 eu-west-1 NothingDelivered\n123456789012 us-east-2 NoDeliveryChannel\n210987654321 eu-west-1 NothingDelivered\n210987654321 us-east-2 NoDeliveryChannel\n345678901234 * Unreadable",
			}[r.mirrored]
			if got := column(t, values, problems, "account_id", "region", "reason"); got != want {
				t.Errorf("%s is\n%s", problems, got)
			}
		}
		// The second read only repeats requests whose responses can change.
		sent := operations(backend)
		delete(sent, "AssumeRole")
		if want := map[string]int{"GetCallerIdentity": 1, "ListRegions": 2, r.operation: 8}; !maps.Equal(sent, want) {
			t.Errorf("it sent %v", sent)
		}
	})
}

// One diagnostic contains all places that fail for the same reason, and the IAM action.
func TestReaders_sameReason(t *testing.T) {
	t.Parallel()
	eachReader(t, pluralReader, func(t *testing.T, r reader) {
		backend := newPlaces(t)
		server := backend.Wrap(t, func(next http.Handler) http.Handler {
			return fault.Wrap(next, fault.Options{Account: backend.Account}, fault.MustParse("error=AccessDeniedException,operation="+r.operation+",message=User is not authorized because of a policy"))
		})
		s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
		arguments := map[string]any{"account_ids": []any{hubAccount, ownAccount}, "regions": []any{home, other}}
		r.failsWith(t, s, arguments, "ERROR: Access to AWS Config Denied\nReading the ", " in 4 places of 2 accounts was denied.",
			"Allow the IAM action config:"+r.operation+" in each of these places", "\n  - 123456789012, 210987654321: eu-west-1 and us-east-2\n")

		arguments["on_error"] = "report"
		values := mustRead(t, s, r.name, arguments)
		if got := column(t, values, "errors", "account_id", "region", "code"); strings.Count(got, "AccessDeniedException") != 4 || fmt.Sprint(values[r.list]) != "[]" {
			t.Errorf("it returned %v", values)
		}
		if problems := r.problems(); problems != "" && strings.Count(column(t, values, problems, "reason"), "Unreadable") != 4 {
			t.Errorf("%s is %v", problems, values[problems])
		}
	})
}

// A singular object reads another account with the role.
func TestReaders_account(t *testing.T) {
	t.Parallel()
	eachReader(t, singularReader, func(t *testing.T, r reader) {
		backend := newPlaces(t)
		s := newSession(t.Context(), t, backend.URL, backend.Credentials, accountRole)
		if _, diagnostics := r.read(s, t.Context(), t, map[string]any{"account_id": hubAccount}); len(diagnostics) > 0 {
			t.Error(texts(diagnostics))
		}
		r.failsWith(t, s, map[string]any{"account_id": farAccount}, "ERROR: "+r.notFound()+"\nAWS Config in eu-west-1 of account 345678901234 has no ")
		if sent, want := operations(backend), (map[string]int{"GetCallerIdentity": 1, "AssumeRole": 2, r.operation: 2}); !maps.Equal(sent, want) {
			t.Errorf("it sent %v", sent)
		}
		if r.kind == dataKind {
			if values := mustRead(t, s, r.name, map[string]any{"account_id": hubAccount, "region": home}); values["account_id"] != hubAccount || values["region"] != home {
				t.Errorf("it returned %v", values)
			}
		}
	})
}

// The account of the credentials is known if the ARN of a recorder or a role reveals it.
// This needs no request.
func TestReaders_ownAccount(t *testing.T) {
	t.Parallel()
	for _, m := range mirroredOperations {
		t.Run(m.operation, func(t *testing.T) {
			t.Parallel()
			backend := newPlaces(t)
			role := map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::" + ownAccount + ":role/reader"}}}
			for _, arguments := range []map[string]any{nil, role} {
				revealed := m.ofRecorders() || arguments != nil
				want, inList, accounts := any(nil), "<nil>", "[]"
				if revealed {
					want, inList, accounts = ownAccount, ownAccount, "["+ownAccount+"]"
				}
				s := newSession(t.Context(), t, backend.URL, backend.Credentials, arguments)
				if values := mustRead(t, s, m.one, nil); values["account_id"] != want {
					t.Errorf("the singular data source returned %v", values["account_id"])
				}
				values := mustRead(t, s, m.many, map[string]any{"regions": []any{home, other}})
				if got := column(t, values, m.list, "account_id"); got != inList || fmt.Sprint(values["account_ids"]) != accounts {
					t.Errorf("the plural data source returned %s and %v", got, values["account_ids"])
				}
				if m == deliveryStatus {
					// People put it into messages, so it is never null there.
					unknown := map[bool]string{true: ownAccount, false: ""}[revealed]
					if got := column(t, values, "not_delivering", "account_id", "region"); got != unknown+" eu-west-1\n"+unknown+" us-east-2" {
						t.Errorf("not delivering are\n%q", got)
					}
				}
			}
			if sent, want := operations(backend), (map[string]int{"AssumeRole": 1, m.operation: 6}); !maps.Equal(sent, want) {
				t.Errorf("it sent %v", sent)
			}
		})
	}
}

// One ARN reveals the account of all places that are read with the credentials.
func TestReaders_revealedAccount(t *testing.T) {
	t.Parallel()
	for _, m := range []mirrored{recorderStatus, recorderConfiguration} {
		server := acctest.Serve(t, inRegions(map[string]http.HandlerFunc{
			home:        answer(http.StatusOK, m.body(`{"name":"default","arn":"`+someARN+`"}`)),
			"us-east-1": jsonError("AccessDeniedException", "not authorized"),
		}, answer(http.StatusOK, m.body(`{"name":"default"}`))))
		s := newSession(t.Context(), t, server.URL, someKeys, nil)
		values := mustRead(t, s, m.many, map[string]any{"regions": []any{home, "us-east-1", other}, "on_error": "report"})
		if got := column(t, values, m.list, "account_id", "region"); got != ownAccount+" eu-west-1\n"+ownAccount+" us-east-2" {
			t.Errorf("%s: it returned\n%s", m.many, got)
		}
		if got := column(t, values, "errors", "account_id", "region"); got != ownAccount+" us-east-1" {
			t.Errorf("%s: the errors are\n%s", m.many, got)
		}
	}
}
