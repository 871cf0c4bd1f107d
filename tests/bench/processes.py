"""What a server's process costs, as the kernel counts it."""

import os
import time
from pathlib import Path

from tests.desk import RunningDesk

MB = 1024 * 1024


def memory(process: int) -> float:
    """Resident, in MB; what it shares with others is counted whole."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def started_in(desk: RunningDesk, port: int) -> float:
    """Seconds from the command to its word that it is ready."""
    begun = time.perf_counter()
    desk.start(port)
    return time.perf_counter() - begun
