// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
)

const (
	formContentType = "application/x-www-form-urlencoded"
	stsNamespace    = "https://sts.amazonaws.com/doc/2011-06-15/"
)

// queryProtocol is the AWS query protocol, which AWS STS speaks: a form comes
// in and XML goes out.
//
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
type queryProtocol struct{}

func (queryProtocol) contentType() string { return "text/xml" }

// secretMembers is what requests to AWS STS carry that nobody else may see.
var secretMembers = []string{"SAMLAssertion", "TokenCode", "WebIdentityToken"}

// parse turns the form into an object of strings.
func (queryProtocol) parse(_ *http.Request, body []byte) (message, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return message{}, err
	}
	members := map[string]string{}
	for name := range form {
		members[name] = form.Get(name)
	}
	document, err := json.Marshal(members)
	for _, name := range secretMembers {
		if form.Has(name) {
			form.Set(name, "REDACTED")
		}
	}
	return message{operation: members["Action"], document: document, loggable: []byte(form.Encode())}, err
}

// code names three errors as the services do that speak this protocol.
func (queryProtocol) code(e *apiError) string {
	switch e.code {
	case "InvalidSignature":
		return "SignatureDoesNotMatch"
	case "Serialization":
		return "MalformedQueryString"
	case "UnknownOperation":
		return "InvalidAction"
	}
	return e.code
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

func (p queryProtocol) failure(e *apiError, requestID string) ([]byte, error) {
	type detail struct {
		Type    string
		Code    string
		Message string
	}
	return xml.Marshal(struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
		Error     detail
		RequestID string `xml:"RequestId"`
	}{
		Error:     detail{Type: "Sender", Code: p.code(e), Message: e.message},
		RequestID: requestID,
	})
}
