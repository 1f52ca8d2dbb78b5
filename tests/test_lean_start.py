"""A quick start: small queries are asked on polars' own thread, with the same answers and errors,
and packages are imported without what xlplan does not use of them, and are whole for everybody
else."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import threading
from pathlib import Path

import polars as pl
import pytest

from xlplan.hidden_imports import import_without
from xlplan.lean_polars import on_its_thread

START = """
import atexit, gc, json
atexit.register(lambda: print(gc.get_freeze_count() > 10_000))
from xlplan.{module} import {first}
{first}()
import polars
print(json.dumps([polars.thread_pool_size(), gc.get_threshold()[0]]))
"""


def test_it_gives_what_the_work_returns_and_is_done_on_another_thread() -> None:
    assert on_its_thread(threading.get_ident) != threading.get_ident()
    assert on_its_thread(lambda: pl.DataFrame({"Budget": [1, 2]})["Budget"].sum()) == 3
    assert on_its_thread(lambda: None) is None


def test_work_on_it_may_ask_for_more_of_it() -> None:
    assert on_its_thread(lambda: on_its_thread(lambda: pl.select(pl.lit(7)).item())) == 7


@pytest.mark.parametrize(
    "error", [KeyError("Post"), pl.exceptions.ColumnNotFoundError("Post"), KeyboardInterrupt()]
)
def test_what_the_work_raises_comes_out_as_it_was(error: BaseException) -> None:
    def work() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        on_its_thread(work)
    assert raised.value is error


@pytest.mark.parametrize(
    ("module", "first"), [("lean_start", "start_lean"), ("lean_xlwings", "import_xlwings")]
)
def test_the_command_line_and_a_button_start_with_one_thread_and_seldom_search_for_cycles(
    module: str, first: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START.format(module=module, first=first)],
        capture_output=True,
        text=True,
        check=True,
    )
    started, ended = done.stdout.splitlines()
    assert json.loads(started) == [1, 200_000] and ended == "True"


WHOLE = """
import sys
from xlplan.checking.batch import pack_of
pack_of(None)
packages = ("pydantic", "pydantic_core", "numpy")
left_out = [name for name in sys.modules if name.partition(".")[0] in packages]
import pydantic, polars.io.iceberg, polars.io.delta, polars.io.lance, polars.catalog.unity
print(left_out, issubclass(pydantic.BaseModel, object), pydantic.BaseModel.model_fields == {},
      callable(polars.io.iceberg.scan_iceberg), callable(polars.io.delta.scan_delta),
      polars.io.iceberg.__file__ is not None)
"""


def test_what_the_rules_are_read_without_is_whole_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", WHOLE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", *["True"] * 5]


OF_A_PRESS = """
import sys
from xlplan.lean_xlwings import import_xlwings
import_xlwings()
import xlplan.actions.check, xlplan.excel.buttons, xlplan.excel.findings, xlplan.excel.reading
from xlplan.checking.batch import pack_of
pack_of(None)
readers = ("python_calamine", "zipfile", "xml.etree.ElementTree", "openpyxl", "tomllib",
           "multiprocessing")
print([name for name in readers if name in sys.modules])
"""


def test_a_button_imports_nothing_that_reads_files() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OF_A_PRESS], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_package_that_wants_something_of_a_hollow_one_at_once_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content.py").write_text("def answer(): return 42\n")
    (tmp_path / "patient.py").write_text("from content import answer\n")
    (tmp_path / "eager.py").write_text("from content import answer\nHELD = answer() + 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    import_without("patient", hollow=("content",))
    assert isinstance(importlib.import_module("patient").answer, type)
    assert "content" not in sys.modules
    import_without("eager", hollow=("content",))
    assert importlib.import_module("eager").HELD == 43
