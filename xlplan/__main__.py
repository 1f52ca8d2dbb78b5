"""`python -m xlplan` is the same as `xlplan`."""

from xlplan.cli.main import main

if __name__ == "__main__":
    main()
