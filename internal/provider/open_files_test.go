// SPDX-License-Identifier: MPL-2.0

//go:build unix

package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// All regions are read at the same time, which takes more files than the limit allows.
func TestAccConfigurationRecorderStatusesDataSource_tooManyOpenFiles(t *testing.T) {
	t.Parallel()
	ok := answer(http.StatusOK, running)
	server := acctest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Second)
		ok(w, r)
	}))
	workspace := acctest.NewWorkspace(t, acctest.ProviderConfig(server.URL, someKeys, "")+
		statusesBlock(fmt.Sprintf("regions = [\"%s\"]", strings.Join(acctest.CommercialRegions(), `", "`))))
	output, err := workspace.Sh(t, "ulimit -n 32\nterraform plan -input=false")
	if err == nil || !phrase("Too Many Open Files", "reached the limit of open files", "Raise the limit").MatchString(output) || strings.Contains(output, "Unreachable") {
		t.Errorf("planned with %v:\n%s", err, output)
	}
}
