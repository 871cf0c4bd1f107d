import { beforeEach, expect, it } from 'vitest';
import '../testing/browser';
import { AT, ada, ben, emptyPhone, enrolled, id, receipt, recorded, unit } from '../testing/cast';
import { readRescue } from '../letters/rescue_read';
import { waiting } from '../store/lanes';
import type { Outbox } from '../store/outbox';
import { asFile, unsent } from './rescue';

let outboxes: Outbox[];

beforeEach(async () => {
  emptyPhone();
  const { key } = await unit();
  outboxes = [await enrolled(ada, [key]), await enrolled({ ...ben, device: id(0xd2) }, [key])];
  for (const outbox of outboxes)
    for (const n of [1, 2]) await outbox.save(recorded(n, { note: 'by the bridge' }), id(0x1000 + n), AT);
});

it('[F32] [PH5] holds what everybody here has unsent, byte for byte and nothing readable', async () => {
  const file = asFile(await unsent(outboxes), '2026-11-25');
  expect(file.name).toBe('lykta-2026-11-25.txt');
  const text = await file.text();
  const stand = await Promise.all(outboxes.flatMap((outbox) => [outbox.letter(1), outbox.letter(2)]));
  expect(readRescue(text)).toEqual({ letters: stand });
  expect(text).not.toContain('bridge');
});

it('[PH2] leaves what is sent out, and lets go of nothing', async () => {
  const [first] = outboxes as [Outbox];
  const [row] = await first.rows();
  await first.receive([row!], [receipt({ id: row!.id })], 1_000, () => 0);
  expect(await unsent(outboxes)).toHaveLength(3);
  expect(waiting(await first.rows())).toHaveLength(1);
  expect(await unsent(outboxes)).toHaveLength(3);
});
