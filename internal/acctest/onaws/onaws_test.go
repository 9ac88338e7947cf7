// SPDX-License-Identifier: MPL-2.0

// Package onaws compares an AWS account with what the emulator assumes of AWS, and what
// the provider reads there with what the SDK reads. It changes nothing in the account.
package onaws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

func TestMain(m *testing.M) {
	acctest.MainOnAWS(m)
}

// TestAccAWS surveys the account of the environment once, for all of its tests.
func TestAccAWS(t *testing.T) {
	config := environment(t)
	a, err := newAccount(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("reading in %s as the account %s, in which %d recorders were found in %d regions", config.Region, a.id, len(a.survey.recorders), len(a.survey.enabled))
	if len(a.survey.regions) == 0 {
		t.Logf("no other region is read, because the regions may not be listed")
	}
	for _, got := range a.survey.answers {
		if got.status != http.StatusOK {
			t.Logf("%s: %s", got.question.region, got)
		}
	}

	t.Run("assumptions", a.testAssumptions)
	t.Run("selectors", a.testSelectors)
	t.Run("ephemeral", a.testEphemeral)
	t.Run("wait_for", a.testWaitFor)
	t.Run("no recorder", a.testNoRecorder)
	t.Run("regions", a.testRegions)
	t.Run("all regions", a.testAllRegions)
}

// environment returns the AWS settings of the person who runs the tests. It skips the
// test if these tests are not enabled, or if there are no credentials.
func environment(t *testing.T) aws.Config {
	t.Helper()
	if os.Getenv(acctest.OnAWS) == "" {
		t.Skipf("skipped: real AWS is read where %s is set, as make testacc-aws does", acctest.OnAWS)
	}
	config, err := awsconfig.LoadDefaultConfig(t.Context(), awsconfig.WithDefaultRegion("us-east-1"), awsconfig.WithHTTPClient(awshttp.NewBuildableClient()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := config.Credentials.Retrieve(t.Context()); err != nil {
		// The SDK calls the instance metadata service if it finds no other credentials.
		if operation := (*smithy.OperationError)(nil); !errors.As(err, &operation) || operation.ServiceID != imds.ServiceID {
			t.Fatal(err)
		}
		t.Skipf("skipped: there are no AWS credentials in the environment: %s", err)
	}
	return config
}

// account is an AWS account, or one on the emulator.
type account struct {
	ctx      context.Context
	config   aws.Config
	id       string
	part     string // The partition.
	refusals []string
	survey   survey
}

// newAccount surveys an account.
func newAccount(ctx context.Context, config aws.Config) (*account, error) {
	a := &account{ctx: ctx, config: config}
	identity := a.ask(question{service: "sts", operation: "GetCallerIdentity"})
	match := regexp.MustCompile(`<Arn>arn:([a-z-]+):[a-z]+::([0-9]{12}):`).FindStringSubmatch(identity.body)
	if match == nil {
		return nil, fmt.Errorf("AWS does not tell whose the credentials are: %s", identity)
	}
	a.part, a.id = match[1], match[2]
	if err := a.look(); err != nil {
		return nil, err
	}
	a.refusals = nil // Only those of the checks are of interest.
	return a, nil
}
