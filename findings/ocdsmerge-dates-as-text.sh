#!/bin/sh
# ocdsmerge: an older release wins when its date is written in summer time.
#
# Expected: releases are merged in the order of their instants; OCDS dates carry their offset
# from UTC.
#
# Seen with ocdsmerge 0.8.0: they are sorted as text. 10:30+01:00, which is 09:30 UTC, comes
# after 10:00Z, so that the first release overwrites the second.
#
# Why it matters here: the United Kingdom's service writes +01:00 in summer and Z in winter, and
# others write Z all the year.
#
# Instead: whoever makes a scenario from releases must sort them by instant, and merge them one
# by one.

set -eu
name=ocdsmerge-dates-as-text
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
from datetime import datetime

from ocdsmerge import Merger

SCHEMA = {"properties": {"tender": {"type": "object", "properties": {"title": {"type": "string"}}}}}


def release(date, title):
    return {
        "ocid": "ocds-213czf-1",
        "id": title,
        "date": date,
        "tag": ["tenderUpdate"],
        "tender": {"title": title},
    }


first = release("2026-06-01T10:30:00+01:00", "first, 09:30 UTC")
second = release("2026-06-01T10:00:00Z", "second, 10:00 UTC")
instants = [datetime.fromisoformat(each["date"]) for each in (first, second)]
print("first is earlier:", instants[0] < instants[1])
print("merged title:", Merger(SCHEMA).create_compiled_release([first, second])["tender"]["title"])
END

cat >expected <<'END'
first is earlier: True
merged title: first, 09:30 UTC
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
