"""Stands in for the AWS command line: asks the emulator at ENDPOINT, or answers from ANSWERS, and writes down both sides."""

import json
import os
import sys

service, operation = sys.argv[1:3]
key = f"{service} {operation}"
if key == "rds generate-db-auth-token":
    print("token")
    sys.exit(0)
given = json.loads(sys.argv[sys.argv.index("--cli-input-json") + 1])


def emulated():
    import boto3
    from botocore.exceptions import ClientError

    client = boto3.client(
        service.replace("s3api", "s3"),
        region_name=os.environ["AWS_REGION"],
        endpoint_url=os.environ["ENDPOINT"],
        aws_access_key_id="emulated",
        aws_secret_access_key="emulated",
    )
    method = operation.replace("-", "_")
    try:
        if client.can_paginate(method):
            return client.get_paginator(method).paginate(**given).build_full_result()
        return {**getattr(client, method)(**given), "ResponseMetadata": None}
    except ClientError as error:
        return {"refused": [error.response["Error"]["Code"], str(error)]}


def prepared():
    with open(os.environ["ANSWERS"]) as file:
        answers = {"sns publish": [{"MessageId": "1"}], **json.load(file)}
    if key not in answers:
        sys.exit(f"nothing was prepared for {key} {given}")
    found = answers[key]
    # Of several resources by the name that is asked about; one after the other, and the last one for ever.
    if isinstance(found, dict):
        found = next(each for name, each in found.items() if name in json.dumps(given))
    with open(os.environ["CALLS"], "a+") as calls:
        calls.seek(0)
        asked = sum(json.loads(line)[:2] == [key, given] for line in calls)
    return found[min(asked, len(found) - 1)]


answer = emulated() if "ENDPOINT" in os.environ and service != "sns" else prepared()
answer.pop("ResponseMetadata", None)
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps([key, given, answer], default=str) + "\n")
if "refused" in answer:
    code, words = answer["refused"]
    print(f"An error occurred ({code}) when calling the {operation} operation: {words}", file=sys.stderr)
    sys.exit(254)
print(json.dumps(answer, default=str))
