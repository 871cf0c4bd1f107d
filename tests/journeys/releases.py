"""A newer release of the client, as a desk that has been upgraded serves it: another page, and a
service worker that knows its hash. Everything else is what was built.
"""

import base64
import hashlib
import re
import shutil
from pathlib import Path

from lykta import app

NEWER = '<meta name="release" content="newer" />'


def newer_release(folder: Path) -> Path:
    """Made in `folder`; served by `python -c serving(folder) serve …`."""
    shutil.copytree(app.STATIC, folder)
    page, worker = folder / "index.html", folder / "sw.js"
    for twin in [*folder.glob("index.html.*"), *folder.glob("sw.js.*")]:
        twin.unlink()
    page.write_text(page.read_text().replace("<head>", f"<head>{NEWER}", 1))
    digest = base64.b64encode(hashlib.sha384(page.read_bytes()).digest()).decode()
    text, hashes = re.subn(r"(/index\.html`,`sha384-)[^`]+", rf"\g<1>{digest}", worker.read_text())
    text, names = re.subn(r"`app-[0-9a-f]+`", "`app-newer`", text)
    assert (hashes, names) == (1, 1), "the worker is not written as it was"
    worker.write_text(text)
    return folder


def serving(folder: Path) -> str:
    """The command of the desk, with the client in `folder`."""
    return (
        "import pathlib, sys, lykta.app, lykta.cli; "
        f"lykta.app.STATIC = pathlib.Path({str(folder)!r}); sys.exit(lykta.cli.main())"
    )
