#!/bin/sh
# libpysal: wards with a kilometre of common border are no neighbours.
#
# Expected: Rook finds areas that share a border, Queen also those that share a point, whatever
# points the borders are drawn with.
#
# Seen with libpysal 4.14.1: borders are compared by their points. One more point on one side,
# and Rook sees no border; corners that lie elsewhere on the same line, and Queen sees none
# either. The border is 1000 m each time.
#
# Why it matters here: councils' boundaries are published and simplified ward by ward, so that
# such points are the rule; a lost neighbour makes good lots impossible.
#
# Instead: a scenario names its neighbours. Whoever takes them from boundaries should measure
# the length of the common border.

set -eu
name=libpysal-shared-border
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps libpysal==4.14.1 beautifulsoup4==4.15.0 certifi==2026.10.19.post1 \
        charset-normalizer==3.5.3 cloudpickle==3.1.3 geopandas==1.2.0 idna==3.20 Jinja2==3.1.6 \
        joblib==1.6.0 MarkupSafe==3.0.4 narwhals==2.29.0 numpy==2.4.6 packaging==26.4 \
        pandas==3.1.1 platformdirs==4.14.8 pyogrio==0.13.0 pyproj==3.7.2 python-dateutil==4.0.0 \
        requests==2.34.2 scikit-learn==1.9.1 scipy==1.17.1 shapely==2.2.0 soupsieve==4.1.3 \
        threadpoolctl==3.8.0 typing_extensions==4.16.0 tzdata==2026.6 urllib3==2.8.0; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import warnings

import geopandas
from libpysal.weights import Queen, Rook
from shapely.geometry import Polygon

warnings.simplefilter("ignore")
EAST = [(1000, 0), (2000, 0), (2000, 1000), (1000, 1000)]
WEST = {
    "the same corners": [(0, 0), (1000, 0), (1000, 1000), (0, 1000)],
    "one more point on the border": [(0, 0), (1000, 0), (1000, 500), (1000, 1000), (0, 1000)],
    "corners elsewhere": [(0, 0), (1000, -200), (1000, 1200), (0, 1000)],
}
for name, corners in WEST.items():
    wards = geopandas.GeoSeries([Polygon(corners), Polygon(EAST)])
    metres = wards[0].intersection(wards[1]).length
    found = {
        kind.__name__: bool(kind.from_dataframe(wards.to_frame("geometry"), use_index=False)[0])
        for kind in (Queen, Rook)
    }
    print(f"{name}: {metres:.0f} m of border;", found)
END

cat >expected <<'END'
the same corners: 1000 m of border; {'Queen': True, 'Rook': True}
one more point on the border: 1000 m of border; {'Queen': True, 'Rook': False}
corners elsewhere: 1000 m of border; {'Queen': False, 'Rook': False}
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
