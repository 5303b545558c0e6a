#!/bin/sh
# Textual: the lines of the last 1,024 widgets stay in memory, whether they were removed or not.
#
# Expected: what a widget has drawn goes with the widget.
#
# Seen with textual 8.2.8: each widget's cache of drawn lines has a method whose answers are kept
# by functools.lru_cache, with the cache object itself in the key. So the class keeps up to 1,024
# of these objects, with all lines in them. Of 40 widgets that were removed none lives on, and the
# drawn lines of all 40 do, until that one cache is emptied.
#
# Why it matters here: memory of an interface grows for an hour before it is flat, by some 60 MB
# with our panes. Whoever looks for a leak in the first half hour finds one that is none.
#
# Instead: memory is compared from the second quarter of a long run to its last.

set -eu
name=textual-keeps-drawn-lines
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps textual==8.2.8 linkify-it-py==2.2.0 markdown-it-py==4.3.0 \
        mdit-py-plugins==0.7.0 mdurl==0.1.2 platformdirs==4.14.7 Pygments==2.21.0 rich==15.0.0 \
        typing_extensions==4.16.0 uc-micro-py==2.0.0; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import asyncio
import gc
import weakref

from textual._styles_cache import StylesCache
from textual.app import App
from textual.widget import Widget


def count(living):
    gc.collect()
    return len(living) if len(living) > 1 else "at most the last"


async def remove_widgets():
    widgets, drawn = weakref.WeakSet(), weakref.WeakSet()
    app = App()
    async with app.run_test(size=(40, 5)) as pilot:
        for _ in range(40):
            widget = Widget()
            widgets.add(widget)
            drawn.add(widget._styles_cache)
            await app.mount(widget)
            await pilot.pause()
            await widget.remove()
            await pilot.pause()
        del widget
        print("widgets:", count(widgets))
        print("drawn lines of:", count(drawn), "with", sum(len(each._cache) for each in drawn))
        StylesCache.get_inner_outer.cache_clear()
        print("drawn lines of:", count(drawn))


asyncio.run(remove_widgets())
END

cat >expected <<'END'
widgets: at most the last
drawn lines of: 40 with 200
drawn lines of: at most the last
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
