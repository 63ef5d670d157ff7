"""`python -m stelsel`: the command line where there is no script of that name."""

from stelsel.cli import main

if __name__ == "__main__":
    main()
