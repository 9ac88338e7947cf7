// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// The provider disables logging that Terraform discards, and logs everything if the user
// enables logging.
func TestAccProvider_log(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	const (
		framework = `"@module":"sdk.framework"`
		own       = `"@message":"Sent a request to AWS"`
	)
	for name, test := range map[string]struct {
		environment    map[string]string
		framework, own bool
	}{
		"nothing":             {},
		"Terraform itself":    {environment: map[string]string{"TF_LOG_CORE": "TRACE"}},
		"Terraform":           {environment: map[string]string{"TF_LOG": "ERROR"}, framework: true, own: true},
		"providers":           {environment: map[string]string{"TF_LOG_PROVIDER": "DEBUG"}, framework: true, own: true},
		"this provider":       {environment: map[string]string{"TF_LOG_PROVIDER_AWSCONFIG": "DEBUG"}, own: true},
		"what it is built of": {environment: map[string]string{"TF_LOG_SDK": "TRACE"}, framework: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace := acctest.NewWorkspace(t, backend.ProviderConfig()+readDefault)
			processes := workspace.Measure(t)
			maps.Copy(workspace.Env, test.environment)
			workspace.Env["TF_LOG_PATH"] = workspace.Dir + "/terraform.log"
			workspace.MustRun(t, "plan", "-input=false")

			var log string
			measured := processes()
			for _, process := range measured {
				log += process.Log
			}
			if got := strings.Contains(log, framework); got != test.framework {
				t.Errorf("whether the framework writes its log is %t", got)
			}
			if got := strings.Contains(log, own); got != test.own {
				t.Errorf("whether the provider writes its log is %t", got)
			}
			// The rest is go-plugin's: two lines of each process.
			if lines := strings.Count(log, "\n"); len(test.environment) == 0 && lines > 2*len(measured) {
				t.Errorf("without anybody who reads it, the log has %d lines:\n%s", lines, log)
			}
		})
	}
}
