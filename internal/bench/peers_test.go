// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// peer is another provider that reads something of its own.
type peer struct {
	name   string
	source string // In the registry.
	needs  string // A program that must be on the path, or empty.

	// Where the registry cannot be reached, the provider is built from the module
	// proxy of Go, if it is known there and small enough.
	module, moduleVersion string

	config      func(endpoints peerEndpoints) string
	environment func(endpoints peerEndpoints) map[string]string
}

// peerEndpoints are where peers read.
type peerEndpoints struct {
	aws   string // The emulator.
	plain string // What a web server would say, and AWS Cloud Control API about no resource at all.
}

var peers = []peer{
	{
		name:          "hashicorp/http, one request",
		source:        "hashicorp/http",
		module:        "github.com/terraform-providers/terraform-provider-http",
		moduleVersion: "v1.2.1-0.20260903154542-926109cd8c07", // A commit after v3.6.1, because its tags do not suit its path.
		config: func(e peerEndpoints) string {
			return fmt.Sprintf("data \"http\" \"this\" {\n  url = %q\n}\n", e.plain)
		},
	},
	{
		name:          "hashicorp/external and the AWS CLI, one read",
		source:        "hashicorp/external",
		needs:         "aws",
		module:        "github.com/terraform-providers/terraform-provider-external",
		moduleVersion: "v1.2.0",
		config: func(peerEndpoints) string {
			return `data "external" "this" {
  program = ["aws", "configservice", "describe-configuration-recorder-status", "--output", "json", "--query", "ConfigurationRecordersStatus[0].{name: name, lastStatus: lastStatus}"]
}
`
		},
		environment: awsEnvironment,
	},
	{
		name:   "hashicorp/aws, aws_caller_identity",
		source: "hashicorp/aws",
		config: func(peerEndpoints) string {
			return `provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

data "aws_caller_identity" "this" {}
`
		},
		environment: awsEnvironment,
	},
	{
		name:   "hashicorp/awscc, awscc_logs_log_groups",
		source: "hashicorp/awscc",
		config: func(peerEndpoints) string { return "data \"awscc_logs_log_groups\" \"this\" {}\n" },
		environment: func(e peerEndpoints) map[string]string {
			environment := awsEnvironment(e)
			environment["AWS_ENDPOINT_URL_CLOUDCONTROL"] = e.plain
			return environment
		},
	},
}

func awsEnvironment(e peerEndpoints) map[string]string {
	return map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-key-of-the-test",
		"AWS_REGION": home, "AWS_DEFAULT_REGION": home, "AWS_ENDPOINT_URL": e.aws,
	}
}

// network is how this machine reaches the internet. The environment of the tests has
// nothing of it.
var network = func() map[string]string {
	settings := map[string]string{}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"} {
		if value := os.Getenv(name); value != "" {
			settings[name] = value
		}
	}
	return settings
}()

// addPeers prepares the plans of the peers. A peer that cannot be measured is told of.
func (f *figures) addPeers(b *testing.B, backend *acctest.Backend) {
	b.Helper()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := `{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"SUCCESS","lastStartTime":1787908206.063}]}`
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".ListResources") {
			answer = `{"TypeName":"AWS::Logs::LogGroup","ResourceDescriptions":[]}`
		}
		w.Header().Set("Content-Type", cmp.Or(r.Header.Get("Content-Type"), "application/json"))
		_, _ = w.Write([]byte(answer)) // Who hung up wants no answer.
	}))
	b.Cleanup(plain.Close)
	endpoints := peerEndpoints{aws: backend.URL, plain: plain.URL}

	for _, p := range peers {
		plugin, version, err := p.get(b)
		if err != nil {
			f.absent = append(f.absent, fmt.Sprintf("%s: %s", p.name, err))
			continue
		}
		var environment map[string]string
		if p.environment != nil {
			environment = p.environment(endpoints)
		}
		s := newSubject(b, p.name, plugin, p.config(endpoints), environment, true)
		s.version = version
		if output, err := s.plan.Run(b, planning...); err != nil {
			f.absent = append(f.absent, fmt.Sprintf("%s: its plan failed: %s", p.name, oneLine(output)))
			continue
		}
		f.peers = append(f.peers, s)
	}
}

// get gets the provider from the registry, or else builds it, and tells which version
// it is.
func (p peer) get(b *testing.B) (acctest.Plugin, string, error) {
	b.Helper()
	plugin := acctest.Plugin{Address: "registry.terraform.io/" + p.source}
	with := ""
	if p.needs != "" {
		if _, err := exec.LookPath(p.needs); err != nil {
			return plugin, "", fmt.Errorf("the program %s is not on the path", p.needs)
		}
		output, err := exec.Command(p.needs, "--version").CombinedOutput()
		if err != nil {
			return plugin, "", err
		}
		with = ", with " + oneLine(string(output))
	}

	binary, err := p.download(b)
	if err == nil {
		plugin.Binary = binary
		version := filepath.Base(filepath.Dir(filepath.Dir(binary)))
		return plugin, "version " + version + " from the registry" + with, nil
	}
	if p.module == "" {
		return plugin, "", fmt.Errorf("the registry did not give it: %w", err)
	}
	plugin.Binary, err = p.build(b)
	if err != nil {
		return plugin, "", err
	}
	return plugin, fmt.Sprintf("the registry could not be reached, so it was built from %s@%s%s", p.module, p.moduleVersion, with), nil
}

// download has Terraform get the provider from the registry.
func (p peer) download(b *testing.B) (string, error) {
	b.Helper()
	workspace := acctest.NewWorkspaceOf(b, acctest.Plugin{}, "")
	workspace.Write(b, "main.tf", fmt.Sprintf("terraform {\n  required_providers {\n    %s = {\n      source = %q\n    }\n  }\n}\n", path.Base(p.source), p.source))
	maps.Copy(workspace.Env, network)
	if output, err := workspace.Run(b, "init", "-input=false"); err != nil {
		return "", errors.New(oneLine(output))
	}
	found, err := filepath.Glob(filepath.Join(workspace.Dir, ".terraform", "providers", "registry.terraform.io", filepath.FromSlash(p.source), "*", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-*"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("there are %d providers after terraform init: %w", len(found), err)
	}
	return found[0], nil
}

// build builds the provider from the module proxy, as providers are released.
func (p peer) build(b *testing.B) (string, error) {
	b.Helper()
	folder := b.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte(fmt.Sprintf("module peer\n\ngo 1.26.0\n\nrequire %s %s\n", p.module, p.moduleVersion)), 0o600); err != nil {
		return "", err
	}
	binary := filepath.Join(folder, "provider")
	command := exec.Command("go", "build", "-mod=mod", "-trimpath", "-ldflags=-s -w", "-o", binary, p.module)
	command.Dir = folder
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	for name, value := range network {
		command.Env = append(command.Env, name+"="+value)
	}
	if output, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w: %s", err, oneLine(string(output)))
	}
	return binary, nil
}

// oneLine makes a sentence of what a program printed in a box or in columns.
func oneLine(output string) string {
	line := strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ", "|", " ").Replace(output)), " ")
	if _, after, ok := strings.Cut(line, "Error: "); ok {
		line = after
	}
	const most = 180
	if runes := []rune(line); len(runes) > most {
		line = string(runes[:most]) + "…"
	}
	return line
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	for output, want := range map[string]string{
		"aws-cli/2.0\n": "aws-cli/2.0",
		"Initializing\n╷\n│ Error: Failed to\n│ query | it\n╵\n": "Failed to query it",
		strings.Repeat("é", 181): strings.Repeat("é", 180) + "…",
	} {
		if got := oneLine(output); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
