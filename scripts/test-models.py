#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
#
# Compares every operation of an emulator with the service models of botocore: the members
# of its responses, and the errors for requests that the models do not allow. Operations
# that the emulator lacks must be refused by name. The environment leads to an emulator
# without recorders, and with an organization of two accounts that its default account
# manages. scripts/test-clients.sh runs this.
import copy
import datetime
import json
import re
import sys
from xml.etree import ElementTree

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "eu-west-1"
ROLE = "arn:aws:iam::210987654321:role/reader"
PRINCIPAL = "securityhub.amazonaws.com"
# A JSON Web Token with the claims sub, aud and iss.
WEB_IDENTITY = "e30.eyJzdWIiOiJzdWJqZWN0IiwiYXVkIjoiYXVkaWVuY2UiLCJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIn0.signature"

# The codes of each service for a request that breaks a constraint of the model, and for a
# member of another type.
CODES = {
    "account": ("ValidationException", "SerializationException"),
    "config": ("ValidationException", "SerializationException"),
    "organizations": ("InvalidInputException", "SerializationException"),
    "sts": ("ValidationError", "MalformedQueryString"),
}
# The documented code of a broken constraint that has its own.
OWN_CODES = {("ListTagsForResource", "Limit"): "InvalidLimitException"}

# Shapes with values that AWS sends in upper case, although the model has them in another.
UPPER_CASE = {"RecorderStatus", "DeliveryStatus"}
# Members of responses that the model of an older botocore lacks.
NEWER = {"SessionTokenSize", "SessionTokenUtilization"}

session = botocore.session.get_session()
passed = failed = 0


def expect(what, good, details):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {details}", file=sys.stderr)


class Service:
    """A client that sends what it is told, and keeps the body of the response."""

    def __init__(self, name):
        self.name = name
        self.model = session.get_service_model(name)
        self.body = None
        self.replacement = None
        self.client = session.create_client(name, REGION, config=Config(parameter_validation=False, retries={"total_max_attempts": 1}))
        self.client.meta.events.register(f"before-call.{self.model.service_id.hyphenize()}", self.replace)
        self.client.meta.events.register(f"before-parse.{self.model.service_id.hyphenize()}", self.keep)

    def replace(self, params, **_):
        if self.replacement is not None:
            params["body"] = json.dumps(self.replacement)

    def keep(self, response_dict, **_):
        self.body = response_dict["body"]

    def call(self, operation, request, replacement=None):
        """Returns the code and the message of the error, or two empty strings."""
        self.replacement = replacement
        try:
            self.client._make_api_call(operation, request)
        except ClientError as error:
            return error.response["Error"]["Code"], error.response["Error"]["Message"]
        return "", ""


def allowed(shape, value):
    """Returns whether a string satisfies the constraints of its shape."""
    rules = shape.metadata
    if "enum" in rules:
        return value in rules["enum"]
    return rules.get("min", 0) <= len(value) <= rules.get("max", len(value)) and matches(rules.get("pattern", ""), value)


def matches(pattern, value):
    # Python lacks the classes of Unicode, and has an escape of its own for large characters.
    for model, python in (("\\p{L}", "A-Za-z"), ("\\p{Z}", " "), ("\\p{N}", "0-9"), ("\\u10000-\\u10FFFF", "\\U00010000-\\U0010FFFF")):
        pattern = pattern.replace(model, python)
    return not pattern or re.fullmatch(pattern, value) is not None


