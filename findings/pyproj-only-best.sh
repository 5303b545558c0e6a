#!/bin/sh
# pyproj: only_best=True is ignored with always_xy=True.
#
# Expected: with only_best=True pyproj refuses to convert when the exact grid is missing, in
# whichever order coordinates are written.
#
# Seen with pyproj 3.7.2 without the grid of the Ordnance Survey: from British National Grid to
# degrees, only_best=True raises ProjError. With always_xy=True as well it converts, by a
# formula that is metres off.
#
# Why it matters here: GeoJSON has longitude first, so always_xy=True is what everybody sets;
# the guard that should keep rough coordinates out is then off.
#
# Instead: a scenario has coordinates in kilometres on a plane, and nothing is converted.
# Whoever starts from degrees needs the exact grid.

set -eu
name=pyproj-only-best
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps pyproj==3.7.2 certifi==2026.10.19.post1; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import warnings

from pyproj import Transformer

warnings.simplefilter("ignore")
for always_xy in (False, True):
    to_degrees = Transformer.from_crs(
        "EPSG:27700", "EPSG:4326", only_best=True, always_xy=always_xy
    )
    try:
        east, north = to_degrees.transform(530_000, 180_000, errcheck=True)
        said = f"({east:.4f}, {north:.4f})"
    except Exception as error:
        said = type(error).__name__
    print(f"only_best=True, always_xy={always_xy}: {said}")
END

cat >expected <<'END'
only_best=True, always_xy=False: ProjError
only_best=True, always_xy=True: (-0.1284, 51.5040)
END

PROJ_NETWORK=OFF venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
