"""Words that stand nowhere else, put into every free field; and everywhere they are looked for.

canaries = Canaries()
await page.get_by_label(...).fill(canaries.of("note"))
assert canaries.found_in(dump) == {}
"""

import base64
import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Page, Request

# Every store a page has, as text; what is bytes there comes as numbers in base64.
STORES = """async () => {
  const plain = (value) => {
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return String.fromCharCode(...new Uint8Array(value.buffer));
    if (Array.isArray(value)) return value.map(plain);
    if (value && typeof value === 'object' && !(value instanceof CryptoKey))
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
    return value;
  };
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  found.push(document.cookie, document.title, location.href, JSON.stringify(history.state));
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((good) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => good(asked.result);
    });
    for (const store of db.objectStoreNames) {
      const asked = db.transaction(store).objectStore(store).getAll();
      const all = await new Promise((good) => (asked.onsuccess = () => good(asked.result)));
      found.push(JSON.stringify(all.map(plain)));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      found.push(request.url + (await (await cache.match(request)).text()));
  }
  return found.join('\\n');
}"""
PAGE = """() => [document.documentElement.outerHTML, document.title,
  ...[...document.querySelectorAll('input, textarea')].map((each) => each.value)].join('\\n')"""


class Canaries:
    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def of(self, field: str) -> str:
        """The word for this field. Nobody's name, number or address."""
        return self.words.setdefault(field, f"Kanariefågel{field.title().replace('_', '')}Åh")

    def found_in(self, *places: bytes | str) -> set[str]:
        """The fields whose words can be read there, in whatever writing."""
        whole = b"\n".join(
            place if isinstance(place, bytes) else place.encode(errors="replace")
            for place in places
        )
        return {
            field
            for field, word in self.words.items()
            if any(form in whole for form in writings(word))
        }

    def found_under(self, folder: Path) -> set[str]:
        """In the name or the bytes of any file; packed ones are unpacked."""
        found: set[str] = set()
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            raw = file.read_bytes()
            found |= self.found_in(str(file), raw, *_unpacked(raw))
        return found


def writings(word: str) -> Iterable[bytes]:
    """As UTF-8 and UTF-16, escaped in JSON and in an address, in hex, and in base64 wherever in
    its threes it begins.
    """
    utf8 = word.encode()
    yield from (utf8, word.encode("utf-16-le"), utf8.hex().encode(), quote(word).encode())
    yield json.dumps(word)[1:-1].encode()
    for skipped in range(3):
        # What its neighbours share in at either end is left out.
        inner = utf8[skipped : skipped + (len(utf8) - skipped) // 3 * 3]
        yield base64.b64encode(inner)
        yield base64.urlsafe_b64encode(inner)


def _unpacked(raw: bytes) -> Iterable[bytes]:
    at = raw.find(b"\x1f\x8b\x08")
    if at >= 0:
        try:
            yield gzip.decompress(raw[at:])
        except (OSError, EOFError):
            return


class Overheard:
    """Everything a page asks of anybody."""

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        page.on("request", self._heard)

    def _heard(self, request: Request) -> None:
        self.requests.append(request)

    def all(self) -> str:
        return "\n".join(
            f"{each.method} {each.url} {each.headers} {each.post_data or ''}"
            for each in self.requests
        )
