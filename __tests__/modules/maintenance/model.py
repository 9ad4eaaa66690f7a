"""Holds calls and their prepared answers, lines of [call, request, answer] in CALLS, against AWS's own model."""

import json
import os

import botocore.session
from botocore import xform_name
from botocore.validate import ParamValidator

session = botocore.session.get_session()
models = {}
with open(os.environ["CALLS"]) as file:
    calls = [json.loads(line) for line in file]
for key, given, answer in calls:
    service, operation = key.replace("s3api", "s3").split()
    if service not in models:
        models[service] = session.get_service_model(service)
    names = {xform_name(name, "-"): name for name in models[service].operation_names}
    model = models[service].operation_model(names[operation])
    wrong = ParamValidator().validate(given, model.input_shape)
    if wrong.has_errors():
        print(f"{key}: {wrong.generate_report()}")
    unknown = set(answer) - set(model.output_shape.members if model.output_shape else ()) - {"refused"}
    if unknown:
        print(f"{key} never answers {sorted(unknown)}")
