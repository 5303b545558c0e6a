#!/bin/sh
# GerryChain: a map with an island is cut into lots in several pieces.
#
# Expected: recursive_tree_part() makes connected parts within the band, or says that it cannot.
# Here the mainland and the island would be two such parts.
#
# Seen with gerrychain 1.0.0: with each of ten seeds one of the two parts is in several pieces,
# and nothing is said.
#
# Why it matters here: real counties have islands, and ferries are in no file of boundaries.
#
# Instead: only a map in one piece is cut by its trees, and the checker counts the pieces of
# every lot.

set -eu
name=gerrychain-island
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps gerrychain==1.0.0 certifi==2026.10.19.post1 geopandas==1.2.0 networkx==3.6.1 \
        numpy==2.4.6 packaging==26.4 pandas==3.1.1 pyogrio==0.13.0 pyproj==3.7.2 \
        python-dateutil==4.0.0 rustworkx==0.18.1 scipy==1.17.1 shapely==2.2.0 tqdm==4.70.1 \
        tzdata==2026.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import networkx
from gerrychain import Graph
from gerrychain.partition import recursive_tree_part

# A mainland of 3 x 6 places and an island of 2 x 6, each place worth 1.
mainland, island = (networkx.grid_2d_graph(size, 6) for size in (3, 2))
places = networkx.disjoint_union(mainland, island)
networkx.set_node_attributes(places, 1, "value")


def count_pieces(part):
    return networkx.number_connected_components(places.subgraph(part))


# Two lots within 40 % of their mean of 15, so 9 to 21: the mainland and the island would do.
split = 0
for seed in range(10):
    lot_of = recursive_tree_part(
        Graph.from_networkx(places), [0, 1], pop_target=15, pop_col="value", epsilon=0.4, rng=seed
    )
    lots = [[place for place in lot_of if lot_of[place] == lot] for lot in (0, 1)]
    split += max(map(count_pieces, lots)) > 1
print("pieces of the map:", count_pieces(places))
print("designs with a lot in several pieces:", split, "of 10")
END

cat >expected <<'END'
pieces of the map: 2
designs with a lot in several pieces: 10 of 10
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
