"""Spelling and typography of what a reader sees: pages and figures of docs/, the texts of curriculum.yml.

Words are looked up in the dictionary of pymorphy3 and in dictionary/words.txt, which holds terms and names in their first form,
and those other forms that pymorphy3 does not lead back to it. dictionary/terms.yml has what is spelled in one way here.

Needs the group `check` of pyproject.toml; the build goes without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pymorphy3 import MorphAnalyzer

from macros import lined_yaml
from macros.curriculum import ROOT
from macros.problems import ContentError, Problem
from macros.sources import OPENER, front_matter_end, overlong, read_lines

WORDS = "dictionary/words.txt"
TERMS = "dictionary/terms.yml"
# Fields of curriculum.yml. Aliases, keywords and slang are what is typed, as it is typed.
NO_PROSE = {"aliases", "also", "id", "keywords", "language", "needs", "question", "renamed", "url"}

_HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for code, a formula, a tag: neither a letter nor a space
_NO_PROSE = re.compile(
    r"""
      \$\$(?:(?!\n\s*\n)[^$])+\$\$                             # formulas
    | (?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=ticks)(?!`)  # code
    | (?<![\\$])\$(?!\s|\$)(?:\\.|[^\\$])+?(?<!\s)\$(?!\$)     # formulas in a line
    | \{\{.*?\}\} | \{:?\s*[\#.][^{}\n]*\}                     # macros and attributes
    | <!--.*?--> | <https?:[^<>\s]*> | </?[a-zA-Z?][^<>]*>     # tags
    | (?<=\])\((?:[^()\s]|\([^()]*\))*(?:[ ]"(?=[^"]*"\))|\))    # where a link leads, up to its title
    | (?<=\S)"\)                                              # the end of the title
    | https?://[^\s)»]+
    | (?<![\w/])[\w./-]+\.(?:csv|js|json|md|py|toml|txt|yml)\b
    """,
    re.S | re.X,
)

# What is wrong, how it looks, what to write instead.
_TYPOGRAPHY = [
    (what, re.compile(pattern, re.M), right)
    for what, pattern, right in (
        ("прямые кавычки", r'"([^"\n]*)"?', r"«\1»"),
        ("вместо тире другой знак", r"([^\s|]+) (?:--?|–)(?= |$)", r"\1 —"),
        ("вместо тире другой знак", r"(\w+)--(\w+)", r"\1 — \2"),
        ("тире без пробела", r"([^\s—]*[^\s—|«(])(?:—[ \xa0]?|[ \xa0]—)(?![ \xa0])([^\s—|»)][^\s—]*)", r"\1 — \2"),
        ("дефис в диапазоне", r"(?<![\w.,-])(?!20\d\d-\d\d(?!\d))(\d+)-(\d+)(?![\w-])", r"\1–\2"),
        ("три точки", r"(\w*)\.\.\.", r"\1…"),
        ("лишний пробел", r"([^\s|]+)[ \xa0]{2,}([^\s|]+)", r"\1 \2"),
        ("пробел перед знаком", r"([^\s|]+)[ \xa0]+(?!: \d)([,;:!?.»)])(?![\w.-])", r"\1\2"),
        ("пробел после скобки или кавычки", r"([(«])[ \xa0]+(\S+)", r"\1\2"),
        ("процент без пробела", r"(\d)%(?! [a-z])", r"\1 %"),
        ("обращение с прописной", r"([а-яё,;] )В(ы|ас|ам|ами|аш[а-яё]*)\b", r"\1в\2"),
        ("латинская буква вместо русской", r"([а-яё»)], )a(?= [а-яё])", r"\1а"),
        ("слово повторено", r"\b([А-Яа-яЁё]+) \1\b", r"\1"),
    )
]
_POINT = re.compile(r"(?<![\w.])(\d+)\.(\d+)(?![\w.]|\.? [A-Z])")
# After these a number with a point is a version, a licence or a section.
_NUMBERED = re.compile(
    r"(?:верси[а-яё]+|раздел[а-яё]*|глав[а-яё]+|разд\.|гл\.|§"
    r"|\b(?:Python|NumPy|pandas|scikit-learn|PyTorch|CUDA|Llama|GPT|BY|License|MkDocs|Material))"
    r"[\s(]*(?:[\d.]+(?:[–, ]+| или | и ))*$",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_CYRILLIC, _LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
_RUSSIAN = re.compile("[а-яё]+", re.IGNORECASE)  # «L1» of «L1-норма» and «k» of «k-го» are no business of the dictionary
_ENDING = re.compile("го|му|ми|ой|ая|ое|ый|ых|ым|ую|ти")  # of «k-го», «2-го»
# In both spellings in the dictionary, though here nobody means a beret or a mute.
_YO = {"берет": "берёт", "нее": "неё", "нем": "нём", "объем": "объём", "подъем": "подъём"}
_LOOK_ALIKE = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_LOOK_ALIKE_LATIN = {right: wrong for wrong, right in _LOOK_ALIKE.items()}
_MODEL = re.compile(r"[АСЕНКМРТХ]\d+")  # «T5» in Russian letters; «В1» and «О1» are questions and answers of a sheet


@cache
def _dictionary() -> MorphAnalyzer:
    return MorphAnalyzer()


@dataclass(frozen=True)
class Term:
    """A wrong spelling as a pattern, the right one, and why it is the right one."""

    wrong: re.Pattern[str]
    right: str
    why: str


class Vocabulary:
    """What a project adds to the dictionary of Russian."""

    def __init__(self, root: Path = ROOT) -> None:
        self.words = frozenset((root / WORDS).read_text(encoding="utf-8-sig").lower().split())
        self.terms = tuple(terms((root / TERMS).read_text(encoding="utf-8-sig")))
        self._known: dict[str, bool] = {}

    def without_terms(self, row: str) -> str:
        """The row without the words in which a wrong spelling of a term is found: one mistake is told once."""
        return re.sub(rf"(?:{'|'.join(term.wrong.pattern for term in self.terms)})[\w-]*", _HIDDEN, row, flags=re.IGNORECASE) if self.terms else row

    def known(self, word: str) -> bool:
        """Whether a Russian word is in the dictionary, as a whole or each part between hyphens, or its first form is in words.txt."""
        word = word.lower().replace("‑", "-")
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> bool:
        if _dictionary().word_is_known(word) or word in self.words:
            return True
        if any(parse.normal_form in self.words for parse in _dictionary().parse(word)):
            return True
        return "-" in word and all(self.known(part) for part in word.split("-"))


_CASE_ENDING = "(?:а|ам|ами|ах|е|ей|и|ов|ой|ом|у|ы|ю|я|ям|ями|ях)?"


def terms(text: str) -> Iterator[Term]:
    """The wrong spellings of terms.yml. «…» at the end stands for any continuation, else only the ending of a case may follow."""
    for entry in yaml.safe_load(text):
        for wrong in entry["wrong"]:
            end = "" if wrong.endswith("…") else rf"{_CASE_ENDING}\b"
            yield Term(re.compile(rf"\b{re.escape(wrong.removesuffix('…'))}{end}", re.IGNORECASE), entry["right"], entry["why"])


@cache
def with_yo(word: str) -> str | None:
    """The spelling with «ё» of a word that the dictionary has in no other."""
    lower = word.lower().replace("‑", "-")
    if lower in _YO:
        return _YO[lower]
    words = _dictionary().dictionary.words
    if "е" not in lower or lower in words:
        return None
    similar: list[str] = [found for found, _ in words.similar_items(lower, _dictionary().char_substitutes)]
    if similar:
        return similar[0]
    parts = [(part, with_yo(part)) for part in lower.split("-")] if "-" in lower else []
    return "-".join(right or part for part, right in parts) if any(right for _, right in parts) else None


def page_prose(text: str) -> str:
    """A page without what is no prose; every line stays where it is."""
    lines = read_lines(text)
    front = front_matter_end(lines)
    kept = []
    option = False
    for line in lines:
        option = bool(OPENER.match(line.text)) or (option and line.text.startswith("    "))
        kept.append("" if line.code or option or line.number <= front or line.text.startswith("///") else line.text)
    if front:
        kept[1 : front - 1] = yaml_prose("\n".join(line.text for line in lines[1 : front - 1])).split("\n")
    return _without_code("\n".join(kept))


def yaml_prose(text: str) -> str:
    """The values of a YAML text that are prose, each on its line."""
    rows = [""] * (text.count("\n") + 1)
    try:
        lined_yaml.parse(text, "")
    except ContentError:  # macros.check says so
        return "\n".join(rows)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for node in _values(root) if root else ():
        value = text[node.start_mark.index : node.end_mark.index]
        value = value[1:-1] if node.style in ("'", '"') else value
        first = text.count("\n", 0, node.start_mark.index)  # not start_mark.line: YAML counts U+0085 and U+2028 as ends of lines too
        for number, row in enumerate(value.split("\n"), first):
            if number > first or node.style not in ("|", ">"):
                rows[number] += ("\n" if rows[number] else "") + row.strip()
    return _without_code("\n".join(row.replace("\n", f" {_HIDDEN} ") for row in rows))


def _values(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value not in NO_PROSE:
                yield from _values(value)


def _without_code(text: str) -> str:
    return _NO_PROSE.sub(lambda found: _HIDDEN + "\n" * found[0].count("\n"), text)


def all_problems(root: Path = ROOT) -> list[Problem]:
    """Everything that is wrong with the language of the data file, of pages and of figures."""
    docs = root / "docs"
    files = [root / "curriculum.yml", *sorted(docs.rglob("*.md")), *sorted((docs / "assets" / "figures").glob("*.svg"))]
    vocabulary = Vocabulary(root)
    found: list[Problem] = []
    for path in files:
        try:
            found += problems(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8-sig"), vocabulary)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):  # macros.check says so
            continue
    return found


def problems(file: str, text: str, vocabulary: Vocabulary) -> list[Problem]:
    """Everything that is wrong with the language of a page, a figure or a YAML file."""
    if any(overlong(read_lines(text))):  # macros.check says so
        return []
    prose = yaml_prose(text) if file.endswith(".yml") else page_prose(text)
    found = [
        Problem(file, number, problem)
        for number, row in enumerate(prose.split("\n"), 1)
        for problem in [
            *_typography(re.sub(r"^\s*(?:[-*>]|\d+\.)\s+|[*_]{2}", "", row), vocabulary.terms),
            *_spelling(vocabulary.without_terms(row), vocabulary),
        ]
    ]
    return list(dict.fromkeys(found))


def _typography(row: str, terms: tuple[Term, ...]) -> Iterator[str]:
    for what, pattern, right in _TYPOGRAPHY:
        for found in pattern.finditer(row):
            yield _finding(what, found[0], found.expand(right))
    for found in _POINT.finditer(row):
        if not _NUMBERED.search(row[: found.start()]):
            yield _finding("точка в дроби", found[0], f"{found[1]},{found[2]}")
    for term in terms:
        for found in term.wrong.finditer(row):
            yield f"другое написание: «{found[0]}». Напишите «{term.right}»: {term.why}."


def _spelling(row: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _WORD.finditer(row):
        parts = re.split("[-‑]", found[0])
        for part in parts:
            if _CYRILLIC.search(part) and _LATIN.search(part):
                yield _finding("латинские буквы среди русских", part, part.translate(_LOOK_ALIKE))
            elif _MODEL.fullmatch(part):
                yield _finding("русская буква вместо латинской", part, part.translate(_LOOK_ALIKE_LATIN))
        russian = [part for part in parts if _RUSSIAN.fullmatch(part)]
        word = "-".join(russian)
        cut = len(russian) < len(parts) or row[: found.start()].endswith((f"{_HIDDEN}-", f"{_HIDDEN}‑"))
        if len(word) < 2 or (cut and _ENDING.fullmatch(word)):
            continue
        if not vocabulary.known(word):
            yield f"слова «{word}» нет в словаре. Исправьте опечатку или допишите слово в начальной форме в {WORDS}."
        elif (right := with_yo(word)) is not None:
            yield _finding("нужна «ё»", word, right)


def _finding(what: str, found: str, right: str) -> str:
    right = right.replace(_HIDDEN, "…")
    return f"{what}: «{found.replace(_HIDDEN, '…')}». Напишите {right if right.startswith('«') and right.endswith('»') else f'«{right}»'}."
