"""Fuzzing: generated inputs for check, inspect, fix, compare and configuration, and the promises that each must keep.

`python -m tests.fuzz --help` shows how to run it. `TARGET:SEED:INDEX` names an input. The same name makes the same
input as long as the generators, the vocabularies and the grammar stay as they are.
"""
