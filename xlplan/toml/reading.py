"""The strict reader: every key known, every value of the right kind, all faults told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Strict, ValidationError

from xlplan.model import shown_path
from xlplan.toml.faults import did_you_mean, faults_of
from xlplan.toml.syntax import line_and_fault


class Section(BaseModel):
    """A table of a TOML file."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        validate_by_name=False,
        validate_by_alias=True,
        protected_namespaces=(),
    )


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("är tom. Skriv en text.")
    return text


Filled = Annotated[str, AfterValidator(_filled)]
"""A text that is not blank."""


def among(known: Iterable[str]) -> AfterValidator:
    """One of these texts; for what is not written out as a Literal."""
    choices = tuple(known)

    def check(text: str) -> str:
        if text not in choices:
            raise ValueError(f"är ”{text}”, som inte finns.{did_you_mean(text, choices)}")
        return text

    return AfterValidator(check)


_Item = TypeVar("_Item")
Listed = Annotated[tuple[_Item, ...], Strict(False)]
"""A list, which TOML has as list and not as tuple."""

_Model = TypeVar("_Model", bound=Section)


class TomlError(Exception):
    """A TOML file that cannot be used; the text says what and where, in Swedish, a line a fault."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line
        """The line that is no TOML, from 1; None where it is something else."""


def read(path: Path, model: type[_Model], what: str) -> _Model:
    """The file as its model. `what` is what such a file is called: "Regelpaketet". Raises
    TomlError."""
    return checked(*untyped(path, what), model)


def untyped(path: Path, what: str) -> tuple[dict[str, Any], str]:
    """The file's tables, which are held against no model yet, and what sentences about it begin
    with. Raises TomlError."""
    shown = f"{what} {shown_path(path)}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TomlError(f"{shown} finns inte.") from None
    except UnicodeDecodeError:
        raise TomlError(
            f"{shown}: texten är inte sparad som UTF-8. Spara filen på nytt så."
        ) from None
    except OSError:
        why = "det är en mapp och ingen fil" if path.is_dir() else "åtkomst nekas"
        raise TomlError(f"{shown} kan inte läsas: {why}.") from None
    subject = f"{what} {shown_path(Path(path.name))}"
    return _loaded(text, subject), subject


def parsed(text: str, model: type[_Model], subject: str) -> _Model:
    """The text of a file as its model; sentences begin with `subject`. Raises TomlError."""
    return checked(_loaded(text, subject), subject, model)


def _loaded(text: str, subject: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, fault = line_and_fault(error, text)
        raise TomlError(f"{subject}: {fault}", line) from None


def checked(data: Mapping[str, Any], subject: str, model: type[_Model]) -> _Model:
    """A table that has been read as its model. Raises TomlError."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise TomlError("\n".join(faults_of(error, model, subject))) from None
