// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"cmp"
	"context"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
)

// CharacterError means that credentials contain white space or another character that
// AWS credentials never contain. It does not contain the value.
type CharacterError struct {
	Name string // What contains it, and where that comes from: "the argument token".
}

func (e *CharacterError) Error() string {
	return e.Name + " contains white space, a control character or a character that is not ASCII"
}

// checkedSource rejects credentials with invalid characters before the SDK signs a
// request.
type checkedSource struct {
	aws.CredentialsProvider
}

func (s checkedSource) Retrieve(ctx context.Context) (aws.Credentials, error) {
	found, err := s.CredentialsProvider.Retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, err
	}
	return found, checkCharacters(found)
}

func checkCharacters(found aws.Credentials) error {
	for i, value := range []string{found.AccessKeyID, found.SecretAccessKey, found.SessionToken} {
		if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return &CharacterError{Name: nameOf(found.Source, i)}
		}
	}
	return nil
}

// nameOf returns the name that the source of credentials has for the access key, the
// secret key or the token.
func nameOf(source string, i int) string {
	switch source {
	case credentials.StaticCredentialsName:
		return "the argument " + [...]string{"access_key", "secret_key", "token"}[i]
	case config.CredentialsSourceName:
		variables := [...][2]string{{"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"}, {"AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"}, {"AWS_SESSION_TOKEN"}}[i]
		if os.Getenv(variables[0]) == "" {
			return "the environment variable " + variables[1]
		}
		return "the environment variable " + variables[0]
	}
	if file, ok := strings.CutPrefix(source, "SharedConfigCredentials: "); ok {
		return "the setting " + [...]string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token"}[i] + " in " + file
	}
	return "the " + [...]string{"access key ID", "secret access key", "session token"}[i] + " from " + cmp.Or(map[string]string{
		ec2rolecreds.ProviderName:  "the instance metadata service",
		endpointcreds.ProviderName: "the credentials endpoint of the container",
		processcreds.ProviderName:  "credential_process",
		ssocreds.ProviderName:      "IAM Identity Center",
	}[source], source)
}
