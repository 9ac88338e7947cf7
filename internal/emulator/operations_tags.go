// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"slices"
)

// maxTags is the maximum number of tags of a resource, and maxTagPage that of a page.
const (
	maxTags    = 50
	maxTagPage = 100
)

type tagResourceInput struct {
	ResourceArn *string
	Tags        []tag
}

func (in tagResourceInput) check() error {
	var c constraints
	c.required("resourceArn", in.ResourceArn, configARNRule)
	c.present("tags", in.Tags != nil)
	if in.Tags != nil {
		constrainTags(&c, in.Tags, 1)
	}
	return c.err()
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_TagResource.html
func tagResource(c call, in tagResourceInput) (none, error) {
	if err := in.check(); err != nil {
		return none{}, err
	}
	return none{}, c.store.changeTags(c.at, *in.ResourceArn, func(tags map[string]string) error {
		maps.Copy(tags, tagValues(in.Tags))
		if len(tags) > maxTags {
			return refuse("TooManyTags", "The resource would have %d tags, but the maximum is %d.", len(tags), maxTags)
		}
		return nil
	})
}

type untagResourceInput struct {
	ResourceArn *string
	TagKeys     []string
}

func (in untagResourceInput) check() error {
	var c constraints
	c.required("resourceArn", in.ResourceArn, configARNRule)
	c.present("tagKeys", in.TagKeys != nil)
	if in.TagKeys != nil {
		c.length("tagKeys", shownList(in.TagKeys), len(in.TagKeys), 1, maxTags)
	}
	c.each("tagKeys", in.TagKeys, configKeyRule)
	return c.err()
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_UntagResource.html
func untagResource(c call, in untagResourceInput) (none, error) {
	if err := in.check(); err != nil {
		return none{}, err
	}
	return none{}, c.store.changeTags(c.at, *in.ResourceArn, func(tags map[string]string) error {
		for _, key := range in.TagKeys {
			delete(tags, key)
		}
		return nil
	})
}

type listTagsInput struct {
	Limit       int
	NextToken   string
	ResourceArn *string
}

type listTagsOutput struct {
	NextToken string `json:",omitempty"`
	Tags      []tag
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_ListTagsForResource.html
//
// Assumption 59: tags are listed by key, 100 per page by default. A tag without a value
// has an empty value, and the last value of a duplicate key is used.
func listTagsForResource(c call, in listTagsInput) (listTagsOutput, error) {
	var broken constraints
	broken.required("resourceArn", in.ResourceArn, configARNRule)
	if err := broken.err(); err != nil {
		return listTagsOutput{}, err
	}
	broken.integer("limit", &in.Limit, 0, maxTagPage)
	if broken.broken != nil {
		return listTagsOutput{}, refuse("InvalidLimit", "%s", broken.broken[0])
	}
	after, err := readToken(in.NextToken)
	if err != nil {
		return listTagsOutput{}, refuse("InvalidNextToken", "The NextToken '%s' is not valid.", in.NextToken)
	}
	values, err := c.store.tags(c.at, *in.ResourceArn)
	if err != nil {
		return listTagsOutput{}, err
	}
	tags := []tag{}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if value := values[key]; key > after {
			tags = append(tags, tag{&key, &value})
		}
	}
	size := in.Limit
	if size == 0 {
		size = maxTagPage
	}
	page, token := firstPage(tags, size, func(t tag) string { return *t.Key })
	return listTagsOutput{NextToken: token, Tags: page}, nil
}

// tagValues returns the values of tags by key.
func tagValues(tags []tag) map[string]string {
	values := map[string]string{}
	for _, t := range tags {
		values[*t.Key] = valueOrZero(t.Value)
	}
	return values
}
