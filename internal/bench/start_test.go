// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"bufio"
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"debug/buildinfo"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// start starts a provider as Terraform does, and returns after how many seconds it
// told how to speak to it.
func start(b *testing.B, plugin acctest.Plugin, certificate string) float64 {
	b.Helper()
	command := exec.Command(plugin.Binary)
	command.Env = append(os.Environ(),
		"PLUGIN_CLIENT_CERT="+certificate,
		"PLUGIN_PROTOCOL_VERSIONS=5,6",
		"PLUGIN_UNIX_SOCKET_DIR="+b.TempDir(),
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
	)
	output, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	started := time.Now()
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	_, err = bufio.NewReader(output).ReadString('\n')
	took := time.Since(started).Seconds()
	if err != nil {
		b.Fatalf("%s did not tell how to speak to it: %s", plugin.Binary, err)
	}
	if err := command.Process.Kill(); err != nil {
		b.Fatal(err)
	}
	_ = command.Wait() // It was killed.
	return took
}

// clientCertificate is what Terraform gives each provider, which answers with one of
// its own.
func clientCertificate(b *testing.B) string {
	b.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		b.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}))
}

// unpack writes a provider as Terraform does when it unpacks one, piece by piece. How
// fast it is loaded depends by a tenth on how it was written, and where in memory its
// pages came to lie.
func unpack(b *testing.B, from, into string) {
	b.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.OpenFile(into, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o700)
	if err != nil {
		b.Fatal(err)
	}
	for piece := range slices.Chunk(content, 32<<10) {
		if _, err := file.Write(piece); err != nil {
			b.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
}

// binary is what the file of a provider is made of.
type binary struct {
	bytes   int64
	modules int
}

func inspect(b *testing.B, file string) binary {
	b.Helper()
	stat, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	info, err := buildinfo.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	return binary{bytes: stat.Size(), modules: len(info.Deps)}
}

// initialization is what a package does before main begins.
type initialization struct {
	pkg          string
	milliseconds float64
	bytes        int
}

var initPattern = regexp.MustCompile(`(?m)^init (\S+) @[0-9.]+ ms, ([0-9.e-]+) ms clock, ([0-9]+) bytes`)

// initializations returns the packages of a provider, those first that allocate most
// before main begins. The time is the median of several starts.
func initializations(b *testing.B, file string) []initialization {
	b.Helper()
	times, bytes := map[string]sample{}, map[string]int{}
	for range 11 {
		command := exec.Command(file)
		command.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		output, _ := command.CombinedOutput() // It ends at once, because no Terraform started it.
		for _, match := range initPattern.FindAllStringSubmatch(string(output), -1) {
			milliseconds, err := strconv.ParseFloat(match[2], 64)
			if err != nil {
				b.Fatal(err)
			}
			allocated, err := strconv.Atoi(match[3])
			if err != nil {
				b.Fatal(err)
			}
			times[match[1]] = append(times[match[1]], milliseconds)
			bytes[match[1]] = allocated
		}
	}
	if len(times) == 0 {
		b.Fatalf("%s told nothing of its packages", file)
	}
	var packages []initialization
	for pkg, milliseconds := range times {
		packages = append(packages, initialization{pkg: pkg, milliseconds: milliseconds.median(), bytes: bytes[pkg]})
	}
	slices.SortFunc(packages, func(a, b initialization) int {
		return cmp.Or(cmp.Compare(b.bytes, a.bytes), cmp.Compare(a.pkg, b.pkg))
	})
	return packages
}
