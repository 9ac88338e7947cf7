// SPDX-License-Identifier: MPL-2.0

package release

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// key signs for the length of a rehearsal.
type key struct {
	home        string // the variable of the environment
	fingerprint string
	gpg         func(args ...string) command
}

var fingerprintLine = regexp.MustCompile(`(?m)^fpr:+([0-9A-F]{40}):`)

// newKey makes a key of the kind that the Registry takes, in a home of its own, or
// returns nil where gpg is not installed.
func newKey(t *testing.T) *key {
	t.Helper()
	if _, err := exec.LookPath("gpg"); err != nil {
		return nil
	}
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	k := &key{home: "GNUPGHOME=" + home}
	in := func(name string, args ...string) command {
		c := program(".", name, args...)
		c.env(k.home)
		return c
	}
	t.Cleanup(func() { in("gpgconf", "--kill", "all").run(t) })
	k.gpg = func(args ...string) command { return in("gpg", append([]string{"--batch"}, args...)...) }
	k.gpg("--passphrase", "", "--quick-generate-key", "Rehearsal <rehearsal@example.com>", "rsa3072", "sign", "1d").run(t)
	found := fingerprintLine.FindStringSubmatch(k.gpg("--with-colons", "--list-keys").run(t))
	if found == nil {
		t.Fatal("gpg made no key")
	}
	k.fingerprint = found[1]
	return k
}

// verify fails the test unless the key signed the file, in the form that the Registry
// takes, which is not the armored one.
func (k *key) verify(t *testing.T, file string) {
	t.Helper()
	output := k.gpg("--status-fd=1", "--verify", file+".sig", file).run(t)
	if !strings.Contains(output, "[GNUPG:] VALIDSIG "+k.fingerprint) {
		t.Errorf("%s: got\n%s", filepath.Base(file), output)
	}
	signature, err := os.ReadFile(file + ".sig")
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(string(signature), "-") {
		t.Errorf("%s: the signature is armored", filepath.Base(file))
	}
}
