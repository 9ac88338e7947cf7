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

// newRetryer returns a retryer of the SDK for the mode and the number of attempts in the
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

// permanentRetryer does not repeat requests that would fail in the same way again, for
// example because the certificate is not trusted. The SDK treats this as a temporary
// failure of the connection.
type permanentRetryer struct {
	aws.RetryerV2
}

func (r permanentRetryer) IsErrorRetryable(err error) bool {
	return !awsapi.KindOf(err).Permanent() && r.RetryerV2.IsErrorRetryable(err)
}

// maxUnreachable is the maximum number of attempts for a host that does not exist or
// refuses connections. hashicorp/aws has the same limit.
const maxUnreachable = 9

func (r permanentRetryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	var unknown *net.DNSError
	if attempt >= maxUnreachable && (errors.As(err, &unknown) && unknown.IsNotFound || errors.Is(err, syscall.ECONNREFUSED)) {
		return 0, &retry.MaxAttemptsError{Attempt: attempt, Err: err}
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}
