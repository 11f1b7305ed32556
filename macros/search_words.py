"""Text to search terms. The browser does the same to queries (assets/javascript/search/words.js); a test holds the two together."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import snowballstemmer

_russian = snowballstemmer.stemmer("russian")
_WORD = re.compile(r"[a-zа-я0-9_]+(?:-[a-zа-я0-9_]+)*")
_PART = re.compile(r"[a-zа-я0-9]+")


def normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("ё", "е")


def terms(text: str) -> list[str]:
    """Stems in the order of the words. A compound gives its parts and itself in one piece: fine-tuning → fine, tuning, finetuning."""
    found: list[str] = []
    for word in _WORD.findall(normal(text)):
        parts = _PART.findall(word)
        found += map(stem, parts)
        if len(parts) > 1:
            found.append(stem("".join(parts)))
    return found


@cache
def stem(word: str) -> str:
    """Russian by Snowball; of other words only an English plural is undone."""
    if "а" <= word[0] <= "я":
        return str(_russian.stemWord(word))
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]
    return word
