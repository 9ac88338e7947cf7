#!/usr/bin/env bash
set -euo pipefail

region=$(jq --raw-output .region)
aws configservice describe-configuration-recorder-status --region "$region" --output json |
  jq '.ConfigurationRecordersStatus[0] | {recording: (.recording | tostring), last_status: (.lastStatus // "")}'
