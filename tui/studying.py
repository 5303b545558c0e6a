"""The part of the app that looks into requests: why, at what price, on what it hangs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tui.bridge.messages import Answered, Ask, Ended, Gone, Look, Reply, Studied, Working
from tui.following import JOBS, Following
from tui.session import actions
from tui.session.study import Study, What


class Studying(Following):
    """Has the worker look into what is asked now, and keeps what was found until asked again."""

    def study(self, what: What, *measures: str) -> None:
        """Looks into the present request, unless that is done or under way."""
        sight = self.sight
        if sight is None:
            return
        edits, known = sight.session.desk.edits, sight.studies.get(what)
        if known is not None and (known.edits, known.measures) == (edits, measures):
            if known.busy or (known.told is not None and known.told.ended == "done"):
                return
        elif known is not None and known.busy:
            self._link.stop(known.job)
        begun = Study(next(JOBS), edits, measures, started=self.clock())
        self.sight = replace(sight, studies={**sight.studies, what: begun})
        path = sight.session.path
        self._link.ask(Look(begun.job, what, path, edits.as_settings, edits.off, measures))
        self._watch()
        self.redraw()

    def stop_study(self, *kinds: What) -> bool:
        """Stops what is under way of these and keeps what was found; False where nothing is."""
        busy = [(what, study) for what, study in self._busy() if what in kinds]
        for what, study in busy:
            self._link.stop(study.job)
            self._hold(what, replace(study, stopping=True))
        self.redraw()
        return bool(busy)

    def _busy(self) -> Iterator[tuple[What, Study]]:
        if self.sight is not None:
            yield from ((what, each) for what, each in self.sight.studies.items() if each.busy)

    def _hold(self, what: What, study: Study) -> None:
        if self.sight is not None:
            self.sight = replace(self.sight, studies={**self.sight.studies, what: study})

    def _ask(self, request: Ask) -> None:
        """A request to design gives up whatever is looked into."""
        for what, study in list(self._busy()):
            self._hold(what, replace(study, busy=False, ended="given up: something else was asked"))
        super()._ask(request)

    def _take(self, reply: Reply) -> None:
        if isinstance(reply, Gone):
            for what, study in list(self._busy()):
                self._hold(what, replace(study, busy=False, ended="the solver ended"))
        if self.sight is not None:
            for what, study in self.sight.studies.items():
                if study.job == reply.job:
                    self._found(what, study, reply)
                    return
        super()._take(reply)

    def _wants(self, reply: Reply) -> bool:
        studies = {} if self.sight is None else self.sight.studies
        return super()._wants(reply) or any(each.job == reply.job for each in studies.values())

    def _found(self, what: What, study: Study, reply: Reply) -> None:
        match reply:
            case Working():
                note, point = reply.event.note or study.note, reply.event.point
                points = study.points if point is None else (*study.points, point)
                self._hold(what, replace(study, note=note, points=points))
            case Answered() if self.sight is not None:
                at = datetime.now().strftime("%H:%M")
                arrived = actions.Arrived(study.edits, reply.result, "other", at)
                self._enter(actions.act(arrived, self.sight.session))
            case Studied():
                self._hold(what, replace(study, busy=False, told=reply.told, ended=""))
                if reply.words:
                    self.tell(reply.words)
            case Ended():
                self._hold(what, replace(study, busy=False, ended=reply.why))
