"""`python -m symbio_sim` is `symbio-sim`."""

from .cli import main

main()
