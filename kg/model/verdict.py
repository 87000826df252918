"""The verdict between a therapy and a disease: how its trials ended, in words, with the people in them.

It says what the trials say and adds nothing up: a trial that missed its endpoint is said to have missed
it, whatever else was found; "blinded" is said only where the trial's masking says so; what lies below a
combination or a mixture does not speak for the thing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.text.phrases import counted

TRIED = frozenset({"biolink:studied_to_treat", "ALSKG:tests_intervention", "ALSKG:studies_condition"})
"""Predicates that say that something was tried, whatever came of it."""
DECIDED = ("met", "not_met", "mixed")
"""Primary endpoints that say whether it helped."""
CONTROLLED = ("placebo-controlled", "sham-controlled")
"""Words of a trial's masking that tell of a concurrent placebo or sham."""
BLINDED = ("double-blind", "triple-blind")
_ENDS = {
    "met": "met {its} primary endpoint",
    "not_met": "missed {its} primary endpoint",
    "mixed": "ended mixed",
    "safety_only": "asked about safety only",
    "not_reported": "reported no result",
}
"""What became of a primary endpoint, in the order in which it is said."""
STATUS_WORDS = {
    "supported": "supported",
    "contested": "contested",
    "mixed": "undecided",
    "refuted": "refuted",
    "no_effect": "without effect",
    "stated": "stated, not tested",
}
"""What the status of an edge is called in a sentence."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as the verdict sees it.

    Attributes:
        id: its id.
        product: the id of what it tests.
        endpoint: what became of the primary endpoint; None or ``not_reported`` where that is not known.
        people: how many were enrolled; None where that is not known.
        masking: the masking as the trial has it, words joined by ``; ``.
        randomised: True where a placebo or a sham ran beside it, or a report calls it randomised.
    """

    id: str
    product: str
    endpoint: str | None
    people: int | None
    masking: str | None
    randomised: bool

    @property
    def controlled(self) -> bool:
        """Tell whether a placebo or a sham ran beside it."""
        return controlled(self.masking)

    @property
    def blinded(self) -> bool:
        """Tell whether its masking says that it was blinded."""
        return any(word in (self.masking or "").split("; ") for word in BLINDED)


def controlled(masking: str | None) -> bool:
    """Tell whether a trial's masking names a concurrent placebo or sham.

    >>> controlled("placebo-controlled; open"), controlled("historical or external controls"), controlled(None)
    (True, False, False)
    """
    return any(word in (masking or "").split("; ") for word in CONTROLLED)


def sentence(trials: Iterable[Trial], status: str | None = None) -> str:
    """Say how the trials of a therapy in a disease ended.

    Args:
        trials: of the therapy, each once; of a kind of cell, those of its products.
        status: of the stored edge on whether the therapy ameliorates the disease, where there is one.

    Returns:
        The sentence, empty where there is neither a trial nor a status.

    >>> trials = [Trial("a", "x", "met", 34, "placebo-controlled", True),
    ...           Trial("b", "x", "not_met", 336, "placebo-controlled", True)]
    >>> sentence(trials, "contested")
    'contested: 1 of 2 randomised trials met its primary endpoint, 34 of 370 people; the larger did not'
    """
    found = list({one.id: one for one in trials}.values())
    before = f"{STATUS_WORDS.get(status, status)}: " if status else ""
    if not found:
        return f"{before}no trial of it in the graph" if status else ""
    products = len({one.product for one in found})
    decided = [one for one in found if one.randomised and one.endpoint in DECIDED]
    if products == 1 and decided:
        others = [one for one in found if one not in decided]
        return before + "; ".join([*_randomised(decided), *_beside(others, "it" if len(decided) == 1 else "them")])
    of_products = f" of {products} products" if products > 1 else ""
    return before + "; ".join([f"{counted(len(found), 'trial')}{of_products}{_people(found)}", *_ends(found)])


