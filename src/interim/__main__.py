"""``python -m interim`` is ``interim``."""

from interim.cli.entry import main

if __name__ == "__main__":
    main()
