"""The terms of the guides as values: what each means, which words to use for it and which not, per language.

The order is that of the file. A group lists terms that belong together, in the order in which a guide shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticKnownError

from decision import schema
from decision.problem import Problem, Route, error, quoted, warning
from decision.texts import (
    ALONE,
    DEFAULT,
    Aliases,
    ByLanguage,
    Entries,
    Excusable,
    NonEmpty,
    Part,
    SomeIds,
    Text,
    Version,
)

if TYPE_CHECKING:
    from decision.document import Document

KIND = "glossary"


class Avoided(Part):
    """A word that is not to be used, and why."""

    word: NonEmpty
    """The word, in the form in which a dictionary lists it."""
    reason: NonEmpty | None = None
    """Why it is not to be used, as readers see it."""


def _avoided(value: Any, _: ValidatorFunctionWrapHandler) -> Avoided:
    """A word may stand alone."""
    if isinstance(value, (dict, Avoided)):
        return Avoided.model_validate(value)
    if isinstance(value, str):
        return Avoided.model_validate({"word": value})
    raise PydanticKnownError("string_type")


def _list(value: Any) -> Any:
    return (value,) if isinstance(value, (str, dict)) else value


Avoidance = Annotated[tuple[Annotated[Avoided, WrapValidator(_avoided), ALONE], ...], BeforeValidator(_list), ALONE]


class Term(Excusable):
    """A term by its name. In a definition, `backticks` hold code.

    `use` and `avoid` hold words per language, in the form in which a dictionary lists them.
    """

    term: Text
    """The term, as readers see it."""
    definition: Text
    """What it means; `backticks` in it hold code."""
    use: Aliases = {}
    """The words to use for it, per language, as a dictionary lists them."""
    avoid: Annotated[Mapping[str, Avoidance], ByLanguage(must_have_default=False)] = {}
    """The words not to use for it, per language: `decision check` looks for them, in all their forms."""


class Glossary(Excusable):
    """All terms. Two glossaries are equal when they are the same object."""

    kind: Literal["glossary"]
    """The first key of the file: it holds a glossary."""
    version: Version
    """The version of the glossary, three numbers."""
    title: Text | None = None
    """What the glossary is called."""
    terms: Annotated[Mapping[str, Term], Entries()]
    """The terms by their ids."""
    groups: Annotated[Mapping[str, SomeIds], Entries(0)] = {}
    """Terms that a guide shows together, in its order: `<!-- glossary: file/group -->`."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def read(document: Document, languages: Sequence[str]) -> tuple[Glossary | None, tuple[Problem, ...]]:
    """The glossary in a document, or None where it cannot be used, and every problem found.

    `languages`: the locales of the site, the default one first.
    """
    glossary, found = schema.read(document, languages, Glossary)
    if glossary is None:
        return None, found
    problems = (
        *found,
        *schema.bad_ids(document, [("terms", name) for name in glossary.terms]),
        *schema.bad_ids(document, [("groups", name) for name in glossary.groups]),
        *_group_problems(document, glossary),
        *(problem for locale in languages for problem in _word_problems(document, glossary, locale, languages[0])),
    )
    return (glossary if schema.is_usable(problems) else None), problems


def anchors(glossary: Glossary, name: str, group: str) -> Mapping[str, str]:
    """The terms that a page shows, each with the id of its place there, the same in every language.

    `name` is the id of the glossary. Where all are shown, a term has its own id; a group stands in a guide, which has
    headings of its own, so the glossary's id stands in front. Nothing for a group that is not there.
    """
    if not group:
        return {term: term for term in glossary.terms}
    return {term: f"{name}-{term}" for term in glossary.groups.get(group, ())}


def same(word: str) -> str:
    """What two spellings of a word have in common: case and the number of blanks make no difference."""
    return " ".join(word.split()).casefold()


def _group_problems(document: Document, glossary: Glossary) -> Iterator[Problem]:
    if not glossary.terms:
        yield schema.empty_section(document, "'terms' has no entry", "a glossary needs at least one", ("terms",))
    for name, terms in glossary.groups.items():
        route: Route = ("groups", name)
        if not terms:
            yield schema.empty_section(document, f"the group '{name}' has no terms", "list some, or remove it", route)
        yield from schema.listed(document, terms, "term", glossary.terms, route)


def _word_problems(document: Document, glossary: Glossary, locale: str, default: str) -> Iterator[Problem]:
    """Words of a language that are listed twice, both to be used and avoided, or claimed by two terms."""
    owners: dict[str, str] = {}
    for name, term in glossary.terms.items():
        own = term.term.get(locale) or (term.term.get(DEFAULT) if locale == default else None)
        claimed: list[tuple[str, Route]] = [(own, ("terms", name, "term", locale))] if own else []
        claimed += [(word, ("terms", name, "use", locale, at)) for at, word in enumerate(term.use.get(locale, ()))]
        avoided: list[tuple[str, Route]] = [
            (entry.word, ("terms", name, "avoid", locale, at)) for at, entry in enumerate(term.avoid.get(locale, ()))
        ]
        yield from _repeated(document, claimed[1:] if own else claimed)
        yield from _repeated(document, avoided)
        known = {same(word) for word, _ in claimed}
        for word, route in avoided:
            if same(word) in known:
                message = f"{quoted(word)} is a word to avoid for '{name}', and one to use"
                yield error("contradicted-word", message, "remove one of the two", document.at(*route), route)
        for word, route in claimed:
            owner = owners.setdefault(same(word), name)
            if owner != name:
                message = f"{quoted(word)} is a word of '{owner}' already"
                hint = "readers could not tell which of the two is meant: choose another word"
                yield error("ambiguous-word", message, hint, document.at(*route), route)


def _repeated(document: Document, words: Sequence[tuple[str, Route]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for word, route in words:
        if same(word) in seen:
            message = f"{quoted(word)} stands in this list twice"
            yield warning("repeated-entry", message, "remove one", document.at(*route), route)
        seen.add(same(word))
