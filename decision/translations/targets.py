"""Where links lead apart from the language: `/en/docs/x?lang=en` and `/sv/docs/x` are the same."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# ISO 639-1, and the country codes that stand for languages in addresses
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo"
    " es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka"
    " kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng"
    " nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su"
    " sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    " at au be_fr be_nl ca_fr ch_de ch_fr ch_it cn cz dk gb gr hk jp mx nz tw us"
)
_LANGUAGES = frozenset(_CODES.split())
_CODE = re.compile(r"(?P<language>[A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?\Z")
_IN_NAME = re.compile(r"(?P<sign>[._-])(?P<code>[A-Za-z]{2})(?=\.\w+\Z)")
_KEYS = frozenset(("lang", "language", "locale", "hl"))


@lru_cache(maxsize=4096)
def without_language(target: str) -> str:
    """An address without the parts that name a language; what else it holds counts."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    names = [name for name in unquote(parts.path).split("/") if name not in ("", ".")]
    at = next((index for index, name in enumerate(names) if _is_language(name)), None)
    if at is not None:
        del names[at]
    if names:
        names[-1] = _IN_NAME.sub(lambda found: "" if _is_language(found["code"]) else found[0], names[-1])
    host = parts.netloc.lower()
    first, _, rest = host.partition(".")
    host = rest if "." in rest and _is_language(first) else host
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query, True) if key.lower() not in _KEYS])
    return f"{parts.scheme.lower()}:{host}/{'/'.join(names)}?{query}#{unquote(parts.fragment)}"


def _is_language(name: str) -> bool:
    """Whether a part of an address names a language: `sv`, `sv-SE`, `se`."""
    found = _CODE.match(name)
    return bool(found and (found["language"].lower() in _LANGUAGES)) or name.lower() in _LANGUAGES