def sample(shape):
    """Returns a value with every member, which satisfies all constraints of the model."""
    if shape.type_name == "structure":
        return {name: sample(member) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [sample(shape.member)]
    if shape.type_name == "integer":
        return max(1, shape.metadata.get("min", 1))
    if shape.type_name == "boolean":
        return True
    candidates = shape.metadata.get("enum", ["example", "123456", "123456789012", ROLE])
    for text in candidates:
        if allowed(shape, text):
            return text
    raise ValueError(f"no sample satisfies the constraints of {shape.name}: {shape.metadata}")


def violations(shape):
    """Yields what is wrong with each invalid value of a shape, and the value."""
    rules = shape.metadata
    least, most = rules.get("min"), rules.get("max")
    if shape.type_name == "integer":
        if least is not None:
            yield f"less than {least}", least - 1
        if most is not None:
            yield f"more than {most}", most + 1
    elif shape.type_name == "list":
        if least:
            yield "an empty list", []
        if most is not None:
            yield f"more than {most} elements", [sample(shape.member)] * (most + 1)
        if shape.member.type_name == "string":
            for wrong, value in violations(shape.member):
                yield f"an element that is {wrong}", [value]
    elif shape.type_name == "string" and "enum" in rules:
        yield "an unknown value", "unknown"
        yield "an empty value", ""
        yield "a value in another case", rules["enum"][0].swapcase()
    elif shape.type_name == "string":
        if least:
            yield f"shorter than {least}", "1" * (least - 1)
        if most is not None:
            yield f"longer than {most}", "1" * (most + 1)
        if "pattern" in rules:
            for text in ("a \u00ff!" * 5, "\u0100" * 30, "\u0001" * 30):
                if not matches(rules["pattern"], text):
                    yield "not of the pattern", text[: most or 30]
                    break


def places(shape, path=()):
    """Yields each member of a structure, with its path and whether it is required."""
    for name, member in shape.members.items():
        yield path + (name,), member, name in shape.required_members
        inner, below = member, path + (name,)
        if inner.type_name == "list":
            inner, below = inner.member, below + (0,)
        if inner.type_name == "structure":
            yield from places(inner, below)


def changed(request, path, value):
    """Returns a copy of a request with another value at a path, or without it."""
    request = copy.deepcopy(request)
    parent = request
    for step in path[:-1]:
        parent = parent[step]
    if value is ...:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return request


def refuses(service, operation):
    """Sends every request with one member that the model does not allow."""
    shape = service.model.operation_model(operation).input_shape
    if shape is None:
        return
    good = sample(shape)
    code, wrong_type = CODES[service.name]
    for path, member, required in places(shape):
        where = f"{operation}, {'.'.join(map(str, path))}"
        bad = list(violations(member)) + ([("missing", ...)] if required else [])
        for wrong, value in bad:
            got, message = service.call(operation, changed(good, path, value))
            # AWS Organizations has a reason instead of a name.
            named = service.name == "organizations" or path[-1].lower() in message.lower()
            wanted = OWN_CODES.get((operation, path[-1]), code)
            expect(f"{where}: {wrong}", got == wanted and named, f"{got!r}, {message!r}")
        if service.name != "sts":
            other = [] if member.type_name == "structure" else {}
            got, message = service.call(operation, good, changed(good, path, other))
            expect(f"{where}: another type", got == wrong_type, f"{got!r}, {message!r}")
        elif member.type_name == "integer":
            got, message = service.call(operation, changed(good, path, "many"))
            expect(f"{where}: another type", got == wrong_type, f"{got!r}, {message!r}")


def conforms(shape, value, path):
    """Yields how a value of a response differs from its shape."""
    kinds = {"structure": dict, "list": list, "string": str, "boolean": bool, "integer": int, "timestamp": float}
    if type(value) is not kinds[shape.type_name]:
        yield f"{path} is {value!r}, not a {shape.type_name}"
    elif shape.type_name == "structure":
        for name in value.keys() - shape.members.keys() - NEWER:
            yield f"{path}.{name} is not in the model"
        for name in set(shape.required_members) - value.keys():
            yield f"{path}.{name} is missing"
        for name in value.keys() & shape.members.keys():
            yield from conforms(shape.members[name], value[name], f"{path}.{name}")
    elif shape.type_name == "list":
        for i, element in enumerate(value):
            yield from conforms(shape.member, element, f"{path}[{i}]")
    elif shape.type_name == "string":
        spelled = [v.upper() if shape.name in UPPER_CASE else v for v in shape.metadata.get("enum", [value])]
        if value not in spelled if "enum" in shape.metadata else not allowed(shape, value):
            yield f"{path} is {value!r}, which the model does not allow"


def from_xml(shape, element):
    """Converts an element of a response of AWS STS to what JSON would have."""
    children = [(child.tag.partition("}")[2], child) for child in element]
    if shape.type_name == "structure":
        return {name: from_xml(shape.members[name], child) if name in shape.members else child.text for name, child in children}
    if shape.type_name == "list":
        return [from_xml(shape.member, child) for _, child in children]
    if shape.type_name == "integer":
        return int(element.text)
    if shape.type_name == "timestamp":
        return datetime.datetime.fromisoformat(element.text).timestamp()
    return element.text or ""


def answers(service, operation, request):
    """Makes a call that must succeed, and compares its response with the model."""
    what = f"{operation}, {request}"
    code, message = service.call(operation, request)
    expect(what, not code, f"{code!r}, {message!r}")
    if code:
        return {}
    shape = service.model.operation_model(operation).output_shape
    if shape is None:
        expect(what, service.body == b"", f"{service.body!r} is not empty")
        return {}
    if service.name == "sts":
        value = from_xml(shape, ElementTree.fromstring(service.body)[0])
    else:
        value = json.loads(service.body)
    wrong = list(conforms(shape, value, operation))
    expect(what, not wrong, wrong)
    return value


def story(service):
    """Calls each operation of the emulator, and returns the names of the operations."""
    called = {}

    def call(operation, **request):
        called[operation] = answers(service, operation, request)
        return called[operation]

    if service.name == "account":
        first = call("ListRegions", MaxResults=1)
        call("ListRegions", NextToken=first["NextToken"], RegionOptStatusContains=["ENABLED_BY_DEFAULT", "DISABLED"])
    elif service.name == "organizations":
        first = call("ListAccounts", MaxResults=1)
        call("ListAccounts", NextToken=first["NextToken"])
    elif service.name == "sts":
        call("GetCallerIdentity")
        call("AssumeRole", RoleArn=ROLE, RoleSessionName="session", SourceIdentity="alice", Policy="{}", Tags=[{"Key": "k", "Value": "v"}])
        call("AssumeRoleWithWebIdentity", RoleArn=ROLE, RoleSessionName="session", WebIdentityToken=WEB_IDENTITY)
    else:
        tags = [{"Key": "k", "Value": "v"}]
        group = {"resourceTypes": ["AWS::EC2::VPC"]}
        mode = {"recordingFrequency": "DAILY", "recordingModeOverrides": [{"recordingFrequency": "CONTINUOUS", "resourceTypes": ["AWS::EC2::VPC"], "description": "d"}]}
        call("PutConfigurationRecorder", ConfigurationRecorder={"name": "default", "roleARN": ROLE, "recordingGroup": group, "recordingMode": mode}, Tags=tags)
        call("PutDeliveryChannel", DeliveryChannel={"name": "default", "s3BucketName": "example", "configSnapshotDeliveryProperties": {"deliveryFrequency": "One_Hour"}})
        call("DescribeConfigurationRecorderStatus")
        call("StartConfigurationRecorder", ConfigurationRecorderName="default")
        call("PutServiceLinkedConfigurationRecorder", ServicePrincipal=PRINCIPAL, Tags=tags)
        for selector in ({}, {"ServicePrincipal": PRINCIPAL}):
            call("DescribeConfigurationRecorders", **selector)
            call("DescribeConfigurationRecorderStatus", **selector)
        call("DescribeDeliveryChannels")
        call("DescribeDeliveryChannelStatus")
        first = call("ListConfigurationRecorders", MaxResults=1)
        arn = first["ConfigurationRecorderSummaries"][0]["arn"]
        call("ListConfigurationRecorders", NextToken=first["NextToken"])
        call("TagResource", ResourceArn=arn, Tags=[{"Key": "k2", "Value": "v2"}])
        call("ListTagsForResource", ResourceArn=arn)
        call("UntagResource", ResourceArn=arn, TagKeys=["k"])
        call("StopConfigurationRecorder", ConfigurationRecorderName="default")
        call("DeleteDeliveryChannel", DeliveryChannelName="default")
        call("DeleteConfigurationRecorder", ConfigurationRecorderName="default")
        call("DeleteServiceLinkedConfigurationRecorder", ServicePrincipal=PRINCIPAL)
    return called


def main():
    for name in CODES:
        service = Service(name)
        has = story(service)
        for operation in service.model.operation_names:
            if operation in has:
                refuses(service, operation)
            else:
                code, message = service.call(operation, {})
                expect(f"{operation}, which the emulator lacks", operation in message, f"{code!r}, {message!r}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
