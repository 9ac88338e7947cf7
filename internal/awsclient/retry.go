// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"errors"
	"net"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// newRetryer makes the retryers of the SDK for the mode and the number of attempts of the
// settings. Without a capacity, no token bucket limits the retries, as in hashicorp/aws.
func newRetryer(settings aws.Config, capacity int, maxBackoff time.Duration) func() aws.Retryer {
	mode, attempts := settings.RetryMode, settings.RetryMaxAttempts
	standard := func(o *retry.StandardOptions) {
		if attempts != 0 {
			o.MaxAttempts = attempts
		}
		if maxBackoff != 0 {
			o.MaxBackoff = maxBackoff
		}
		o.RateLimiter = ratelimit.None
		if capacity > 0 {
			o.RateLimiter = ratelimit.NewTokenRateLimit(uint(capacity))
		}
	}
	return func() aws.Retryer {
		if mode == aws.RetryModeAdaptive {
			return permanentRetryer{retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
				o.StandardOptions = append(o.StandardOptions, standard)
			})}
		}
		return permanentRetryer{retry.NewStandard(standard)}
	}
}

// permanentRetryer does not repeat what fails in the same way each time, such as a
// request whose certificate is not trusted. The SDK takes that for a temporary failure
// of the connection.
type permanentRetryer struct {
	aws.RetryerV2
}

func (r permanentRetryer) IsErrorRetryable(err error) bool {
	return !awsapi.KindOf(err).Permanent() && r.RetryerV2.IsErrorRetryable(err)
}

// maxUnreachable is how many times a host is tried that does not exist or refuses
// connections. It is the number of hashicorp/aws.
const maxUnreachable = 9

func (r permanentRetryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	var unknown *net.DNSError
	if attempt >= maxUnreachable && (errors.As(err, &unknown) && unknown.IsNotFound || errors.Is(err, syscall.ECONNREFUSED)) {
		return 0, &retry.MaxAttemptsError{Attempt: attempt, Err: err}
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}
