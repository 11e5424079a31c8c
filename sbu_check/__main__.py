"""`python -m sbu_check`."""

import sys

from sbu_check.cli import main

sys.exit(main())
