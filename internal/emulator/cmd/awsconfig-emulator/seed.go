// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"os"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// maxSeed is the maximum size of a seed, in bytes. An organization with 10,000 places
// needs a few megabytes.
const maxSeed = 64 << 20

// readSeed reads a seed from a regular file, or from standard input if the name is "-".
// A pipe or device could block or never end.
func readSeed(name string, stdin io.Reader) (*emulator.Seed, error) {
	if name == "-" {
		return parseSeed("standard input", stdin)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file: pipe the seed to --seed - or write it into a file", name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return parseSeed(name, file)
}

func parseSeed(name string, from io.Reader) (*emulator.Seed, error) {
	data, err := io.ReadAll(io.LimitReader(from, maxSeed+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if len(data) > maxSeed {
		return nil, fmt.Errorf("%s is larger than %d MiB, which no seed needs", name, maxSeed>>20)
	}
	return emulator.ParseSeed(name, data)
}