def _randomised(trials: Sequence[Trial]) -> list[str]:
    """Say how randomised trials of one product ended, with the people in them."""
    met = [one for one in trials if one.endpoint == "met"]
    mixed = [one for one in trials if one.endpoint == "mixed"]
    missed = [one for one in trials if one.endpoint == "not_met"]
    if len(trials) == 1:
        end = _one_end(trials[0], controls=False)
        return [f"the one randomised trial {end}{_people(trials)}", *_blinded(trials)]
    if not met:
        told = f"none of {len(trials)} randomised trials met its primary endpoint{_people(trials)}"
    elif len(met) == len(trials):
        every = "both" if len(met) == 2 else f"all {len(met)}"
        told = f"{every} randomised trials met their primary endpoint{_people(trials)}"
    else:
        its = "its" if len(met) == 1 else "their"
        told = f"{len(met)} of {len(trials)} randomised trials met {its} primary endpoint"
        of, all_of = _sum(met), _sum(trials)
        if of is not None and all_of is not None:
            told += f", {of:,} of {all_of:,} people"
            if max(one.people or 0 for one in met) < max(one.people or 0 for one in (*missed, *mixed)):
                largest = max((*missed, *mixed), key=lambda one: one.people or 0)
                verb = "ended mixed" if largest in mixed else "did not"
                told += f"; the {'larger' if len(trials) == 2 else 'largest'} {verb}"
    also = [f"{len(mixed)} ended mixed"] if mixed and (len(mixed) > 1 or "ended mixed" not in told) else []
    return [told, *also, *_blinded(trials)]


def _blinded(trials: Sequence[Trial]) -> list[str]:
    """Say how many are recorded as blinded; nothing is said where none is, since few records tell."""
    blinded = sum(one.blinded for one in trials)
    if not blinded:
        return []
    return ["recorded as blinded" if blinded == len(trials) else f"{blinded} of them recorded as blinded"]


def _beside(trials: Sequence[Trial], it: str) -> list[str]:
    """Say how the trials ended that were not randomised or have no result, beside `it`, the others."""
    if not trials:
        return []
    if len(trials) == 1:
        return [f"beside {it} one other trial, which {_one_end(trials[0], controls=True)}"]
    return [f"beside {it} {len(trials)} other trials: {', '.join(_ends(trials))}"]


def _ends(trials: Sequence[Trial]) -> list[str]:
    """Say what became of the primary endpoints, each end with its count."""
    if len(trials) == 1:
        return [f"it {_one_end(trials[0], controls=True)}"]
    by_end = {end: [one for one in trials if (one.endpoint or "not_reported") == end] for end in _ENDS}
    told = []
    for end, these in by_end.items():
        if these:
            its = "its" if len(these) == 1 else "their"
            against = f", {_against(these)}" if end == "met" else ""
            told.append(f"{len(these)} {_ENDS[end].format(its=its)}{against}")
    return told


def _one_end(trial: Trial, *, controls: bool) -> str:
    end = trial.endpoint or "not_reported"
    against = f", {_against([trial])}" if end == "met" and controls else ""
    return _ENDS[end].format(its="its") + against


def _against(met: Sequence[Trial]) -> str:
    """Say how many of the trials that met their endpoint ran against placebo or sham."""
    controlled = sum(one.controlled for one in met)
    if len(met) == 1:
        return "against placebo or sham" if controlled else "not against placebo"
    if controlled == 0:
        return "neither against placebo" if len(met) == 2 else "none against placebo"
    return f"{controlled} of them against placebo or sham"


def _sum(trials: Sequence[Trial]) -> int | None:
    """Add up the people; None where the number of one trial is not known."""
    known = [one.people for one in trials if one.people is not None]
    return sum(known) if len(known) == len(trials) else None


def _people(trials: Sequence[Trial]) -> str:
    """Say how many people were in some trials, and in how many of these the number is not known."""
    known = [one.people for one in trials if one.people is not None]
    if not known:
        return ""
    unknown = len(trials) - len(known)
    return f" ({sum(known):,} people{f'; {unknown} of unknown size' if unknown else ''})"


_SAYS = {"supports": "for", "refutes": "against", "no_effect": "no effect", "mixed": "mixed"}
_OUTCOMES = {
    "met": "endpoint met",
    "not_met": "endpoint missed",
    "mixed": "ended mixed",
    "safety_only": "safety only",
    "not_reported": "no result reported",
}


def says(predicate: str, polarity: str, outcome: str | None = None) -> str:
    """Say in words what a piece of evidence says of its statement.

    What supports only that something was tried is not said to be for it: a trial that missed its endpoint supports
    that as well as one that met it.

    Args:
        predicate: of the statement, a CURIE.
        polarity: ``supports``, ``refutes``, ``no_effect`` or ``mixed``.
        outcome: what became of the primary endpoint, where the evidence is a trial's report.

    >>> says("biolink:studied_to_treat", "supports", "not_met"), says("biolink:affects", "refutes")
    ('tried: endpoint missed', 'against')
    """
    if predicate in TRIED and polarity == "supports":
        return f"tried: {_OUTCOMES[outcome]}" if outcome in _OUTCOMES else "tried"
    return _SAYS.get(polarity, polarity)
