// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// loadClient is a client of the load test.
type loadClient struct {
	http          *http.Client
	url           string
	owned, shared []*loadPair
	random        *rand.Rand
	requests      int
}

// send sends a request and returns the body of the answer and its error code,
// which is empty for a success. Other errors are no part of any expectation.
func (c *loadClient) send(pair *loadPair, service, contentType, target, path, body string) (answer []byte, code string, err error) {
	c.requests++
	r, err := http.NewRequest(http.MethodPost, c.url+path, strings.NewReader(body))
	if err != nil {
		return nil, "", err
	}
	r.Header.Set("Authorization", strings.NewReplacer(testAccount, pair.at.account, testRegion, pair.at.region).Replace(authorization(service)))
	r.Header.Set("Content-Type", contentType)
	if target != "" {
		r.Header.Set("X-Amz-Target", target)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err = io.ReadAll(response.Body)
	if err != nil || response.StatusCode == http.StatusOK {
		return answer, "", err
	}
	var refusal struct {
		Type string `json:"__type"`
	}
	if err := json.Unmarshal(answer, &refusal); err != nil || response.StatusCode != http.StatusBadRequest {
		return nil, "", fmt.Errorf("%v: %s%s: got status %d and %q", pair.at, target, path, response.StatusCode, answer)
	}
	return answer, strings.TrimSuffix(refusal.Type, "Exception"), nil
}

// do makes a call to AWS Config that must return one of the codes.
func (c *loadClient) do(pair *loadPair, operation, body string, codes ...string) (code string, err error) {
	answer, code, err := c.send(pair, "config", "application/x-amz-json-1.1", "StarlingDoveService."+operation, "/", body)
	if err == nil && !slices.Contains(codes, code) {
		err = fmt.Errorf("%v: %s %s: got %s, want one of the codes %q", pair.at, operation, body, answer, codes)
	}
	return code, err
}

// read makes a call to AWS Config that must succeed.
func (c *loadClient) read(pair *loadPair, operation string, out any) error {
	answer, code, err := c.send(pair, "config", "application/x-amz-json-1.1", "StarlingDoveService."+operation, "/", "{}")
	if err != nil {
		return err
	}
	if code != "" {
		return fmt.Errorf("%v: %s: got %s", pair.at, operation, answer)
	}
	return json.Unmarshal(answer, out)
}

// work makes a random change or read, mostly in a region of the client.
func (c *loadClient) work() error {
	switch c.random.IntN(10) {
	case 0, 1, 2:
		return c.writeShared(c.pick(c.shared))
	case 3:
		return c.readOthers(c.pick(c.owned))
	}
	pair := c.pick(c.owned)
	if err := c.writeOwned(pair); err != nil {
		return err
	}
	return c.checkOwned(pair)
}

// pick returns the first pairs much more often than the last, so that all are used and
// some change often.
func (c *loadClient) pick(pairs []*loadPair) *loadPair {
	place := c.random.Float64()
	return pairs[int(place*place*place*float64(len(pairs)))]
}

// The names that clients use.
const (
	loadRecorder = `{"ConfigurationRecorderName":"default"}`
	loadChannel  = `{"DeliveryChannelName":"default"}`
	loadService  = `{"ServicePrincipal":"securityhub.amazonaws.com"}`
)

// writeOwned changes a region of the client, so it knows the response.
func (c *loadClient) writeOwned(pair *loadPair) error {
	when := func(condition bool, code string) string {
		if condition {
			return code
		}
		return ""
	}
	const noRecorder, noChannel = "NoSuchConfigurationRecorder", "NoSuchDeliveryChannel"
	var err error
	switch c.random.IntN(9) {
	case 0, 1:
		pair.recorder, pair.role = true, fmt.Sprintf("arn:aws:iam::%s:role/r%d", pair.at.account, c.requests)
		_, err = c.do(pair, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+pair.role+`"}}`, "")
	case 2:
		bucket := fmt.Sprintf("bucket-%d", c.requests)
		if pair.recorder {
			pair.channel, pair.bucket = true, bucket
		}
		_, err = c.do(pair, "PutDeliveryChannel", `{"DeliveryChannel":{"s3BucketName":"`+bucket+`"}}`, when(!pair.recorder, "NoAvailableConfigurationRecorder"))
	case 3:
		code := when(!pair.channel, "NoAvailableDeliveryChannel")
		if !pair.recorder {
			code = noRecorder
		}
		pair.recording = pair.recording || code == ""
		_, err = c.do(pair, "StartConfigurationRecorder", loadRecorder, code)
	case 4:
		pair.recording = false
		_, err = c.do(pair, "StopConfigurationRecorder", loadRecorder, when(!pair.recorder, noRecorder))
	case 5:
		code := when(!pair.recorder, noRecorder)
		pair.recorder, pair.recording = false, false
		_, err = c.do(pair, "DeleteConfigurationRecorder", loadRecorder, code)
	case 6:
		code := when(!pair.channel, noChannel)
		if pair.channel && pair.recording {
			code = "LastDeliveryChannelDeleteFailed"
		}
		pair.channel = pair.channel && pair.recording
		_, err = c.do(pair, "DeleteDeliveryChannel", loadChannel, code)
	case 7:
		code := when(pair.linked, "Conflict")
		pair.linked = true
		_, err = c.do(pair, "PutServiceLinkedConfigurationRecorder", loadService, code)
	case 8:
		code := when(!pair.linked, noRecorder)
		pair.linked = false
		_, err = c.do(pair, "DeleteServiceLinkedConfigurationRecorder", loadService, code)
	}
	return err
}

// regionContent contains everything that can be read from a region.
type regionContent struct {
	ConfigurationRecordersStatus   []recorderStatusRead
	ConfigurationRecorders         []configurationRecorder
	ConfigurationRecorderSummaries []recorderSummary
	DeliveryChannels               []deliveryChannel
}

// recorderStatusRead contains the relevant members of a status.
type recorderStatusRead struct {
	LastStatus string `json:"lastStatus"`
	Recording  bool   `json:"recording"`
}

func (c *loadClient) content(pair *loadPair) (content regionContent, err error) {
	for _, operation := range []string{"DescribeConfigurationRecorderStatus", "DescribeConfigurationRecorders", "ListConfigurationRecorders", "DescribeDeliveryChannels"} {
		if err := c.read(pair, operation, &content); err != nil {
			return content, err
		}
	}
	return content, nil
}

// checkOwned checks everything that the client wrote.
func (c *loadClient) checkOwned(pair *loadPair) error {
	got, err := c.content(pair)
	if err != nil {
		return err
	}
	linked := slices.ContainsFunc(got.ConfigurationRecorderSummaries, func(s recorderSummary) bool { return s.RecordingScope == scopeInternal })
	ok := len(got.ConfigurationRecordersStatus) == count(pair.recorder) &&
		len(got.ConfigurationRecorders) == count(pair.recorder) &&
		len(got.ConfigurationRecorderSummaries) == count(pair.recorder)+count(pair.linked) &&
		len(got.DeliveryChannels) == count(pair.channel) &&
		linked == pair.linked
	if ok && pair.recorder {
		status := got.ConfigurationRecordersStatus[0]
		ok = status.Recording == pair.recording && got.ConfigurationRecorders[0].RoleARN == pair.role &&
			(!status.Recording || status.LastStatus == statusPending || status.LastStatus == statusSuccess)
	}
	if ok && pair.channel {
		ok = got.DeliveryChannels[0].S3BucketName == pair.bucket
	}
	if !ok {
		return fmt.Errorf("%v: got %+v, want recorder %t, recording %t, channel %t, linked %t, role %s and bucket %s", pair.at, got, pair.recorder, pair.recording, pair.channel, pair.linked, pair.role, pair.bucket)
	}
	return nil
}

func count(there bool) int {
	if there {
		return 1
	}
	return 0
}

// writeShared changes a shared region, so several responses are possible.
func (c *loadClient) writeShared(pair *loadPair) error {
	const noRecorder, noChannel = "NoSuchConfigurationRecorder", "NoSuchDeliveryChannel"
	var code string
	var err error
	switch c.random.IntN(10) {
	case 0, 1:
		name := []string{"default", "other"}[c.random.IntN(2)]
		_, err = c.do(pair, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"`+name+`","roleARN":"`+testRole+`"}}`, "", "MaxNumberOfConfigurationRecordersExceeded")
	case 2:
		_, err = c.do(pair, "PutDeliveryChannel", `{"DeliveryChannel":{"s3BucketName":"example"}}`, "", "NoAvailableConfigurationRecorder")
	case 3:
		_, err = c.do(pair, "StartConfigurationRecorder", loadRecorder, "", noRecorder, "NoAvailableDeliveryChannel")
	case 4:
		_, err = c.do(pair, "StopConfigurationRecorder", loadRecorder, "", noRecorder)
	case 5:
		_, err = c.do(pair, "DeleteConfigurationRecorder", loadRecorder, "", noRecorder)
	case 6:
		_, err = c.do(pair, "DeleteDeliveryChannel", loadChannel, "", noChannel, "LastDeliveryChannelDeleteFailed")
	case 7:
		if code, err = c.do(pair, "PutServiceLinkedConfigurationRecorder", loadService, "", "Conflict"); code == "" {
			pair.created.Add(1)
		}
	case 8:
		if code, err = c.do(pair, "DeleteServiceLinkedConfigurationRecorder", loadService, "", noRecorder); code == "" {
			pair.deleted.Add(1)
		}
	case 9:
		var got regionContent
		err = c.read(pair, "ListConfigurationRecorders", &got)
		if paid, internal := scopes(got.ConfigurationRecorderSummaries); err == nil && (paid > 1 || internal > 1) {
			err = fmt.Errorf("%v: got %+v, want one recorder of each scope at most", pair.at, got)
		}
	}
	return err
}

func scopes(summaries []recorderSummary) (paid, internal int) {
	for _, s := range summaries {
		paid += count(s.RecordingScope == scopePaid)
		internal += count(s.RecordingScope == scopeInternal)
	}
	return paid, internal
}

// checkShared checks a shared region at the end: it has at most one customer managed
// recorder, which only records with a channel, and the counts of puts and deletes match.
func (c *loadClient) checkShared(pair *loadPair) error {
	got, err := c.content(pair)
	if err != nil {
		return err
	}
	paid, internal := scopes(got.ConfigurationRecorderSummaries)
	if paid > 1 || paid != len(got.ConfigurationRecordersStatus) || int64(internal) != pair.created.Load()-pair.deleted.Load() {
		return fmt.Errorf("%v: got %+v after %d service-linked recorders were created and %d deleted", pair.at, got, pair.created.Load(), pair.deleted.Load())
	}
	if paid == 1 && got.ConfigurationRecordersStatus[0].Recording && len(got.DeliveryChannels) == 0 {
		return fmt.Errorf("%v: got %+v, want a channel beside a recorder that records", pair.at, got)
	}
	return nil
}

// readOthers calls the other services.
func (c *loadClient) readOthers(pair *loadPair) error {
	identity, code, err := c.send(pair, "sts", formContentType, "", "/", url.Values{"Action": {"GetCallerIdentity"}}.Encode())
	if err != nil || code != "" || !bytes.Contains(identity, []byte("<Account>"+pair.at.account+"</Account>")) {
		return fmt.Errorf("%v: got the identity %s: %v", pair.at, identity, err)
	}
	regions, code, err := c.send(pair, "account", "application/json", "", "/listRegions", `{"MaxResults":50}`)
	if err != nil || code != "" || !bytes.Contains(regions, []byte(`"`+pair.at.region+`"`)) {
		return fmt.Errorf("%v: got the regions %s: %v", pair.at, regions, err)
	}
	return nil
}
