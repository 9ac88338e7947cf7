// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"encoding/json"
	"errors"

	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go"
)

// CredentialsError means that no credentials were found, or that the source that
// was found gave none.
type CredentialsError struct {
	Err    error
	Absent bool // Whether every source was looked at in vain.
}

func (e *CredentialsError) Error() string { return e.Err.Error() }

func (e *CredentialsError) Unwrap() error { return e.Err }

func newCredentialsError(err error) error {
	// The instance metadata service is the last source, and the only one that is tried
	// although nothing names it.
	var operation *smithy.OperationError
	absent := errors.As(err, &operation) && operation.ServiceID == imds.ServiceID
	return &CredentialsError{Err: withoutOutput(err), Absent: absent}
}

// withoutOutput replaces the error of a credential process whose output is not
// understood, because the SDK puts the output, and so a secret, into it.
func withoutOutput(err error) error {
	var (
		process  *processcreds.ProviderError
		syntax   *json.SyntaxError
		mismatch *json.UnmarshalTypeError
	)
	if errors.As(err, &process) && (errors.As(err, &syntax) || errors.As(err, &mismatch)) {
		return errors.New("the output of credential_process is not the JSON that the AWS CLI documents")
	}
	return err
}
