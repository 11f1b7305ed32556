"""Mistakes to plant into a copy of the handbook, each with what has to be said about it.

In what is planted, § ends the line that the message has to name, and ¤ a line whose number the message mentions as {other}.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from macros import macro_calls
from macros.case_form import TABLE, wordings
from macros.curriculum import load

Edit = Callable[[str], str]

DATA = "curriculum.yml"
PLACES = load().places


@dataclass(frozen=True)
class Mistake:
    """`hides`: what else is wrong in the same file cannot be told while this mistake stands."""

    name: str
    file: str
    edit: Edit
    message: str
    hides: bool = False


# --- edits: the text of a file in, the text with the mistake out


def swap(*pairs: tuple[str, str]) -> Edit:
    """Replace the first of each pair, which has to be there, by the second."""

    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return edit


def both(*edits: Edit) -> Edit:
    def edit(text: str) -> str:
        for one in edits:
            text = one(text)
        return text

    return edit


def at_end(*lines: str) -> Edit:
    return lambda text: "\n".join([text.rstrip("\n"), "", *lines, ""])


def in_answer(line: str) -> Edit:
    """A paragraph in the first answer of a page."""
    return swap(("<!-- more -->\n\n", f"<!-- more -->\n\n{line}\n\n"))


def record(id: str, old: str, new: str) -> Edit:
    """In the lines of curriculum.yml from `- id: …` to the next record replace the first match of a pattern."""

    def edit(text: str) -> str:
        found = re.search(rf"^( *)- id: {id}\n(?:\1 .*\n|\1- (?!id:).*\n|\s*\n)*", text, re.MULTILINE)
        assert found, id
        changed, count = re.subn(old, new, found[0], count=1, flags=re.MULTILINE)
        assert count, old
        return text[: found.start()] + changed + text[found.end() :]

    return edit


def field(id: str, name: str, value: str) -> Edit:
    """Give a field of a record another value."""
    return record(id, rf"^( +){name}:.*\n(?:\1[ -] *.*\n)*", rf"\1{name}: {value}\n")


def added(id: str, *lines: str) -> Edit:
    """Fields below the id of a record."""
    return record(id, r"^( *)- id: .*\n", r"\g<0>" + "".join(rf"\1  {line}\n" for line in lines))


def before(id: str, *lines: str) -> Edit:
    """A record above another one."""
    return record(id, r"^( *)- ", "".join(rf"\1{line}\n" for line in lines) + r"\g<0>")


def renamed(kind: str, line: str) -> Edit:
    def edit(text: str) -> str:
        text = text if re.search("^renamed:", text, re.MULTILINE) else text.rstrip("\n") + "\n\nrenamed:\n"
        return re.sub("^renamed:.*\n", rf"\g<0>  {kind}:\n    {line}\n", text, flags=re.MULTILINE)

    return edit


# --- answers

ANSWER = """\
/// answer | ID
    checked: 2026-11

Коротко и вслух.

**Должно прозвучать.**

- первое
- второе

<!-- more -->

Разбор.

**Частая ошибка.** Заблуждение. Как правильно.

**Что спросят дальше.** Вопрос? — Ответ.

