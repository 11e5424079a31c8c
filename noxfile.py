"""Common tasks: `nox -l` lists them, `nox -s tests` runs one."""

from __future__ import annotations

from pathlib import Path

import nox

nox.options.sessions = ["lint", "tests"]
nox.options.default_venv_backend = "venv"


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest."""
    session.install("--quiet", "--editable", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Run lint, formatting, types and import contracts."""
    session.install("--quiet", "--editable", ".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    for platform in ("linux", "win32", "darwin"):
        session.run("mypy", "--platform", platform)
    session.run("lint-imports")


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and write coverage.xml."""
    session.install("--quiet", "--editable", ".[test]", "pytest-cov>=6")
    session.run(
        "pytest", "--cov=sbu_check", "--cov-report=xml", "--cov-report=term:skip-covered", *session.posargs
    )


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Run the benchmarks; arguments after -- name some of them."""
    session.install("--quiet", "--editable", ".[test,bench]")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Write the files that are made from others: manual page, schema of the configuration, expected report."""
    session.install("--quiet", "--editable", ".")
    session.run("python", "-m", "sbu_check.cli.manual", "docs/sbu-check.1")
    session.run("python", "-m", "sbu_check.config.key_schema", "sbu_check/schemas/config.schema.json")
    with session.chdir("examples"), Path("expected.txt").open("w", encoding="utf-8") as expected:
        command = ("sbu-check", "check", "--format", "concise", "cables")
        session.run(*command, stdout=expected, success_codes=[1])


@nox.session
def changelog(session: nox.Session) -> None:
    """Write the fragments of changes/ into CHANGELOG.md; the argument is the version."""
    session.install("--quiet", "towncrier>=24")
    session.run("towncrier", "build", "--yes", "--version", *session.posargs)
