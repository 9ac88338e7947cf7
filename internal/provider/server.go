// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// NewServer returns a constructor of the provider server in the given version.
func NewServer(version string, options ...Option) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		stopped, stop := context.WithCancel(context.Background())
		return &server{ProviderServer: providerserver.NewProtocol6(New(version, options...)())(), stopped: stopped, stop: stop}
	}
}

// server also cancels calls that begin after Terraform was interrupted. The framework
// cancels only the calls in progress, but Terraform 1.11 still opens ephemeral resources
// after an interrupt, and each of them could wait until its timeout.
type server struct {
	tfprotov6.ProviderServer
	stopped context.Context
	stop    context.CancelFunc
}

func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.stop()
	return s.ProviderServer.StopProvider(ctx, req)
}

func (s *server) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	ctx, cancel := s.untilStopped(ctx)
	defer cancel()
	return s.ProviderServer.OpenEphemeralResource(ctx, req)
}

func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	ctx, cancel := s.untilStopped(ctx)
	defer cancel()
	return s.ProviderServer.ReadDataSource(ctx, req)
}

func (s *server) untilStopped(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	if s.stopped.Err() != nil {
		cancel() // AfterFunc would cancel it too late, after the first request.
	}
	forget := context.AfterFunc(s.stopped, cancel)
	return ctx, func() {
		forget()
		cancel()
	}
}
