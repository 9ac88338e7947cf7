#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
#
# Drives an emulator without recorders, whose recorders settle at once, with boto3.
# The environment leads to it. scripts/test-clients.sh runs this.
import datetime
import re
import sys
import traceback

import boto3
from botocore.exceptions import ClientError

REGION = "eu-west-1"
ACCOUNT = "123456789012"
OTHER_ACCOUNT = "210987654321"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/config"
RESERVED = "AWSConfigurationRecorderFor"

passed = failed = 0


def expect(what, wanted, got):
    global passed, failed
    if wanted == got:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {got!r} instead of {wanted!r}", file=sys.stderr)


def expect_error(what, status, code, call, message=None, **members):
    """Makes a call that must be refused; without a message, any will do."""
    try:
        got = call(**members)
    except ClientError as error:
        refusal = error.response["Error"]
        got = (error.response["ResponseMetadata"]["HTTPStatusCode"], refusal["Code"], refusal["Message"] if message else None)
    expect(what, (status, code, message), got)


def client(service, **options):
    return boto3.client(service, region_name=REGION, **options)


def without_identifier(arn):
    """The ARN of a recorder without the sixteen letters and digits at its end."""
    return re.sub(r"/[a-z0-9]{16}$", "/ID", arn)


def arn_of(name):
    return f"arn:aws:config:{REGION}:{ACCOUNT}:configuration-recorder/{name}/ID"


