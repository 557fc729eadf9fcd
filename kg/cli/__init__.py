"""The command line: parse, call one method of `kg.app.Graph`, render. Errors are printed in one place, `run`."""

from kg.cli.boundary import run

__all__ = ["run"]
