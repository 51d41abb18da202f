### The command line: help, progress and results.
