#!/usr/bin/env bash
# A request of SailPoint's Python client (PyPI sailpoint 2.1.72) that has an end date (removeDate) or a start date has no JSON text:
# its to_json() raises TypeError, because the date stays a Python datetime on the way to json.dumps. The same request without dates
# works, and so does the client's own sending, which turns dates into text by another road: whoever logs, stores or shows a request
# before sending it meets the error only once somebody gives an end. Needs Python 3.11 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sailpoint==2.1.72

cat >write.py <<'PY'
import json

from sailpoint.access_requests.models.access_request import AccessRequest
from sailpoint.api_client import ApiClient

item = {"type": "ROLE", "id": "2c9180835d2e5168015d32f890ca1581"}
failed = 0
for name, dates in [
    ("no date", {}),
    ("removeDate", {"removeDate": "2031-06-30T22:00:00Z"}),
    ("startDate", {"startDate": "2031-03-01T08:00:00Z"}),
]:
    body = {"requestedFor": ["2c9180835d191a86015d28455b4b232a"], "requestedItems": [{**item, **dates}]}
    request = AccessRequest.from_json(json.dumps(body))
    try:
        print(f"{name}: to_json() wrote", request.to_json())
    except TypeError as error:
        failed += 1
        print(f"{name}: to_json() raised TypeError: {error}")
        sent = ApiClient.__new__(ApiClient).sanitize_for_serialization(request)
        print(f"{name}: the body that is sent:", json.dumps(sent["requestedItems"]))
raise SystemExit(0 if failed == 2 else 1)
PY
env/bin/python write.py
