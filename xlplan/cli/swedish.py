"""click's own words in Swedish: headings of the help, and what it says of a command written
wrongly."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

_HEADINGS = {"Options": "Val", "Commands": "Kommandon", "Arguments": "Argument"}


class SwedishFormatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Användning: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class SwedishContext(click.Context):
    formatter_class = SwedishFormatter


class Option(click.Option):
    """An option whose help is only its own words: ranges, defaults and what must be given are told
    in them."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:  # noqa: ARG002 - click's signature
        return {}


option = partial(click.option, cls=Option)


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Visa hjälpen och sluta."
    return option


class SwedishCommand(click.Command):
    context_class = SwedishContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[VAL]") for piece in super().collect_usage_pieces(ctx)]


class SwedishGroup(click.Group):
    context_class = SwedishContext
    command_class = SwedishCommand

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return ["[VAL]", "KOMMANDO …"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(
                f"Kommandot ”{args[0]}” finns inte. Kommandona är "
                f"{', '.join(sorted(self.commands))}.",
                ctx,
            )
        return super().resolve_command(ctx, args)


def explain(error: click.ClickException) -> str:
    """One Swedish sentence, and for a command written wrongly where its help is."""
    text = _sentence(error)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        text += f"\nHjälp: {error.ctx.command_path} --help"
    return text


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"Valet {error.option_name} finns inte." + _meant(error.possibilities)
        case click.MissingParameter():
            return f"{_name(error)} saknas."
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            return f"{_name(error)} kan vara {', '.join(map(str, choices))}."
        case click.BadParameter(param=click.Parameter(type=click.IntRange() as numbers)):
            upper = f" till {numbers.max}" if numbers.max is not None else " eller mer"
            return f"{_name(error)} är ett heltal, {numbers.min}{upper}."
        case click.BadParameter(param=click.Parameter(type=click.Path(file_okay=False))):
            return f"{_name(error)} ska vara en mapp, inte en fil."
        case click.BadParameter():
            return f"{_name(error)} kan inte ha det värdet."
        case click.BadOptionUsage():
            return f"Valet {error.option_name} behöver ett värde."
    if error.message.startswith("Got unexpected extra argument"):
        return (
            "Det står mer på raden än kommandot tar emot: "
            + error.message.split("(", 1)[-1].rstrip(")")
            + "."
        )
    return error.message


def _meant(possibilities: Any) -> str:
    return f" Menade du {' eller '.join(sorted(possibilities))}?" if possibilities else ""


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return "/".join(parameter.opts)
    return (
        (parameter.metavar or parameter.name or "").strip("[]")
        if parameter is not None
        else "Värdet"
    )
