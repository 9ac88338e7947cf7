// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// The members of answers that the tests use.
type (
	summary struct {
		ARN              string `json:"arn"`
		Name             string `json:"name"`
		RecordingScope   string `json:"recordingScope"`
		ServicePrincipal string `json:"servicePrincipal"`
	}
	status struct {
		ARN           string          `json:"arn"`
		Name          string          `json:"name"`
		LastStartTime json.RawMessage `json:"lastStartTime"`
		LastStatus    string          `json:"lastStatus"`
		Recording     bool            `json:"recording"`
	}
	settings struct {
		ARN            string          `json:"arn"`
		Name           string          `json:"name"`
		RecordingGroup json.RawMessage `json:"recordingGroup"`
		RecordingMode  json.RawMessage `json:"recordingMode"`
		RecordingScope string          `json:"recordingScope"`
		RoleARN        string          `json:"roleARN"`
	}
	delivery struct {
		Name   string `json:"name"`
		Stream struct {
			LastStatus string `json:"lastStatus"`
		} `json:"configStreamDeliveryInfo"`
	}
	optRegion struct {
		RegionName      string
		RegionOptStatus string
	}

	statuses   struct{ ConfigurationRecordersStatus []status }
	recorders  struct{ ConfigurationRecorders []settings }
	deliveries struct{ DeliveryChannelsStatus []delivery }
	channels   struct {
		DeliveryChannels []struct {
			Name     string `json:"name"`
			TopicARN string `json:"snsTopicARN"`
		}
	}
	page struct {
		ConfigurationRecorderSummaries []summary
		NextToken                      string
	}
	regionPage struct {
		NextToken string
		Regions   []optRegion
	}
)

// recorder is one of the recorders of an account.
type recorder struct {
	region    string
	principal string // Empty for the customer managed one.
	name, arn string
	scope     string // From ListConfigurationRecorders.
	status    status
	settings  settings
}

// survey is what an account has, as far as it could be read.
type survey struct {
	answers   []answer              // Of AWS Config.
	enabled   []string              // The regions to read.
	listed    map[string][][]string // The names of the recorders in each region, by page.
	readable  []string              // The regions whose statuses may be read.
	recorders []recorder
	regions   []optRegion // Of the account, or none if they may not be listed.
	streams   []delivery  // Of channels without a topic.
	unlisted  bool        // Whether the recorders of some region may not be listed.
}

// look reads all enabled regions, or only the home region if the regions may not be
// listed.
func (a *account) look() error {
	a.survey.listed = map[string][][]string{}
	var token string
	for {
		got := a.ask(question{service: "account", operation: "ListRegions", body: withToken(50, token)})
		if got.status != http.StatusOK && !got.denied() {
			return fmt.Errorf("listing the regions: %s", got)
		}
		read := decode[regionPage](got)
		a.survey.regions = append(a.survey.regions, read.Regions...)
		if token = read.NextToken; token == "" {
			break
		}
	}
	regions := []string{a.config.Region}
	for _, region := range a.survey.regions {
		if region.RegionOptStatus == "ENABLED" || region.RegionOptStatus == "ENABLED_BY_DEFAULT" {
			regions = append(regions, region.RegionName)
		}
	}
	slices.Sort(regions)
	a.survey.enabled = slices.Compact(regions)
	for _, region := range a.survey.enabled {
		a.lookInto(region)
	}
	return nil
}

func (a *account) lookInto(region string) {
	ask := func(operation, body string) answer {
		got := a.ask(question{service: "config", region: region, operation: operation, body: body})
		a.survey.answers = append(a.survey.answers, got)
		return got
	}
	add := func(found recorder, selector string) (readable bool) {
		described := ask("DescribeConfigurationRecorderStatus", selector)
		if read := decode[statuses](described).ConfigurationRecordersStatus; len(read) == 1 {
			found.status = read[0]
		}
		if read := decode[recorders](ask("DescribeConfigurationRecorders", selector)).ConfigurationRecorders; len(read) == 1 {
			found.settings = read[0]
		}
		found.region = region
		found.name = cmp.Or(found.name, found.settings.Name, found.status.Name)
		found.arn = cmp.Or(found.arn, found.settings.ARN, found.status.ARN)
		if found.name != "" {
			a.survey.recorders = append(a.survey.recorders, found)
		}
		return described.status == http.StatusOK
	}

	var managed recorder
	listed, body := true, "{}"
	for {
		got := ask("ListConfigurationRecorders", body)
		listed = listed && got.status == http.StatusOK
		read := decode[page](got)
		var names []string
		for _, r := range read.ConfigurationRecorderSummaries {
			names = append(names, r.Name)
			found := recorder{principal: r.ServicePrincipal, name: r.Name, arn: r.ARN, scope: r.RecordingScope}
			if r.ServicePrincipal == "" {
				managed = found
				continue
			}
			add(found, fmt.Sprintf(`{"Arn":%q}`, r.ARN))
		}
		if names != nil {
			a.survey.listed[region] = append(a.survey.listed[region], names)
		}
		if read.NextToken == "" {
			break
		}
		body = withToken(0, read.NextToken)
	}
	if add(managed, "{}") {
		a.survey.readable = append(a.survey.readable, region)
		a.survey.unlisted = a.survey.unlisted || !listed
	}

	streams := decode[deliveries](ask("DescribeDeliveryChannelStatus", "{}")).DeliveryChannelsStatus
	for _, channel := range decode[channels](ask("DescribeDeliveryChannels", "{}")).DeliveryChannels {
		for _, stream := range streams {
			if channel.TopicARN == "" && stream.Name == channel.Name {
				a.survey.streams = append(a.survey.streams, stream)
			}
		}
	}
}

// withToken returns the body of a request for a page.
func withToken(size int, token string) string {
	members := map[string]any{}
	if size > 0 {
		members["MaxResults"] = size
	}
	if token != "" {
		members["NextToken"] = token
	}
	body, _ := json.Marshal(members) // Numbers and strings always encode.
	return string(body)
}

// busiest returns the region with the most recorders, or the home region.
func (a *account) busiest() string {
	busiest, most := a.config.Region, 0
	for region, pages := range a.survey.listed {
		if n := len(slices.Concat(pages...)); n > most || n == most && region < busiest {
			busiest, most = region, n
		}
	}
	return busiest
}

// linked returns the service-linked recorders.
func (a *account) linked() []recorder {
	return slices.DeleteFunc(slices.Clone(a.survey.recorders), func(r recorder) bool { return r.principal == "" })
}

// arn returns the ARN of a recorder that does not exist.
func (a *account) arn(region, id string) string {
	return fmt.Sprintf("arn:%s:config:%s:%s:configuration-recorder/awsconfig-absent/abcdefghijklmnop", a.part, region, id)
}

func absentARN(a *account) (string, error) { return a.arn(a.config.Region, a.id), nil }

// arnElsewhere returns the ARN of a recorder in another region, if possible of one that
// exists.
func arnElsewhere(a *account) (string, error) {
	for _, r := range a.survey.recorders {
		if r.region != a.config.Region && r.arn != "" {
			return r.arn, nil
		}
	}
	for _, r := range a.survey.regions {
		if r.RegionName != a.config.Region {
			return a.arn(r.RegionName, a.id), nil
		}
	}
	return "", errors.New("AWS does not tell which other regions there are")
}

func foreignARN(a *account) (string, error) { return a.arn(a.config.Region, a.foreign()), nil }

// foreign returns an account ID from the documentation that is not that of this account.
func (a *account) foreign() string {
	if a.id == "111122223333" {
		return "444455556666"
	}
	return "111122223333"
}