**Источники.** [Документация](https://docs.python.org/3/)
///
"""


def with_answer(id: str, block: str) -> Edit:
    """The block takes the place of the question's answer, or stands where its answer belongs."""
    order = [other for other, place in PLACES.items() if place.page == PLACES[id].page]

    def edit(text: str) -> str:
        own = re.compile(rf"^/// answer \| {id}$.*?^///\n", re.MULTILINE | re.DOTALL)
        if own.search(text):
            return own.sub(lambda _: block, text, count=1)
        for later in order[order.index(id) + 1 :]:
            if (header := f"/// answer | {later}\n") in text:
                return text.replace(header, f"{block}\n{header}", 1)
        return f"{text}\n{block}"

    return edit


def answer(name: str, id: str, message: str, *pairs: tuple[str, str]) -> Mistake:
    """An answer that differs from ANSWER in one thing. Without a § the message names the line of its header."""
    block = swap(*pairs)(ANSWER)
    if "§" not in block:
        block = block.replace("| ID\n", "| ID§\n", 1)
    place = PLACES[id]
    return Mistake(name, f"docs/{place.page}", with_answer(id, block.replace("ID", id)), message.replace("ID", id))


# --- curriculum.yml: what is not YAML. One at a time: nobody can read what stands below.

_QUOTES = "Возьмите текст в кавычки."

UNREADABLE = [
    Mistake(
        "a field is indented less than its neighbours",
        DATA,
        record("leetcode-easy", "^    how:(.*)", r"   how:\1§"),
        "отступ не совпадает с соседними строками. Выровняйте строку по остальным полям той же записи.",
    ),
    Mistake(
        "a field is indented more than its neighbours",
        DATA,
        record("leetcode-easy", "^    form:(.*)", r"      form:\1§"),
        f"двоеточие в неожиданном месте. {_QUOTES[:-1]} или проверьте отступ этой строки.",
    ),
    Mistake(
        "a tab",
        DATA,
        record("leetcode-easy", "^    how:(.*)", r"\thow:\1§"),
        "найдена табуляция, а отступы в YAML делаются пробелами. Замените её двумя пробелами.",
    ),
    Mistake(
        "a colon in a text",
        DATA,
        field("books-first", "title", "Учёба: по книгам§"),
        f"двоеточие в неожиданном месте. {_QUOTES[:-1]} или проверьте отступ этой строки.",
    ),
    Mistake("a quote without an end", DATA, field("tool-books", "enough", '"Уметь то§'), "кавычка не закрыта. Закройте её."),
    Mistake(
        "text behind a quote",
        DATA,
        field("books-first", "title", '"Учёба" по книгам§'),
        "после кавычки или скобки остался текст. Возьмите в кавычки весь текст целиком.",
    ),
    Mistake(
        "a text that begins with an asterisk",
        DATA,
        field("books-first", "title", "*args и книги§"),
        f"текст начинается со звёздочки, YAML принял её за ссылку. {_QUOTES}",
    ),
    Mistake(
        "a text that begins with a backtick",
        DATA,
        field("books-first", "title", "`print` и книги§"),
        "текст начинается с «`». Возьмите его в кавычки.",
    ),
    Mistake(
        "a text that begins with a dash",
        DATA,
        field("books-first", "title", "- книги§"),
        f"текст начинается с дефиса, YAML принял его за список. {_QUOTES}",
    ),
    Mistake(
        "a list without its bracket",
        DATA,
        field("print-text", "aliases", "[print, печать§"),
        "в списке в квадратных скобках не хватает запятой или закрывающей скобки. Допишите её.",
    ),
    Mistake(
        "a field without a colon",
        DATA,
        record("books-first", "^  title:.*", "  title Учёба по книгам§"),
        "строка не похожа на «ключ: значение». Допишите двоеточие или проверьте отступ.",
    ),
    Mistake("an invisible character", DATA, field("books-first", "title", "Учёба\x08 по книгам§"), "недопустимый символ. Удалите его."),
    Mistake(
        "an escape of no character",
        DATA,
        field("books-first", "title", r'"Учёба \\UFFFFFFFF"§'),
        "в двойных кавычках стоит код символа, которого нет. Напишите сам символ.",
    ),
    Mistake(
        "a value in two places",
        DATA,
        both(field("books-first", "title", "&a Учёба"), field("tool-books", "title", "*a§")),
        "ссылки YAML («&имя» и «*имя») здесь не работают. Повторите сам текст; если звёздочка — его часть, возьмите его в кавычки.",
    ),
    Mistake(
        "lists inside lists without end",
        DATA,
        field("print-text", "aliases", "[" * 900 + "]" * 900 + "§"),
        "списки и записи вложены глубже, чем бывает. Проверьте отступы, скобки и дефисы в этой строке.",
    ),
    Mistake(
        "a line without end",
        DATA,
        field("books-first", "title", "да " * 1000 + "§"),
        "строка длиной 3009 знаков, а бывает до 2000. Разбейте её.",
    ),
]

# --- curriculum.yml: values of a wrong shape

_RESOURCE = "id, title, author, url, language, form, hours, cost, how, until, choose, optional"
_TEXT = "нужен текст. Если он похож на число, дату или «да/нет» по-английски, возьмите его в кавычки"
_LIST = "нужен список: строки, которые начинаются с «- »"

MISSHAPEN = [
    Mistake(
        "an unknown field",
        DATA,
        added("leetcode-easy", "autor: Я§"),
        f"неизвестное поле «autor». Ближайший: «author». Здесь бывают: {_RESOURCE}.",
    ),
    Mistake(
        "a misspelt field is one mistake, though the right one is missing too",
        DATA,
        record("print-text", "text:(.*)", r"texst:\1§"),
        "неизвестное поле «texst». Ближайший: «text». Здесь бывают: id, text, aliases, keywords.",
    ),
    Mistake("a missing field", DATA, record("data-types", r"id: (.*)\n.*\n", r"id: \1§\n"), "нет обязательного поля «text». Допишите его."),
    Mistake(
        "a field twice",
        DATA,
        record("mutable-types", r"( +)text:.*\n", r"\1text: Один¤\n\1text: Другой§\n"),
        "ключ «text» уже есть в этой записи, в строке {other}. Оставьте один.",
    ),
    Mistake("an empty title", DATA, field("vas3k-ml", "title", "''§"), "поле «title»: текст не может быть пустым; найдено: пусто."),
    Mistake("a title that is not there", DATA, field("proofs", "title", "§"), f"поле «title»: {_TEXT}; найдено: пусто."),
    Mistake("a number for a text", DATA, field("cpp", "title", "2026§"), f"поле «title»: {_TEXT}; найдено: «2026»."),
    Mistake(
        "an address without encryption",
        DATA,
        field("yandex-python", "url", "http://education.yandex.ru/§"),
        "поле «url»: нужен адрес, который начинается с https://; найдено: «http://education.yandex.ru/».",
    ),
    Mistake("a word for a number", DATA, field("git", "hours", "много§"), "поле «hours»: нужно число; найдено: «много»."),
    Mistake("no time at all", DATA, field("linux", "hours", "0§"), "поле «hours»: число должно быть больше 0; найдено: «0»."),
    Mistake("more time than there is", DATA, field("sql", "hours", "5000§"), "поле «hours»: число должно быть не больше 1000; найдено: «5000»."),
    Mistake(
        "an invisible character by its code",
        DATA,
        field("books-first", "title", r'"Учёба\\0 по книгам"§'),
        "поле «title»: в тексте невидимый символ U+0000. Удалите его; найдено: «Учёба\\u0000 по книгам».",
    ),
    Mistake(
        "half a character by its code",
        DATA,
        field("tool-books", "title", r'"Книги\\uD83D"§'),
        "поле «title»: в тексте половина символа. Удалите её; найдено: «Книги\\ud83d».",
    ),
    Mistake(
        "a title of two lines",
        DATA,
        field("degree", "title", r'"Сначала\\nматематика"§'),
        "поле «title»: текст пишется в одну строку. Уберите переводы строки; найдено: «Сначала\\nматематика».",
    ),
    Mistake("a word for yes", DATA, field("time-complexity", "optional", "да§"), "поле «optional»: нужно true или false; найдено: «да»."),
    Mistake("a text for a list", DATA, field("range", "aliases", "рендж§"), f"поле «aliases»: {_LIST}; найдено: «рендж»."),
    Mistake(
        "a language that is not known",
        DATA,
        field("yandex-python", "language", "рус§"),
        "поле «language»: допустимы только 'ru' и 'en'; найдено: «рус».",
    ),
    Mistake(
        "an id with capitals",
        DATA,
        record("leetcode-easy", "id: .*", "id: LeetCode_easy§"),
        "поле «id»: id пишется строчными латинскими буквами, цифрами и дефисами; найдено: «LeetCode_easy».",
        hides=True,
    ),
    Mistake(
        "a billion weeks",
        DATA,
        field("files", "weeks", "[1000000000]§"),
        "поле «weeks»: число должно быть не больше 200; найдено: «1000000000».",
        hides=True,
    ),
    Mistake("weeks in words", DATA, field("oop", "weeks", "третья§"), f"поле «weeks»: {_LIST}; найдено: «третья».", hides=True),
    Mistake(
        "an empty list",
        DATA,
        field("matrices", "questions", "[]§"),
        "поле «questions»: список не может быть пустым; найдено: пусто.",
        hides=True,
    ),
    Mistake(
        "a text for a record",
        DATA,
        before("intro", "- intro§"),
        "поле «topics»: нужна запись из полей «ключ: значение»; найдено: «intro».",
        hides=True,
    ),
]

# --- curriculum.yml: things that do not hold together

INCOHERENT = [
    Mistake(
        "weeks that do not add up",
        DATA,
        swap(("\nweeks: 24\n", "\nweeks: 25§\n")),
        "недели этапов дают в сумме 24, а весь путь — 25. Исправьте «weeks» у этапа или здесь.",
    ),
    Mistake(
        "a week without a topic",
        DATA,
        both(field("cases", "weeks", "[1]"), record("mlsd", "^  weeks: 2$", "  weeks: 2§")),
        "в этапе «mlsd» на неделю 2 не пришлось ни одной темы. Дайте ей тему или сократите этап.",
    ),
    Mistake(
        "a topic behind the last week",
        DATA,
        field("sql", "weeks", "[1, 2]§"),
        "тема «sql» стоит на неделе 2, а в этапе «tools» недель 1. Исправьте одно из двух.",
    ),
    Mistake(
        "weeks apart",
        DATA,
        field("attention", "weeks", "[4, 3]§"),
        "недели темы «attention» идут не подряд: [4, 3]. Запишите их подряд, например [1, 2].",
    ),
    Mistake(
        "a topic before the one it follows",
        DATA,
        field("positions", "weeks", "[2]§"),
        "тема «positions» начинается на неделе 2, раньше предыдущей. Темы идут в порядке чтения: переставьте их.",
    ),
    Mistake(
        "a question's id twice",
        DATA,
        before("break-continue", "- id: range§", "  text: Как ещё раз работает range?"),
        "id вопроса «range» уже занят. Дайте другой: на id держатся адреса и прогресс читателей.",
    ),
    Mistake(
        "a resource's id twice",
        DATA,
        record("kaggle-learn-pandas", "id: .*", "id: leetcode-easy§"),
        "id материала «leetcode-easy» уже занят. Дайте другой: на id держатся адреса и прогресс читателей.",
    ),
    Mistake(
        "an anchor twice on the page of the template",
        DATA,
        before("audience", "- id: business-process§", "  text: Какой ещё процесс?"),
        "id раздела или вопроса шаблона «business-process» уже занят. Дайте другой: на id держатся адреса и прогресс читателей.",
    ),
    Mistake(
        "a need that is no topic",
        DATA,
        field("functions", "needs", "[python/sintax]§"),
        "темы «python/sintax» нет. Ближайший: «python/syntax». Пишется «этап/тема».",
    ),
    Mistake(
        "a need that comes later",
        DATA,
        added("git", "needs: [tools/sql]§"),
        "тема «tools/git» требует «tools/sql», которая идёт позже. Переставьте темы или уберите связь.",
    ),
    Mistake(
        "a circle of needs is one mistake",
        DATA,
        both(added("syntax", "needs: [python/files]§"), field("files", "needs", "[python/control-flow]")),
        "темы требуют друг друга по кругу: python/syntax → python/files → python/control-flow → python/syntax. Уберите одну из связей.",
    ),
    Mistake(
        "a topic that needs itself",
        DATA,
        added("linux", "needs: [tools/linux]§"),
        "темы требуют друг друга по кругу: tools/linux → tools/linux. Уберите одну из связей.",
    ),
    Mistake(
        "a plan that drops no topic",
        DATA,
        swap(("- tools/git\n", "- tools/gti§\n")),
        "темы «tools/gti» нет. Ближайший: «tools/git». Пишется «этап/тема».",
    ),
    Mistake(
        "a plan that drops a topic twice", DATA, swap(("- tools/sql\n", "- tools/linux§\n")), "тема «tools/linux» названа дважды. Оставьте одну."
    ),
    Mistake(
        "a plan that drops what another topic rests on",
        DATA,
        swap(("- python/modules\n", "- python/oop§\n")),
        "на теме «python/oop» стоит «python/advanced», а она остаётся. Сначала опустите её или уберите тему из списка.",
    ),
    Mistake(
        "questions inside and outside of groups",
        DATA,
        both(added("math", "questions: [{id: one-more, text: Ещё один}]"), record("math", "id: .*", "id: math§")),
        "у темы «math» есть и «questions», и «groups». Разложите все вопросы по группам или уберите группы.",
    ),
    Mistake(
        "a choice of one",
        DATA,
        field("rureviews", "choose", "Что-нибудь одно§"),
        "«Что-нибудь одно» — выбор из одного. Добавьте второй материал с тем же «choose» или уберите поле.",
    ),
    Mistake(
        "a choice in pieces",
        DATA,
        both(
            before("ilin-python", "- {id: between, title: Между ними, language: ru, form: видео, how: Смотрите}"),
            record("ilin-python", "choose:.*", r"\g<0>§"),
        ),
        "материалы на выбор «Учебник или видео» стоят не рядом. Поставьте их подряд.",
    ),
    Mistake(
        "a row that is too short",
        DATA,
        swap(("    rows:\n", "    rows:\n    - [CRM, табличные]§\n")),
        "в строке таблицы ячеек 2, а столбцов 5. Сделайте поровну.",
    ),
    Mistake(
        "a topic with nothing to tick",
        DATA,
        lambda text: re.sub(r"(  - id: cases)\n((?:.*\n)*?)    steps:\n(?:    - id: .*\n      text: .*\n)+", r"\1§\n\2", text, count=1),
        "в теме «cases» нет ни вопросов, ни шагов: на чек-листе этапа нечего отметить. Добавьте questions или steps.",
    ),
    Mistake(
        "a term that is explained nowhere",
        DATA,
        swap(("ru: внимание, also: [аттеншен, аттеншн], question: attention}", "ru: внимание, also: [аттеншен, аттеншн], question: atention}§")),
        "вопроса «atention» нет. Ближайший: «attention». Исправьте id.",
    ),
    Mistake(
        "a term twice",
        DATA,
        swap(("- {en: attention mask,", "- {en: Attention,§")),
        "термин «Attention» уже есть в словаре. Соедините записи: другие названия — в also.",
    ),
    Mistake(
        "a question that another one asks already",
        DATA,
        before("break-continue", "- id: range-again", "  text: Как же работает range?§"),
        "вопрос почти дословно повторяет «range». Вопрос один — допишите его слова в aliases у «range»; "
        "вопросы разные — впишите в формулировку, чем.",
    ),
    Mistake(
        "a task without a topic",
        DATA,
        swap(("\ntasks:\n", "\ntasks:\n- {id: text-clasification, title: Т, statement: У, result: И, steps: [{id: one-step, text: Ш}]}§\n")),
        "у задачи «text-clasification» нет темы с тем же id. Ближайший: «text-classification». Дайте ей id её темы.",
    ),
    Mistake(
        "renamed to an id that is not there",
        DATA,
        renamed("questions", "old-question: atention§"),
        "нового id «atention» нет. Ближайший: «attention». Пишется «старый: новый».",
    ),
    Mistake(
        "renamed though still alive",
        DATA,
        renamed("stages", "tools: python§"),
        "id «tools» ещё в ходу, значит, он не переименован. Уберите строку.",
    ),
]

# --- answers

_SHORT, _POINTS, _MORE, _MISTAKE, _FOLLOW_UP, _SOURCES = re.findall(
    r"Коротко и вслух\.\n\n|\*\*Должно.*?второе\n\n|<!-- more -->\n\n|\*\*Част.*?\n\n|\*\*Что.*?\n\n|\*\*Источ.*?\n(?=///)", ANSWER, re.DOTALL
)
_LACKS = "в ответе на «ID» не хватает части"
_GLUED = "иначе Markdown приклеит"
_POINT = "пункты — это список: каждая строка начинается с «- », продолжение пункта — с двух пробелов."

ANSWERS = [
    answer("no short answer", "print-text", "нет короткого ответа. Начните с того, что вы сказали бы вслух за 30 секунд.", (_SHORT, "")),
    answer("no points", "data-types", f"{_LACKS}: строка «**Должно прозвучать.**» и под ней список из 2–5 пунктов.", (_POINTS, "")),
    answer("no divider", "mutable-types", f"{_LACKS}: строка «<!-- more -->» между коротким ответом и разбором.", (_MORE, "")),
    answer("no mistake", "declare-variable", f"{_LACKS}: абзац «**Частая ошибка.** …» с тем, как правильно.", (_MISTAKE, "")),
    answer("no follow-up", "number-string-operations", f"{_LACKS}: абзац «**Что спросят дальше.** Вопрос? — Ответ».", (_FOLLOW_UP, "")),
    answer("no last part", "if-elif-else", f"{_LACKS}: абзац «**Источники.** …» с одной–тремя ссылками.", (_SOURCES, "")),
    answer(
        "a misspelt part",
        "while-vs-for",
        f"{_LACKS}: абзац «**Частая ошибка.** …» с тем, как правильно.",
        ("**Частая ошибка.**", "**Частые ошибки.**"),
    ),
    answer(
        "an empty part",
        "break-continue",
        "часть «Частая ошибка» пуста: нужно абзац «**Частая ошибка.** …» с тем, как правильно.",
        ("**Частая ошибка.** Заблуждение. Как правильно.", "**Частая ошибка.**§"),
    ),
    answer(
        "an empty last part",
        "define-function",
        "часть «Источники» пуста: нужно абзац «**Источники.** …» с одной–тремя ссылками.",
        ("**Источники.** [Документация](https://docs.python.org/3/)", "**Источники.**§"),
    ),
    answer(
        "nothing at all",
        "arguments-return",
        "ответ на «ID» пуст. Напишите его или удалите блок: без блока страница сама пригласит написать ответ.",
        (ANSWER, "/// answer | ID\n    checked: 2026-11\n///\n"),
    ),
    answer(
        "parts in another order",
        "positional-keyword",
        "части ответа на «ID» стоят не по порядку. Порядок: Должно прозвучать, <!-- more -->, Частая ошибка, Что спросят дальше, Источники.",
        (_MISTAKE + _FOLLOW_UP, _FOLLOW_UP + _MISTAKE),
    ),
    answer(
        "a part twice",
        "args-kwargs",
        "«Частая ошибка» встречается в ответе второй раз, первый — в строке {other}. Оставьте одну.",
        (_MISTAKE, "**Частая ошибка.** Одна.¤\n\n**Частая ошибка.** Другая.§\n\n"),
    ),
    answer(
        "a part glued to the list above",
        "open-file-modes",
        f"перед «<!-- more -->» нужна пустая строка, {_GLUED} её к тому, что выше.",
        ("\n\n<!-- more -->", "\n<!-- more -->§"),
    ),
    answer(
        "the list glued to its part",
        "read-file",
        f"после «Должно прозвучать» нужна пустая строка, {_GLUED} к ней то, что ниже.",
        ("**Должно прозвучать.**\n\n", "**Должно прозвучать.**§\n"),
    ),
    answer("points without dashes", "write-file", _POINT, ("- первое\n- второе", "первое,§\nвторое")),
    answer("a point that lost its dash", "class-object", _POINT, ("- второе", "второе§")),
    answer(
        "one point",
        "class-instance-method",
        "пунктов 1, а должно быть от 2 до 5: их отмечает слушатель и они помещаются на карточку.",
        ("- первое\n- второе", "- первое§"),
    ),
    answer(
        "six points",
        "self",
        "пунктов 6, а должно быть от 2 до 5: их отмечает слушатель и они помещаются на карточку.",
        ("- первое\n- второе", "- первое§\n- второе\n- третье\n- четвёртое\n- пятое\n- шестое"),
    ),
    answer(
        "sources without a link",
        "init-magic-methods",
        "в источниках нет ни одной ссылки. Дайте первоисточник: [название](https://…).",
        ("[Документация](https://docs.python.org/3/)", "документация Python§"),
    ),
    answer(
        "a heading inside",
        "staticmethod-classmethod",
        "внутри ответа заголовок «### Разбор». Заголовок здесь — сам вопрос; выделите начало абзаца жирным.",
        ("Разбор.", "### Разбор§"),
    ),
    answer(
        "an underline that makes a heading",
        "comprehension",
        "черта под текстом делает из него заголовок «Разбор.». Поставьте перед ней пустую строку или удалите её.",
        ("Разбор.", "Разбор.\n---§"),
    ),
    answer(
        "no date",
        "iterator",
        "нет даты проверки. Второй строкой блока напишите четыре пробела и «checked: ГГГГ-ММ».",
        ("    checked: 2026-11\n", ""),
    ),
    answer(
        "a date that is none",
        "generator",
        "дата проверки «ноябрь 2026» не читается. Напишите год и номер месяца: «2026-11».",
        ("2026-11", "ноябрь 2026§"),
    ),
    answer("a month that is none", "lambda", "дата проверки «2026-13» не читается. Напишите год и номер месяца: «2026-11».", ("2026-11", "2026-13§")),
    answer(
        "an option with too few spaces",
        "decorator",
        "перед «checked» должно быть четыре пробела, иначе строка попадёт в текст ответа.",
        ("    checked: 2026-11", "  checked: 2026-11§"),
    ),
    answer(
        "an option without a space",
        "context-manager",
        "строка с отступом под заголовком блока — его настройка. Пишется так: «    checked: ГГГГ-ММ», с пробелом после двоеточия.",
        ("checked: 2026-11", "checked:2026-11§"),
    ),
    answer(
        "an option that is not known",
        "import-module",
        "неизвестная настройка «author» у ответа. Бывает только «checked».",
        ("2026-11", "2026-11\n    author: Я§"),
    ),
    answer(
        "a header without its bar",
        "vector-matrix",
        "строка «/// answer vector-matrix» не читается как начало блока. Пишется так: «/// answer | id-вопроса».",
        ("/// answer | ID", "/// answer ID§"),
    ),
    answer(
        "a header without an id",
        "matrix-vector-product",
        "у блока «answer» нет id. Пишется так: «/// answer | id», с вертикальной чертой.",
        ("/// answer | ID", "/// answer§"),
    ),
    answer(
        "two slashes",
        "matrix-product",
        "косых черт 2, а блок начинается и заканчивается тремя: «///».",
        ("/// answer | ID", "// answer | ID§"),
    ),
    answer(
        "four slashes",
        "linear-combination",
        "косых черт 4, а блок начинается и заканчивается тремя: «///».",
        ("/// answer | ID", "//// answer | ID§"),
    ),
    answer(
        "a header with a space in front",
        "linear-dependence",
        "перед «/// answer | linear-» стоят пробелы, и строка станет просто текстом. Начните её с первой позиции.",
        ("/// answer | ID", " /// answer | ID§"),
    ),
    answer(
        "a misspelt block",
        "vector-norm",
        "блока «anwser» нет. Ближайший: «answer». Бывают: topic, answer, case.",
        ("/// answer | ID", "/// anwser | ID§"),
    ),
    answer(
        "an end with a space in front",
        "array-vs-list",
        "перед «///» стоят пробелы, и строка станет просто текстом. Начните её с первой позиции.",
        ("python.org/3/)\n///", "python.org/3/)\n ///§"),
    ),
    answer("no end", "derivative", "блок «answer | ID» не закрыт. После него нужна строка «///».", ("python.org/3/)\n///\n", "python.org/3/)\n")),
    answer(
        "an end too many",
        "gradient",
        "строка «///» закрывает блок, которого нет. Удалите её или проверьте начало блока.",
        ("python.org/3/)\n///\n", "python.org/3/)\n///\n\n///§\n"),
    ),
]

# --- ids of blocks

_TITLE_FROM_TOPIC = "Перенесите «topic» в начало страницы: из него получается её заголовок."

BLOCKS = [
    Mistake(
        "an answer to no question",
        "docs/python/data-structures/lists.md",
        at_end(ANSWER.replace("ID\n", "list-vs-tuples§\n")),
        "вопроса «list-vs-tuples» нет в curriculum.yml. Ближайший: «list-vs-tuple». Исправьте id или добавьте вопрос.",
    ),
    Mistake(
        "an answer twice on its page",
        "docs/nlp/rnn.md",
        both(with_answer("rnn", ANSWER.replace("ID\n", "rnn¤\n")), at_end(ANSWER.replace("ID\n", "rnn§\n"))),
        "на вопрос «rnn» уже отвечает docs/nlp/rnn.md:{other}. Оставьте один ответ.",
    ),
    Mistake(
        "answers in another order",
        "docs/nlp/positions.md",
        lambda text: swap(("/// topic | nlp/positions\n///\n", "/// topic | nlp/positions\n///\n\n" + ANSWER.replace("ID\n", "max-length\n")))(
            with_answer("max-length", "")(with_answer("positional-embeddings", ANSWER.replace("ID\n", "positional-embeddings§\n"))(text))
        ),
        "ответ на «positional-embeddings» стоит не по порядку. Порядок из curriculum.yml: positional-embeddings, max-length, positions-sum-concat.",
    ),
    Mistake(
        "a topic page without its first lines",
        "docs/nlp/training/pretraining.md",
        both(swap(("/// topic | nlp/training/pretraining\n///\n", "")), lambda text: re.sub("$", "§", text, count=1, flags=re.MULTILINE)),
        "страница темы начинается с двух строк: «/// topic | nlp/training/pretraining» и «///». Их нет.",
    ),
    Mistake(
        "a topic that is none",
        "docs/nlp/embeddings/vectors.md",
        swap(("/// topic | nlp/embeddings/vectors\n", "/// topic | nlp/embedings/vectors§\n")),
        "темы «nlp/embedings/vectors» нет в curriculum.yml. Ближайший: «nlp/embeddings/vectors». Исправьте id.",
    ),
    Mistake(
        "a page with the topic of another",
        "docs/nlp/preprocessing/subwords.md",
        swap(("/// topic | nlp/preprocessing/subwords\n", "/// topic | nlp/rnn§\n")),
        "страница называет себя «nlp/rnn», а по своему адресу она «nlp/preprocessing/subwords». Исправьте id.",
    ),
    Mistake(
        "a topic twice",
        "docs/nlp/language-modeling.md",
        at_end("/// topic | nlp/language-modeling§", "///"),
        "второй блок «topic» на странице. Оставьте один.",
    ),
    Mistake(
        "an option of a topic",
        "docs/nlp/generation-metrics.md",
        swap(("/// topic | nlp/generation-metrics\n", "/// topic | nlp/generation-metrics\n    checked: 2026-11§\n")),
        "у блока «topic» нет настроек. Удалите строку с отступом.",
    ),
    Mistake(
        "an answer above the topic",
        "docs/rag/theory.md",
        lambda text: ANSWER.replace("ID\n", "rag-vs-fine-tuning§\n") + "\n" + with_answer("rag-vs-fine-tuning", "")(text),
        f"ответ стоит раньше блока «topic». {_TITLE_FROM_TOPIC}",
    ),
    Mistake(
        "a topic on a page of no topic",
        "docs/about.md",
        at_end("/// topic | nlp/training/pretraining§", "///"),
        "эта страница не принадлежит ни одной теме из curriculum.yml. Удалите блок «topic» или добавьте тему.",
    ),
]

# --- solved tasks of ML System Design

_ROUTING = "docs/mlsd/cases/ticket-routing"
_MODERATION = "docs/mlsd/cases/review-moderation"
_SECTIONS = {section.id: section for section in load().template}


def _order(section: str) -> str:
    return ", ".join(wordings(_SECTIONS[section]))


def _without(section: str) -> Edit:
    def edit(text: str) -> str:
        cut, count = re.subn(rf"^/// case \| {section}\n.*?^///\n", "", text, count=1, flags=re.MULTILINE | re.DOTALL)
        assert count, section
        return cut

    return edit


def _exchanged(first: str, second: str) -> Edit:
    """Put a section behind the one that follows it, and mark it."""
    block = r"(^/// case \| {}\n.*?^///\n)"

    def edit(text: str) -> str:
        found = re.search(block.format(first) + r"(.*?)" + block.format(second), text, re.MULTILINE | re.DOTALL)
        assert found, first
        behind = found[1].replace("\n", "§\n", 1)
        return text[: found.start()] + found[3] + found[2] + behind + text[found.end() :]

    return edit


def _solved(section: str) -> str:
    """A section with nothing wrong in it, its header marked."""
    rows = _SECTIONS[section].table
    table = "| " + " | ".join(rows.columns) + " |" if rows else ""
    replies = (f"? {id}\n\n{table if id == TABLE else 'Да.'}\n" for id in wordings(_SECTIONS[section]))
    return f"/// case | {section}§\n\n" + "\n".join(replies) + "\n///"


CASES = [
    Mistake(
        "a section that is none is one mistake, though the right one is missing too",
        f"{_ROUTING}.md",
        swap(("/// case | metrics\n", "/// case | metric§\n")),
        "раздела «metric» нет в шаблоне. Ближайший: «metrics». Исправьте id.",
    ),
    Mistake(
        "a section that is missing",
        f"{_MODERATION}.md",
        both(_without("metrics"), lambda text: text.replace("\n", "§\n", 1)),
        "в решении нет разделов: metrics. Допишите блоки «/// case | metrics» … «///».",
    ),
    Mistake(
        "a section twice",
        f"{_ROUTING}-3.md",
        both(swap(("/// case | deployment\n", "/// case | deployment¤\n")), at_end(_solved("deployment"))),
        "раздел «deployment» этой задачи уже решён в docs/mlsd/cases/ticket-routing-3.md:{other}. Оставьте один.",
    ),
    Mistake(
        "sections in another order",
        f"{_MODERATION}-2.md",
        _exchanged("data", "features"),
        f"раздел «data» стоит не по порядку. Порядок шаблона: {', '.join(_SECTIONS)}.",
    ),
    Mistake(
        "a section on a page of no solved task",
        "docs/about.md",
        at_end(_solved("problem")),
        "решённый раздел стоит на странице вне docs/mlsd/cases/. Перенесите его туда.",
    ),
    Mistake(
        "an option of a section",
        f"{_ROUTING}-2.md",
        swap(("/// case | modeling\n", "/// case | modeling\n    minutes: 8§\n")),
        "у блока «case» нет настроек. Удалите строку с отступом.",
    ),
    Mistake(
        "a misspelt question of the template is one mistake",
        f"{_ROUTING}.md",
        swap(("? audience\n", "? audiense§\n")),
        "вопроса «audiense» нет в разделе «problem». Ближайший: «audience». Исправьте id.",
    ),
    Mistake(
        "a question of another section",
        f"{_ROUTING}-2.md",
        swap(("? main-features\n", "? logging§\n\nДа.\n\n? main-features\n")),
        "вопроса «logging» нет в разделе «features». Он из раздела «monitoring»: перенесите ответ туда.",
    ),
    Mistake(
        "a question without an answer",
        f"{_ROUTING}-2.md",
        swap(("/// case | features\n", "/// case | features§\n"), ("? target-transform\n", "")),
        "в разделе «features» не отвечено: target-transform. Допишите строку «? target-transform» и под ней ответ или «Не нужно, потому что…».",
    ),
    Mistake(
        "a question that is answered twice",
        f"{_ROUTING}-2.md",
        swap(("? etl-process\n", "? etl-process¤\n\nДа.\n\n? etl-process§\n")),
        "на вопрос «etl-process» уже отвечено в строке {other}. Оставьте один ответ.",
    ),
    Mistake(
        "questions in another order",
        f"{_ROUTING}-3.md",
        swap(("? serving\n", "? runtime\n"), ("? runtime-needs\n", "? serving§\n"), ("? runtime\n", "? runtime-needs\n")),
        f"ответ на «serving» стоит не по порядку. Порядок шаблона: {_order('deployment')}.",
    ),
    Mistake(
        "an answer of nothing",
        f"{_ROUTING}-3.md",
        lambda text: re.sub(r"(\? update-frequency)\n.*?\n///\n", r"\1§\n\n///\n", text, count=1, flags=re.DOTALL),
        "под «? update-frequency» пусто. Ответьте или напишите «Не нужно, потому что…».",
    ),
    Mistake(
        "a text above the first question",
        f"{_ROUTING}-3.md",
        swap(("/// case | research-plan\n", "/// case | research-plan\n\nВступление.§\n")),
        "текст стоит раньше первого вопроса, и отнести его не к чему. Перенесите его под строку «? id-вопроса».",
    ),
    Mistake(
        "a question glued to its answer",
        f"{_ROUTING}-2.md",
        swap(("? baseline\n\n", "? baseline§\n")),
        "вокруг строки «? baseline» нужны пустые строки, иначе Markdown приклеит её к соседним.",
    ),
    Mistake(
        "a question that is no id",
        f"{_ROUTING}-2.md",
        swap(("? problem-type\n", "? Какого типа задача?§\n")),
        "строка «? Какого типа задача?» не читается. Пишется так: «? id-вопроса», больше в строке ничего нет.",
    ),
    Mistake(
        "a heading inside a section",
        f"{_ROUTING}-3.md",
        swap(("? model-updates\n\n", "? model-updates\n\n### Версии§\n\n")),
        "внутри ответа заголовок «### Версии». Заголовок здесь — сам вопрос; выделите начало абзаца жирным.",
    ),
    Mistake(
        "a table with other columns",
        f"{_ROUTING}-2.md",
        swap(("? table\n", "? table§\n"), ("| Источник | Тип |", "| Откуда | Тип |")),
        "под «? table» стоит только таблица со столбцами: Источник, Тип, Обновление, Объём, Качество. Исправьте её первую строку.",
    ),
    Mistake(
        "words below a table",
        f"{_MODERATION}-2.md",
        lambda text: re.sub(r"(\? table\n.*?)\n///\n", r"\1\nОбъём на глаз.§\n\n///\n", text, count=1, flags=re.DOTALL),
        "под «? table» бывают только строки таблицы. Перенесите этот текст в ответ на вопрос.",
    ),
    Mistake(
        "code with another number than the assumption",
        f"{_ROUTING}.md",
        swap(("`DANGER_RUB = 3_000` |\n", "`DANGER_RUB = 3_000` |¤\n"), ("DANGER_RUB = 45, 450, 3_000\n", "DANGER_RUB = 45, 450, 2_000§\n")),
        "«DANGER_RUB» здесь 2000, а в допущениях 3000: docs/mlsd/cases/ticket-routing.md:{other}. Исправьте одно из двух.",
    ),
    Mistake(
        "code with a number that nobody assumed",
        f"{_ROUTING}-3.md",
        swap(("CONTROL_SHARE, LABEL_SECONDS = 0.02, 30\n", "CONTROL_SHARE, LABEL_SECONDS = 0.02, 30\nNIGHTS = 7§\n")),
        "константы «NIGHTS» нет среди допущений. Запишите её в таблицу: `NIGHTS = 7`.",
    ),
    Mistake(
        "an assumption that is no number",
        f"{_ROUTING}.md",
        swap(("`SHIFT_HOURS = 6.5` |\n", "`SHIFT_HOURS = шесть` |§\n")),
        "значение допущения «SHIFT_HOURS = шесть» не читается. Нужно число Python: 12_000, 0.05, 3 * 60.",
    ),
    Mistake(
        "an assumption twice",
        f"{_ROUTING}.md",
        swap(("`PEAK_SHARE = 0.10` |\n", "`PEAK_SHARE = 0.10` |¤\n| Д35 | Ещё раз | `PEAK_SHARE = 0.2` |§\n")),
        "допущение «PEAK_SHARE» уже записано в docs/mlsd/cases/ticket-routing.md:{other}. Оставьте одно.",
    ),
]

# --- the text of pages

_MACROS = ", ".join(sorted(macro_calls.names(load())))

TEXTS = [
    Mistake(
        "a tab in a page",
        "docs/contributing.md",
        at_end("Слово\tи слово.§"),
        "найдена табуляция. Замените её четырьмя пробелами: Markdown и настройки блоков считают пробелы.",
    ),
    Mistake(
        "an invisible character in a page",
        "docs/contributing.md",
        at_end("Слово\u2028и слово.§"),
        "найден невидимый символ U+2028. Удалите его: он разрывает строку или виден как пустой квадрат.",
    ),
    Mistake(
        "an address that is none",
        "docs/contributing.md",
        at_end("Смотрите [сайт](http://[).§"),
        "адрес «http://[» не читается. Проверьте скобки и двоеточия в имени сайта.",
    ),
    Mistake(
        "a dollar without a pair",
        "docs/contributing.md",
        at_end("Стоит $O(n) операций.§"),
        r"у знака «$» нет пары. Закройте формулу, а если это доллар, напишите «\$».",
    ),
    Mistake(
        "a formula of several lines without an end",
        "docs/maintainers.md",
        at_end("$$§", "x^2", "", "Дальше текст."),
        r"у знака «$» нет пары. Закройте формулу, а если это доллар, напишите «\$».",
    ),
    Mistake(
        "a formula that is none",
        "docs/contributing.md",
        at_end(r"Дробь $\frac{1}{2$ такая.§"),
        "формула «\\frac{1}{2» не разбирается: не хватает «}». Исправьте LaTeX.",
    ),
    Mistake(
        "a formula that looks like a tag",
        "docs/about.md",
        at_end(r"Вероятность $P(w_{<t})$ такая.§"),
        r"знак «<» вплотную к букве Markdown примет за тег, и часть ответа пропадёт. Напишите «\lt ».",
    ),
    Mistake(
        "a macro where macros are off",
        "docs/contributing.md",
        at_end('Этап {{ stage_link("python") }}, формула $x$ и `код`.§'),
        "двойные фигурные скобки — это вызов макроса, а у страницы макросы не включены. Если это просто текст, поставьте вокруг "
        "обратные кавычки; если макрос, добавьте в самое начало файла три строки: «---», «render_macros: true», «---».",
    ),
    Mistake(
        "a code block without an end",
        "docs/tools/git.md",
        at_end("``` console§", "$ git status"),
        "блок кода не закрыт. Допишите после него строку из трёх обратных кавычек, с тем же отступом.",
    ),
    Mistake(
        "a code block whose end has another indentation",
        "docs/tools/linux.md",
        at_end("``` console§", "$ free -h", "  ```"),
        "блок кода не закрыт. Допишите после него строку из трёх обратных кавычек, с тем же отступом.",
    ),
    Mistake(
        "a code block that swallows the next answer",
        "docs/ml/optimization.md",
        both(
            with_answer("gd-vs-sgd", ANSWER.replace("ID\n", "gd-vs-sgd\n").replace("Разбор.", "``` python§\nprint(1)")),
            with_answer("learning-rate-extremes", ANSWER.replace("ID\n", "learning-rate-extremes\n").replace("Разбор.", "``` python\nprint(2)\n```")),
        ),
        "внутрь блока кода попала строка «///»: он не закрыт. Закройте его тремя обратными кавычками.",
    ),
    Mistake(
        "a code block with words behind its language",
        "docs/tools/sql.md",
        at_end("``` sql, запрос§", "SELECT 1", "```"),
        "после кавычек стоит «sql, запрос», и блок станет просто текстом. Пишется так: «``` python».",
    ),
    Mistake(
        "settings of a page that are not YAML",
        "docs/how-to-study.md",
        swap(("---\n", "---\ntitle: Как: учиться§\n")),
        "двоеточие в неожиданном месте. Возьмите текст в кавычки или проверьте отступ этой строки.",
    ),
    Mistake(
        "settings of a page without an end",
        "docs/rag/index.md",
        lambda text: re.sub("---\n(.*?)---\n", r"---§\n\1", text, count=1, flags=re.DOTALL),
        "настройки страницы не закрыты. Допишите под ними ещё одну строку «---».",
    ),
    Mistake(
        "settings of a page that are a sentence",
        "docs/mlsd/index.md",
        lambda text: re.sub("---\n.*?---\n", "---§\nмакросы включить\n---\n", text, count=1, flags=re.DOTALL),
        "между «---» в начале страницы стоят строки «ключ: значение». Допишите их или удалите черту.",
    ),
    Mistake(
        "a setting of a page twice",
        "docs/tools/index.md",
        swap(("---\n", "---\nrender_macros: true¤\n"), ("\nrender_macros: true\n", "\nrender_macros: true§\n")),
        "ключ «render_macros» уже есть в этой записи, в строке {other}. Оставьте один.",
    ),
    Mistake(
        "a macro with a stage that is none",
        "docs/roadmap.md",
        at_end('Этап {{ stage_link("pyton") }}.§'),
        "этапа «pyton» нет в curriculum.yml. Ближайший: «python».",
    ),
    Mistake(
        "a macro with a question that is none",
        "docs/roadmap.md",
        at_end('- {{ question("atention") }}§'),
        "вопроса «atention» нет в curriculum.yml. Ближайший: «attention».",
    ),
    Mistake(
        "a macro with an id that is torn in two",
        "docs/roadmap.md",
        at_end('- {{ question("§\nattention") }}'),
        "вопроса « attention» нет в curriculum.yml. Ближайший: «attention».",
    ),
    Mistake(
        "a macro that is none",
        "docs/roadmap.md",
        at_end('{{ timelime("x") }}§'),
        f"макроса «timelime» нет. Ближайший: «timeline». Бывают: {_MACROS}. Если это id, возьмите его в кавычки.",
    ),
    Mistake(
        "a macro with an id without quotes",
        "docs/roadmap.md",
        at_end("{{ weeks(python) }}§"),
        f"макроса «python» нет. Бывают: {_MACROS}. Если это id, возьмите его в кавычки.",
    ),
    Mistake(
        "a calculation in a macro",
        "docs/roadmap.md",
        at_end("{{ 1 / 0 }}§"),
        'на страницах бывают только вызовы: {{ имя("id") }}, без вычислений и фильтров. Упростите.',
    ),
    Mistake(
        "a loop in a page",
        "docs/roadmap.md",
        at_end("{% for x in [1] %}x{% endfor %}§"),
        'на страницах бывают только вызовы: {{ имя("id") }}. Удалите строку с «{%».',
    ),
    Mistake("numbers without a name", "docs/roadmap.md", at_end("{{ count }}§"), "после «count» нужны точка и имя, например {{ count.weeks }}."),
    Mistake("a macro without brackets", "docs/roadmap.md", at_end("{{ timeline }}§"), "после имени макроса нужны скобки: {{ timeline(…) }}."),
    Mistake(
        "a count of nothing",
        "docs/roadmap.md",
        at_end("{{ count.wekes }}§"),
        "макрос не сработал ('types.SimpleNamespace' object has no attribute 'wekes'). Проверьте, что стоит в его скобках и после точки.",
    ),
    Mistake(
        "a macro without its end",
        "docs/five-weeks.md",
        at_end('{{ weeks("python")§', "", "Дальше текст."),
        "макрос не читается (expected token 'end of print statement', got 'Дальше'). Пишется так: {{ имя(\"id\") }}; скобки и кавычки — парами.",
    ),
]

# --- the settings of a page, and what hides all below. One at a time.

SETTINGS = [
    Mistake(
        "a line of a page without end",
        "docs/how-to-study.md",
        at_end("да " * 1000 + "§"),
        "строка длиной 3000 знаков, а бывает до 2000. Разбейте её.",
    ),
    Mistake(
        "a setting that is none",
        "docs/five-weeks.md",
        swap(("---\n", "---\ntitel: Как учиться§\n")),
        "настройки «titel» у страницы нет. Ближайший: «title». Бывают: title, description, render_macros, search, hide, exercise, notebook.",
    ),
    Mistake(
        "a number for the title of a page",
        "docs/five-weeks.md",
        swap(("title: До собеседования пять недель\n", "title: 5§\n")),
        "настройка «title»: нужен текст в одну строку; найдено: «5».",
    ),
    Mistake(
        "settings without dashes",
        "docs/about.md",
        lambda text: "Note: о хендбуке§\n" + text.removeprefix(text[: text.index("# ")]),
        "строку «Note: о хендбуке» MkDocs примет за настройку и не покажет. Начните страницу с заголовка «# …».",
    ),
    Mistake(
        "dashes with a space in front",
        "docs/five-weeks.md",
        lambda text: " ---§\n" + text.removeprefix("---\n"),
        "перед «---» стоят пробелы, и настройки станут текстом. Начните строку с первой позиции.",
    ),
    Mistake(
        "a setting with a tag of YAML",
        "docs/five-weeks.md",
        swap(("---\n", "---\nsearch: !foo {exclude: true}§\n")),
        "MkDocs не прочтёт настройки и напечатает их как текст. Возьмите значения в кавычки.",
    ),
]

# --- links between pages

LINKS = [
    Mistake(
        "a link to a page that is not there",
        "docs/python/oop.md",
        in_answer("[функции](function.md)§"),
        "ссылка ведёт на docs/python/function.md, а такой страницы нет. Ближайший путь: «functions.md». Он пишется от текущего файла.",
    ),
    Mistake(
        "a link to a question on a page that was split",
        "docs/rag/theory.md",
        in_answer("[внимание](../nlp/attention.md#attention)§"),
        "ссылка ведёт на docs/nlp/attention.md, а такой страницы нет. Напишите «../nlp/attention/mechanism.md#attention».",
    ),
    Mistake(
        "a link to a question on the page of another topic",
        "docs/python/oop.md",
        in_answer("[кортеж](functions.md#list-vs-tuple)§"),
        "ссылка ведёт к вопросу «list-vs-tuple» в docs/python/functions.md, а он стоит в docs/python/data-structures/lists.md. "
        "Напишите «data-structures/lists.md#list-vs-tuple».",
    ),
    *(
        Mistake(
            name,
            "docs/python/oop.md",
            in_answer(f"[текст]({address})§"),
            f"ссылка «{address}» ведёт на адрес сайта, а нужен файл. {mend}",
        )
        for name, address, mend in (
            ("an address with the name of the site before it", "/nlp-handbook/nlp/rnn/", "Напишите «../nlp/rnn.md»."),
            (
                "an address as it is seen from the page",
                "../data-structures/lists/#list-vs-tuple",
                "Напишите «data-structures/lists.md#list-vs-tuple».",
            ),
            ("an address of a stage", "../../nlp/", "Напишите «../nlp/index.md»."),
            ("an address that leads nowhere", "/nlp/rn/", "Ближайший путь: «../nlp/rnn.md». Он пишется от текущего файла."),
        )
    ),
]

# --- the list of pages in mkdocs.yml

NAVIGATION = [
    Mistake(
        "a page that is not in the list",
        "mkdocs.yml",
        swap(("      - python/syntax.md\n", "      - python/syntax.md§\n"), ("      - python/control-flow.md\n", "")),
        "страницы python/control-flow.md нет в nav. Добавьте её после python/syntax.md.",
    ),
    Mistake(
        "a page in another place of the list",
        "mkdocs.yml",
        swap(
            ("      - nlp/rnn.md\n", ""),
            ("      - nlp/preprocessing/normalization.md\n", "      - nlp/rnn.md§\n      - nlp/preprocessing/normalization.md\n"),
        ),
        "страница nlp/rnn.md стоит в nav выше, чем nlp/preprocessing/subwords.md, а в curriculum.yml — ниже. Переставьте.",
    ),
]

TOGETHER = [*INCOHERENT, *ANSWERS, *BLOCKS, *CASES, *TEXTS, *LINKS, *NAVIGATION, *(mistake for mistake in MISSHAPEN if not mistake.hides)]
ALL = [*UNREADABLE, *MISSHAPEN, *INCOHERENT, *ANSWERS, *BLOCKS, *CASES, *TEXTS, *SETTINGS, *LINKS, *NAVIGATION]
