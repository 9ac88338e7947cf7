// SPDX-License-Identifier: MPL-2.0

package emulator

import "fmt"

type callerIdentity struct {
	Arn     string
	UserID  string `xml:"UserId"`
	Account string
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
//
// Assumption 26: every caller is an IAM user called emulator.
func getCallerIdentity(c call, _ none) (callerIdentity, error) {
	return callerIdentity{
		Arn:     fmt.Sprintf("arn:%s:iam::%s:user/emulator", partition(c.at.region), c.at.account),
		UserID:  "AIDAEXAMPLEEXAMPLE000",
		Account: c.at.account,
	}, nil
}
