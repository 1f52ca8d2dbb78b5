"""The lines of kommun_bas.toml: which accounts belong to the budget's standard lines."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from xlplan.toml import Filled, Listed, Section


class AccountsLine(Section):
    post: Filled
    radtyp: Literal["intäkt", "kostnad"]
    konton: Filled = Field(description='konton i en text, till exempel konton = "50-51, 56"')


class AccountsFile(Section):
    rad: Listed[AccountsLine] = Field(min_length=1)
