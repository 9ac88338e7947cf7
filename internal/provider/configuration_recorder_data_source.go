// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// NewConfigurationRecorderDataSource returns the data source
// awsconfig_configuration_recorder.
func NewConfigurationRecorderDataSource() datasource.DataSource {
	return &dataSource[configurationRecorderModel, *configurationRecorderModel]{
		name: "configuration_recorder",
		schema: func(ctx context.Context) schema.Schema {
			attributes := configurationAttributes()
			maps.Copy(attributes, recorderSelectorAttributes(recordersName))
			return schema.Schema{
				MarkdownDescription: "Reads the configuration of one AWS Config configuration recorder: what it records, how often and with which role. " +
					callsOperation("DescribeConfigurationRecorders") + " " + recorderSelectorDescription + " A recorder that does not exist is an error.",
				Attributes: attributes,
				Blocks:     timeoutBlocks(ctx, timeoutDescription),
			}
		},
	}
}

const recordersName = "awsconfig_configuration_recorders"

type configurationRecorderModel struct {
	configurationModel
	timeoutModel
}

func (m *configurationRecorderModel) validate(ctx context.Context) diag.Diagnostics {
	diags := m.recorderIdentityModel.validate()
	diags.Append(m.timeoutModel.validate(ctx)...)
	return diags
}

func (m *configurationRecorderModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	configuration, diags := readOne(ctx, s, limit, singularRead[recorder.Configuration]{
		attempted: subject{attempt: fmt.Sprintf("Reading the configuration of %s", m.selector()), unable: unableToReadRecorder, timeout: timedOutReadingRecorder},
		place:     m.place(s.Clients),
		read: func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) (*recorder.Configuration, error) {
			return recorder.ReadConfiguration(ctx, client, place, m.selector())
		},
		explain: m.recorderDiagnostic(recordersName),
	})
	if !diags.HasError() {
		m.configurationModel = newConfigurationModel(*configuration)
	}
	return diags
}

const (
	unableToReadRecorder    = "Unable to Read the Configuration Recorder"
	timedOutReadingRecorder = "Timed Out Reading the Configuration Recorder"
)
