// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"net/url"
)

const (
	formContentType = "application/x-www-form-urlencoded"
	stsNamespace    = "https://sts.amazonaws.com/doc/2011-06-15/"
)

// queryProtocol is the AWS query protocol, the protocol of AWS STS. A request is a form,
// and a response is XML.
//
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
type queryProtocol struct{}

func (queryProtocol) contentType() string { return "text/xml" }

func (queryProtocol) parse(_ *http.Request, body []byte) (message, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return message{}, err
	}
	document, err := formDocument(form)
	return message{path: "/", operation: form.Get("Action"), document: document}, err
}

// spell sets the codes of some errors in services with this protocol.
func (queryProtocol) spell(e apiError) apiError {
	switch e.code {
	case "ExpiredToken":
		e.status = http.StatusForbidden
	case "InvalidSignature":
		e.code = "SignatureDoesNotMatch"
	case "Serialization":
		e.code = "MalformedQueryString"
	case "UnknownOperation":
		e.code = "InvalidAction"
	case "UnrecognizedClient":
		e.code, e.status = "InvalidClientTokenId", http.StatusForbidden
	case "Validation":
		e.code = "ValidationError"
	}
	return e
}

type responseMetadata struct {
	RequestID string `xml:"RequestId"`
}

func (queryProtocol) output(operation, requestID string, out any) ([]byte, error) {
	var buf bytes.Buffer
	enc := xml.NewEncoder(&buf)
	root := xml.StartElement{
		Name: xml.Name{Local: operation + "Response"},
		Attr: []xml.Attr{{Name: xml.Name{Local: "xmlns"}, Value: stsNamespace}},
	}
	err := firstError(
		enc.EncodeToken(root),
		enc.EncodeElement(out, xml.StartElement{Name: xml.Name{Local: operation + "Result"}}),
		enc.EncodeElement(responseMetadata{requestID}, xml.StartElement{Name: xml.Name{Local: "ResponseMetadata"}}),
		enc.EncodeToken(root.End()),
		enc.Close(),
	)
	return buf.Bytes(), err
}

func (queryProtocol) failure(_ http.Header, e apiError, requestID string) ([]byte, error) {
	type detail struct {
		Type    string
		Code    string
		Message string
	}
	blame := "Sender"
	if e.status >= http.StatusInternalServerError {
		blame = "Receiver"
	}
	return xml.Marshal(struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
		Error     detail
		RequestID string `xml:"RequestId"`
	}{
		Error:     detail{Type: blame, Code: e.code, Message: e.message},
		RequestID: requestID,
	})
}
