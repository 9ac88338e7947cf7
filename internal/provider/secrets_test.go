// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// expectNoSecrets fails the test if a file of the folder, or of a plan in it, contains
// one of the secrets. It does not look into the files of except.
func expectNoSecrets(t *testing.T, folder string, secrets []string, except ...string) {
	t.Helper()
	look := func(name string, content []byte) {
		for _, secret := range secrets {
			if secret != "" && bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s contains the secret %q", name, secret)
			}
		}
	}
	err := filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || slices.Contains(except, file) || strings.Contains(file, ".terraform") {
			return err
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		look(file, content)
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if errors.Is(err, zip.ErrFormat) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, member := range archive.File {
			// Terraform copies the configuration into the plan as it was written.
			if strings.HasPrefix(member.Name, "tfconfig/") {
				continue
			}
			reader, err := member.Open()
			if err != nil {
				return err
			}
			content, err := io.ReadAll(reader)
			if err != nil {
				return err
			}
			look(file+":"+member.Name, content)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
