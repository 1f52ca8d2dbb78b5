"""A quick start that leaves the process as it was: small queries are asked on polars' own thread,
with the same answers and errors, and what xlplan imports is whole, for itself and for everybody
else."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import polars as pl
import pytest
from packaging.requirements import Requirement

from xlplan.checking.polars_thread import on_its_thread

PANDAS = Path(sys.prefix) / "pandas"
"""pandas lies beside the environment (the Makefile puts it there): in it, every check would import
it, since pandera and polars do where they find it."""


def printed(program: str, beside: Path | None = None) -> str:
    """What a process of its own prints, with the packages of another folder if there is one."""
    found = {name: value for name, value in os.environ.items() if not name.startswith("POLARS")}
    found |= {"PYTHONPATH": str(beside)} if beside else {}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, env=found)
    assert done.returncode == 0, done.stderr
    return done.stdout


# The process

START = """
import atexit, gc, json
atexit.register(lambda: print(gc.get_freeze_count() > 10_000))
from xlplan.startup import start
start()
import polars
print(json.dumps([polars.thread_pool_size(), gc.get_threshold()[0]]))
"""


def test_a_run_starts_with_one_thread_and_seldom_searches_for_cycles() -> None:
    started, ended = printed(START).splitlines()
    assert json.loads(started) == [1, 200_000] and ended == "True"


def test_who_imports_xlplan_keeps_the_settings_of_the_process() -> None:
    program = (
        "import gc, os, xlplan, xlplan.addin, xlplan.web, xlplan.checking.batch as batch\n"
        "batch.pack_of(None)\n"
        "print(gc.get_threshold()[0] < 200_000, 'POLARS_MAX_THREADS' in os.environ)"
    )
    assert printed(program) == "True False\n"


# Whole imports

PARTS = {
    "xlplan": "from xlplan.checking.batch import pack_of; assert len(pack_of(None).rules) > 100",
    "pandera": (
        "import pandera.polars as pa, polars as pl\n"
        "pa.DataFrameSchema({'Budget': pa.Column(int, pa.Check.ge(0))})"
        ".validate(pl.DataFrame({'Budget': [1]}))"
    ),
    "pydantic": (
        "import pandera.polars, pydantic\n"
        "from pandera.typing.polars import DataFrame\n"
        "class Goal(pandera.polars.DataFrameModel): Mål: str\n"
        "class Plan(pydantic.BaseModel): år: int; mål: DataFrame[Goal]\n"
        "import polars\n"
        "assert Plan(år='2027', mål=polars.DataFrame({'Mål': ['Trivas']})).år == 2027\n"
        "try: Plan(år='i år', mål=polars.DataFrame({'Annat': [1]}))\n"
        "except pydantic.ValidationError as error: assert error.error_count() == 2, error"
    ),
    "xlwings": (
        "import xlplan.addin, xlwings, polars\n"
        "assert xlwings.conversion.Converter in xlwings.conversion.PolarsDataFrameConverter.__mro__"
    ),
    "data platforms": (
        "import polars.io.iceberg, polars.io.delta, polars.catalog.unity\n"
        "assert callable(polars.io.iceberg.scan_iceberg) and polars.io.iceberg.__file__"
    ),
}
WITH_PANDAS = {
    "xlplan": PARTS["xlplan"],
    "pandera": (
        "import pandera.pandas as pa, pandas as pd\n"
        "pa.DataFrameSchema({'Budget': pa.Column(int, pa.Check.ge(0))})"
        ".validate(pd.DataFrame({'Budget': [1]}))"
    ),
    "xlwings": (
        "import xlplan.addin, xlwings.conversion, pandas\n"
        "assert pandas.DataFrame in xlwings.conversion.accessors"
    ),
    "polars": "import polars, pandas; assert polars.DataFrame({'a': [1]}).to_numpy().sum() == 1",
}
AS_BEFORE = """
import sys
before = list(sys.meta_path), list(sys.path_hooks)
{}
assert before == (list(sys.meta_path), list(sys.path_hooks)), sys.meta_path
specs = dict((name, getattr(module, "__spec__", None)) for name, module in sys.modules.items())
print([name for name, spec in specs.items()
       if spec and spec.origin is None and not list(spec.submodule_search_locations or ())])
"""
"""Prints the modules that come from no file, no folder and not from Python itself."""


def first_and_last(names: dict[str, str]) -> list[list[str]]:
    """The parts in their order, and xlplan after each of the others."""
    rest = [name for name in names if name != "xlplan"]
    return [["xlplan", *rest], [*rest, "xlplan"], ["xlplan", *reversed(rest)]]


@pytest.mark.parametrize("order", first_and_last(PARTS), ids=" ".join)
def test_other_libraries_are_whole_before_xlplan_and_after(order: list[str]) -> None:
    program = AS_BEFORE.format("\n".join(PARTS[name] for name in order))
    assert printed(program) == "[]\n"


@pytest.mark.skipif(
    not PANDAS.is_dir(),
    reason="pandas is not beside the environment: make test puts it there (docs/decisions/0006)",
)
@pytest.mark.parametrize("order", first_and_last(WITH_PANDAS), ids=" ".join)
def test_pandas_works_with_all_of_them(order: list[str]) -> None:
    program = AS_BEFORE.format("\n".join(WITH_PANDAS[name] for name in order))
    assert printed(program, PANDAS) == "[]\n"


def test_nothing_that_xlplan_needs_brings_numpy_or_pandas() -> None:
    """pandera, polars and xlwings import them wherever they are installed: a fifth of a check."""
    needed, asked = set[str](), ["xlplan"]
    while asked:
        name = asked.pop()
        for line in importlib.metadata.requires(name) or ():
            requirement = Requirement(line)
            extras = [""] if name != "pandera" else ["", "polars"]
            is_asked = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in extras
            )
            if is_asked and requirement.name not in needed:
                needed.add(requirement.name)
                asked.append(requirement.name)
    assert {"polars", "typst", "pydantic"} <= needed
    assert not needed & {"numpy", "pandas", "pyarrow", "matplotlib"}


OF_A_PRESS = """
import sys
from xlplan.startup import start
start()
import xlwings.utils
import xlplan.actions.check, xlplan.excel.buttons, xlplan.excel.findings, xlplan.excel.reading
from xlplan.checking.batch import pack_of
pack_of(None)
readers = ("python_calamine", "xml.etree.ElementTree", "openpyxl", "tomllib", "multiprocessing")
print([name for name in readers if name in sys.modules])
"""


def test_a_button_imports_nothing_that_reads_files() -> None:
    assert printed(OF_A_PRESS) == "[]\n"


# polars' thread


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
