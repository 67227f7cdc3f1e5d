#!/usr/bin/env bash
# SailPoint's Python client (PyPI sailpoint 2.1.72) decodes a row of GET /requestable-objects only where it has no requestStatus, the field
# that says whether the item can be requested. The description gives it three values, AVAILABLE among them; the row's decoder uses the
# class of these values and never imports it, so every such row raises NameError. Needs Python 3.11 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sailpoint==2.1.72

cat >decode.py <<'PY'
import json

from sailpoint.requestable_objects.models.requestable_object import RequestableObject

row = {"id": "2c9180835d2e5168015d32f890ca1581", "name": "Night shift lead", "type": "ROLE"}
print("without requestStatus:", RequestableObject.from_json(json.dumps(row)).name)
failed = 0
for status in ["AVAILABLE", "PENDING", "ASSIGNED"]:
    try:
        RequestableObject.from_json(json.dumps({**row, "requestStatus": status}))
        print(f"requestStatus {status}: decoded")
    except NameError as error:
        failed += 1
        print(f"requestStatus {status}: NameError: {error}")
raise SystemExit(0 if failed == 3 else 1)
PY
env/bin/python decode.py
