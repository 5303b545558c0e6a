"""How designs stand up to the market and to other futures, as a page and as CSV.

Chances and cases are assumptions, and every line that rests on one says so.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportTable,
)
from lotdesign.report.stress_cases import ASSUMED, describe_cases, format_regret
from lotdesign.report.stress_figures import (
    format_chance,
    format_multiple,
    format_share,
    is_needed,
    is_untried,
    say_capacity,
    say_multiple,
    say_points,
    say_rise,
    say_share,
    write_stress_csv,
)
from lotdesign.report.wording import explain_stop, show_sentence
from lotdesign.result.stressed import (
    BreakingSet,
    MarginFigures,
    StressAnswer,
    StressedDesign,
    UnitLists,
    WithdrawalFigures,
)
from lotdesign.scenario.lot_names import build_lot_name
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words, spell_out_number

MOST_SETS, MOST_QUESTIONS, MOST_PROVIDERS = 12, 5, 8
"""Sets, questions and providers that a page shows; files hold all."""

_CERTIFICATE_NOTE = (
    "Can be let: every lot to a provider that is eligible and has capacity, by the rules about "
    "awards{money}. Who will bid nobody knows."
)


def build_stress_forms(scenario: Scenario, answer: StressAnswer) -> AnswerForms:
    """Return how the designs stand up in every form; as CSV a row for each design."""
    page = StressPage(scenario, answer)
    return AnswerForms(
        page=lambda: tuple(page.write()),
        json=answer.to_json,
        csv=lambda: write_stress_csv(answer),
        sentence=page.summarise(),
    )


class StressPage:
    """The page of one answer; `scenario` is the one as it stands, whatever the answer's case."""

    def __init__(self, scenario: Scenario, answer: StressAnswer) -> None:
        """Find the names that the page uses."""
        cases = {each.id: each.scenario for each in scenario.cases}
        self.answer = answer
        self.scenario = scenario if answer.case is None else cases[answer.case]
        providers = self.scenario.providers or ()
        self.names: dict[str, str] = {each.id: each.name or each.id for each in providers}
        for row, copies in self.scenario.provider_copies.items():
            self.names.setdefault(row, providers[copies[0]].name or row)
        self.number = len(providers)

    # Sentences

    def summarise(self) -> str:
        """Sum the answer up in one sentence."""
        if not self.answer.designs:
            return "No design to try: none is known, and no option is given."
        first = self.answer.designs[0]
        return f"{show_sentence(first.name)}: {self._say_withdrawals(first)}"

    def _say_withdrawals(self, design: StressedDesign) -> str:
        """How many providers can go, in a meeting's words."""
        found = design.withdrawals
        if found is None:
            return self._say_nothing_known(design)
        if found.size is None and found.proved:
            return "no withdrawal can break it, as no lot needs a provider."
        if found.size is None:
            return self._say_open(found)
        if found.size == 0:
            return "its lots cannot all be let, even if every provider stays."
        lots = format_count(self._count_external(design), "lot")
        what = f"its {lots} can still be let"
        sets = self._say_sets(found)
        if found.size == 1:
            return f"it cannot lose just any provider; {sets}."
        spare = found.size - 1
        whoever = "whichever it is" if spare == 1 else "whichever they are"
        who = f"any {spell_out_number(spare)} of the {self.number:,} providers can go"
        return f"{who}, {whoever}, and {what}; {sets}."

    def _say_nothing_known(self, design: StressedDesign) -> str:
        if is_untried(design):
            return "it was not tried in time."
        if self.scenario.providers is None:
            return "there are no providers to lose."
        return "how many providers can go was not worked out in time."

    def _say_open(self, found: WithdrawalFigures) -> str:
        if found.at_least is None or found.at_most is None:
            return "how many providers can go was not worked out in time."
        sure = max(0, found.at_least - 1)
        return (
            f"at least {format_count(sure, 'provider')} can go, whoever they are; losing "
            f"{format_count(found.at_most, 'provider')} can break it. The number between was not "
            "proved in time."
        )

    def _say_sets(self, found: WithdrawalFigures) -> str:
        """The first set, and how many there are."""
        first = self._name_providers(found.sets[0].providers)
        if found.size == 1:
            lone = f"without {first} they cannot all be let"
            more = len(found.sets) - 1
            also = f", nor without any of {format_count(more, 'other')} alone" if more else ""
            return lone + also
        least = "" if found.complete else "at least "
        only = found.complete and found.count == 1
        many = "the only set" if only else f"one of {least}{found.count:,} such sets"
        number = spell_out_number(found.size or 0)
        return f"{number} can be too many: {first} ({many})"

    def _count_external(self, design: StressedDesign) -> int:
        return sum(route == "external" for route in design.routes)

    def _name_providers(self, counts: Mapping[str, int]) -> str:
        names = []
        for id_, number in counts.items():
            name = make_printable(self.names.get(id_, id_))
            names.append(name if number == 1 else f"{number} of {name}")
        return join_words(names)

    def _name_lots(self, lots: UnitLists) -> str:
        scenario = self.scenario
        named = (
            build_lot_name(scenario, tuple(sorted(scenario.find_positions(lot)))) for lot in lots
        )
        return join_words([make_printable(each, 160) for each in named])

    # Sections

    def write(self) -> Iterator[PageSection]:
        """The page: the answer, the designs side by side, then each by itself."""
        yield PageSection("", tuple(Paragraph(each) for each in self.list_first_sentences()))
        if not self.answer.designs:
            return
        if len(self.answer.designs) > 1:
            yield PageSection("Side by side", (*self.compare_designs(),))
        for design in self.answer.designs:
            yield PageSection(show_sentence(design.name), tuple(self.describe_design(design)))
        if self.answer.cases:
            yield PageSection(f"Futures ({ASSUMED})", tuple(describe_cases(self.answer)))

    def list_first_sentences(self) -> Iterator[str]:
        """The answer in one sentence, what it rests on, and why it ended early."""
        yield self.summarise()
        if self.answer.best_status == "infeasible":
            yield "No design is admissible (proved); see explain. Others are tried all the same."
        elif self.answer.best_status == "unknown":
            yield "No admissible design was found in time (not proved impossible)."
        if self.answer.case is not None:
            name = next(e.name for e in self.answer.cases if e.id == self.answer.case)
            yield f"All but regret is worked out where {show_sentence(name)} ({ASSUMED})."
        stop = explain_stop(self.answer.ended)
        if stop:
            yield stop
        if self.scenario.providers is not None:
            money = " and money" if self.scenario.has_prices else ""
            yield _CERTIFICATE_NOTE.format(money=money)

    def compare_designs(self) -> Iterator[ReportTable]:
        """A table with a row for each design."""
        has_market = self.scenario.providers is not None
        headers = ["Design"]
        if has_market:
            headers += [
                "Can go",
                "Sets that break it",
                "Capacity needed",
                "Turnover asked, at most",
            ]
            headers += ["Values may rise by"]
            headers += [f"Chance that lots can be let ({ASSUMED})"] if self._has_chances else []
        if self.answer.cases:
            headers += [f"Largest regret ({ASSUMED})"]
        rows = tuple(tuple(self._list_cells(each, has_market)) for each in self.answer.designs)
        yield ReportTable(tuple(headers), rows, frozenset(range(1, len(headers))))

    def _list_cells(self, design: StressedDesign, has_market: bool) -> Iterator[str]:
        unfit = " (not tried in time)" if is_untried(design) else " (not admissible)"
        note = "" if design.admissible else unfit
        yield make_printable(design.name) + note
        if has_market:
            yield from self._list_market_cells(design)
        if self.answer.cases:
            yield format_regret(design.largest_regret, self._is_proved(design), self.answer.unit)

    def _list_market_cells(self, design: StressedDesign) -> Iterator[str]:
        found, margins, chances = design.withdrawals, design.margins, design.chances
        if found is None or margins is None or chances is None:
            yield from (NO_FIGURE,) * (5 + self._has_chances)
            return
        if found.size is None:
            yield "all" if found.proved else f"{max(0, (found.at_least or 1) - 1)} or more"
        else:
            yield "cannot be let" if not found.size else f"{found.size - 1:,}"
        yield f"{found.count:,}" if found.complete else f"{found.count:,} or more"
        yield format_share(margins.capacity)
        yield format_multiple(margins.turnover_multiple)
        yield format_share(margins.value_rise, up=False)
        if self._has_chances:
            yield format_chance(chances.certificate)

    @property
    def _has_chances(self) -> bool:
        """Whether anybody may go with a chance that somebody gave."""
        return any(each.questions for each in self.answer.designs)

    def _is_proved(self, design: StressedDesign) -> bool:
        return all(each.proved for each in design.regret)

    def describe_design(self, design: StressedDesign) -> Iterator[PageBlock]:
        """What can go, how much room there is, the chances, and whom to ask."""
        if is_untried(design):
            yield Paragraph("This design was not tried in time.")
            return
        if not design.admissible:
            broken = join_words([make_printable(each) for each in design.broken])
            why = f": it breaks {broken}" if broken else ""
            yield Paragraph(f"This design is not admissible{why}. It is tried all the same.")
        if design.withdrawals is not None:
            if len(self.answer.designs) > 1:
                said = self._say_withdrawals(design)
                yield Paragraph(said[0].upper() + said[1:])
            yield from self._list_sets(design.withdrawals)
            yield from self._list_lone(design.withdrawals)
        if design.margins is not None:
            yield NamedList("How much room there is", tuple(self._list_room(design.margins)))
        if design.chances is not None and design.questions:
            yield NamedList(f"Chances ({ASSUMED})", tuple(self._list_chances(design)))
            lines = tuple(self._list_questions(design))
            title = f"Ask these first whether they stay ({ASSUMED})"
            yield NamedList(title, lines or ("no single answer moves the chance",))

    def _list_sets(self, found: WithdrawalFigures) -> Iterator[PageBlock]:
        if not found.size:
            lots = found.sets[0].no_bidder if found.sets else ()
            if lots:
                yield Paragraph(f"Nobody is eligible for {self._name_lots(lots)}.")
            return
        shown = found.sets[:MOST_SETS]
        lines = [self._say_set(each) for each in shown]
        if found.count > len(shown):
            lines.append(f"{found.count - len(shown):,} more in the files")
        title = "All the smallest sets that break it" if found.complete else "Sets that break it"
        yield NamedList(title, tuple(lines))

    def _say_set(self, each: BreakingSet) -> str:
        who = self._name_providers(each.providers)
        if each.no_bidder:
            return f"without {who}: nobody is eligible for {self._name_lots(each.no_bidder)}"
        return f"without {who}: there is not room enough, or a rule is short"

    def _list_lone(self, found: WithdrawalFigures) -> Iterator[PageBlock]:
        """The lots that hang on one provider."""
        if found.size == 0:
            return
        lines = [
            f"{make_printable(self.names.get(each.provider, each.provider))}: "
            f"{self._name_lots(each.no_bidder)}"
            for each in found.alone
            if each.no_bidder
        ]
        if lines:
            yield NamedList(
                "Lots that hang on one provider, as nobody else is eligible", tuple(lines)
            )

    def _list_room(self, margins: MarginFigures) -> Iterator[str]:
        if margins.capacity.status == "none" and margins.capacity.proved:
            yield "none: its lots cannot all be let as things stand"
            yield say_multiple(margins.turnover_multiple, self.scenario.market.turnover_multiple)
            return
        yield say_capacity("every provider's capacity", margins.capacity)
        yield say_multiple(margins.turnover_multiple, self.scenario.market.turnover_multiple)
        yield say_rise(margins.value_rise)
        needed = [each for each in margins.provider_capacity if is_needed(each)]
        needed.sort(key=lambda each: -Fraction(each.exact or 0))
        for each in needed[:MOST_PROVIDERS]:
            name = make_printable(self.names.get(each.provider, each.provider))
            yield say_capacity(f"the capacity of {name}", each)
        if len(needed) > MOST_PROVIDERS:
            yield f"{len(needed) - MOST_PROVIDERS} more providers are needed with some capacity"

    def _list_chances(self, design: StressedDesign) -> Iterator[str]:
        if design.chances is None:
            return
        for what, chance in (
            ("every lot has somebody eligible who stays", design.chances.every_lot),
            ("all lots can be let among those who stay", design.chances.certificate),
        ):
            yield f"{format_chance(chance, whole=True)}, {ASSUMED}: {what}"

    def _list_questions(self, design: StressedDesign) -> Iterator[str]:
        asked = [each for each in design.questions if Fraction(each.worth)]
        for each in asked[:MOST_QUESTIONS]:
            name = make_printable(self.names.get(each.provider, each.provider))
            yield (
                f"{name}: if it stays, the lots can be let with a chance of "
                f"{say_share(each.stays)}, if not {say_share(each.leaves)}; its answer moves the "
                f"chance by {say_points(each.worth)} on average ({ASSUMED}: stays with "
                f"{say_share(each.stay)})"
            )
