// SPDX-License-Identifier: MPL-2.0

package emulator

import "testing"

const (
	nobody      = reservedPrefix + "Nobody"
	nobodyAsked = `{"ServicePrincipal":"nobody.amazonaws.com"}`
	seededOne   = `{"ConfigurationRecordersStatus":[{"name":"` + nobody + `","servicePrincipal":"nobody.amazonaws.com"}]}`
)

func TestSeededServiceLinkedRecords(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seedRegion(t, seededOne)
	f.want(t, "DescribeConfigurationRecorderStatus", nobodyAsked, `{"ConfigurationRecordersStatus":[{"arn":"`+recorderARN(location{testAccount, testRegion}, nobody)+`","name":"`+nobody+`","recording":true,"servicePrincipal":"nobody.amazonaws.com"}]}`)
}

// TestSeededServiceIsKnown selects an undocumented service before and after a seed with
// it.
func TestSeededServiceIsKnown(t *testing.T) {
	t.Parallel()
	const noSuch = "NoSuchConfigurationRecorderException"
	f := serve(t)
	summary := `{"Arn":"` + recorderARN(location{testAccount, testRegion}, nobody) + `","Name":"` + nobody + `"}`
	for _, operation := range []string{"DescribeConfigurationRecorderStatus", "DescribeConfigurationRecorders", "DeleteServiceLinkedConfigurationRecorder", "PutServiceLinkedConfigurationRecorder"} {
		f.wantError(t, operation, nobodyAsked, "ValidationException", "")
	}
	f.seedRegion(t, seededOne)
	f.do(t, "DescribeConfigurationRecorderStatus", nobodyAsked)
	f.wantError(t, "PutServiceLinkedConfigurationRecorder", nobodyAsked, "ConflictException", "")
	f.want(t, "DeleteServiceLinkedConfigurationRecorder", nobodyAsked, summary)
	for _, operation := range []string{"DescribeConfigurationRecorderStatus", "DescribeConfigurationRecorders", "DeleteServiceLinkedConfigurationRecorder"} {
		f.wantError(t, operation, nobodyAsked, noSuch, "")
	}
	f.want(t, "PutServiceLinkedConfigurationRecorder", nobodyAsked, summary)
	f.do(t, "DescribeConfigurationRecorderStatus", nobodyAsked)
	// The service is known in all accounts and regions.
	f.seed(t, `{"accounts":{"111122223333":{"us-east-1":{"ConfigurationRecordersStatus":[{"name":"`+reservedPrefix+`Third","servicePrincipal":"third.example.com"}]}}}}`)
	f.wantError(t, "DescribeConfigurationRecorderStatus", `{"ServicePrincipal":"third.example.com"}`, noSuch, "")
}

// TestTwoServicesWithOneName seeds a recorder with the name of a recorder of another
// service.
func TestTwoServicesWithOneName(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seedRegion(t, `{"ConfigurationRecordersStatus":[{"name":"`+reservedPrefix+`SecurityHubCSPM","servicePrincipal":"nobody.amazonaws.com"}]}`)
	f.wantError(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`, "ConflictException", "")
	f.do(t, "DescribeConfigurationRecorderStatus", nobodyAsked)
}

func TestServiceLinkedDeletedByOneSelector(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.do(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`)
	arn := recorderARN(location{testAccount, testRegion}, reservedPrefix+"SecurityHubCSPM")
	for _, body := range []string{`{}`, `{"ServicePrincipal":"securityhub.amazonaws.com","Arn":"` + arn + `"}`} {
		f.wantError(t, "DeleteServiceLinkedConfigurationRecorder", body, "ValidationException", "Exactly one of ServicePrincipal and Arn is required.")
	}
}

// TestOneOfTwoRecordersIsAConflict puts the recorders of a service after one of them was
// deleted.
func TestOneOfTwoRecordersIsAConflict(t *testing.T) {
	t.Parallel()
	const body = `{"ServicePrincipal":"securityhubv2.amazonaws.com"}`
	f := serve(t)
	f.do(t, "PutServiceLinkedConfigurationRecorder", body)
	f.do(t, "DeleteServiceLinkedConfigurationRecorder", `{"Arn":"`+recorderARN(location{testAccount, testRegion}, reservedPrefix+"SecurityHubAssets")+`"}`)
	f.wantError(t, "PutServiceLinkedConfigurationRecorder", body, "ConflictException", "")
}

// TestChannelBesideServiceLinked deletes the channel while only a service-linked
// recorder is recording.
func TestChannelBesideServiceLinked(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.putRunnable(t)
	f.do(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com"}`)
	f.do(t, "DeleteDeliveryChannel", `{"DeliveryChannelName":"default"}`)
}
