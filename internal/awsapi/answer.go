// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"errors"
	"fmt"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
)

// maxItems is the maximum number of items in the response of a Describe operation. AWS
// does not document a limit. No service is known to have more than two recorders in a
// region, and a region has one delivery channel.
const maxItems = 100

// Answer is the content of a response that answers its request.
type Answer[Item any] struct {
	Items     []Item
	RequestID string
}

// Answering is an item of a response. The request may have selected items.
type Answering[Selector any] interface {
	Answers(place Place, selector Selector) bool // Reports whether the item is in the place and selected.
	Label() string                               // Returns the name of the item, for use within a sentence.
}

// Check converts the list of a response and checks that it answers the request. It
// returns *UnexpectedAnswerError if AWS cannot have sent the response: without a list,
// with too many items, or with an item that was not requested. Otherwise, an endpoint
// that is not AWS could pass off another item as the requested one. Noun names an item,
// such as "recorder".
func Check[Selector fmt.Stringer, Sent any, Item Answering[Selector]](noun string, place Place, selector Selector, sent []Sent, metadata middleware.Metadata, convert func(Place, Sent) Item) (Answer[Item], error) {
	requestID, _ := awsmiddleware.GetRequestIDMetadata(metadata)
	if len(sent) > maxItems {
		return Answer[Item]{}, &UnexpectedAnswerError{Reason: fmt.Sprintf("the response has %d %ss, more than the provider accepts", len(sent), noun), RequestID: requestID}
	}
	items := make([]Item, 0, len(sent))
	answers := sent != nil
	for _, each := range sent {
		item := convert(place, each)
		items = append(items, item)
		answers = answers && item.Answers(place, selector)
	}
	if !answers {
		has := "no list of " + noun + "s"
		if len(items) > 0 {
			has = labels(items)
		}
		return Answer[Item]{}, &UnexpectedAnswerError{Reason: fmt.Sprintf("the request was for %s in %s, but the response has %s", selector, place, has), RequestID: requestID}
	}
	return Answer[Item]{Items: items, RequestID: requestID}, nil
}

// Only returns the single item of an answer, or *NotFoundError or *MultipleFoundError.
// Noun names an item, such as "recorder".
func Only[Item, Identity any](noun string, answer Answer[Item], identity func(Item) Identity) (*Item, error) {
	switch len(answer.Items) {
	case 0:
		return nil, &NotFoundError{Noun: noun, Err: errors.New(WithRequestID("the response has no "+noun, answer.RequestID))}
	case 1:
		return &answer.Items[0], nil
	default:
		multiple := &MultipleFoundError[Identity]{Noun: noun, RequestID: answer.RequestID}
		for _, item := range answer.Items {
			multiple.Found = append(multiple.Found, identity(item))
		}
		return nil, multiple
	}
}

// labels lists items, for use within a sentence.
func labels[Item interface{ Label() string }](items []Item) string {
	list := make([]string, 0, len(items))
	for _, item := range items {
		list = append(list, item.Label())
	}
	return strings.Join(list, ", ")
}
