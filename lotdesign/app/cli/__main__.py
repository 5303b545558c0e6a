"""`python -m lotdesign.app.cli` is `lotdesign`."""

from lotdesign.app.cli.main import main

if __name__ == "__main__":
    main()
