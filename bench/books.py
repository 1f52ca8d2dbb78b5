"""The generated unit books on disk, kept from run to run."""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from contents import content, followed_up
from planting import Content, Planted
from rows import YEAR, code

from xlplan.template import build

HERE = Path(__file__).parent
CACHE = HERE / ".books"
COMPILED = CACHE / "compiled"
"""Where both sides keep their compiled modules."""
DISTINCT = 200
"""Books of a content of their own; in a larger batch they come again under other Enhetskoder."""


KINDS: dict[str, Callable[[int], Content]] = {"plan": content, "year": followed_up}
"""Books of plans to check, and of a whole year's outcome."""


def books(number: int, kind: str = "plan") -> list[Path]:
    """The first `number` books of a kind, built where an earlier run has not."""
    recipe = CACHE / _recipe()
    folder = recipe / kind
    files = [folder / f"{i // DISTINCT:02}" / f"enhet{i:05}.xlsx" for i in range(number)]
    for file in files[::DISTINCT]:
        file.parent.mkdir(parents=True, exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n")
    missing = [(i, files[i]) for i in range(min(number, DISTINCT)) if not files[i].exists()]
    if missing:
        _drop_stale(recipe)
        print(f"Building {len(missing)} books in {folder} ...", file=sys.stderr)
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
            list(pool.map(partial(write, kind), *zip(*missing, strict=True), chunksize=10))
    for i in range(DISTINCT, number):
        if not files[i].exists():
            _again(files[i % DISTINCT], code(i % DISTINCT), files[i], code(i))
    return files


def _drop_stale(kept: Path) -> None:
    """Books by an older recipe."""
    for folder in CACHE.iterdir():
        if folder.is_dir() and folder not in (kept, COMPILED):
            shutil.rmtree(folder)


def write(kind: str, number: int, out: Path) -> None:
    contract: Any = importlib.import_module("xlplan_rules.contract")
    made = KINDS[kind](number)
    created = datetime(YEAR, 1, 1, tzinfo=UTC)
    build(
        contract,
        out,
        facts=made.facts,
        rows=made.tables,
        version="bench",
        created=created,
        overwrite=True,
    )


def planted(number: int) -> set[Planted]:
    """What the check of book `number` has to find of the planted kinds."""
    return set(content(number % DISTINCT).planted)


def _again(book: Path, own: str, out: Path, other: str) -> None:
    """The same book with another Enhetskod."""
    unready = out.with_suffix(".part")
    with (
        zipfile.ZipFile(book) as source,
        zipfile.ZipFile(unready, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/sharedStrings.xml":
                part = part.replace(f"<t>{own}</t>".encode(), f"<t>{other}</t>".encode())
            target.writestr(name, part)
    unready.replace(out)


def _recipe() -> str:
    """Changes when the books would: what they hold, what the contract declares, how the template is
    written."""
    contract: Any = importlib.import_module("xlplan_rules.contract")
    template: Any = importlib.import_module("xlplan.template")
    ours = ("contents.py", "planting.py", "prose.py", "rows.py")
    rules = Path(contract.__file__).parent
    tables = ("contract.py", "_choices.py", "_columns.py", *rules.glob("_*_tables.py"))
    own = [*(HERE / name for name in ours), *sorted(rules / name for name in tables)]
    sources = [*own, *sorted(Path(template.__file__).parent.glob("*.py"))]
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
