// A desk that records what was asked and answers as told. It never decides anything.

export interface Asked {
  method: string;
  path: string;
  body: { letters?: { header: string }[] } & Record<string, unknown>;
}

export type Answer = (asked: Asked) => Response | Promise<Response>;

export class FakeDesk {
  readonly asked: Asked[] = [];

  constructor(public answer: Answer) {}

  readonly send: typeof fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Asked['body']) : {};
    const asked = { method: init?.method ?? 'GET', path: input as string, body };
    this.asked.push(asked);
    return this.answer(asked);
  };

  /** How many letters each parcel held. */
  get parcels(): number[] {
    return this.asked.flatMap(({ path, body }) => (path === '/api/ops' ? [body.letters?.length ?? 0] : []));
  }
}

export function says(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** What a hotel network says to everybody. */
export function portalPage(status = 200): Response {
  return new Response('<html>Welcome to the hotel!</html>', {
    status,
    headers: { 'content-type': 'text/html' },
  });
}

/** Receipts for a whole parcel, all of one outcome. */
export function receipts(asked: Asked, change: Record<string, unknown> = {}): Record<string, unknown> {
  const ids = (asked.body.letters ?? []).map(({ header }) => {
    return (JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/'))) as { id: string }).id;
  });
  return {
    receipts: ids.map((id) => ({ id, outcome: 'applied', version: 1, problem: null, ...change })),
    server_time: '2026-11-23T22:37:12Z',
    epoch: 'e1',
    clock: 1,
    safe: 0,
    wipe: [],
  };
}
