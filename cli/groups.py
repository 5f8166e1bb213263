"""Groups of commands in which a name stands for one command."""

from __future__ import annotations

import click


class CommandGroup(click.Group):
    """A group that refuses a second command of a name; click would put it in the first's place."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command.

        Raises:
            ValueError: the group has a command of that name.
        """
        if (name or cmd.name) in self.commands:
            raise ValueError(f"two commands of {self.name} are named {name or cmd.name}")
        super().add_command(cmd, name)
