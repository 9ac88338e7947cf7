// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// chain is a way to assume a role without a block in the provider configuration. Its
// files and variables contain the placeholders of fill.
type chain struct {
	profile  string // The rest of the profile "audit".
	others   string // Other profiles.
	env      map[string]string
	sourced  []string // The operations that the source of the credentials gets.
	requests []string
}

const (
	chainedRole = "arn:aws:iam::210987654321:role/reader"
	sourceRole  = "arn:aws:iam::345678901234:role/source"
)

var chains = map[string]chain{
	"source_profile": {
		profile:  "role_arn = " + chainedRole + "\nsource_profile = base\n",
		others:   "[profile base]\nKEYS",
		requests: []string{assumeRole},
	},
	"a chain of profiles": {
		profile:  "role_arn = " + chainedRole + "\nsource_profile = middle\n",
		others:   "[profile middle]\nrole_arn = " + sourceRole + "\nsource_profile = base\n[profile base]\nKEYS",
		requests: []string{assumeRole, assumeRole},
	},
	"a web identity as source_profile": {
		profile:  "role_arn = " + chainedRole + "\nsource_profile = base\n",
		others:   "[profile base]\nrole_arn = " + sourceRole + "\nweb_identity_token_file = FOLDER/token\n",
		requests: []string{assumeWebIdentity, assumeRole},
	},
	"credential_source = Environment": {
		profile:  "role_arn = " + chainedRole + "\ncredential_source = Environment\n",
		env:      map[string]string{"AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "SECRET", "AWS_SESSION_TOKEN": "TOKEN"},
		requests: []string{assumeRole},
	},
	"credential_source = EcsContainer": {
		profile:  "role_arn = " + chainedRole + "\ncredential_source = EcsContainer\n",
		env:      map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "CONTAINER/credentials"},
		sourced:  []string{"GetCredentials"},
		requests: []string{assumeRole},
	},
	"credential_source = Ec2InstanceMetadata": {
		profile:  "role_arn = " + chainedRole + "\ncredential_source = Ec2InstanceMetadata\n",
		env:      map[string]string{"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "METADATA"},
		sourced:  []string{"getToken", "GetMetadata", "GetMetadata"},
		requests: []string{assumeRole},
	},
	"a web identity in the profile": { // As in the credential files of HCP Terraform.
		profile:  "role_arn = " + chainedRole + "\nweb_identity_token_file = FOLDER/token\n",
		requests: []string{assumeWebIdentity},
	},
	"a web identity in the environment": {
		env:      map[string]string{"AWS_PROFILE": "audit", "AWS_ROLE_ARN": chainedRole, "AWS_WEB_IDENTITY_TOKEN_FILE": "FOLDER/token"},
		requests: []string{assumeWebIdentity},
	},
}

// route is a way to configure the endpoints of AWS STS and AWS Config.
type route struct {
	arguments      map[string]any
	env            map[string]string
	profile        string // More of the profile "audit".
	others         string // Other sections.
	sts, configure string // The hosts, if they are not ENDPOINT.
	stsRegion      string // If it is not home.
}

var routes = map[string]route{
	"endpoints": {
		arguments: map[string]any{"endpoints": []any{map[string]any{"configservice": "ENDPOINT", "sts": "ENDPOINT"}}},
	},
	"AWS_ENDPOINT_URL": {
		env: map[string]string{"AWS_ENDPOINT_URL": "ENDPOINT"},
	},
	"endpoint_url of the profile": {
		profile: "endpoint_url = ENDPOINT\n",
	},
	"services of the profile": {
		profile: "services = local\n",
		others:  "[services local]\nsts =\n  endpoint_url = ENDPOINT\nconfig_service =\n  endpoint_url = ENDPOINT\n",
	},
	"FIPS beside AWS_ENDPOINT_URL": {
		arguments: map[string]any{"use_fips_endpoint": true},
		env:       map[string]string{"AWS_ENDPOINT_URL": "ENDPOINT"},
	},
	"FIPS and dual stack of the environment beside endpoints": {
		arguments: map[string]any{"endpoints": []any{map[string]any{"config": "ENDPOINT", "sts": "ENDPOINT"}}},
		env:       map[string]string{"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true"},
	},
	"FIPS and dual stack of the profile beside its endpoint_url": {
		profile: "endpoint_url = ENDPOINT\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n",
	},
	"FIPS beside an endpoint of AWS Config": {
		arguments: map[string]any{"https_proxy": "PROXY", "insecure": true, "use_fips_endpoint": true,
			"endpoints": []any{map[string]any{"configservice": "ENDPOINT"}}},
		sts: "sts-fips.eu-west-1.amazonaws.com",
	},
	"sts_region": {
		arguments: map[string]any{"https_proxy": "PROXY", "insecure": true, "sts_region": "us-east-1"},
		sts:       "sts.us-east-1.amazonaws.com", configure: "config.eu-west-1.amazonaws.com", stsRegion: "us-east-1",
	},
	"sts_region instead of a region": {
		arguments: map[string]any{"https_proxy": "PROXY", "insecure": true, "region": nil, "sts_region": "us-east-1"},
		sts:       "sts.us-east-1.amazonaws.com", configure: "config.eu-west-1.amazonaws.com", stsRegion: "us-east-1",
	},
}

// The settings for AWS STS also apply to roles that the SDK itself assumes, and their
// requests are logged.
func TestProvider_chainAndEndpoint(t *testing.T) {
	for chainName, chain := range chains {
		for routeName, route := range routes {
			t.Run(chainName+" with "+routeName, func(t *testing.T) {
				backend := acctest.New(t)
				backend.InAccount(t, hubAccount).CreateRecorder(t, home, "default")
				secure, _ := serveTLS(t, backend.URL)
				folder := t.TempDir()
				fill := strings.NewReplacer(
					"CONTAINER", newContainerCredentials(t, backend.Credentials, "").URL,
					"ENDPOINT", backend.URL,
					"FOLDER", folder,
					"KEYS", "aws_access_key_id = "+backend.Credentials.AccessKeyID+"\naws_secret_access_key = "+backend.Credentials.SecretAccessKey+"\naws_session_token = "+backend.Credentials.SessionToken+"\n",
					"METADATA", newInstanceMetadata(t, backend.Credentials).URL,
					"PROXY", newProxy(t, secure).URL,
				)
				write(t, folder+"/token", identityToken)
				write(t, folder+"/config", fill.Replace("[profile audit]\n"+chain.profile+route.profile+chain.others+route.others))
				t.Setenv("AWS_CONFIG_FILE", folder+"/config")
				for _, env := range []map[string]string{chain.env, route.env} {
					for name, value := range env {
						switch value {
						case "ID":
							value = backend.Credentials.AccessKeyID
						case "SECRET":
							value = backend.Credentials.SecretAccessKey
						case "TOKEN":
							value = backend.Credentials.SessionToken
						}
						t.Setenv(name, fill.Replace(value))
					}
				}
				arguments := map[string]any{"endpoints": []any{}}
				if chain.env["AWS_PROFILE"] == "" {
					arguments["profile"] = "audit"
				}
				maps.Copy(arguments, filled(fill, route.arguments))

				var log bytes.Buffer
				ctx := tflogtest.RootLogger(t.Context(), &log)
				s := newSession(ctx, t, "", aws.Credentials{}, arguments)
				_, diagnostics := s.read(ctx, t, "awsconfig_configuration_recorder_status", map[string]any{"region": home})
				if len(diagnostics) > 0 {
					t.Fatal(texts(diagnostics))
				}

				endpoint, err := url.Parse(backend.URL)
				if err != nil {
					t.Fatal(err)
				}
				want := slices.Clone(chain.sourced)
				for _, request := range chain.requests {
					want = append(want, request+" in "+cmp.Or(route.stsRegion, home)+" at "+cmp.Or(route.sts, endpoint.Host))
				}
				want = append(want, describe+" in "+home+" at "+cmp.Or(route.configure, endpoint.Host))
				if logged := loggedRequests(t, &log); !slices.Equal(logged, want) {
					t.Errorf("the log has\n%s\nnot\n%s", strings.Join(logged, "\n"), strings.Join(want, "\n"))
				}
				if sent := backend.Requests(); len(sent) != len(chain.requests)+1 {
					t.Errorf("%d requests were sent: %+v", len(sent), sent)
				}
			})
		}
	}
}

// The diagnostic does not blame a source of credentials for a failure to assume the
// roles of a chain.
func TestProvider_chainWithoutSTS(t *testing.T) {
	for name, test := range map[string]struct {
		arguments map[string]any
		env       map[string]string
		want      []string
	}{
		"no region": {
			map[string]any{"region": nil}, nil,
			[]string{"Unable to Assume the IAM Role", "no region is set, so the endpoint of AWS STS is not known. Set region or sts_region", "AWS_REGION"},
		},
		"an endpoint that is no URL": {
			map[string]any{"endpoints": []any{}}, map[string]string{"AWS_ENDPOINT_URL_STS": "localhost:1"},
			[]string{"Unable to Configure the AWS Client", `"localhost:1" is not the URL of an endpoint`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := acctest.Serve(t, answer(http.StatusOK, running))
			config := t.TempDir() + "/config"
			write(t, config, "[profile audit]\nrole_arn = "+chainedRole+"\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n")
			t.Setenv("AWS_CONFIG_FILE", config)
			for variable, value := range test.env {
				t.Setenv(variable, value)
			}
			arguments := map[string]any{"profile": "audit"}
			maps.Copy(arguments, test.arguments)
			_, diagnostics := configure(t.Context(), t, server.URL, aws.Credentials{}, arguments)
			if len(diagnostics) != 1 || !phrase(test.want...).MatchString(texts(diagnostics)) || len(server.Requests()) != 0 {
				t.Errorf("%d requests, and %s", len(server.Requests()), texts(diagnostics))
			}
		})
	}
}

// A server that is not AWS STS does not crash the provider, and is not treated as an
// allowed account.
func TestProvider_incompleteSTS(t *testing.T) {
	config := t.TempDir() + "/config"
	write(t, config, "[profile audit]\nrole_arn = "+chainedRole+"\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n")
	t.Setenv("AWS_CONFIG_FILE", config)
	for name, test := range map[string]struct {
		arguments         map[string]any
		operation, result string
		summary           string
	}{
		"the role of a profile": {
			map[string]any{"access_key": nil, "secret_key": nil, "profile": "audit"},
			"AssumeRole", "<Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken></Credentials>",
			"Unable to Get AWS Credentials",
		},
		"a role": {
			map[string]any{"assume_role": []any{map[string]any{"role_arn": chainedRole}}},
			"AssumeRole", "",
			"Unable to Assume the IAM Role",
		},
		"a web identity": {
			map[string]any{"access_key": nil, "secret_key": nil, "assume_role_with_web_identity": []any{map[string]any{"role_arn": chainedRole, "web_identity_token": identityToken}}},
			"AssumeRoleWithWebIdentity", "<Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>",
			"Unable to Assume the IAM Role",
		},
		"a forbidden account": {
			map[string]any{"forbidden_account_ids": []any{"123456789012"}},
			"GetCallerIdentity", "<Arn>arn:aws:iam::123456789012:user/alice</Arn>",
			"Unable to Validate the AWS Credentials",
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := acctest.Serve(t, answer(http.StatusOK, fmt.Sprintf("<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", test.operation, test.result)))
			_, diagnostics := configure(t.Context(), t, server.URL, someKeys, test.arguments)
			if len(diagnostics) != 1 || !phrase(test.summary, "the response is incomplete, RequestID: 11111111").MatchString(texts(diagnostics)) || len(server.Requests()) != 1 {
				t.Errorf("%d requests, and %s", len(server.Requests()), texts(diagnostics))
			}
		})
	}
}

