"""Reads the XML parts of a workbook as a stream of events, within bounds.

What a part holds is never built as a tree: a workbook of a few kilobytes may unpack to gigabytes.
Names come without their namespaces, which differ between the versions of one format.
"""

from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 an exception that is called error

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.limits import ReadingLimits, build_too_large

_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
"""Bytes of a single tag: no program writes longer ones."""

XmlAttributes = Mapping[str, str]


class XmlHandler:
    """Takes the events of a part, and does nothing with those that a handler does not override.

    A handler raises StopReading when it has all that it needs.
    """

    def start(self, name: str, attributes: XmlAttributes) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take text inside the latest element, in pieces."""


class _PlainNames(dict[str, str]):
    """Names without their namespaces, each worked out once."""

    def __missing__(self, name: str) -> str:
        plain = name.rpartition("}")[2]
        if len(self) < 1_000:
            self[name] = plain
        return plain


class StopReading(Exception):
    """A handler needs no more of a part."""


class WorkbookParts:
    """The parts of a workbook, a zip archive; all that is read of them counts."""

    def __init__(self, where: str, archive: ZipFile, limits: ReadingLimits) -> None:
        self.where = where
        self._archive = archive
        self._limits = limits
        self._parts = {info.filename.lstrip("/"): info for info in archive.infolist()}
        self._unpacked = 0
        self._elements = 0

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._parts

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._parts)

    def parse(self, part: str, handler: XmlHandler) -> None:
        """Give the events of a part to a handler; raises InputFaults for a broken or missing one.

        Raises InputFaults too where it is larger than what is read.
        """
        info = self._parts.get(part)
        if info is None:
            raise self._build_broken()
        try:
            self._feed(info, handler)
        except StopReading:
            return
        except (ExpatError, BadZipFile, ZlibError, EOFError, NotImplementedError) as error:
            raise self._build_broken() from error
        except (RuntimeError, OSError, ValueError) as error:  # encrypted in the archive, or cut
            raise self._build_broken() from error

    def _feed(self, info: ZipInfo, handler: XmlHandler) -> None:
        parser = ParserCreate(namespace_separator="}")
        parser.buffer_text = True

        most, plain_names = self._limits.elements, _PlainNames()

        def start(name: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            if self._elements > most:
                raise build_too_large(self.where, f"it has more than {most:,} cells and formats")
            handler.start(plain_names[name], attributes)

        def end(name: str) -> None:
            handler.end(plain_names[name])

        def refuse(*_: object) -> None:
            raise self._build_broken()

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = refuse  # entities can grow without end; no sheet has any
        with self._archive.open(info) as file:
            fed = 0
            while chunk := file.read(_CHUNK):
                fed += len(chunk)
                self._unpacked += len(chunk)
                if self._unpacked > self._limits.unpacked:
                    size = f"{self._limits.unpacked / 1_000_000:g} MB"
                    raise build_too_large(self.where, f"it unpacks to more than {size}")
                parser.Parse(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise self._build_broken()
            parser.Parse(b"", True)

    def _build_broken(self) -> InputFaults:
        right = "is damaged or no workbook; open it in the spreadsheet program and save it anew"
        return InputFaults([Fault(self.where, right)])


def read_attribute(attributes: XmlAttributes, name: str) -> str:
    """An attribute by its name without a namespace; "" where there is none."""
    if name in attributes:
        return attributes[name]
    return next((v for k, v in attributes.items() if k.rpartition("}")[2] == name), "")
