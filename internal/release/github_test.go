// SPDX-License-Identifier: MPL-2.0

package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// github stands for the part of GitHub that a release is published to. It keeps the
// files of one release in a folder.
//
// https://docs.github.com/en/rest/releases
type github struct {
	folder     string
	repository string

	mu       sync.Mutex
	releases []draft
	problems []string
}

// draft is what a release is created from.
type draft struct {
	Tag        string `json:"tag_name"`
	Body       string `json:"body"`
	Draft      bool   `json:"draft"`
	Prerelease bool   `json:"prerelease"`
}

func (h *github) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	answer := func(status int, body string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
	if got := r.Header.Get("Authorization"); got != "Bearer rehearsal" {
		h.problems = append(h.problems, "a request was authorized by "+got)
	}

	releases := "/repos/" + h.repository + "/releases"
	switch r.Method + " " + r.URL.Path {
	case "GET /api/v3/rate_limit":
		answer(http.StatusOK, `{"resources":{"core":{"limit":5000,"remaining":5000}}}`)
	case "GET /api/v3" + releases:
		answer(http.StatusOK, `[]`)
	case "GET /api/v3" + releases + "/tags/v" + rehearsed:
		answer(http.StatusNotFound, `{"message":"Not Found"}`)
	case "POST /api/v3" + releases:
		var created draft
		if err := json.NewDecoder(r.Body).Decode(&created); err != nil {
			h.problems = append(h.problems, err.Error())
		}
		h.releases = append(h.releases, created)
		answer(http.StatusCreated, `{"id":1}`)
	case "POST /api/uploads" + releases + "/1/assets":
		if err := h.keep(r.URL.Query().Get("name"), r.Body); err != nil {
			h.problems = append(h.problems, err.Error())
		}
		answer(http.StatusCreated, `{"id":1}`)
	default:
		h.problems = append(h.problems, fmt.Sprintf("GitHub was asked for %s %s", r.Method, r.URL))
		answer(http.StatusNotImplemented, `{"message":"Not Implemented"}`)
	}
}

func (h *github) keep(name string, body io.Reader) error {
	if err := os.MkdirAll(h.folder, 0o755); err != nil {
		return err
	}
	// A file that is uploaded twice is refused, as GitHub does.
	file, err := os.OpenFile(filepath.Join(h.folder, filepath.Base(name)), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, body)
	return errors.Join(err, file.Close())
}

// check fails the test unless one draft was made, from the notes of the changelog.
func (h *github) check(t *testing.T) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, problem := range h.problems {
		t.Error(problem)
	}
	for i := range h.releases {
		h.releases[i].Body = strings.TrimSpace(h.releases[i].Body)
	}
	if want := []draft{{Tag: "v" + rehearsed, Body: notes, Draft: true}}; !slices.Equal(h.releases, want) {
		t.Errorf("got the releases %+v, want %+v", h.releases, want)
	}
}
