// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// NewConfigurationRecordersDataSource returns the data source
// awsconfig_configuration_recorders.
func NewConfigurationRecordersDataSource() datasource.DataSource {
	return &dataSource[configurationRecordersModel, *configurationRecordersModel]{
		name: "configuration_recorders",
		schema: func(ctx context.Context) schema.Schema {
			return pluralSchema(ctx,
				"Reads the configuration of AWS Config configuration recorders in any number of accounts and regions concurrently: what they record, how often and with which role. "+
					"A region without a recorder is not an error: it has no element in `recorders`. Recorders that record other clouds are omitted. "+
					recordersPermissions("config:DescribeConfigurationRecorders"),
				recorderFilterAttributes(""),
				map[string]schema.Attribute{
					"recorders": listAttribute("The recorders, sorted by account, region and name", "awsconfig_configuration_recorder", configurationType()),
				})
		},
	}
}

type configurationRecordersModel struct {
	pluralModel
	recorderFilterModel
	Recorders types.List `tfsdk:"recorders"`
}

func (m *configurationRecordersModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	attempted := m.subject(subject{
		attempt: "Reading the configurations of the configuration recorders",
		unable:  unableToReadRecorder,
		timeout: timedOutReadingRecorder,
	})
	reports, diags := readPlaces(ctx, &m.pluralModel, s, limit, attempted, recorder.Configuration.Account, func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) ([]recorder.Configuration, error) {
		return recorder.ReadConfigurations(ctx, client, place, m.filter())
	})
	m.Recorders = elements(reports, configurationType(), func(place awsapi.Place, configuration recorder.Configuration) attr.Value {
		configuration.AccountID = cmp.Or(configuration.AccountID, place.AccountID)
		return newConfigurationModel(configuration).object()
	})
	return diags
}
