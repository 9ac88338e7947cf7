#!/bin/sh
# SPDX-License-Identifier: MPL-2.0
#
# Reads the recorders of accounts and regions with the AWS CLI. Usage: places.sh
# "ACCOUNT ..." "REGION ..." prints how many are recording.
set -eu

for account in $1; do
  keys=$(aws sts assume-role --role-arn "arn:aws:iam::$account:role/config-reader" --role-session-name audit \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
  for region in $2; do
    echo "$keys" | (
      read -r key secret token
      AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_SESSION_TOKEN=$token \
        aws configservice describe-configuration-recorder-status --region "$region" \
        --query 'ConfigurationRecordersStatus[].recording' --output text
    )
  done
done | grep -c True
