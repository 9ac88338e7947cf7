// SPDX-License-Identifier: MPL-2.0

// Package capture reads AWS Config in a real account, for a seed.
package capture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"golang.org/x/sync/errgroup"
)

// maxRegions is the maximum number of regions that are read at the same time.
const maxRegions = 8

// region contains the lists in the responses of AWS Config by name, as in a seed. It is
// as AWS sent it, because a seed distinguishes absent members from empty ones.
type region map[string][]json.RawMessage

type seed struct {
	Accounts       map[string]map[string]region `json:"accounts"`
	EnabledRegions map[string][]string          `json:"enabledRegions"`
}

// Seed returns a seed with the recorders, the delivery channels and their status of the
// account of the credentials. Without regions, it reads all that are enabled. The seed
// enables only the regions that were read, so that no other region seems to have no
// recorder. It omits recorders of other clouds, because AWS does not document that their
// status can be read.
//
// Seed only sends requests that read. It returns an error that names all regions that
// cannot be read.
func Seed(ctx context.Context, cfg aws.Config, regions []string) ([]byte, error) {
	id, err := accountID(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if len(regions) == 0 {
		if regions, err = enabledRegions(ctx, cfg); err != nil {
			return nil, err
		}
	}
	regions = slices.Compact(slices.Sorted(slices.Values(regions)))
	found, err := readAll(ctx, cfg, regions)
	if err != nil {
		return nil, err
	}

	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(seed{
		Accounts:       map[string]map[string]region{id: found},
		EnabledRegions: map[string][]string{id: regions},
	})
	return out.Bytes(), err
}

func accountID(ctx context.Context, cfg aws.Config) (string, error) {
	out, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err == nil && out.Account == nil {
		err = errors.New("the response has no account")
	}
	if err != nil {
		return "", fmt.Errorf("identifying the account of the credentials: %w", err)
	}
	return *out.Account, nil
}

func enabledRegions(ctx context.Context, cfg aws.Config) ([]string, error) {
	var names []string
	pages := account.NewListRegionsPaginator(account.NewFromConfig(cfg), &account.ListRegionsInput{
		RegionOptStatusContains: []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault},
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("listing the enabled regions, which you can also name: %w", err)
		}
		for _, r := range page.Regions {
			names = append(names, aws.ToString(r.RegionName))
		}
	}
	return names, nil
}

// readAll reads all regions, even if some of them cannot be read.
func readAll(ctx context.Context, cfg aws.Config, names []string) (map[string]region, error) {
	found, errs := make(map[string]region, len(names)), make([]error, len(names))
	var group errgroup.Group
	group.SetLimit(maxRegions)
	for i, name := range names {
		r := region{}
		found[name] = r
		group.Go(func() error {
			client := configservice.NewFromConfig(cfg, func(o *configservice.Options) { o.Region = name })
			if err := r.read(ctx, client); err != nil {
				errs[i] = fmt.Errorf("reading AWS Config in %s: %w", name, err)
			}
			return nil
		})
	}
	_ = group.Wait()
	return found, errors.Join(errs...)
}

// read adds everything in a region.
func (r region) read(ctx context.Context, client *configservice.Client) error {
	arns, err := serviceLinked(ctx, client)
	if err != nil {
		return err
	}
	// The operations that describe recorders only return a service-linked one if the
	// request selects it.
	for _, arn := range append(arns, nil) {
		recorder := region{}
		err := recorder.readRecorder(ctx, client, arn)
		var deleted *types.NoSuchConfigurationRecorderException
		if errors.As(err, &deleted) && arn != nil {
			continue // It was deleted after it was listed.
		}
		if err != nil {
			return err
		}
		r.append(recorder)
	}
	if err := add(ctx, r, client.DescribeDeliveryChannels, &configservice.DescribeDeliveryChannelsInput{}); err != nil {
		return err
	}
	return add(ctx, r, client.DescribeDeliveryChannelStatus, &configservice.DescribeDeliveryChannelStatusInput{})
}

// readRecorder adds the recorder with an ARN, or the customer managed one without an ARN.
func (r region) readRecorder(ctx context.Context, client *configservice.Client, arn *string) error {
	if err := add(ctx, r, client.DescribeConfigurationRecorders, &configservice.DescribeConfigurationRecordersInput{Arn: arn}); err != nil {
		return err
	}
	return add(ctx, r, client.DescribeConfigurationRecorderStatus, &configservice.DescribeConfigurationRecorderStatusInput{Arn: arn})
}

// serviceLinked returns the ARNs of the service-linked recorders in a region, without
// those of other clouds.
func serviceLinked(ctx context.Context, client *configservice.Client) ([]*string, error) {
	var arns []*string
	pages := configservice.NewListConfigurationRecordersPaginator(client, &configservice.ListConfigurationRecordersInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, summary := range page.ConfigurationRecorderSummaries {
			if summary.ServicePrincipal != nil && summary.Provider == "" {
				arns = append(arns, summary.Arn)
			}
		}
	}
	return arns, nil
}

// add sends a request and adds the lists in its response.
func add[In, Out any](ctx context.Context, r region, send func(context.Context, *In, ...func(*configservice.Options)) (*Out, error), in *In) error {
	var body []byte
	if _, err := send(ctx, in, keepBody(&body)); err != nil {
		return err
	}
	var lists region
	if err := json.Unmarshal(body, &lists); err != nil {
		return fmt.Errorf("a response has a form that no seed has: %w", err)
	}
	r.append(lists)
	return nil
}

// append adds the elements of lists. An empty list leaves no trace.
func (r region) append(lists region) {
	for name, list := range lists {
		if len(list) > 0 {
			r[name] = append(r[name], list...)
		}
	}
}

// keepBody returns an option that stores the body of the last response.
func keepBody(into *[]byte) func(*configservice.Options) {
	keep := middleware.DeserializeMiddlewareFunc("KeepBody", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok {
			return out, metadata, err
		}
		if *into, err = io.ReadAll(response.Body); err != nil {
			return out, metadata, err
		}
		err = response.Body.Close()
		response.Body = io.NopCloser(bytes.NewReader(*into))
		return out, metadata, err
	})
	return configservice.WithAPIOptions(func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(keep, middleware.After)
	})
}
