// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

var (
	_ datasource.DataSource                   = (*dataSource[configurationRecorderStatusModel, *configurationRecorderStatusModel])(nil)
	_ datasource.DataSourceWithConfigure      = (*dataSource[configurationRecorderStatusModel, *configurationRecorderStatusModel])(nil)
	_ datasource.DataSourceWithValidateConfig = (*dataSource[configurationRecorderStatusModel, *configurationRecorderStatusModel])(nil)
)

// dataSource is a data source whose model validates and reads itself.
type dataSource[Model any, Pointer interface {
	*Model
	dataSourceModel
}] struct {
	objectBase
	name   string // Without the name of the provider.
	schema func(context.Context) schema.Schema
}

// dataSourceModel contains the arguments and attributes of a data source.
type dataSourceModel interface {
	// validate rejects invalid combinations of arguments.
	validate(context.Context) diag.Diagnostics
	// limit returns the time limit of read.
	limit(context.Context) (timeLimit, diag.Diagnostics)
	// read sets the attributes.
	read(context.Context, *survey.Survey, timeLimit) diag.Diagnostics
}

func (d *dataSource[Model, Pointer]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.name
}

func (d *dataSource[Model, Pointer]) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.schema(ctx)
}

func (d *dataSource[Model, Pointer]) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	d.providerData = req.ProviderData
}

func (d *dataSource[Model, Pointer]) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var model Model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(Pointer(&model).validate(ctx)...)
	}
}

func (d *dataSource[Model, Pointer]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model Model
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	places := d.survey(&resp.Diagnostics)
	limit, diags := Pointer(&model).limit(ctx)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	if resp.Diagnostics.Append(Pointer(&model).read(ctx, places, limit)...); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
	}
}

// ephemeralResourceBase is embedded in every ephemeral resource.
type ephemeralResourceBase struct {
	objectBase
}

func (b *ephemeralResourceBase) Configure(_ context.Context, req ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	b.providerData = req.ProviderData
}

// objectBase keeps the data that Configure of the provider passes to data sources and
// ephemeral resources.
type objectBase struct {
	providerData any
}

// survey returns the survey to read with. If there is none, it returns nil and adds a
// diagnostic. Configure must not report that, because Terraform also calls it before
// validation.
func (b objectBase) survey(diags *diag.Diagnostics) *survey.Survey {
	switch data := b.providerData.(type) {
	case *survey.Survey:
		return data
	case path.Paths:
		diags.Append(unknownArguments(data))
	default:
		diags.AddError("Unexpected Provider Data",
			fmt.Sprintf("The provider passed a %T instead of its clients. This is a defect of the provider: report it to its developers.", data))
	}
	return nil
}

// timeoutModel is the timeouts block of a data source.
type timeoutModel struct {
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func timeoutBlocks(ctx context.Context, description string) map[string]schema.Block {
	return map[string]schema.Block{"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{ReadDescription: description})}
}

func (m timeoutModel) validate(ctx context.Context) diag.Diagnostics {
	return validateTimeout(ctx, readTimeout, m.Timeouts.Read)
}

func (m timeoutModel) limit(ctx context.Context) (timeLimit, diag.Diagnostics) {
	timeout, diags := m.Timeouts.Read(ctx, defaultTimeout)
	return timeLimit{timeout, readTimeout}, diags
}

// timeLimit limits the duration of a read.
type timeLimit struct {
	duration time.Duration
	argument string // The argument of timeouts that sets it.
}

// The arguments of timeouts.
const (
	openTimeout = "open"
	readTimeout = "read"
)

// defaultTimeout leaves time for the retries of the SDK and for the first status change
// of a started recorder. It ends a plan whose endpoint never responds.
const defaultTimeout = 2 * time.Minute

const timeoutDescription = "How long the read may take, including retries, as a duration such as `30s` or `5m`. The default is `2m`."

// validateTimeout rejects a timeout that is not positive. The type of the argument
// rejects values that are not durations.
func validateTimeout(ctx context.Context, argument string, value func(context.Context, time.Duration) (time.Duration, diag.Diagnostics)) diag.Diagnostics {
	var diags diag.Diagnostics
	if timeout, invalid := value(ctx, defaultTimeout); !invalid.HasError() && timeout <= 0 {
		diags.AddAttributeError(path.Root("timeouts").AtName(argument), "Invalid Timeout",
			"The timeout is not positive, so nothing could be read in time. Set a duration such as \"30s\" or \"5m\".")
	}
	return diags
}
