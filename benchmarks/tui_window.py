"""A window of the interface without its screen: python -m benchmarks.tui_window FOLDER RESULT NAME

It opens the scenario of a folder, has a result come in, and then writes notes and, every few steps,
edits into the scenario's files, until its stdin ends. What it says on stdout, a line each, is what
its screen would say: `note 7` once note 7 is saved, `unsaved 7` where that is said not to be,
`wrote 5` once the figure 5 is in the files, `refused 5` where it is said not to be.

`limit BYTES` on stdin lets no file become longer from then on, as on a disk that is full; `limit`
alone lifts that.
"""

import resource
import select
import sys
from pathlib import Path

from lotdesign.result.model import Result
from tui.services.session import SessionService
from tui.session.actions import ChangeEdits, ResultArrived, WriteNote
from tui.session.edits import Edits
from tui.session.write_back import NotWritable, write_edits_back

FIGURES = {
    "one": ("providers.charity-leighton.capacity", "money.procurement"),
    "two": ("providers.charity-south.capacity", "money.contract_management"),
}
"""Name of a window -> the cell of a table and the number of the main file that are its own."""

STEPS_BETWEEN_WRITES = 3


def set_figures(name: str, figure: int) -> Edits:
    """Edits that put a figure into both places of a window."""
    table, number = FIGURES[name]
    return Edits().set(table, str(figure)).set(number, str(figure))


def say(*words: object) -> None:
    """Says on stdout what has become of a note or a figure."""
    print(*words, flush=True)


def write_note(service: SessionService, number: int, text: str, step: int) -> None:
    """Writes a note and waits until it is saved, or said not to be."""
    service.perform(WriteNote(number, text))
    say("unsaved" if service.find_save_fault(60) else "note", step)


def write_figures(service: SessionService, name: str, figure: int) -> None:
    """Writes figures into the files; where that is refused the edits are taken back."""
    session, edits = service.session, set_figures(name, figure)
    assert session is not None
    service.perform(ChangeEdits(edits, "figures"))
    try:
        service.write_edits(edits, write_edits_back(session.path, edits))
    except (NotWritable, OSError):
        service.perform(ChangeEdits(Edits(), "as in the files"))
        say("refused", figure)
    else:
        say("wrote", figure)


def obey(line: str) -> bool:
    """Sets or lifts a limit; whether to go on."""
    word, _, size = line.strip().partition(" ")
    if word == "limit":
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(size) if size else hard, hard))
    return bool(line)


def main() -> None:
    """Opens the folder and works until stdin ends."""
    folder, result, name = sys.argv[1:]
    service = SessionService(keep=True)
    service.open(folder)
    text = Path(result).read_text(encoding="utf-8")
    service.perform(ResultArrived(Edits(), Result.model_validate_json(text)))
    assert service.session is not None
    number = service.session.entries[-1].number
    say("ready")
    step = 0
    while not select.select([sys.stdin], [], [], 0)[0] or obey(sys.stdin.readline()):
        step += 1
        write_note(service, number, f"{name} {step}", step)
        if step % STEPS_BETWEEN_WRITES == 0:
            write_figures(service, name, 1000 + step)
    service.close()
    say("closed", service.save_fault)


if __name__ == "__main__":
    main()
