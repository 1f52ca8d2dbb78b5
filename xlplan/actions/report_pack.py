"""What a pack gives a report: outlines, sentences and the Word template."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.checking.batch import pack_of
from xlplan.model import shown_path
from xlplan.report.formats import FORMATS
from xlplan.whole_file import os_reason

if TYPE_CHECKING:
    from xlplan.report.outline.outline import Outline
    from xlplan.report.texts.sentences import Sentences
    from xlplan.report.word.template import WordTemplate


@lru_cache(maxsize=4)
def outlines(pack: Path | None) -> tuple[Outline, ...]:
    """The outlines of the pack, a municipality's own first. Raises PackError for one that cannot be
    used."""
    from xlplan.checking.packs import resources
    from xlplan.report.outline.outline_file import load_outline

    texts = resources("disposition", ".toml", pack)
    return tuple(load_outline(text, f"{name}.toml") for name, text in texts.items())


@lru_cache(maxsize=4)
def sentences(pack: Path | None) -> Sentences:
    from xlplan.checking.packs import resources
    from xlplan.report.texts.sentences import Sentences

    return Sentences(resources("meningar", ".jinja", pack))


def template_hints(pack: Path | None, own: Path | None, formats: Sequence[str]) -> tuple[str, ...]:
    """What readers would stumble on in every report that is built on the template: sentences, for
    those who own it. Raises PackError for a template that cannot be used."""
    if (template := template_of(pack, own, formats)) is None:
        return ()
    from xlplan.report.word.hints import template_faults

    return template_faults(template)


def template_of(pack: Path | None, own: Path | None, formats: Sequence[str]) -> WordTemplate | None:
    """The template that reports are built on, if there is to be any: the user's `own`, or else the
    pack's."""
    from xlplan.checking.pack_file import word_template

    file = own or word_template(pack)
    built = any(FORMATS[form].on_template for form in formats)
    return _read_template(file) if file and built else None


@lru_cache(maxsize=4)
def _read_template(file: Path) -> WordTemplate:
    from xlplan.report.word.template import WordTemplateError, read_word_template

    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise WordTemplateError(
            f"Mallen {shown_path(file)} finns inte. Ange en Word-fil som finns."
        ) from None
    except OSError as error:
        why = "det är en mapp" if file.is_dir() else os_reason(error)
        raise WordTemplateError(f"Mallen {shown_path(file)} kan inte läsas: {why}.") from error
    return read_word_template(data, file.name, tuple(pack_of(None).specs["tblEnhet"].columns))
