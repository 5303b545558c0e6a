#!/bin/sh
# Textual: a widget that listens to the theme is never let go.
#
# Expected: the app's signals hold their listeners weakly (in a WeakKeyDictionary), so that a widget
# that was removed is freed, whether it unsubscribed or not.
#
# Seen with textual 8.2.8: what is kept for a listener holds the listener itself, so that the weak
# key never dies. Twenty panes were mounted and removed: all twenty live on after a collection.
# They go at the next change of theme, which may never come, and at once when they unsubscribe.
#
# Why it matters here: every pane of ours redraws when the theme changes. A screen holds up to a
# dozen panes with all that they last drew; in two hours of work hundreds of screens are left.
#
# Instead: a pane unsubscribes when it is unmounted.

set -eu
name=textual-signal-keeps-widgets
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

from textual.app import App
from textual.widget import Widget


class Pane(Widget):
    unsubscribes = False

    def on_mount(self):
        self.app.theme_changed_signal.subscribe(self, lambda theme: None)

    def on_unmount(self):
        if self.unsubscribes:
            self.app.theme_changed_signal.unsubscribe(self)


class TidyPane(Pane):
    unsubscribes = True


async def count_living(kind, changes_theme):
    app = App()
    async with app.run_test() as pilot:
        living = weakref.WeakSet()
        for _ in range(20):
            pane = kind()
            living.add(pane)
            await app.mount(pane)
            await pane.remove()
            await pilot.pause()
        del pane
        if changes_theme:
            app.theme = "textual-light"
            await pilot.pause()
        gc.collect()
        return len(living) if len(living) > 1 else "at most the last"


for kind, changes_theme in ((Pane, False), (Pane, True), (TidyPane, False)):
    print(kind.__name__, changes_theme, asyncio.run(count_living(kind, changes_theme)))
END

cat >expected <<'END'
Pane False 20
Pane True at most the last
TidyPane False at most the last
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
