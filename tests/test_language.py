"""Pages, figures and the data file are spelled and set as Russian prose is. The rules: macros/language.py."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from macros.language import TERMS, WORDS, Vocabulary, all_problems, page_prose, problems, with_yo, yaml_prose

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = Vocabulary()


def said(text: str, file: str = "docs/page.md") -> list[str]:
    return [problem.text for problem in problems(file, text, VOCABULARY)]


def test_the_handbook_has_no_mistakes_of_language():
    found = [str(problem) for problem in all_problems()]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_all_findings_of_a_page_come_in_one_run_each_with_its_line():
    page = "# Обучене\n\n``` python\n# Обучене\n```\n\nДоля 5% - это\nеще мало...\n"
    assert list(map(str, problems("docs/page.md", page, VOCABULARY))) == [
        "docs/page.md:1: слова «Обучене» нет в словаре. Исправьте опечатку или допишите слово в начальной форме в dictionary/words.txt.",
        "docs/page.md:7: вместо тире другой знак: «5% -». Напишите «5% —».",
        "docs/page.md:7: процент без пробела: «5%». Напишите «5 %».",
        "docs/page.md:8: три точки: «мало...». Напишите «мало…».",
        "docs/page.md:8: нужна «ё»: «еще». Напишите «ещё».",
    ]


# --- typography


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('Слово "точка" в тексте', 'прямые кавычки: «"точка"». Напишите «точка».'),
        ('[Слово](a.md) и "точка', 'прямые кавычки: «"точка». Напишите «точка».'),
        ("Список - это массив", "вместо тире другой знак: «Список -». Напишите «Список —»."),
        ("- Список -- это массив", "вместо тире другой знак: «Список --». Напишите «Список —»."),
        ("Список – это массив", "вместо тире другой знак: «Список –». Напишите «Список —»."),
        ("Список -\nэто массив", "вместо тире другой знак: «Список -». Напишите «Список —»."),
        ("`list` - это массив", "вместо тире другой знак: «… -». Напишите «… —»."),
        ("Список--массив", "вместо тире другой знак: «Список--массив». Напишите «Список — массив»."),
        ("Список— это массив", "тире без пробела: «Список— это». Напишите «Список — это»."),
        ("Список —это массив", "тире без пробела: «Список —это». Напишите «Список — это»."),
        ("Список—массив", "тире без пробела: «Список—массив». Напишите «Список — массив»."),
        ("по 2-3 задачи", "дефис в диапазоне: «2-3». Напишите «2–3»."),
        ("в 2017-2019 годах", "дефис в диапазоне: «2017-2019». Напишите «2017–2019»."),
        ("и так далее...", "три точки: «далее...». Напишите «далее…»."),
        ("Два  пробела", "лишний пробел: «Два  пробела». Напишите «Два пробела»."),
        ("- Два  пробела", "лишний пробел: «Два  пробела». Напишите «Два пробела»."),
        ("Список , массив", "пробел перед знаком: «Список ,». Напишите «Список,»."),
        ("Зачем ?", "пробел перед знаком: «Зачем ?». Напишите «Зачем?»."),
        ("(Список )", "пробел перед знаком: «(Список )». Напишите «(Список)»."),
        ("« Список»", "пробел после скобки или кавычки: «« Список»». Напишите «Список»."),
        ("доля 10%", "процент без пробела: «0%». Напишите «0 %»."),
        ("мы ждём Вас", "обращение с прописной: «м Вас». Напишите «м вас»."),
        ("это, Ваша модель", "обращение с прописной: «, Ваша». Напишите «, ваша»."),
        ("список, a массив", "латинская буква вместо русской: «к, a». Напишите «к, а»."),
        ("это не не массив", "слово повторено: «не не». Напишите «не»."),
        ("доля 0.5 и меньше", "точка в дроби: «0.5». Напишите «0,5»."),
        ("**0.5**", "точка в дроби: «0.5». Напишите «0,5»."),
        ("Оффлайн быстрее", "другое написание: «Оффлайн». Напишите «офлайн»: так в орфографическом словаре."),
    ],
)
def test_what_is_set_wrong_is_found_with_what_to_write(text, finding):
    assert finding in said(text)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("дата сеты, дата-сетами", "датасеты, датасетами"),
        ("токенайзеры", "токенизаторы"),
        ("токенайзация", "токенизация"),
        ("семплирование", "сэмплирование"),
        ("файн-тьюнинга", "файнтюнинга"),
    ],
)
def test_a_term_has_one_spelling(wrong, right):
    assert any(problem.startswith("другое написание: ") for problem in said(wrong))
    assert said(right) == []


def test_every_wrong_spelling_of_the_list_is_found_and_no_right_one():
    for term in yaml.safe_load((ROOT / TERMS).read_text(encoding="utf-8")):
        assert term.keys() == {"right", "wrong", "why"}
        assert not term["why"].endswith(".")
        for wrong in term["wrong"]:
            assert [problem for problem in said(wrong.removesuffix("…")) if f"Напишите «{term['right']}»" in problem], wrong
        assert [problem for problem in said(term["right"]) if problem.startswith("другое написание")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Слово «точка» в тексте",
        '![Дерево](a.svg "Подпись под ним")',
        "Список — это массив",
        "Список\n— это массив",
        "- Вопрос? — Ответ.",
        "«—» значит «нет»",
        "| — | −1 |\n|---|:--|",
        "чек-лист, L1-норма",
        "2–3 задачи, 2026-11, FB15-237, модель A-1-2",
        "и так далее…",
        "| слово   | слово |\n|---------|-------|",
        "1.  пункт",
        "50 : 1",
        "файл .env",
        "10 %, 10\N{NO-BREAK SPACE}%",
        "«The Top 2% of People»",
        "Вопрос. Вы поймёте. — Вам помогут. «Вы здесь»",
        "точка A и вектор a",
        "чуть-чуть, что-то",
        "доля 0,5",
        "Python 3.11, Python (3.11–3.14), версии 3.7 или 3.8, § 2.1, раздел 2.1, CC BY 4.0, Llama 3.2-Vision",
        "[2.1. Gaussian mixture models](https://example.org/0.5.html)",
        "дата сетевого запроса",
    ],
)
def test_what_is_set_right_is_left_alone(text):
    assert said(text) == []


# --- spelling


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Машиное обучение", "слова «Машиное» нет в словаре."),
        ("**Машиное** обучение", "слова «Машиное» нет в словаре."),
        ("чек-лсит", "слова «чек-лсит» нет в словаре."),
        ("ML-инжинер", "слова «инжинер» нет в словаре."),
        ("[Машиное обучение](a.md)", "слова «Машиное» нет в словаре."),
        ("![Машиное обучение](a.svg)", "слова «Машиное» нет в словаре."),
        ('![Обучение](a.svg "Машиное")', "слова «Машиное» нет в словаре."),
        ("---\ntitle: Машиное\n---\nтекст", "слова «Машиное» нет в словаре."),
        ("<b>Машиное</b>", "слова «Машиное» нет в словаре."),
        ("моdель", "латинские буквы среди русских: «моdель»."),
        ("cписок", "латинские буквы среди русских: «cписок». Напишите «список»."),
        ("L1-нopма", "латинские буквы среди русских: «нopма». Напишите «норма»."),
        ("модель Т5", "русская буква вместо латинской: «Т5». Напишите «T5»."),
        ("Еще", "нужна «ё»: «Еще». Напишите «ещё»."),
        ("все-таки ее берет", "нужна «ё»: «ее». Напишите «её»."),
        ("он берет", "нужна «ё»: «берет». Напишите «берёт»."),
    ],
)
def test_a_misspelt_word_is_found(text, finding):
    assert any(problem.startswith(finding) for problem in said(text))


@pytest.mark.parametrize(
    "text",
    [
        "k-fold, L1-норма, ML-инженер, n-граммы, 5-й, 2-го, $k$-го, `dict`-подобный, T5",
        "Машинное обучение: нейросеть, нейросетей, эмбеддингами",
        "`Машиное` $Машиное$ <!-- Машиное --> {{ машиное('Машиное') }} https://example.org/машиное docs/машиное.md",
        "[текст](машиное.md) { #машиное }",
        "``` text\nМашиное\n```",
        "$$\n\\text{Машиное}\n$$",
        "/// answer | машиное\n    checked: 2026-11\n\nОтвет.\n///",
        "все и всё, небо и нёбо",
    ],
)
def test_a_right_word_and_what_is_no_prose_are_left_alone(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("word", "right"),
    [("учет", "учёт"), ("трех", "трёх"), ("объем", "объём"), ("зачем", None), ("все", None), ("узнает", None), ("ещё", None)],
)
def test_yo_is_wanted_where_the_dictionary_knows_the_word_with_nothing_else(word, right):
    assert with_yo(word) == right


def test_a_word_of_the_project_is_known_in_all_its_forms():
    words = ["датасет", "Датасетами", "мини-батчей", "датасед"]
    assert [word for word in words if VOCABULARY.known(word)] == ["датасет", "Датасетами", "мини-батчей"]


def test_the_words_of_the_project_are_sorted_and_stand_once():
    words = (ROOT / WORDS).read_text(encoding="utf-8").splitlines()
    assert words == sorted(set(words), key=lambda word: word.lower().replace("ё", "е"))


# --- what is prose


def test_prose_keeps_its_lines():
    page = """\
        ---
        title: Заголовок
        ---
        # Заголовок { #title }

        ``` text
        код
        ```
        Слово `код
        и код` слово <span
        class="a">слово</span>.
        """
    assert page_prose(dedent(page)) == dedent("""\

        Заголовок

        # Заголовок ￼




        Слово ￼
         слово ￼
        слово￼.
        """)


def test_prose_of_a_yaml_file_is_its_texts():
    data = """\
        title: 'Слово: слово'
        weeks: 24
        id: слово
        text: >-
          Первая строка
          вторая строка
        questions:
        - text: Вопрос?
          aliases: [слово]
        - [раз, "два"]
        """
    assert yaml_prose(dedent(data)) == "Слово: слово\n\n\n\nПервая строка\nвторая строка\n\nВопрос?\n\nраз ￼ два\n"


def test_a_finding_in_a_yaml_file_has_the_line_of_the_word():
    data = "title: Слово\ntext: >-\n  Слово\n  еще слово\n"
    assert list(map(str, problems("curriculum.yml", data, VOCABULARY))) == ["curriculum.yml:4: нужна «ё»: «еще». Напишите «ещё»."]


def test_a_line_end_that_only_yaml_knows_shifts_no_line():
    assert yaml_prose('a: "раз\u0085"\nb: "два"\n').split("\n")[1] == "два"
