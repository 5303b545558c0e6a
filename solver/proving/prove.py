"""Makes a form least over many candidates, and proves it: branch and bound over rooms.

The room with the least bound is worked on: split by the number of lots, strengthened by cuts,
looked through near its bound, split by a pair of rows, or, once few candidates are left, handed to
an engine. What leaves a room does so by reduced costs in whole numbers.
"""

from dataclasses import dataclass, field

import numpy as np

from solver.engines.base import Listener, Outcome, Status
from solver.engines.interrupt import Interrupted
from solver.facts.lots import Flags, Ints
from solver.proving.areas import bettered
from solver.proving.counting import counted
from solver.proving.looking import looked
from solver.proving.room import Room
from solver.proving.splitting import searched, split
from solver.proving.strengthening import strengthened
from solver.proving.work import Stuck, Work
from solver.selection.linear import Linear
from solver.selection.search import Part, Search


@dataclass
class Proof:
    """A search for the least value of a form, and what is known by now.

    `rooms` cover all solutions.
    """

    work: Work
    rooms: list[Room] = field(default_factory=list)

    def run(self) -> Outcome:
        """Works until the best is proved, or time is up."""
        status: Status | None = None
        search = self.work.search
        try:
            self._begin()
            while status is None:
                status = self._step()
        except (Stuck, Interrupted, KeyboardInterrupt) as stopped:
            if not isinstance(stopped, Stuck):
                search.stopped()
            status = "unknown" if self.work.best is None else "feasible"
        return Outcome(status, self.work.best, self.bound, search.interrupted)

    @property
    def value(self) -> int | None:
        """The best value so far."""
        return self.work.value

    @property
    def form(self) -> Linear:
        """What is made least."""
        return self.work.form

    @property
    def bound(self) -> int | None:
        """No solution has a lower value."""
        known = [] if self.value is None else [self.value]
        return min([*known, *(room.bound for room in self.rooms)], default=None)

    def parts(self, value: int) -> tuple[Part, ...]:
        """Where all solutions of at most that value are.

        Rooms leave out what is dearer than the best that was known, so that nothing is told of
        where solutions worse than that are.
        """
        if self.value is None or value > self.value:
            return (Part((), self._every),)
        found = []
        for room in self.rooms:
            if room.bound > value:
                continue
            inside = allowed = self.work.allowed(room)
            view = self.work.view(room.rows, room.duals, room.high, allowed)
            if room.looked(value):
                inside = room.marked(len(allowed))
            elif view is not None:
                inside = view.within(value) & allowed
            if inside.any():
                found.append(Part(room.own_rows(len(self.work.plain)), inside))
        return tuple(found)

    def _begin(self) -> None:
        most = self.work.search.most_lots
        try:
            if self.work.many:
                self.rooms += self.work.approached(0, most, self._every)
                for room in self.rooms:
                    bettered(self.work, room)
            else:
                self.rooms += self.work.opened(0, most, self._every, None)
        except (Stuck, Interrupted, KeyboardInterrupt):
            self.rooms = self.rooms or self.work.unsolved(0, most, self._every)
            raise
        finally:
            self.work.listen(None, self.bound)

    @property
    def _every(self) -> Flags:
        search = self.work.search
        every = np.ones(search.model.candidates, dtype=np.bool_)
        return every if search.allowed is None else search.allowed

    def _step(self) -> Status | None:
        """Works on the room with the least bound; how it all ended, once it has."""
        if not self.rooms:
            return "infeasible"
        room = min(self.rooms, key=lambda each: each.bound)
        self.work.listen(None, room.bound)
        if self.value is not None and room.bound >= self.value:
            return "optimal"
        if self.work.search.late:
            raise Stuck
        self.rooms.remove(room)
        try:
            found = self._worked(room)
        except BaseException:
            self.rooms.append(room)
            raise
        self.rooms += found
        return None

    def _worked(self, room: Room) -> list[Room]:
        work = self.work
        if room.low < room.high:
            return list(counted(work, room))
        if not room.strengthened:
            others = min((each.bound for each in self.rooms), default=None)
            return list(strengthened(work, room, others))
        if not room.far:
            return [looked(work, room)]
        if room.patience:
            return searched(work, room)
        return split(work, room)


def proved(
    search: Search, form: Linear, listen: Listener, hint: Ints | None
) -> tuple[Outcome, Proof]:
    """The least value of the form, and the proof that it is."""
    proof = Proof(Work(search, form, listen, hint))
    return proof.run(), proof
