"""`python -m civic` is the `civic` command."""

from civic.cli import main

main()
