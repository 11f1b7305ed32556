"""Makes the downloads, each as often as something that goes into it has changed, and never leaves half a file."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.metadata
import json
import logging
import multiprocessing
import os
import platform
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros.downloads.artefact import Artefact
from macros.downloads.catalogue import Module, extras, missing
from macros.downloads.material import Material

log = logging.getLogger("mkdocs.downloads")

_PR_SET_PDEATHSIG = 1  # man 2 prctl
KEPT = 4  # of each module: the site with and without its address, before and after a change


@dataclass(frozen=True)
class Made:
    """`files` are finished files by their location in the site; `left_out` are the artefacts that could not be made, with what they need."""

    files: Mapping[str, Path]
    left_out: Mapping[str, Sequence[str]]
    fresh: int  # how many modules were not found in the cache


def make(modules: Sequence[Module], material: Material, root: Path, *, jobs: int | None = None) -> Made:
    """All files of all modules whose libraries are there. `root` is the project, in which `.cache/downloads` keeps what was made.

    `jobs` is how many processes may work at once: as many as there are processors unless told otherwise.
    """
    left_out = {a.location: lacking for module in modules if (lacking := missing(module)) for a in module.artefacts(material.curriculum)}
    able = [module for module in modules if not missing(module)]
    cache = root / ".cache" / "downloads"
    inputs = _inputs(material, root)
    folders = {_name(module): cache / _name(module) / _key(module, inputs) for module in able}
    with _alone(cache):
        stale = [module for module in able if not folders[_name(module)].is_dir()]
        _make_all(stale, material, folders, jobs or os.cpu_count() or 1)
        for folder in folders.values():
            _forget_old(folder)
    files = {file.relative_to(folder).as_posix(): file for folder in folders.values() for file in sorted(folder.rglob("*")) if file.is_file()}
    return Made(files, left_out, len(stale))


def publish(made: Made, site: Path) -> None:
    """Copy the files into a finished site."""
    for location, file in made.files.items():
        target = site / location
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.part")
        shutil.copyfile(file, partial)
        partial.replace(target)


# --- Making

_tasks: list[Callable[[], None]] = []  # the processes at work are forks, so they have it


def _make_all(stale: Sequence[Module], material: Material, folders: Mapping[str, Path], jobs: int) -> None:
    """Every file of the modules, in folders that get their names when all is done."""
    partial = {_name(module): folders[_name(module)].with_suffix(".part") for module in stale}
    _tasks.clear()
    for module in stale:
        folder = partial[_name(module)]
        for stopped in folder.parent.glob("*.part"):  # left by a build that was stopped
            shutil.rmtree(stopped, ignore_errors=True)
        folder.mkdir(parents=True)
        files = [_writing(artefact, material, folder) for artefact in module.artefacts(material.curriculum)]
        # What a module makes on the side it makes from the same parts: one process does it all.
        _tasks.extend([_in_turn([*files, _writing_extras(module, material, folder)])] if extras(module) else files)
    if jobs > 1 and len(_tasks) > 1 and sys.platform == "linux":  # elsewhere the material would have to be sent to each process
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _end_with_the_build, (os.getpid(),)) as pool:
            list(pool.map(_do, range(len(_tasks))))
    else:
        for task in _tasks:
            task()
    _tasks.clear()
    for name, folder in partial.items():
        folder.rename(folders[name])


def _end_with_the_build(build: int) -> None:
    """A build that is killed takes its processes along: they hold its lock too, and the next build would wait for ever. Linux only."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != build:  # killed before that
        os._exit(1)


def _do(number: int) -> None:
    _tasks[number]()


def _in_turn(tasks: Sequence[Callable[[], None]]) -> Callable[[], None]:
    def task() -> None:
        for each in tasks:
            each()

    return task


def _writing(artefact: Artefact, material: Material, folder: Path) -> Callable[[], None]:
    def task() -> None:
        _write(folder / artefact.location, artefact.make(material))

    return task


def _writing_extras(module: Module, material: Material, folder: Path) -> Callable[[], None]:
    def task() -> None:
        further = extras(module)
        for location, data in further(material).items() if further else ():
            _write(folder / location, data)

    return task


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


# --- The cache


def _inputs(material: Material, root: Path) -> bytes:
    """A hash of everything that files are made from: the material, all sources and assets of the project, the locked versions of libraries."""
    digest = hashlib.sha256()
    facts = {
        "curriculum": material.curriculum.model_dump(),
        "articles": dict(material.articles),
        "addresses": dict(material.addresses),
        "titles": dict(material.titles),
        "descriptions": dict(material.descriptions),
        "site": [material.site_name, material.site_url],
        "formulas": sorted(material.formulas.items()),
        "dates": [material.date.isoformat(), dict(material.changed)],
        "python": platform.python_version(),
    }
    digest.update(json.dumps(facts, ensure_ascii=False).encode())
    for file in _sources(root):
        digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


def _sources(root: Path) -> Iterator[Path]:
    for name in ("curriculum.yml", "mkdocs.yml", "uv.lock"):
        if (root / name).is_file():
            yield root / name
    for name in ("docs", "macros", "overrides"):
        yield from (file for file in sorted((root / name).rglob("*")) if file.is_file() and "__pycache__" not in file.parts)


def _key(module: Module, inputs: bytes) -> str:
    """What the folder of the module's files is called: another name whenever they may have become other files."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in module.NEEDS]
    return hashlib.sha256("\0".join([_name(module), *versions]).encode() + inputs).hexdigest()[:16]


def _name(module: Module) -> str:
    return module.__name__.rpartition(".")[2]


def _forget_old(used: Path) -> None:
    """Remove the folders beside this one that were not used for longest."""
    os.utime(used)
    for folder in sorted(used.parent.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time: a second one would make the same again and remove what the first still copies."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.info("Файлы для скачивания делает другая сборка, ждём её.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
