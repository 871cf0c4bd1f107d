// One request to the desk, and what came of it. Only JSON with a shape of the desk's own is an answer; a hotel
// network's page, a gateway's 502, silence and nonsense are weather (F11, F11b, F13).
import { LIMITS } from '../contract/contract';

export type Fetch = typeof fetch;

export type Heard =
  | { kind: 'answer'; status: number; body: Record<string, unknown> | null }
  | { kind: 'weather'; answered: boolean; retryAfterMs: number | null };

const JSON_TYPE = /^application\/(problem\+)?json\b/;
/** Statuses by which the desk, or somebody before it, says "not now". */
const NOT_NOW = [408, 425, 429];

export async function ask(send: Fetch, path: string, init: RequestInit = {}): Promise<Heard> {
  const stall = new Stall();
  try {
    const response = await send(path, {
      ...init,
      signal: stall.signal,
      cache: 'no-store',
      redirect: 'error',
    });
    const text = await read(response, stall);
    if (response.status >= 500 || NOT_NOW.includes(response.status)) {
      return { kind: 'weather', answered: true, retryAfterMs: retryAfter(response) };
    }
    if (response.status === 204) return { kind: 'answer', status: 204, body: null };
    const body = JSON_TYPE.test(response.headers.get('content-type') ?? '') ? parsed(text) : null;
    if (!body) return { kind: 'weather', answered: true, retryAfterMs: null };
    return { kind: 'answer', status: response.status, body };
  } catch {
    return { kind: 'weather', answered: false, retryAfterMs: null };
  } finally {
    stall.end();
  }
}

export function posting(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Gives up when no byte has come for 15 seconds; each byte starts them anew. */
export class Stall {
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly ms: number = LIMITS.STALL_S * 1000) {
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort.abort(), this.ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

async function read(response: Response, stall: Stall): Promise<string> {
  stall.heard();
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    stall.heard();
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function retryAfter(response: Response): number | null {
  const text = response.headers.get('retry-after');
  return text !== null && /^\d+$/.test(text) ? Number(text) * 1000 : null;
}
