// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
)

// TestConcurrentUse concurrently creates a recorder in every account and region, while
// others read. It is also for the race detector.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	f := serve(t)
	const accounts, readers = 5, 3
	regions := []string{"eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "us-east-1", "us-west-2"}
	var wg sync.WaitGroup
	for account := range accounts {
		for _, region := range regions {
			client := f.configIn(fmt.Sprintf("%012d", account), region)
			wg.Go(func() {
				if err := setUp(t, client); err != nil {
					t.Error(err)
				}
			})
			for range readers {
				wg.Go(func() {
					if _, err := client.DescribeConfigurationRecorderStatus(t.Context(), nil); err != nil {
						t.Error(err)
					}
				})
			}
		}
	}
	wg.Wait()

	f.clock.advance(time.Minute)
	for account := range accounts {
		for _, region := range regions {
			out, err := f.configIn(fmt.Sprintf("%012d", account), region).DescribeConfigurationRecorderStatus(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if all := out.ConfigurationRecordersStatus; len(all) != 1 || !all[0].Recording || all[0].LastStatus != statusSuccess {
				t.Errorf("account %d, %s: got %+v, want one recorder that records", account, region, all)
			}
		}
	}
}

// setUp makes the three calls that set up AWS Config.
func setUp(t *testing.T, client *configservice.Client) error {
	name := aws.String("default")
	if _, err := client.PutConfigurationRecorder(t.Context(), &configservice.PutConfigurationRecorderInput{
		ConfigurationRecorder: &types.ConfigurationRecorder{Name: name, RoleARN: aws.String(testRole)},
	}); err != nil {
		return err
	}
	if _, err := client.PutDeliveryChannel(t.Context(), &configservice.PutDeliveryChannelInput{
		DeliveryChannel: &types.DeliveryChannel{Name: name, S3BucketName: aws.String("example")},
	}); err != nil {
		return err
	}
	_, err := client.StartConfigurationRecorder(t.Context(), &configservice.StartConfigurationRecorderInput{ConfigurationRecorderName: name})
	return err
}
