"""Messages from screens and widgets to the app; nothing else changes what the app holds.

A message says what is wanted, not what comes of it: keys may be typed faster than they are
handled, so whatever depends on the session or a cursor is worked out from the snapshot of the
moment in which the message is handled. All go straight to the app (`app.post_message`) and are
therefore handled in the order of the keys.
"""

from collections.abc import Callable
from pathlib import Path

from textual.message import Message

from tui.session.actions import SessionAction
from tui.session.edits import Edits
from tui.session.write_back import EditedFiles
from tui.snapshot import Snapshot, ViewSettings
from tui.worker.messages import StudyKind, WorkerReply

ActionChooser = Callable[[Snapshot], SessionAction | None]
"""The action that is wanted in the state of a snapshot; None where there is nothing to do."""

ViewChooser = Callable[[Snapshot], ViewSettings]
"""The view that is wanted in the state of a snapshot."""


class ActionRequested(Message):
    """An action on the session: an edit, a design, undo."""

    def __init__(self, choose: ActionChooser) -> None:
        super().__init__()
        self.choose = choose


class ViewRequested(Message):
    """Another view: a cursor moved, an axis changed."""

    def __init__(self, choose: ViewChooser) -> None:
        super().__init__()
        self.choose = choose


class SearchContinued(Message):
    """The search for the best design goes on after a stop."""


class SolveStopped(Message):
    """The solve under way stops and keeps its best."""


class StudyRequested(Message):
    """A study of the present request."""

    def __init__(self, kind: StudyKind) -> None:
        super().__init__()
        self.kind = kind


class StudiesStopped(Message):
    """Studies of these kinds stop and keep what they found."""

    def __init__(self, *kinds: StudyKind) -> None:
        super().__init__()
        self.kinds = kinds


class ScenarioOpened(Message):
    """A scenario to open, by its path."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class ScenarioCopied(Message):
    """A scenario to copy into a new folder and open there."""

    def __init__(self, source: Path, folder: Path) -> None:
        super().__init__()
        self.source = source
        self.folder = folder


class ScenarioSavedAs(Message):
    """The scenario on show to copy into a new folder, with its session, and open there."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder


class PageRequested(Message):
    """A page of the workbench, 1 to 3, from whatever screen."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class EditsWritten(Message):
    """Edits to write into the scenario's files, which were shown with them in."""

    def __init__(self, edits: Edits, files: EditedFiles) -> None:
        super().__init__()
        self.edits = edits
        self.files = files


class RepliesArrived(Message):
    """Replies of the worker that belong together."""

    def __init__(self, replies: tuple[WorkerReply, ...]) -> None:
        super().__init__()
        self.replies = replies
