"""Damaged files and builds are refused in clear words or make a valid site. A short part of `make fuzz`, and that it would notice."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from macros.problems import ContentError, Problem
from tests import fuzz, mutations

MUTATIONS = 40


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> fuzz.Bench:
    return fuzz.Bench(tmp_path_factory.mktemp("fuzz"))


def test_damaged_data_files_and_pages_are_refused_in_words_or_make_valid_pages(bench):
    found = [bench.run(f"suite:{number}") for number in range(MUTATIONS)]
    assert [(outcome.case, outcome.kind, outcome.said) for outcome in found if outcome.faulty] == []
    assert {outcome.kind for outcome in found} == {fuzz.VALID, fuzz.REFUSED}


def test_a_case_is_the_same_whenever_it_is_run(bench):
    assert [bench.run("suite:7") for _ in range(2)] == [bench.run("suite:7")] * 2


def test_what_is_whole_is_valid(bench):
    for name in ("nlp/attention/mechanism.md", "roadmap.md", "mlsd/cases/ticket-routing.md"):
        content, page = bench.renderer.page(bench.curriculum, bench.real.root, name, fuzz.files_of(bench.real.root))
        fuzz.assert_valid(content, page, bench.curriculum)
        assert list(fuzz.whole_html.broken(content)) == []


# --- what must not happen is noticed


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<p>Текст", "</article> не на месте"),
        ("<p>Текст</div>", "не на месте"),
        ('<p id="a"></p><p id="a"></p>', "id дважды"),
        ("<p>\x02klzzwxh:0\x03</p>", "осталось"),
        ("<p>{{ line() }}</p>", "запись макроса"),
    ],
)
def test_a_page_that_is_not_valid_is_a_fault(bench, content, fault):
    files = fuzz.files_of(bench.real.root)
    _, page = bench.renderer.page(bench.curriculum, bench.real.root, "roadmap.md", files)
    with pytest.raises(fuzz.FaultError, match=fault):
        fuzz.assert_valid(content, page, bench.curriculum)


def test_a_topic_page_without_one_of_its_questions_is_a_fault(bench):
    content, page = bench.renderer.page(bench.curriculum, bench.real.root, "python/oop.md", fuzz.files_of(bench.real.root))
    with pytest.raises(fuzz.FaultError, match="вопросы страницы"):
        fuzz.assert_valid(content.replace('class="question"', "", 1), page, bench.curriculum)


@pytest.mark.parametrize("text", ["Input should be a valid string", "найден символ \ud800", "найдено: «а\nб»"])
def test_a_finding_that_is_english_or_cannot_be_printed_is_a_fault(text, monkeypatch):
    monkeypatch.setattr(Problem, "__str__", lambda problem: f"{problem.file}:{problem.line}: {problem.text}")
    with pytest.raises(fuzz.FaultError):
        fuzz.assert_told([Problem("docs/about.md", 1, text)])


def test_an_exception_in_the_checks_is_a_fault_that_names_its_case(bench, monkeypatch):
    monkeypatch.setattr(fuzz.check, "problems", lambda root: 1 / 0)
    found = bench.run("suite:1")
    assert (found.case, found.kind) == ("suite:1", "ZeroDivisionError")


def test_a_content_error_that_no_check_foresaw_is_a_fault(bench, monkeypatch):
    def refuse(*_: object) -> None:
        raise ContentError(["нет"])

    monkeypatch.setattr(bench.renderer, "page", refuse)
    monkeypatch.setattr(fuzz.check, "problems", lambda root: ([], []))
    assert bench.run("suite:1").kind == "FaultError"


def test_a_search_for_a_pattern_without_end_is_stopped():
    with pytest.raises(fuzz.TooLongError), fuzz.time_limit(0.1):
        re.match(r"(a+)+$", "a" * 50 + "b")


def test_a_process_that_dies_is_a_fault_and_another_takes_its_place(monkeypatch):
    class Dead(fuzz.Worker):
        def __init__(self) -> None:
            context = fuzz.multiprocessing.get_context("spawn")
            self.connection, theirs = context.Pipe()
            self.process = context.Process(target=_dies, daemon=True)
            self.process.start()
            theirs.close()
            self.process.join()

    monkeypatch.setattr(fuzz, "Worker", Dead)
    assert [outcome.kind for outcome in fuzz.outcomes(["suite:1", "suite:2"])] == ["Crash", "Crash"]


def _dies() -> None:
    raise SystemExit(3)


def test_every_mutation_gives_a_text_whatever_it_is_given():
    for mutation in {*mutations.DATA, *mutations.PAGE}:
        for text in ("", "\n", "a: б\n- в\n", "/// answer | x\n///\n"):
            for seed in range(5):
                assert isinstance(mutation(Random(seed), text), str), mutation.__name__
    for damage in mutations.DAMAGE:
        assert isinstance(damage(Random(1), b""), bytes)


# --- whole builds


def test_a_build_that_fails_while_it_writes_leaves_the_site_that_was_there(tmp_path):
    project = fuzz.project_copy(tmp_path)
    for file, content in fuzz.OLDER.items():
        (project / "site" / file).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / file).write_text(content, encoding="utf-8")
    damage = fuzz.Damage("на диске кончилось место", room=20_000)
    code, said = fuzz.build_project(project, damage)
    assert code == 1
    fuzz.assert_refused(project, code, said, fuzz.OLDER, damage)
    assert "Сайт не собран, прежний не тронут." in said


def test_what_is_left_of_a_build_is_noticed(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<title>половина</title>", encoding="utf-8")
    with pytest.raises(fuzz.FaultError, match="на месте сайта не то"):
        fuzz.assert_refused(tmp_path, 1, "docs/about.md:1: ошибка", {}, fuzz.Damage(""))
    with pytest.raises(fuzz.FaultError, match="traceback"):
        fuzz.assert_refused(tmp_path, 1, "Traceback (most recent call last):", {}, fuzz.Damage(""))
    with pytest.raises(fuzz.FaultError, match="не сказано"):
        fuzz.assert_refused(tmp_path, 1, "Aborted", {}, fuzz.Damage(""))


def test_a_site_that_lacks_a_page_is_noticed(handbook, tmp_path):
    (tmp_path / "site").mkdir()
    for name in ("docs", "curriculum.yml"):
        (tmp_path / name).symlink_to(Path(fuzz.ROOT / name))
    for file in handbook.folder.iterdir():
        if file.name != "about":
            (tmp_path / "site" / file.name).symlink_to(file)
    with pytest.raises(fuzz.FaultError, match="страниц не столько"):
        fuzz.assert_whole(tmp_path)