// All services ignore the setting, AWS Account Management among them.
func TestProvider_fipsBesideEndpoints(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.AccountRegions)
	s := newSession(t.Context(), t, backend.URL, backend.Credentials, map[string]any{"use_fips_endpoint": true, "use_dualstack_endpoint": true})
	if _, diagnostics := s.read(t.Context(), t, "awsconfig_configuration_recorder_statuses", map[string]any{"all_regions": true}); len(diagnostics) > 0 {
		t.Error(texts(diagnostics))
	}
}

// filled returns arguments without placeholders.
func filled(fill *strings.Replacer, arguments map[string]any) map[string]any {
	into := map[string]any{}
	for name, value := range arguments {
		into[name] = filledValue(fill, value)
	}
	return into
}

func filledValue(fill *strings.Replacer, value any) any {
	switch value := value.(type) {
	case string:
		return fill.Replace(value)
	case map[string]any:
		return filled(fill, value)
	case []any:
		list := []any{}
		for _, element := range value {
			list = append(list, filledValue(fill, element))
		}
		return list
	}
	return value
}

// loggedRequests returns the requests to AWS in a log, in its order.
func loggedRequests(t *testing.T, log *bytes.Buffer) []string {
	t.Helper()
	lines, err := tflogtest.MultilineJSONDecode(log)
	if err != nil {
		t.Fatal(err)
	}
	services := map[any]string{"Config Service": "config", "STS": "sts"}
	var logged []string
	for _, line := range lines {
		if line["@message"] != "Sent a request to AWS" {
			continue
		}
		request := fmt.Sprint(line["aws.operation"])
		if service, ok := services[line["aws.service"]]; ok {
			request = fmt.Sprintf("%s:%s in %s at %s", service, request, line["aws.region"], line["http.host"])
		}
		logged = append(logged, request)
	}
	return logged
}
