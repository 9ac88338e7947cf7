# SPDX-License-Identifier: MPL-2.0
#
# Reads the recorders of accounts and regions with boto3, as scripts for many accounts are
# usually written. Usage: places.py ACCOUNT,... REGION,... prints how many are recording.

import sys
from concurrent.futures import ThreadPoolExecutor

import boto3

THREADS = 16


def read_account(account):
    role = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/config-reader", RoleSessionName="audit")
    keys = role["Credentials"]
    session = boto3.Session(
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    recording = 0
    for region in regions:
        client = session.client("config", region_name=region)
        statuses = client.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
        recording += sum(status["recording"] for status in statuses)
    return recording


accounts, regions = sys.argv[1].split(","), sys.argv[2].split(",")
sts = boto3.client("sts")
with ThreadPoolExecutor(max_workers=THREADS) as pool:
    print(sum(pool.map(read_account, accounts)))
