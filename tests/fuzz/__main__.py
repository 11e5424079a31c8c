"""`python -m tests.fuzz`: the long run, and the replay of a failure.

python -m tests.fuzz --target all --count 1000000 --seed 7 --jobs 2
python -m tests.fuzz --replay check:7:123 [--minimise]
"""

from __future__ import annotations

import argparse
import sys
import time

from .failures import Failure, run
from .inputs import Input, make
from .minimise import minimised
from .targets import SHARES, TARGETS, warm_up
from .workers import Summary, fuzz


def main() -> int:
    """Run the fuzzers or replay an input; return 1 if an input fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--target", default="all", choices=("all", *TARGETS))
    parser.add_argument("--count", type=int, default=10_000, help="inputs in all; each target has its share")
    parser.add_argument(
        "--first", type=int, default=0, help="index of the first input of each target (default: 0)"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--replay", metavar="TARGET:SEED:INDEX", help="run one input and show it")
    parser.add_argument("--minimise", action="store_true", help="with --replay: make the input smaller first")
    options = parser.parse_args()
    warm_up()
    if options.replay:
        target, seed, index = options.replay.split(":")
        return _replay(make(target, int(seed), int(index)), smaller=options.minimise)
    shares = SHARES if options.target == "all" else {options.target: 1}
    inputs = {
        target: range(options.first, options.first + options.count * share // sum(shares.values()))
        for target, share in shares.items()
    }
    began = time.monotonic()
    summary = fuzz(inputs, options.seed, options.jobs, _log)
    return _print(summary, options.seed, time.monotonic() - began)


def _log(summary: Summary, failure: Failure | None) -> None:
    if failure:
        print(f"  {failure.target}: {failure.signature}  [{failure.name}] {failure.detail!a}", flush=True)
    else:
        print(
            f"  {sum(summary.counts.values()):,} inputs, {len(summary.failures)} kinds of failure", flush=True
        )


def _print(summary: Summary, seed: int, seconds: float) -> int:
    done = sum(summary.counts.values())
    rate = done / summary.cpu if summary.cpu else 0
    print(f"\nseed {seed}: {done:,} inputs in {seconds:,.0f} s, {rate:,.0f} a second of processor time")
    for target, count in sorted(summary.counts.items()):
        failed = sum(count for (one, _), (_, count) in summary.failures.items() if one == target)
        print(f"  {target:<14}{count:>10,} inputs {failed:>8,} failures")
    for (target, signature), (first, count) in sorted(summary.failures.items()):
        print(
            f"\n{target}: {signature} ({count:,})\n  {first.detail!a}\n  python -m tests.fuzz --replay {first.name} --minimise"
        )
    return 1 if summary.failures else 0


def _replay(case: Input, *, smaller: bool) -> int:
    if smaller:
        case = minimised(case)
    for name, value in case.parts.items():
        print(f"{name} = {value!a}")
    print(f"options = {dict(case.options)!a}\nforbidden = {case.forbidden}")
    failure = run(case)
    if failure is None:
        print("nothing fails")
        return 0
    print(f"{failure.signature}: {failure.detail}")
    TARGETS[case.target](case)  # once more, for the traceback
    return 1


if __name__ == "__main__":
    sys.exit(main())
