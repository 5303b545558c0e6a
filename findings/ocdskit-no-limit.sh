#!/bin/sh
# OCDS Kit: "no limit" of a notice comes out as something that is no JSON.
#
# Expected: `ocdskit echo` writes what it has read, and can read what it wrote.
#
# Seen with ocdskit 1.7.0: the lots extension of OCDS has publishers write 1e9999 where a
# supplier may bid for any number of lots. That is valid JSON, but more than a double holds.
# OCDS Kit writes it as Infinity, which is no JSON, and refuses to read it again.
#
# Why it matters here: caps on lots are what a lotted notice is read for.
#
# Instead: in a scenario no limit is a blank cell, and results hold no such number.

set -eu
name=ocdskit-no-limit
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps ocdskit==1.7.0 attrs==26.1.0 bitsets==0.9.1 cattrs==26.2.1 \
        certifi==2026.10.19.post1 charset-normalizer==3.5.3 concepts==0.9.2 graphviz==0.21 \
        idna==3.20 ijson==3.6.0 json-merge-patch==0.3.0 jsonref==1.1.0 \
        jsonschema-specifications==2025.9.1 jsonschema==4.26.0 ocdsextensionregistry==0.7.0 \
        ocdsmerge==0.8.0 platformdirs==4.14.8 referencing==0.37.0 requests-cache==1.3.3 \
        requests==2.34.2 rpds-py==2026.9.1 typing_extensions==4.16.0 url-normalize==3.1.0 \
        urllib3==2.8.0; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import json
import subprocess
import sys

NOTICE = """{"releases": [{"ocid": "ocds-213czf-1", "id": "1", "date": "2026-04-01T00:00:00Z",
"tag": ["tender"], "tender": {"id": "1", "lotDetails": {"maximumLotsBidPerSupplier": 1e9999}}}]}"""


def run_ocdskit(text):
    command = [sys.executable, "-m", "ocdskit", "echo"]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def refuse(name):
    raise ValueError(f"{name} is no JSON")


json.loads(NOTICE, parse_constant=refuse)
print("notice: JSON")
once = run_ocdskit(NOTICE)
print("limit after ocdskit echo:", once.stdout.partition('PerSupplier":')[2].split("}")[0].strip())
try:
    json.loads(once.stdout, parse_constant=refuse)
except ValueError as error:
    print("its output:", error)
print("ocdskit echo reads it again:", run_ocdskit(once.stdout).returncode == 0)
END

cat >expected <<'END'
notice: JSON
limit after ocdskit echo: Infinity
its output: Infinity is no JSON
ocdskit echo reads it again: False
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
