"""The forms that a word of a dictionary takes: plural, genitive, definite, comparison with a noun, tense.

A form keeps the meaning, a derived word does not: "ratings" is a form of "rating", "rated" is not. Stemmers cut both
down to one stem ("machtiging" and "machtig", "authorization" and "author") and others of one word apart ("tenant" and
"tenants" in Dutch, "utkast" and "utkasten" in Swedish, by Snowball), so forms are made from the word instead.
What is no word of the language may be among them: nobody writes it. Of a language that has no rules here, a word has
one form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

_VOWELS = "aeiouyåäö"
_SHORT_AND_CONSONANT = re.compile(r"(?:^|[^aeiouy])[aeiou][bcdfgklmnprstvz]\Z")
_LONG_AND_CONSONANT = re.compile(r"([aeou])\1([^aeiouyw])\Z")
_OPEN_SYLLABLE = re.compile(r"[^aeiou][aeou][^aeiouw]\Z")

# Swedish, by https://www.saob.se and Svenska Akademiens språklära: endings behind a consonant, a vowel, an "-a"
_SV_CONSONANT = ("s", "en", "ens", "et", "ets", "ar", "ars", "arna", "arnas", "er", "ers", "erna", "ernas")
_SV_VOWEL = ("s", "n", "ns", "t", "ts", "r", "rs", "rna", "rnas", "na", "nas", "er", "ers", "erna", "ernas", "et")
_SV_A = ("or", "ors", "orna", "ornas", "ar", "as", "ade", "ades", "at", "ats", "er", "te", "t", "de", "s")
_SV_ADJECTIVE = re.compile(r"(?:ad|ig|isk|iv|bar|sam|dd|ell|lös)\Z")
_NL_ADJECTIVE = re.compile(r"(?:erd|eerd|ig|lijk|isch|ief|eel|baar|loos|zaam)\Z")
# Nouns that change their vowel, alone and as the last part of a compound: what stands before the ending of the plural.
_SV_STRONG = {"bok": "böck", "fot": "fött", "hand": "händ", "land": "länd", "natt": "nätt", "stad": "städ"}
_SV_STRONG |= {"strand": "stränd", "tand": "tänd"}
_NL_STRONG = {"lid": "led", "schip": "schep", "stad": "sted"}
_EN_STRONG = {"child": "children", "foot": "feet", "man": "men", "person": "people", "tooth": "teeth"}
# What stands before a Dutch verb and leaves it: "ophalen" is "haalt ... op" and "op te halen"; or a noun made of one.
_NL_PARTICLE = re.compile(
    r"(?:aan|achter|af|bij|binnen|buiten|dicht|door|gelijk|goed|in|klaar|langs|los|mee|na|neer|om|onder|open|op|over|samen"
    r"|tegen|terug|toe|tussen|uit|vast|voor|vooruit|vrij|weg)(?P<verb>[^aeiou]+[aeiou].*(?:n|ing|ingen))\Z"
)
_NL_ENDS_IN_VOWEL = re.compile(r"[^aeiou][aou]\Z")


def forms(word: str, locale: str, is_alone: bool = True) -> frozenset[str]:
    """The forms of a folded word, itself among them; `is_alone`: it is no part of a term of several words.

    A word beside a noun may be an adjective or a verb; one that stands alone is one where its ending says so.
    """
    rules = _RULES.get(re.split(r"[-_]", locale)[0])
    if rules is None or len(word) < 2 or not word.isalpha():
        return frozenset((word,))
    return frozenset((word, *rules(word, is_alone)))


def has_rules(locale: str) -> bool:
    """Whether the forms of words are known for a language."""
    return re.split(r"[-_]", locale)[0] in _RULES


def separable(word: str, locale: str) -> str | None:
    """What of a folded Dutch word may stand apart from what goes before it: "halen" of "ophalen"."""
    found = _NL_PARTICLE.match(word) if re.split(r"[-_]", locale)[0] == "nl" else None
    return found["verb"] if found else None


def _strong(word: str, changed: Mapping[str, str], *endings: str) -> Iterator[str]:
    for noun, instead in changed.items():
        if word.endswith(noun):
            yield from (f"{word[: -len(noun)]}{instead}{ending}" for ending in endings)


def _english(word: str, is_alone: bool) -> Iterator[str]:
    yield f"{word}s"
    yield from _strong(word, _EN_STRONG, "")
    yield from _strong(word, {"sis": "ses", "f": "ves", "fe": "ves", "ix": "ices", "ex": "ices"}, "")
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield f"{word}es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        yield from (f"{word[:-1]}{ending}" for ending in ("ies", "ied"))
    if word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
        return
    yield from (f"{word}{ending}" for ending in ("ed", "ing"))
    if _SHORT_AND_CONSONANT.search(word):
        yield from (f"{word}{word[-1]}{ending}" for ending in ("ed", "ing"))


def _swedish(word: str, is_alone: bool) -> Iterator[str]:
    is_vowel = word[-1] in _VOWELS
    yield from (f"{word}{ending}" for ending in (_SV_VOWEL if is_vowel else _SV_CONSONANT))
    if word.endswith("a"):
        yield from (f"{word[:-1]}{ending}" for ending in _SV_A)
    if word.endswith("are"):
        yield from (f"{word[:-1]}{ending}" for ending in ("na", "nas"))
    if word.endswith("um"):
        yield from (f"{word[:-2]}{ending}" for ending in ("et", "ets", "er", "ers", "erna", "ernas"))
    if len(word) > 2 and word[-1] in "mn" and word[-2] in _VOWELS:
        yield from (f"{word}{word[-1]}{ending}" for ending in _SV_CONSONANT[1:])
    if len(word) > 3 and word.endswith(("el", "er", "en", "or")):
        yield from (f"{word}{ending}" for ending in ("n", "ns"))
        short = word[:-2] + word[-1]
        yield from (f"{short}{ending}" for ending in (*_SV_CONSONANT[1:], "a"))
    yield from _strong(word, _SV_STRONG, "er", "ers", "erna", "ernas")
    if not is_alone or _SV_ADJECTIVE.search(word):
        yield from _swedish_adjective(word)


def _swedish_adjective(word: str) -> Iterator[str]:
    yield from (f"{word}{ending}" for ending in ("t", "a", "e"))
    if word.endswith("dd"):
        yield f"{word[:-2]}tt"
    elif word.endswith("d"):
        yield f"{word[:-1]}t"
    elif word.endswith("t"):
        yield from (word[:-1], f"{word[:-1]}a")
    elif word.endswith("en"):
        yield from (f"{word[:-2]}et", f"{word[:-2]}na")


def _dutch(word: str, is_alone: bool) -> Iterator[str]:
    yield f"{word}s"
    for base in _dutch_bases(word):
        yield f"{base}en"
        if not is_alone or _NL_ADJECTIVE.search(word):
            yield f"{base}e"
    if word[-1] in "aeiou":
        yield from (f"{word}{ending}" for ending in ("n", "ën"))
    if word.endswith("ie"):
        yield f"{word[:-1]}ën"
    if word.endswith("heid"):
        yield f"{word[:-4]}heden"
    if word.endswith("um"):
        yield f"{word[:-2]}a"
    yield from _strong(word, _NL_STRONG, "en")
    yield from (f"{small}{ending}" for small in _dutch_small(word) for ending in ("", "s"))
    if word.endswith("en") and len(word) > 4 and is_alone:
        yield from _dutch_verb(word)
    if word.endswith("e") and not is_alone:
        yield from _dutch_bare(word[:-1])


def _dutch_small(word: str) -> Iterator[str]:
    """The diminutives, by https://taaladvies.net; which of them is the word's, its sound would say."""
    yield from (f"{word}{ending}" for ending in ("je", "tje", "etje"))
    if word.endswith("m"):
        yield f"{word}pje"
    if word.endswith("ing"):
        yield f"{word[:-1]}kje"
    if _SHORT_AND_CONSONANT.search(word):
        yield f"{word}{word[-1]}etje"
    if _NL_ENDS_IN_VOWEL.search(word):
        yield f"{word}{word[-1]}tje"


