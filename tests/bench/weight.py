"""A phone that carries much: entries that the desk has told it, and letters that wait.

The letters are real. This process seals them to the unit, and the phone's own key, which no script
can take out of the browser, signs them there; the desk takes each of them in.
"""

import json
import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from playwright.async_api import Page

from tests.desk import RunningDesk
from tests.phones.bodies import contact
from tests.phones.letter import Header, IngestKey, b64, json_bytes, padded, seal, unb64, uuid7
from tests.phones.line import Line
from tests.phones.phone import Phone

PARCEL = 50

WHO = """async () => {
  const databases = await indexedDB.databases();
  const name = databases.map(({ name }) => name).find((name) => name.startsWith('lykta-'));
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const get = (key) => new Promise((resolve) => {
    const asked = db.transaction('meta').objectStore('meta').get(key);
    asked.onsuccess = () => resolve(asked.result);
  });
  const [me, seq, ingest] = await Promise.all(['me', 'seq', 'ingest'].map(get));
  const found = { device: me.device, seq, ingest };
  db.close();
  return found;
}"""
KEEP = """async ({ device, letters }) => {
  const bytes = (text) => Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  const b64 = (raw) => btoa(String.fromCharCode(...raw))
    .replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const hash = async (raw) => new Uint8Array(await crypto.subtle.digest('SHA-256', raw));
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open('lykta-' + device);
    opening.onsuccess = () => resolve(opening.result);
  });
  const key = await new Promise((resolve) => {
    const asked = db.transaction('meta').objectStore('meta').get('deviceKey');
    asked.onsuccess = () => resolve(asked.result);
  });
  const context = new TextEncoder().encode('lykta/op/1\\0');
  const cache = await caches.open('lykta-outbox');
  const kept = [];
  for (const { row, letter } of letters) {
    const parts = [context, await hash(bytes(letter.header)), await hash(bytes(letter.sealed))];
    const said = new Uint8Array(await new Blob(parts).arrayBuffer());
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    letter.signature = b64(new Uint8Array(await crypto.subtle.sign(algorithm, key, said)));
    const { seq, id, at, lanes } = row;
    await cache.put(`/__outbox/${device}/${seq}`, Response.json({ seq, id, at, letter, lanes }));
    kept.push([row, letter]);
  }
  const tx = db.transaction(['outbox', 'letters', 'meta'], 'readwrite');
  for (const [row, letter] of kept) {
    tx.objectStore('outbox').put(row);
    tx.objectStore('letters').put(letter, row.seq);
    tx.objectStore('meta').put(row.seq, 'seq');
  }
  await new Promise((resolve, reject) => { tx.oncomplete = resolve; tx.onerror = reject; });
  db.close();
}"""
FRESH = {
    "outcome": None,
    "version": None,
    "problem": None,
    "failures": 0,
    "notBefore": 0,
    "answeredAt": None,
    "dismissed": False,
}


def now() -> datetime:
    return datetime.now(UTC)


async def told(desk: RunningDesk, member: str, entries: int) -> None:
    """So many contacts of tonight, by the same member on another device."""
    phone = Phone(Line(desk.url), now=now, random_bytes=secrets.token_bytes)
    await phone.enrol((await desk.link(member))["code"])
    for _ in range(entries):
        phone.write("contact.record", phone.new_id(), contact(now()))
    receipts = await phone.post()
    assert {each.outcome for each in receipts} == {"applied"}
    await phone.line.close()


async def waits(page: Page, letters: int) -> None:
    """So many letters wait on this phone; it sees them at its next start."""
    who: dict[str, Any] = await page.evaluate(WHO)
    key = IngestKey(who["ingest"][0]["id"], unb64(who["ingest"][0]["public_key"]))
    for first in range(1, letters + 1, PARCEL):
        made = [_letter(who, key, who["seq"] + n) for n in range(first, first + PARCEL)]
        await page.evaluate(KEEP, {"device": who["device"], "letters": made})


def _letter(who: dict[str, Any], key: IngestKey, seq: int) -> dict[str, Any]:
    at = now()
    subject = uuid7(at, secrets.token_bytes)
    header = Header(uuid7(at, secrets.token_bytes), UUID(who["device"]), seq, at, key.id)
    op = {"type": "contact.record", "subject": str(subject), "seen": None, "body": contact(at)}
    head = header.as_bytes()
    sealed = seal(padded(json_bytes(op)), head, key)
    row = FRESH | {"seq": seq, "id": str(header.id), "at": _at(head), "lanes": [str(subject)]}
    return {"row": row, "letter": {"header": b64(head), "sealed": b64(sealed)}}


def _at(head: bytes) -> str:
    at: str = json.loads(head)["at"]
    return at
