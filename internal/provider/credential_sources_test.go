// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// credentialSource is a local endpoint that returns credentials, like those of AWS on
// its machines or after a sign-in.
type credentialSource struct {
	URL      string
	requests atomic.Int32
}

func newCredentialSource(t testing.TB, handler http.Handler) *credentialSource {
	t.Helper()
	source := &credentialSource{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		source.requests.Add(1)
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	source.URL = server.URL
	return source
}

// expiration returns a time after the end of the test, so that credentials are not
// renewed.
func expiration() time.Time { return time.Now().Add(6 * time.Hour).UTC() }

// newInstanceMetadata is an instance metadata service, version 2, of an instance
// with a role.
//
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
func newInstanceMetadata(t testing.TB, keys aws.Credentials) *credentialSource {
	t.Helper()
	const role, token = "instance-role", "metadata-token"
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /latest/api/token", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", r.Header.Get("X-Aws-Ec2-Metadata-Token-Ttl-Seconds"))
		respond(w, []byte(token))
	})
	withToken := func(body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Aws-Ec2-Metadata-Token") != token {
				http.Error(w, "", http.StatusUnauthorized)
				return
			}
			respond(w, body)
		}
	}
	mux.HandleFunc("GET /latest/meta-data/iam/security-credentials/{$}", withToken([]byte(role)))
	mux.HandleFunc("GET /latest/meta-data/iam/security-credentials/"+role, withToken(encode(t, map[string]any{
		"Code": "Success", "Type": "AWS-HMAC", "LastUpdated": time.Now().UTC(), "Expiration": expiration(),
		"AccessKeyId": keys.AccessKeyID, "SecretAccessKey": keys.SecretAccessKey, "Token": keys.SessionToken,
	})))
	return newCredentialSource(t, mux)
}

// newContainerCredentials is the credentials endpoint of a container, which requires an
// authorization token.
//
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
func newContainerCredentials(t testing.TB, keys aws.Credentials, authorization string) *credentialSource {
	t.Helper()
	body := encode(t, map[string]any{
		"AccessKeyId": keys.AccessKeyID, "SecretAccessKey": keys.SecretAccessKey, "Token": keys.SessionToken, "Expiration": expiration(),
	})
	return newCredentialSource(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != authorization {
			http.Error(w, "", http.StatusForbidden)
			return
		}
		respond(w, body)
	}))
}

// newSSOPortal is the portal of IAM Identity Center for a user with an access token. The
// role Forbidden is never assigned.
//
// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
func newSSOPortal(t testing.TB, keys aws.Credentials, accessToken string) *credentialSource {
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
		respond(w, body)
	})
	return newCredentialSource(t, mux)
}

func encode(t testing.TB, value any) []byte {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func respond(w http.ResponseWriter, body []byte) {
	if _, err := w.Write(body); err != nil {
		panic(http.ErrAbortHandler)
	}
}
