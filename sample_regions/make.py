#!/usr/bin/env python3
"""Makes the sample regions from the raw tables: python3 make.py DATA_FOLDER [--output FOLDER]

DATA_FOLDER holds `samples/NAME/` with the tables that README.md names. Needs Python 3.10 or later and nothing else.
The same tables give the same bytes. It invents nothing: what a table does not publish is null, and every number in a
scene's caption is computed. The words of the samples are in making/stories.py and making/america.py.
"""

import argparse
import pathlib
import sys

from making import america, europe


def main():
    """Reads the command line, writes every sample and prints its size."""
    parser = argparse.ArgumentParser(description="Make the sample regions from the raw tables.")
    parser.add_argument("data_folder", type=pathlib.Path, help="the folder that holds samples/")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    arguments = parser.parse_args()
    if not (arguments.data_folder / "samples").is_dir():
        sys.exit(f"{arguments.data_folder} holds no folder “samples”")
    for family in (europe, america):
        for name, size in family.make(arguments.data_folder, arguments.output):
            print(f"{name}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
