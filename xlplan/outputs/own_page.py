"""A self-contained html page: template, style and script of `page/` put together in one
file.

It works without its script, asks for nothing over any network (its own policy forbids it), and its
template escapes all text; a script only shows, hides and sorts what the page holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateStream
from markupsafe import Markup

from xlplan.outputs.rules.manual import ExampleTable
from xlplan.version import __version__
from xlplan.wording import number

_UNSHOWN = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"
} | {code: None for code in range(0xD800, 0xE000)}
"""Control characters and halves of characters, which a page may not hold."""


def stream(name: str, values: Mapping[str, object], *, look: str = "") -> TemplateStream:
    """The page `name`.html with `name`.css and `name`.js, in parts; `look` is a style that comes
    before its own."""
    environment = Environment(
        loader=PackageLoader("xlplan.outputs", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["number"] = number
    environment.tests["grid"] = lambda block: isinstance(block, ExampleTable)
    script = _source(f"{name}.js")
    styles = [look, name] if look else [name]
    made = environment.get_template(f"{name}.html").stream(
        **values,
        version=__version__,
        style=Markup("".join(_source(f"{style}.css") for style in styles)),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    made.enable_buffering(200)
    return made


def _shown(value: object) -> object:
    return (
        value.translate(_UNSHOWN)
        if isinstance(value, str) and not isinstance(value, Markup)
        else value
    )


def _source(name: str) -> str:
    return (files("xlplan.outputs") / "page" / name).read_text(encoding="utf-8")
