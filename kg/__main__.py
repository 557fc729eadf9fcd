"""Start the command line: `kg` and `python -m kg`."""

import sys

from kg.cli import run


def main() -> None:
    """Run the command line on the arguments of the process and exit with its code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