def life_of_a_recorder(config):
    def status():
        answer = config.describe_configuration_recorder_status()
        statuses = answer["ConfigurationRecordersStatus"]
        expect("the number of statuses", 1, len(statuses))
        times = {member: value for member, value in statuses[0].items() if isinstance(value, datetime.datetime)}
        rest = {member: value for member, value in statuses[0].items() if member not in times}
        rest["arn"] = without_identifier(rest["arn"])
        return rest, times

    expect("nothing there", [], config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"])
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": ROLE})
    is_there = {"arn": arn_of("default"), "name": "default"}
    expect("never started", ({**is_there, "recording": False}, {}), status())

    recorder = config.describe_configuration_recorders()["ConfigurationRecorders"][0]
    recorder["arn"] = without_identifier(recorder["arn"])
    expect(
        "the settings",
        {
            **is_there,
            "recordingGroup": {
                "allSupported": True,
                "exclusionByResourceTypes": {"resourceTypes": []},
                "includeGlobalResourceTypes": False,
                "recordingStrategy": {"useOnly": "ALL_SUPPORTED_RESOURCE_TYPES"},
                "resourceTypes": [],
            },
            "recordingScope": "PAID",
            "roleARN": ROLE,
        },
        recorder,
    )

    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": "example"})
    expect("the channel", [{"name": "default", "s3BucketName": "example"}], config.describe_delivery_channels()["DeliveryChannels"])
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    rest, started = status()
    expect("started", {**is_there, "lastStatus": "SUCCESS", "recording": True}, rest)
    expect("the times after the start", {"lastStartTime", "lastStatusChangeTime"}, set(started))
    expect("started when it changed", started["lastStartTime"], started["lastStatusChangeTime"])
    age = datetime.datetime.now(datetime.timezone.utc) - started["lastStartTime"]
    expect("started within a minute", True, datetime.timedelta() <= age < datetime.timedelta(minutes=1))

    config.stop_configuration_recorder(ConfigurationRecorderName="default")
    rest, stopped = status()
    expect("stopped", {**is_there, "lastStatus": "SUCCESS", "recording": False}, rest)
    stop = stopped.pop("lastStopTime")
    expect("the other times after the stop", started, stopped)
    expect("stopped after the start", True, stop >= started["lastStartTime"])


def service_linked_recorders(config):
    name = RESERVED + "SecurityHubCSPM"
    made = config.put_service_linked_configuration_recorder(ServicePrincipal="securityhub.amazonaws.com")
    expect("the service-linked recorder", (name, arn_of(name)), (made["Name"], without_identifier(made["Arn"])))
    config.put_service_linked_configuration_recorder(ServicePrincipal="securityhubv2.amazonaws.com")
    for selector in ({"ServicePrincipal": "securityhub.amazonaws.com"}, {"Arn": made["Arn"]}):
        found = config.describe_configuration_recorder_status(**selector)["ConfigurationRecordersStatus"]
        expect(f"found by {selector}", [(made["Arn"], "securityhub.amazonaws.com", True)], [(s["arn"], s["servicePrincipal"], s["recording"]) for s in found])

    linked = [RESERVED + suffix for suffix in ("SecurityHubAssets", "SecurityHubAssetsGlobal", "SecurityHubCSPM")]
    pages = list(config.get_paginator("list_configuration_recorders").paginate(PaginationConfig={"PageSize": 1}))
    expect("a recorder on each page", [[n] for n in linked + ["default"]], [[s["name"] for s in page["ConfigurationRecorderSummaries"]] for page in pages])
    for scope, names in (("INTERNAL", linked), ("PAID", ["default"])):
        found = config.list_configuration_recorders(Filters=[{"filterName": "recordingScope", "filterValue": [scope]}])
        expect(f"recorders that are {scope}", [(n, scope) for n in names], [(s["name"], s["recordingScope"]) for s in found["ConfigurationRecorderSummaries"]])

    gone = config.delete_service_linked_configuration_recorder(ServicePrincipal="securityhub.amazonaws.com")
    expect("the one that was deleted", (made["Name"], made["Arn"]), (gone["Name"], gone["Arn"]))
    config.delete_service_linked_configuration_recorder(ServicePrincipal="securityhubv2.amazonaws.com")
    left = config.list_configuration_recorders()["ConfigurationRecorderSummaries"]
    expect("what is left", ["default"], [s["name"] for s in left])


def errors(config):
    describe = config.describe_configuration_recorder_status
    expect_error("an unknown name", 400, "NoSuchConfigurationRecorderException", describe, ConfigurationRecorderNames=["other"], message="Cannot find configuration recorder with the specified name 'other'.")
    expect_error("two names", 400, "ValidationException", describe, ConfigurationRecorderNames=["default", "other"])
    expect_error("two selectors", 400, "ValidationException", describe, ConfigurationRecorderNames=["default"], ServicePrincipal="securityhub.amazonaws.com")
    expect_error("an unknown principal", 400, "ValidationException", describe, ServicePrincipal="unknown.amazonaws.com")
    expect_error("a principal without a recorder", 400, "NoSuchConfigurationRecorderException", describe, ServicePrincipal="securityhub.amazonaws.com")
    expect_error("a second recorder", 400, "MaxNumberOfConfigurationRecordersExceededException", config.put_configuration_recorder, ConfigurationRecorder={"name": "second", "roleARN": ROLE}, message="Failed to put configuration recorder  because you have reached the limit for the maximum number of customer managed configuration records: (1)")
    expect_error("a second channel", 400, "MaxNumberOfDeliveryChannelsExceededException", config.put_delivery_channel, DeliveryChannel={"name": "second", "s3BucketName": "example"}, message="Failed to put delivery channel 'second' because the maximum number of delivery channels: 1 is reached.")
    expect_error("an unknown channel", 400, "NoSuchDeliveryChannelException", config.delete_delivery_channel, DeliveryChannelName="other")
    expect_error("an unknown token", 400, "ValidationException", config.list_configuration_recorders, NextToken="unknown")
    expect_error("an unknown operation", 400, "UnknownOperationException", config.describe_config_rules)
    try:
        config.start_configuration_recorder(ConfigurationRecorderName="other")
        expect("the exception of the model", "NoSuchConfigurationRecorderException", None)
    except config.exceptions.NoSuchConfigurationRecorderException as error:
        expect("the operation of the exception", "StartConfigurationRecorder", error.operation_name)

    config.delete_configuration_recorder(ConfigurationRecorderName="default")
    expect("deleted", [], describe()["ConfigurationRecordersStatus"])


def roles():
    sts = client("sts")
    me = sts.get_caller_identity()
    expect("the caller", (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/emulator"), (me["Account"], me["Arn"]))
    role = f"arn:aws:iam::{OTHER_ACCOUNT}:role/path/reader"
    session = sts.assume_role(RoleArn=role, RoleSessionName="session", SourceIdentity="alice", DurationSeconds=900)
    user = f"arn:aws:sts::{OTHER_ACCOUNT}:assumed-role/reader/session"
    expect("the session", (user, "alice"), (session["AssumedRoleUser"]["Arn"], session["SourceIdentity"]))
    left = session["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    expect("a session of fifteen minutes", True, datetime.timedelta(minutes=14) < left <= datetime.timedelta(minutes=15))

    keys = {
        "aws_access_key_id": session["Credentials"]["AccessKeyId"],
        "aws_secret_access_key": session["Credentials"]["SecretAccessKey"],
        "aws_session_token": session["Credentials"]["SessionToken"],
    }
    me = client("sts", **keys).get_caller_identity()
    expect("the caller in the session", (OTHER_ACCOUNT, user), (me["Account"], me["Arn"]))
    there = client("config", **keys)
    there.put_configuration_recorder(ConfigurationRecorder={"name": "there", "roleARN": ROLE})
    found = there.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
    expect("the account of the recorder", [OTHER_ACCOUNT], [s["arn"].split(":")[4] for s in found])

    expect_error("a long session", 400, "ValidationError", sts.assume_role, RoleArn=role, RoleSessionName="session", DurationSeconds=43201, message="1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")
    keys["aws_session_token"] = "another"
    expect_error("another token", 403, "InvalidClientTokenId", client("sts", **keys).get_caller_identity, message="The security token included in the request is invalid.")
    expect_error("another token for AWS Config", 400, "UnrecognizedClientException", client("config", **keys).describe_configuration_recorder_status, message="The security token included in the request is invalid.")


def regions():
    account = client("account")
    pages = list(account.get_paginator("list_regions").paginate(PaginationConfig={"PageSize": 10}))
    expect("regions on each page", [10, 10, 10, 4], [len(page["Regions"]) for page in pages])
    listed = [r for page in pages for r in page["Regions"]]
    names = [r["RegionName"] for r in listed]
    expect("regions by name", sorted(set(names)), names)
    enabled = [r["RegionName"] for r in listed if r["RegionOptStatus"] == "ENABLED_BY_DEFAULT"]
    filtered = account.get_paginator("list_regions").paginate(RegionOptStatusContains=["ENABLED", "ENABLED_BY_DEFAULT"])
    expect("enabled regions", (17, enabled), (len(enabled), [r["RegionName"] for page in filtered for r in page["Regions"]]))
    expect_error("another account", 403, "AccessDeniedException", account.list_regions, AccountId=OTHER_ACCOUNT)


def main():
    global failed
    config = client("config")
    for part in (lambda: life_of_a_recorder(config), lambda: service_linked_recorders(config), lambda: errors(config), roles, regions):
        try:
            part()
        except Exception:
            traceback.print_exc()
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
