// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"os"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// maxSeed is the size of the largest seed, in bytes. An organization of 10,000 places
// takes a few megabytes.
const maxSeed = 64 << 20

// readSeed reads a seed from a regular file. Anything else, such as a pipe or a device,
// could block forever or never end.
func readSeed(name string) (*emulator.Seed, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file: write the seed into a file first", name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxSeed+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxSeed {
		return nil, fmt.Errorf("%s is larger than %d MiB, which no seed needs", name, maxSeed>>20)
	}
	return emulator.ParseSeed(name, data)
}
