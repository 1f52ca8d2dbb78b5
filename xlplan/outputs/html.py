"""`check --format html`: one page that needs nothing but itself, for a controller to read, filter, print and send on.

It works without its script (then without filter), asks for nothing over any network (its own policy forbids it), and
follows WCAG 2.1 AA. The template escapes all text; the script only shows and hides what the page holds.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xlplan import __version__
from xlplan.model import Run
from xlplan.outputs import Occasion
from xlplan.outputs.html_view import page
from xlplan.outputs.manual import Grid
from xlplan.wording import number

_UNSHOWN = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"} | {
    code: None for code in range(0xD800, 0xE000)
}
"""Control characters and halves of characters, which a page may not hold."""


def write(run: Run, to: IO[str], occasion: Occasion, links_from: Path) -> None:
    """Write the page; its links to the books start from the folder `links_from`."""
    environment = Environment(
        loader=PackageLoader("xlplan.outputs", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["number"] = number
    environment.tests["grid"] = lambda block: isinstance(block, Grid)
    script = _source("page.js")
    stream = environment.get_template("page.html").stream(
        page=page(run, occasion, links_from),
        version=__version__,
        style=Markup(_source("page.css")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    stream.enable_buffering(200)
    for part in stream:
        to.write(part)


def _shown(value: object) -> object:
    return value.translate(_UNSHOWN) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(name: str) -> str:
    return (files("xlplan.outputs") / "page" / name).read_text(encoding="utf-8")
