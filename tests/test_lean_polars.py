"""Small queries asked on polars' own thread: the same answers and the same errors, and nobody is woken for them."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import polars as pl
import pytest

from xlplan.lean_polars import on_its_thread

START = """
import gc, json
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


@pytest.mark.parametrize("error", [KeyError("Post"), pl.exceptions.ColumnNotFoundError("Post"), KeyboardInterrupt()])
def test_what_the_work_raises_comes_out_as_it_was(error: BaseException) -> None:
    def work() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        on_its_thread(work)
    assert raised.value is error


@pytest.mark.parametrize(("module", "first"), [("lean_start", "start_lean"), ("lean_xlwings", "import_xlwings")])
def test_the_command_line_and_a_button_start_with_one_thread_and_seldom_search_for_cycles(
    module: str, first: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START.format(module=module, first=first)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [1, 200_000]
