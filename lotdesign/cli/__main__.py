"""`python -m lotdesign.cli` is `lotdesign`."""

from lotdesign.cli.main import main

if __name__ == "__main__":
    main()
