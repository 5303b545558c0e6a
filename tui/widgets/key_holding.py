"""An app that holds keys back while a question is about to be asked, so that none is lost.

Keys may be typed faster than a dialog opens: those after the one that asks are for the dialog.
"""

from collections.abc import Callable

from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import ModalScreen

KEY_HOLD_SECONDS = 0.01
"""How often it is tried whether a dialog can take the keys that were typed ahead."""


class KeyHoldingApp(App[None]):
    """An app whose questions get the keys that were typed ahead of them."""

    _held_keys: list[Key | Paste] | None = None

    @property
    def holds_keys(self) -> bool:
        """Whether a question is about to be asked, so that keys wait for it."""
        return self._held_keys is not None

    def ask_soon(self, ask: Callable[[], None]) -> None:
        """Has a question asked once the keys before are handled; keys after it are for its dialog.

        `ask` opens a dialog, or finds that there is nothing to ask.
        """
        if self._held_keys is None:
            self._held_keys = []
            self.call_later(self._ask, ask)

    def _ask(self, ask: Callable[[], None]) -> None:
        try:
            ask()
        finally:
            self.call_later(self._release_keys)

    async def _release_keys(self) -> None:
        """Hands the keys held back on, once the dialog that they are meant for can take them."""
        if isinstance(self.screen, ModalScreen) and self.screen.focused is None:
            self.set_timer(KEY_HOLD_SECONDS, self._release_keys)
            return
        held, self._held_keys = self._held_keys or [], None
        for event in sorted(held, key=lambda event: event.time):
            if isinstance(event, Paste):
                await super().on_event(Paste(event.text))
            else:
                await super().on_event(Key(event.key, event.character))

    async def on_event(self, event: Event) -> None:
        """Holds keys back while a question is about to be asked."""
        if isinstance(event, Key | Paste) and self._held_keys is not None:
            self._held_keys.append(event)
            return
        await super().on_event(event)
