// SPDX-License-Identifier: MPL-2.0

package awsclient_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

const ownAccount, roleAccount = "111111111111", "222222222222"

// newSTS is an AWS STS for credentials of ownAccount that assume roles of roleAccount.
func newSTS(t *testing.T) *acctest.Server {
	t.Helper()
	return acctest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		const credentials = "<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"
		operation, result := r.FormValue("Action"), "<Account>"+ownAccount+"</Account>"
		if operation != "GetCallerIdentity" {
			result = credentials + "<AssumedRoleUser><Arn>arn:aws:sts::" + roleAccount + ":assumed-role/reader/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>"
		}
		_, _ = fmt.Fprintf(w, "<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", operation, result)
	}))
}

// The account comes from AWS STS only, with as few calls as possible.
func TestNew_account(t *testing.T) {
	role := []awsclient.Role{{RoleARN: "arn:aws:iam::" + roleAccount + ":role/reader"}}
	identity := []awsclient.WebIdentityRole{{RoleARN: role[0].RoleARN, WebIdentityToken: "token"}}
	validated := false
	for name, test := range map[string]struct {
		config     awsclient.Config
		env        map[string]string
		operations []string
		refused    string // The account that is not allowed.
	}{
		"AWS_ACCOUNT_ID": {
			config:     awsclient.Config{AllowedAccountIDs: []string{roleAccount}},
			env:        map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ACCOUNT_ID": roleAccount},
			operations: []string{"GetCallerIdentity"}, refused: ownAccount,
		},
		"validation beside a role": {
			config:     awsclient.Config{AccessKey: keys.AccessKey, SecretKey: keys.SecretKey, AssumeRole: role, SkipCredentialsValidation: &validated},
			operations: []string{"AssumeRole", "GetCallerIdentity"},
		},
		"static keys beside a web identity": {
			config:     awsclient.Config{AccessKey: keys.AccessKey, SecretKey: keys.SecretKey, AssumeRoleWithWebIdentity: identity, AllowedAccountIDs: []string{ownAccount}},
			operations: []string{"GetCallerIdentity"},
		},
		"a role in a forbidden account": {
			config:     awsclient.Config{AccessKey: keys.AccessKey, SecretKey: keys.SecretKey, AssumeRole: role, ForbiddenAccountIDs: []string{roleAccount}},
			operations: []string{"AssumeRole"}, refused: roleAccount,
		},
		"a web identity in an allowed account": {
			config:     awsclient.Config{AssumeRoleWithWebIdentity: identity, AllowedAccountIDs: []string{roleAccount}},
			operations: []string{"AssumeRoleWithWebIdentity"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for variable, value := range test.env {
				t.Setenv(variable, value)
			}
			server := newSTS(t)
			test.config.Region, test.config.Endpoints = "eu-west-1", []awsclient.Endpoints{{STS: server.URL}}
			_, err := awsclient.New(t.Context(), test.config, awsclient.Caller{})
			var account *awsclient.AccountError
			if errors.As(err, &account) != (test.refused != "") || err != nil && (account == nil || account.AccountID != test.refused) {
				t.Errorf("got %v", err)
			}
			var operations []string
			for _, request := range server.Requests() {
				operations = append(operations, request.Operation)
			}
			if !slices.Equal(operations, test.operations) {
				t.Errorf("%v were called, not %v", operations, test.operations)
			}
		})
	}
}

// The tags of optional variables of a module can be null.
func TestNew_roleWithNullTag(t *testing.T) {
	t.Parallel()
	server, team := newSTS(t), "audit"
	config := keys
	config.Region, config.Endpoints = "eu-west-1", []awsclient.Endpoints{{STS: server.URL}}
	config.AssumeRole = []awsclient.Role{{RoleARN: "arn:aws:iam::222222222222:role/reader", RoleSession: awsclient.RoleSession{Tags: map[string]*string{"stage": nil, "team": &team}}}}
	if _, err := awsclient.New(t.Context(), config, awsclient.Caller{}); err != nil {
		t.Fatal(err)
	}
	if body := server.Requests()[0].Body; !strings.Contains(body, "Tags.member.1.Key=team") || strings.Contains(body, "stage") {
		t.Errorf("the request is %s", body)
	}
}
