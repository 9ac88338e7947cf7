// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

func regionChecks() []check {
	first := question{service: "account", operation: "ListRegions", body: "{}"}
	return []check{
		{46, "a ValidationException of AWS Account Management has neither reason nor fieldList", func(a *account) finding {
			got := a.ask(question{service: "account", operation: "ListRegions", body: `{"MaxResults":0}`})
			var members map[string]any
			err := json.Unmarshal([]byte(got.body), &members)
			_, reason := members["reason"]
			_, fields := members["fieldList"]
			judged := judge(got, err == nil && got.code == validation && !reason && !fields)
			judged.detail += ", in " + got.body
			return judged
		}},
		regionsLike(47, "an account has the regions of the emulator", func(optRegion) bool { return true }),
		regionsLike(47, "the regions of the emulator that are enabled by default are so", func(r optRegion) bool { return r.RegionOptStatus == "ENABLED_BY_DEFAULT" }),
		{47, "no region is being enabled or disabled", func(a *account) finding {
			for _, region := range a.survey.regions {
				if strings.HasSuffix(region.RegionOptStatus, "ING") {
					return finding{contradicted, fmt.Sprintf("%s is %s", region.RegionName, region.RegionOptStatus)}
				}
			}
			if len(a.survey.regions) == 0 {
				return unconfirmed("the regions may not be listed")
			}
			return finding{confirmed, fmt.Sprintf("%d regions", len(a.survey.regions))}
		}},
		{49, "ListRegions for another account has HTTP status 403 and the code AccessDeniedException", func(a *account) finding {
			if len(a.survey.regions) == 0 {
				return unconfirmed("the regions may not be listed")
			}
			got := a.ask(question{service: "account", operation: "ListRegions", body: fmt.Sprintf(`{"AccountId":%q}`, a.foreign())})
			if got.status == 403 && got.code == "AccessDeniedException" {
				return finding{confirmed, got.String()}
			}
			return finding{contradicted, got.String()}
		}},
		{49, "ListRegions for the own account is as good as without an account", func(a *account) finding {
			return same(49, "", first, question{service: "account", operation: "ListRegions", body: fmt.Sprintf(`{"AccountId":%q}`, a.id)}).run(a)
		}},
		{50, "regions are listed by name", func(a *account) finding {
			var names []string
			for _, region := range a.survey.regions {
				names = append(names, region.RegionName)
			}
			switch {
			case len(names) == 0:
				return unconfirmed("the regions may not be listed")
			case !slices.IsSorted(names):
				return finding{contradicted, strings.Join(names, ", ")}
			}
			return finding{confirmed, fmt.Sprintf("%d regions", len(names))}
		}},
		{50, "ListRegions returns 20 regions without MaxResults", func(a *account) finding {
			got := a.ask(first)
			judged := judge(got, len(decode[regionPage](got).Regions) == 20)
			judged.detail = fmt.Sprintf("%d regions in %s", len(decode[regionPage](got).Regions), judged.detail)
			return judged
		}},
		same(50, "an empty RegionOptStatusContains is as good as none", first, question{service: "account", operation: "ListRegions", body: `{"RegionOptStatusContains":[]}`}),
	}
}

// regionsLike compares the names of some regions with those on an emulator without a
// seed.
func regionsLike(number int, assumes string, of func(optRegion) bool) check {
	return check{number, assumes, func(a *account) finding {
		if a.part != "aws" || len(a.survey.regions) == 0 {
			return unconfirmed("the regions of the commercial partition may not be listed")
		}
		server := httptest.NewServer(emulator.NewHandler(emulator.NewStore()))
		defer server.Close()
		fresh := &account{ctx: a.ctx, config: aws.Config{
			BaseEndpoint: aws.String(server.URL),
			Credentials:  credentials.NewStaticCredentialsProvider("AKIAEXAMPLE", "example", ""),
			HTTPClient:   server.Client(),
			Region:       "us-east-1",
		}}
		if err := fresh.look(); err != nil {
			return unconfirmed("the emulator fails: %s", err)
		}
		names := func(regions []optRegion) []string {
			var out []string
			for _, region := range regions {
				if of(region) {
					out = append(out, region.RegionName)
				}
			}
			return slices.Sorted(slices.Values(out))
		}
		emulated, seen := names(fresh.survey.regions), names(a.survey.regions)
		if slices.Equal(emulated, seen) {
			return finding{confirmed, fmt.Sprintf("%d regions", len(seen))}
		}
		return finding{contradicted, fmt.Sprintf("%s, instead of %s", strings.Join(seen, ", "), strings.Join(emulated, ", "))}
	}}
}
