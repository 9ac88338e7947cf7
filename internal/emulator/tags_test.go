// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

func TestRecorderTags(t *testing.T) {
	t.Parallel()
	f := serve(t)
	arn := `"ResourceArn":"` + recorderARN(location{testAccount, testRegion}, "default") + `"`
	f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"},"Tags":[{"Key":"b","Value":"1"},{"Key":"a"}]}`)
	f.want(t, "ListTagsForResource", `{`+arn+`}`, `{"Tags":[{"Key":"a","Value":""},{"Key":"b","Value":"1"}]}`)

	// A put of an existing recorder does not change tags.
	f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"},"Tags":[{"Key":"c","Value":"1"}]}`)
	f.want(t, "TagResource", `{`+arn+`,"Tags":[{"Key":"b","Value":"2"},{"Key":"d","Value":"3"}]}`, ``)
	f.want(t, "UntagResource", `{`+arn+`,"TagKeys":["a","absent"]}`, ``)
	f.want(t, "ListTagsForResource", `{`+arn+`,"Limit":1}`, `{"NextToken":"`+writeToken("b")+`","Tags":[{"Key":"b","Value":"2"}]}`)
	f.want(t, "ListTagsForResource", `{`+arn+`,"NextToken":"`+writeToken("b")+`"}`, `{"Tags":[{"Key":"d","Value":"3"}]}`)

	var many []string
	for i := range 49 {
		many = append(many, fmt.Sprintf(`{"Key":"k%d","Value":"v"}`, i))
	}
	f.wantError(t, "TagResource", `{`+arn+`,"Tags":[`+strings.Join(many, ",")+`]}`, "TooManyTagsException", "")
	f.want(t, "ListTagsForResource", `{`+arn+`}`, `{"Tags":[{"Key":"b","Value":"2"},{"Key":"d","Value":"3"}]}`)
	f.want(t, "TagResource", `{`+arn+`,"Tags":[`+strings.Join(many[1:], ",")+`]}`, ``)

	f.do(t, "PutServiceLinkedConfigurationRecorder", `{"ServicePrincipal":"securityhub.amazonaws.com","Tags":[{"Key":"a","Value":"b"}]}`)
	linked := `"ResourceArn":"` + recorderARN(location{testAccount, testRegion}, reservedPrefix+"SecurityHubCSPM") + `"`
	f.want(t, "ListTagsForResource", `{`+linked+`}`, `{"Tags":[{"Key":"a","Value":"b"}]}`)

	f.do(t, "DeleteConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
	for operation, rest := range map[string]string{"ListTagsForResource": ``, "TagResource": `,"Tags":[{"Key":"k"}]`, "UntagResource": `,"TagKeys":["a"]`} {
		f.wantError(t, operation, `{`+arn+rest+`}`, "ResourceNotFoundException", "ResourceArn '"+recorderARN(location{testAccount, testRegion}, "default")+"' does not exist")
		f.wantError(t, operation, `{"ResourceArn":""`+rest+`}`, "ValidationException", "")
	}
	f.wantError(t, "TagResource", `{`+linked+`}`, "ValidationException", "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null")
	f.wantError(t, "TagResource", `{`+linked+`,"Tags":[]}`, "ValidationException", "1 validation error detected: Value '[]' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1")
	f.wantError(t, "UntagResource", `{`+linked+`,"TagKeys":[]}`, "ValidationException", "1 validation error detected: Value '[]' at 'tagKeys' failed to satisfy constraint: Member must have length greater than or equal to 1")
	f.wantError(t, "UntagResource", `{`+linked+`,"TagKeys":[""]}`, "ValidationException", "")
	f.wantError(t, "ListTagsForResource", `{`+linked+`,"Limit":101}`, "InvalidLimitException", "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100")
	f.wantError(t, "ListTagsForResource", `{`+linked+`,"NextToken":"?"}`, "InvalidNextTokenException", "")
}
