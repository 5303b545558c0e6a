#!/bin/sh
# ocdsmerge: without an extension's schema, award criteria add up to 200 %.
#
# Expected: a lot that is published again with another title, and is otherwise the same, is
# merged into one lot with the criteria that it has.
#
# Seen with ocdsmerge 0.8.0: a list that the schema does not know is appended to, where its
# entries have no id. Criteria have none: merged by a schema without the extension that brings
# lots, they stand there twice, 60, 40, 60, 40.
#
# Why it matters here: scenarios are made from published notices; the core schema is the one at
# hand, and lots, criteria and suitability are all in extensions.
#
# Instead: whoever makes a scenario from releases must merge them by the whole schema, with all
# extensions that they declare.

set -eu
name=ocdsmerge-unknown-lists
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps ocdsmerge==0.8.0 certifi==2026.10.19.post1 charset-normalizer==3.5.3 idna==3.20 \
        jsonref==1.1.0 requests==2.34.2 urllib3==2.8.0; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import json

from ocdsmerge import Merger

CRITERIA = [{"name": "Quality", "weight": 60}, {"name": "Price", "weight": 40}]


def release(date, title):
    """A tender release with one lot, as a publisher sends it again with a new title."""
    lot = {"id": "1", "title": title, "awardCriteria": {"criteria": CRITERIA}}
    return {
        "ocid": "ocds-213czf-1",
        "id": date,
        "date": date,
        "tag": ["tenderUpdate"],
        "tender": {"id": "1", "lots": [lot]},
    }


def list_of(**properties):
    return {"type": "array", "items": {"type": "object", "properties": properties}}


text = {"type": "string"}
criteria = {"type": "object", "properties": {"criteria": list_of(name=text)}}
lots = list_of(id=text, title=text, awardCriteria=criteria)
PLAIN = {"properties": {"tender": {"type": "object", "properties": {"id": text}}}}
EXTENDED = {"properties": {"tender": {"type": "object", "properties": {"id": text, "lots": lots}}}}

releases = [release("2026-04-01T00:00:00Z", "North"), release("2026-05-01T00:00:00Z", "The north")]
for name, schema in (("schema with the lots extension", EXTENDED), ("schema without it", PLAIN)):
    [lot] = Merger(schema).create_compiled_release(releases)["tender"]["lots"]
    weights = [criterion["weight"] for criterion in lot["awardCriteria"]["criteria"]]
    print(f"{name}: weights {json.dumps(weights)}, {sum(weights)} % in all")
END

cat >expected <<'END'
schema with the lots extension: weights [60, 40], 100 % in all
schema without it: weights [60, 40, 60, 40], 200 % in all
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
