"""`python -m lykta`."""

import sys

from lykta.cli import main

sys.exit(main())
