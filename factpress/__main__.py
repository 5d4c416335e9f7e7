"""`python -m factpress`."""

from factpress.command import main

main()
