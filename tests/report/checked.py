"""Reports on real texts, for the tests of reporters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.config.configuration import DEFAULT, RunOptions
from sbu_check.report.limit import Limit
from sbu_check.run.check import check_source
from sbu_check.run.outputs import assemble_report
from sbu_check.text.source import SourceText, decode

if TYPE_CHECKING:
    from sbu_check.report.model import Report

EXAMPLES = Path(__file__).parents[2] / "examples"

MIXED = """\
UNCLAS OTTAWA 000875

SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, [CA](#)
SUBJECT: TRADE TALKS

1. (U) Summary: Walrus talks &amp; caf\u00e9s went well.

2. (SBU) Zebra quokka &amp; [wombat](#) \\$9 ate the

SIPDIS

numbat.

3. (ZZ) Strange mark.

4. Unmarked bandicoot.

DICKSON
"""

HOSTILE_NAME = "\"><script>alert(1)<script> & 'x'.txt"
HOSTILE = """\
UNCLAS OTTAWA 000875

SIPDIS
SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, CA, [PREL](#)
SUBJECT: <SCRIPT>ALERT("X")</SCRIPT> & 'QUOTES' </TITLE> ]]> | `X` **B** @ALL

REF: OTTAWA 774

1. (U) Summary: <script>window.owned=1</script><img src=x onerror=window.owned=1> "double" 'single' &amp; &lt;.\tTab.

2. (<b>) Text </script></style><!-- --> <svg onload=window.owned=1> ]]> ${x} $policy $files {{ x }} {% raw %}.

3. (U) Bidi \u202eevil\u202c and \u2066isolate\u2069 \u200e. javascript:window.owned=1 %0A%0D ::error::x ##[error]y

4. (U) Control \x00\x01\x1b[31m\x7f\x85\u2028\ufffe\ud800 end.

5. (<script>window.owned=1</script>) \u05e2\u05d1\u05e8\u05d9\u05ea then (S) text.

6. (U) [link](javascript:window.owned=1) <a href="http://evil.example/">x</a> http://evil.example/x www.evil.example

</details></div></main></body></html>

DICKSON
"""


def checked(*texts: str | tuple[str, str], limit: str = "all", sheets: bool = False) -> Report:
    """The report on texts, each with its name or called `a.txt`."""
    run_options = RunOptions(limit=Limit.parse(limit), sheets=sheets)
    named = [text if isinstance(text, tuple) else ("a.txt", text) for text in texts]
    files = [check_source(SourceText(text, name), DEFAULT, run_options) for name, text in named]
    return assemble_report(files, [(DEFAULT, DEFAULT.options())], run_options)


def examples(limit: str = "all", *, sheets: bool = False) -> Report:
    """The report on every example cable, with paths from the folder of the examples."""
    paths = sorted((EXAMPLES / "cables").glob("*/*.txt"))
    texts = [(path.relative_to(EXAMPLES).as_posix(), decode(path.read_bytes()).text) for path in paths]
    return checked(*texts, limit=limit, sheets=sheets)