def _dutch_bases(word: str) -> Iterator[str]:
    """What stands before "-en" or "-e": as it is, with a doubled consonant or a single vowel, with v and z."""
    found = _LONG_AND_CONSONANT.search(word)
    base = f"{word[: found.start()]}{found[1]}{found[2]}" if found else word
    yield base
    if base.endswith(("f", "s")):
        yield base[:-1] + ("v" if base.endswith("f") else "z")
    if _SHORT_AND_CONSONANT.search(word):
        yield word + word[-1]


def _dutch_bare(base: str) -> Iterator[str]:
    """The other way round: a stem as it is written without an ending."""
    yield base
    if len(base) > 2 and base[-1] == base[-2]:
        yield base[:-1]
    elif _OPEN_SYLLABLE.search(base):
        yield f"{base[:-2]}{base[-2]}{base[-2]}{base[-1]}"
    if base.endswith(("v", "z")):
        yield from _dutch_bare(base[:-1] + ("f" if base.endswith("v") else "s"))


def _dutch_verb(word: str) -> Iterator[str]:
    for base in _dutch_bare(word[:-2]):
        yield from (f"{base}{ending}" for ending in ("t", "d", "te", "ten", "de", "den"))
        begin = "geï" if base.startswith("i") else "geë" if base.startswith("e") else "ge"
        rest = base[1:] if base[0] in "ie" else base
        yield from (f"{begin}{rest}{ending}" for ending in ("d", "t", "de", "te"))
    verb = separable(word, "nl")
    if verb and verb.endswith("en"):
        before = word[: -len(verb)]
        yield f"{before}ge{verb}"
        yield from (f"{before}ge{base}{ending}" for base in _dutch_bare(verb[:-2]) for ending in ("d", "t", "de", "te"))


_RULES: Mapping[str, Callable[[str, bool], Iterator[str]]] = {"en": _english, "sv": _swedish, "nl": _dutch}

# --- compounds written as one word

# Languages in which nouns are written together; a short word is in too many others by chance.
_JOINING = frozenset(("sv", "nl", "de", "da", "nb", "nn", "no"))
_LINKS = ("s", "e", "en", "")
LEAST_AS_FIRST, LEAST_AS_LAST, LEAST_OF_THE_OTHER = 8, 12, 4
# What names an action takes a prefix before it as readily as a noun.
_ACTION = re.compile(r"(?:tion|tie|sie|ing|ningen|heid|het|else)\Z")


def joins(locale: str) -> bool:
    """Whether a language writes compounds as one word."""
    return re.split(r"[-_]", locale)[0] in _JOINING


def is_in_compound(written: str, word: str, known: frozenset[str]) -> bool:
    """Whether a written word is a compound of a long word (`known`: its forms) and another one."""
    if len(word) >= LEAST_AS_FIRST and written.startswith(word) and written not in known:
        rest = written[len(word) :]
        return any(rest.startswith(link) and len(rest) - len(link) >= LEAST_OF_THE_OTHER for link in _LINKS)
    if len(word) < LEAST_AS_LAST or _ACTION.search(word):
        return False
    return any(written.endswith(form) and len(written) - len(form) >= LEAST_OF_THE_OTHER for form in known)
