#!/usr/bin/env bash
# The last SailPoint Python client with models of v3, beta, v2024 and v2025 (PyPI sailpoint 1.4.2) cannot build a request that gives
# each person items of their own. Its field requestedForWithRequestedItems may, by its own description, only be used where requestedFor
# and requestedItems are not provided; the model requires both, and at least one item. Left out or empty, it raises ValidationError, so
# that this shape can only be sent past the models. Needs Python 3.11 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sailpoint==1.4.2

cat >build.py <<'PY'
import importlib
import json

items = [{"type": "ROLE", "id": "2c9180835d2e5168015d32f890ca1581"}]
person = {"identityId": "2c9180835d191a86015d28455b4b232a", "requestedItems": items}
left_out = {"requestedForWithRequestedItems": [person]}
bodies = {"left out": left_out, "sent empty": {**left_out, "requestedFor": [], "requestedItems": []}}
refused = 0
for family in ["v3", "beta", "v2024", "v2025"]:
    model = importlib.import_module(f"sailpoint.{family}.models.access_request").AccessRequest
    if family == "v3":
        print("the field says:", model.model_fields["requested_for_with_requested_items"].description)
    for name, body in bodies.items():
        try:
            model.from_json(json.dumps(body))
            print(f"{family}, the other two {name}: built")
        except ValueError as error:
            refused += 1
            fields = ", ".join(str(one["loc"][0]) for one in error.errors())
            print(f"{family}, the other two {name}: {type(error).__name__} at {fields}")
raise SystemExit(0 if refused == 8 else 1)
PY
env/bin/python build.py
