// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Source is where credentials come from.
type Source int

// The sources of credentials that can fail.
const (
	NoSource          Source = iota // None was found.
	ContainerSource                 // The endpoint for containers.
	EnvironmentSource               // The environment, as the credential_source of a profile.
	InstanceSource                  // The instance metadata service, as the credential_source of a profile.
	LoginSource                     // A session of aws login.
	OtherSource                     // None of the others.
	ProcessSource                   // A credential_process.
	RoleSource                      // The role of a profile.
	SSOSource                       // IAM Identity Center.
	WebIdentitySource               // The web identity of the environment or a profile.
)

// CredentialsError means that no source of credentials was found, or that the source
// returned no credentials.
type CredentialsError struct {
	Err         error
	Profile     string // The profile with the source, or the selected profile.
	Source      Source
	StandardErr string // The end of what a credential_process wrote to its standard error.
}

func (e *CredentialsError) Error() string { return e.Err.Error() }

func (e *CredentialsError) Unwrap() error { return e.Err }

// credentialsError finds out which source of credentials failed. It can also return
// *ProfileError or *SettingError.
func (c Config) credentialsError(settings aws.Config, err error) error {
	shared := lastProfile(settings)
	failed := &CredentialsError{Err: withoutOutput(err), Profile: shared.Profile, Source: sourceOf(settings.Credentials, err)}
	var process *processError
	if errors.As(err, &process) {
		failed.StandardErr = process.standardErr
	}
	switch failed.Source {
	case RoleSource:
		failed.Profile = c.profile()
	case WebIdentitySource:
		// The error of the SDK does not contain why the token file cannot be read.
		for _, file := range []string{os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE"), shared.WebIdentityTokenFile} {
			if _, unreadable := os.ReadFile(file); file != "" && unreadable != nil {
				failed.Err = unreadable
			}
		}
	case InstanceSource:
		if shared.RoleARN != "" && shared.CredentialSource == "" {
			return &ProfileError{Err: err, Reason: fmt.Sprintf("the profile %q has role_arn, but no source of credentials to assume the role with: add source_profile or credential_source", shared.Profile)}
		}
	case NoSource:
		if explained := c.explainAbsence(err); explained != nil {
			return explained
		}
	}
	return failed
}

// lastProfile follows source_profile and returns the profile with the source of
// credentials.
func lastProfile(settings aws.Config) config.SharedConfig {
	for _, source := range settings.ConfigSources {
		if shared, ok := source.(config.SharedConfig); ok {
			for shared.Source != nil {
				shared = *shared.Source
			}
			return shared
		}
	}
	return config.SharedConfig{}
}

func sourceOf(provider aws.CredentialsProvider, err error) Source {
	var (
		empty   *credentials.StaticCredentialsEmptyError
		sources []aws.CredentialSource
	)
	if known, ok := provider.(aws.CredentialProviderSource); ok {
		sources = known.ProviderSources()
	}
	has := func(wanted ...aws.CredentialSource) bool {
		return slices.ContainsFunc(wanted, func(source aws.CredentialSource) bool { return slices.Contains(sources, source) })
	}
	serviceID, operation := awsapi.Operation(err)
	isSTS := serviceID == sts.ServiceID && (awsapi.StatusCode(err) != 0 || awsapi.KindOf(err) != awsapi.Other)
	switch {
	case errors.As(err, &empty) && has(aws.CredentialSourceProfileNamedProvider):
		return EnvironmentSource
	case isSTS && operation == "AssumeRole", errors.Is(err, ErrMissingRegion) && !has(aws.CredentialSourceEnvVarsSTSWebIDToken, aws.CredentialSourceProfileSTSWebIDToken):
		return RoleSource
	case has(aws.CredentialSourceEnvVarsSTSWebIDToken, aws.CredentialSourceProfileSTSWebIDToken):
		return WebIdentitySource
	case has(aws.CredentialSourceSSO, aws.CredentialSourceSSOLegacy):
		return SSOSource
	case has(aws.CredentialSourceLogin):
		return LoginSource
	case has(aws.CredentialSourceProcess):
		return ProcessSource
	case has(aws.CredentialSourceHTTP):
		return ContainerSource
	case slices.Equal(sources, []aws.CredentialSource{aws.CredentialSourceIMDS}):
		return NoSource // The SDK tries this source last, even if nothing configures it.
	case has(aws.CredentialSourceIMDS):
		return InstanceSource
	}
	return OtherSource
}

// withoutOutput replaces every error that can contain the output of a credential
// process, which can contain a secret. It keeps the error of a process that did not
// start or that failed.
func withoutOutput(err error) error {
	var (
		process *processcreds.ProviderError
		exit    *exec.ExitError
		start   *exec.Error
	)
	switch {
	case !errors.As(err, &process), errors.As(err, &exit), errors.As(err, &start), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return errors.New("the output of credential_process is not the JSON that the AWS CLI documents: Version 1, AccessKeyId, SecretAccessKey and, for temporary credentials, SessionToken and an Expiration in the future")
}

// maxStandardErr is the maximum length of the standard error that is kept, in bytes.
const maxStandardErr = 500

// processError means that a credential_process failed.
type processError struct {
	error
	standardErr string
}

func (e *processError) Unwrap() error { return e.error }

// keepStandardErr makes a credential process keep its standard error. The SDK would
// write it to the standard error of the provider, which Terraform only logs.
func keepStandardErr(provider aws.CredentialsProvider, settings aws.Config) aws.CredentialsProvider {
	if !aws.IsCredentialsProvider(provider, (*processcreds.Provider)(nil)) {
		return provider
	}
	return aws.NewCredentialsCache(processProvider{lastProfile(settings).CredentialProcess})
}

type processProvider struct{ command string }

func (processProvider) ProviderSources() []aws.CredentialSource {
	return []aws.CredentialSource{aws.CredentialSourceProcess}
}

// Retrieve makes the process write its standard error to a file. With a pipe, the SDK
// would also wait for the children of the process.
func (p processProvider) Retrieve(ctx context.Context) (aws.Credentials, error) {
	file, err := os.CreateTemp("", "awsconfig-")
	if err != nil {
		return processcreds.NewProvider(p.command).Retrieve(ctx)
	}
	defer func() { _, _ = file.Close(), os.Remove(file.Name()) }()
	found, err := processcreds.NewProviderCommand(processcreds.NewCommandBuilderFunc(func(ctx context.Context) (*exec.Cmd, error) {
		command, err := processcreds.DefaultNewCommandBuilder{Args: []string{p.command}}.NewCommand(ctx)
		if err == nil {
			command.Stderr = file
		}
		return command, err
	})).Retrieve(ctx)
	if err != nil {
		return found, &processError{err, tail(file)}
	}
	return found, nil
}

// tail returns the end of a text, without control characters, which could change what a
// terminal shows.
func tail(file *os.File) string {
	content, err := os.ReadFile(file.Name())
	if err != nil {
		return ""
	}
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(content[max(0, len(content)-maxStandardErr):]), ""))
	return strings.TrimSpace(text)
}
