"""Fuzzing: generated inputs for check, inspect, fix, compare and configuration, and what must hold for each.

`python -m tests.fuzz --help` runs it. An input is named by `TARGET:SEED:INDEX`, which makes the same input again.
"""
