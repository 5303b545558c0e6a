"""View service: where the user looks, kept inside the lists that there are."""

from tui.snapshot import Snapshot, ViewSettings


class ViewService:
    """Holds the view settings of the opened scenario."""

    def __init__(self) -> None:
        self.settings = ViewSettings()

    def begin(self) -> None:
        """Starts anew at the top of every list."""
        self.settings = ViewSettings()

    def clamp_cursors(self, snapshot: Snapshot) -> bool:
        """Moves cursors into lists that became shorter; whether any moved."""
        settings = self.settings
        for pane, count in (("asked", len(snapshot.rows)), ("lots", snapshot.lot_count)):
            if settings.cursor_of(pane) >= count > 0:
                settings = settings.move_cursor(pane, count - 1)
        changed = settings is not self.settings
        self.settings = settings
        return changed
