// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Source is a local endpoint that hands out credentials, as AWS does on its
// machines or after a sign-in.
type Source struct {
	URL      string
	requests atomic.Int32
}

// Requests is how many requests the endpoint got.
func (s *Source) Requests() int { return int(s.requests.Load()) }

func newSource(t testing.TB, handler http.Handler) *Source {
	t.Helper()
	source := &Source{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		source.requests.Add(1)
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	source.URL = server.URL
	return source
}

// expiration is late enough that nobody renews credentials during a test.
func expiration() time.Time { return time.Now().Add(6 * time.Hour).UTC() }

// NewInstanceMetadata is an instance metadata service, version 2, of an instance
// with a role.
//
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
func NewInstanceMetadata(t testing.TB, keys aws.Credentials) *Source {
	t.Helper()
	const role, token = "instance-role", "metadata-token"
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /latest/api/token", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", r.Header.Get("X-Aws-Ec2-Metadata-Token-Ttl-Seconds"))
		answer(w, []byte(token))
	})
	withToken := func(body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Aws-Ec2-Metadata-Token") != token {
				http.Error(w, "", http.StatusUnauthorized)
				return
			}
			answer(w, body)
		}
	}
	mux.HandleFunc("GET /latest/meta-data/iam/security-credentials/{$}", withToken([]byte(role)))
	mux.HandleFunc("GET /latest/meta-data/iam/security-credentials/"+role, withToken(encode(t, map[string]any{
		"Code": "Success", "Type": "AWS-HMAC", "LastUpdated": time.Now().UTC(), "Expiration": expiration(),
		"AccessKeyId": keys.AccessKeyID, "SecretAccessKey": keys.SecretAccessKey, "Token": keys.SessionToken,
	})))
	return newSource(t, mux)
}

// NewContainerCredentials is the credentials endpoint of a container, which
// wants the given authorization token.
//
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
func NewContainerCredentials(t testing.TB, keys aws.Credentials, authorization string) *Source {
	t.Helper()
	body := encode(t, map[string]any{
		"AccessKeyId": keys.AccessKeyID, "SecretAccessKey": keys.SecretAccessKey, "Token": keys.SessionToken, "Expiration": expiration(),
	})
	return newSource(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != authorization {
			http.Error(w, "", http.StatusForbidden)
			return
		}
		answer(w, body)
	}))
}

// NewSSOPortal is the portal of IAM Identity Center, for somebody who signed in
// with the given access token. Nobody has the role Forbidden.
//
// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
func NewSSOPortal(t testing.TB, keys aws.Credentials, accessToken string) *Source {
	t.Helper()
	body := encode(t, map[string]any{"roleCredentials": map[string]any{
		"accessKeyId": keys.AccessKeyID, "secretAccessKey": keys.SecretAccessKey, "sessionToken": keys.SessionToken, "expiration": expiration().UnixMilli(),
	}})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /federation/credentials", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Sso_bearer_token") != accessToken {
			http.Error(w, "", http.StatusUnauthorized)
			return
		}
		if r.URL.Query().Get("role_name") == "Forbidden" {
			http.Error(w, "", http.StatusForbidden)
			return
		}
		answer(w, body)
	})
	return newSource(t, mux)
}

func encode(t testing.TB, value any) []byte {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func answer(w http.ResponseWriter, body []byte) {
	if _, err := w.Write(body); err != nil {
		panic(http.ErrAbortHandler)
	}
}
