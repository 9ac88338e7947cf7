// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// NewConfigurationRecorderStatusDataSource returns the data source
// awsconfig_configuration_recorder_status.
func NewConfigurationRecorderStatusDataSource() datasource.DataSource {
	return &dataSource[configurationRecorderStatusModel, *configurationRecorderStatusModel]{
		name: "configuration_recorder_status",
		schema: func(ctx context.Context) schema.Schema {
			blocks := timeoutBlocks(ctx, waitingTimeoutDescription)
			blocks["wait_for"] = waitForBlock()
			return schema.Schema{
				MarkdownDescription: "Reads the status of one AWS Config configuration recorder. " + oneStatusDescription(),
				Attributes:          oneStatusAttributes(),
				Blocks:              blocks,
			}
		},
	}
}

type configurationRecorderStatusModel struct {
	oneStatusModel
	timeoutModel
}

func (m *configurationRecorderStatusModel) validate(ctx context.Context) diag.Diagnostics {
	diags := m.oneStatusModel.validate(ctx)
	diags.Append(m.timeoutModel.validate(ctx)...)
	return diags
}
