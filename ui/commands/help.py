"""The help of the commands in Vietnamese: Typer brings English headings, and no other way to set them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

# What stands for the value of an option that has no name of its own, by what Typer shows; a switch takes none.
_VALUES: Mapping[str, str] = {
    "<bool>": "",
    "<int>": "SỐ",
    "<int range>": "SỐ",
    "<float>": "SỐ",
    "<float range>": "SỐ",
    "<str>": "CHỮ",
    "<path>": "TỆP",
}
_USAGE = "Cách gọi: "
_OPTIONS = "[TUỲ CHỌN]"
_COMMANDS = "LỆNH [THAM SỐ]..."


class Command(TyperCommand):
    """A command whose help is in Vietnamese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        _speak_vietnamese(self, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Writes the line that shows how it is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _USAGE)


class Group(TyperGroup):
    """Commands under one name, with their help in Vietnamese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        _speak_vietnamese(self, ctx)
        self.subcommand_metavar = _COMMANDS
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Writes the line that shows how it is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _USAGE)


def _speak_vietnamese(command: TyperCommand | TyperGroup, context: Any) -> None:
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tuỳ chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
    rich_utils.ENVVAR_STRING = "[biến môi trường: {}]"
    command.options_metavar = _OPTIONS
    option = command.get_help_option(context)
    if option is not None:
        option.help = "Xem hướng dẫn này."
    for param in command.get_params(context):
        if isinstance(param, TyperArgument):  # its name says what it is; Typer would add "<str>"
            param.display_type_rich = lambda ctx: None  # type: ignore[method-assign]
        elif isinstance(param, TyperOption) and param.metavar is None:
            param.metavar = _VALUES.get(param.display_type_rich(context) or "")
