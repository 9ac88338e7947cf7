// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// build is the provider of a commit.
type build struct {
	one, many      *subject // The second is run in some rounds only, because it takes long.
	initialization int      // What all packages allocate before main begins, in bytes.
}

// manyEvery is in which rounds a build reads many statuses.
const manyEvery = 5

// addHistory builds the provider of a commit and of those that followed it. Commits
// that left the binary as it was are passed over.
func (f *figures) addHistory(b *testing.B, checkout string, own acctest.Plugin, one, many string) {
	b.Helper()
	git := func(arguments ...string) string {
		b.Helper()
		output, err := exec.Command("git", arguments...).CombinedOutput()
		if err != nil {
			b.Fatalf("git %s: %s\n%s", strings.Join(arguments, " "), err, output)
		}
		return strings.TrimSpace(string(output))
	}
	copied := filepath.Join(b.TempDir(), "checkout")
	git("clone", "--quiet", "--shared", "--no-checkout", checkout, copied)
	list := git("-C", checkout, "log", "--format=%H %s", "--reverse", *since+"..HEAD")
	list = git("-C", checkout, "log", "--format=%H %s", "-1", *since) + "\n" + list

	var last [sha256.Size]byte
	for line := range strings.Lines(list) {
		commit, title, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		git("-C", copied, "checkout", "--quiet", "--force", commit)
		plugin := acctest.Plugin{Address: own.Address, Binary: filepath.Join(b.TempDir(), "provider")}
		if err := acctest.Build(copied, plugin.Binary); err != nil {
			b.Fatalf("%s: %s", title, err)
		}
		content, err := os.ReadFile(plugin.Binary)
		if err != nil {
			b.Fatal(err)
		}
		if sum := sha256.Sum256(content); sum == last {
			continue
		} else {
			last = sum
		}
		next := &build{one: newSubject(b, title, plugin, one, nil, true), many: newSubject(b, title, plugin, many, nil, true)}
		for _, pkg := range initializations(b, plugin.Binary) {
			next.initialization += pkg.bytes
		}
		f.history = append(f.history, next)
	}
}
