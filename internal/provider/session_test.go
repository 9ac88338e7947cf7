// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// session is a provider in this process that a test calls through the plugin protocol
// without Terraform, which is faster.
type session struct {
	server  tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// newSession configures a provider for an endpoint, with further arguments. Its
// requests are repeated without pauses.
func newSession(ctx context.Context, t testing.TB, endpoint string, keys aws.Credentials, arguments map[string]any) *session {
	t.Helper()
	s, diagnostics := configure(ctx, t, endpoint, keys, arguments)
	if len(diagnostics) > 0 {
		t.Fatal(texts(diagnostics))
	}
	return s
}

// configure is newSession with the diagnostics of the provider.
func configure(ctx context.Context, t testing.TB, endpoint string, keys aws.Credentials, arguments map[string]any, options ...provider.Option) (*session, []*tfprotov6.Diagnostic) {
	t.Helper()
	s := &session{server: provider.NewServer("test", append(options, provider.WithMaxBackoff(1))...)()}
	var err error
	if s.schemas, err = s.server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	config := map[string]any{
		"access_key": keys.AccessKeyID,
		"secret_key": keys.SecretAccessKey,
		"token":      keys.SessionToken,
		"region":     home,
		"endpoints":  []any{map[string]any{"account": endpoint, "configservice": endpoint, "organizations": endpoint, "sts": endpoint}},
	}
	for name, value := range arguments {
		config[name] = value
	}
	response, err := s.server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: dynamicValue(t, s.schemas.Provider, config)})
	if err != nil {
		t.Fatal(err)
	}
	return s, response.Diagnostics
}

// validateProvider validates a provider block.
func (s *session) validateProvider(ctx context.Context, t testing.TB, arguments map[string]any) []*tfprotov6.Diagnostic {
	t.Helper()
	response, err := s.server.ValidateProviderConfig(ctx, &tfprotov6.ValidateProviderConfigRequest{Config: dynamicValue(t, s.schemas.Provider, arguments)})
	if err != nil {
		t.Fatal(err)
	}
	return response.Diagnostics
}

// read reads a data source and returns the new state, or nil, and the diagnostics.
func (s *session) read(ctx context.Context, t testing.TB, name string, arguments map[string]any) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic) {
	t.Helper()
	response, err := s.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: dynamicValue(t, s.schemas.DataSourceSchemas[name], arguments)})
	if err != nil {
		t.Fatal(err)
	}
	return response.State, response.Diagnostics
}

// open opens an ephemeral resource and returns its result, or nil, and the
// diagnostics.
func (s *session) open(ctx context.Context, t testing.TB, name string, arguments map[string]any) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic) {
	t.Helper()
	response, err := s.server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: name, Config: dynamicValue(t, s.schemas.EphemeralResourceSchemas[name], arguments)})
	if err != nil {
		t.Fatal(err)
	}
	return response.Result, response.Diagnostics
}

func dynamicValue(t testing.TB, schema *tfprotov6.Schema, arguments map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	kind := schema.ValueType()
	encoded, err := tfprotov6.NewDynamicValue(kind, terraformValue(kind, arguments))
	if err != nil {
		t.Fatal(err)
	}
	return &encoded
}

// terraformValue makes a value of Terraform of one of Go. What an object leaves out
// is null.
func terraformValue(kind tftypes.Type, value any) tftypes.Value {
	switch value := value.(type) {
	case map[string]any:
		object, ok := kind.(tftypes.Object)
		if !ok {
			panic(fmt.Sprintf("%s takes no object", kind))
		}
		members := map[string]tftypes.Value{}
		for name, kind := range object.AttributeTypes {
			members[name] = terraformValue(kind, value[name])
		}
		return tftypes.NewValue(kind, members)
	case []any:
		var element tftypes.Type
		switch kind := kind.(type) {
		case tftypes.List:
			element = kind.ElementType
		case tftypes.Set:
			element = kind.ElementType
		default:
			panic(fmt.Sprintf("%s takes no list", kind))
		}
		elements := []tftypes.Value{}
		for _, item := range value {
			elements = append(elements, terraformValue(element, item))
		}
		return tftypes.NewValue(kind, elements)
	default:
		return tftypes.NewValue(kind, value)
	}
}

// texts returns all text of diagnostics.
func texts(diagnostics []*tfprotov6.Diagnostic) string {
	var text string
	for _, d := range diagnostics {
		text += fmt.Sprintf("%s: %s\n%s\n", d.Severity, d.Summary, d.Detail)
	}
	return text
}

// goValues turns the state of a data source into values of Go, and leaves out what is null.
func (s *session) goValues(t testing.TB, name string, state *tfprotov6.DynamicValue) map[string]any {
	t.Helper()
	value, err := state.Unmarshal(s.schemas.DataSourceSchemas[name].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	values, ok := goValue(t, value).(map[string]any)
	if !ok {
		t.Fatalf("the state is %s", value)
	}
	return values
}

func goValue(t testing.TB, value tftypes.Value) any {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	switch kind := value.Type(); {
	case value.IsNull():
		return nil
	case kind.Is(tftypes.Object{}):
		var members map[string]tftypes.Value
		must(value.As(&members))
		object := map[string]any{}
		for name, member := range members {
			if converted := goValue(t, member); converted != nil {
				object[name] = converted
			}
		}
		return object
	case kind.Is(tftypes.List{}), kind.Is(tftypes.Set{}):
		var elements []tftypes.Value
		must(value.As(&elements))
		list := []any{}
		for _, element := range elements {
			list = append(list, goValue(t, element))
		}
		return list
	case kind.Is(tftypes.Bool):
		var flag bool
		must(value.As(&flag))
		return flag
	default:
		var text string
		must(value.As(&text))
		return text
	}
}
