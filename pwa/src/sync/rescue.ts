// Letters out of a rescue file, carried to the desk. Importing twice changes nothing (F67): what was there before
// gets its old receipt, and is told apart by its version, older than the desk's clock when we began.
import type { Problem } from '../contract/contract';
import type { TakenIn } from '../domain/views';
import { parcelsOf } from '../letters/rescue_read';
import { ask, posting, type Fetch } from './http';
import { opsAnswer } from './post';

/** `clock`: the desk's, before the first letter. `told`: how many it has answered to so far. */
export async function carryIn(
  send: Fetch,
  letters: readonly unknown[],
  clock: number,
  told: (answered: number) => void,
): Promise<TakenIn> {
  const sum: TakenIn = { letters: letters.length, fresh: 0, known: 0, needs: 0, left: 0, problems: [] };
  const parcels = parcelsOf(letters);
  for (let parcel = parcels.shift(); parcel; parcel = parcels.shift()) {
    const heard = await ask(send, '/api/ops', posting({ protocol: 1, letters: parcel }));
    if (heard.kind === 'answer' && heard.status === 413) {
      const half = Math.ceil(parcel.length / 2);
      if (parcel.length > 1) parcels.unshift(parcel.slice(0, half), parcel.slice(half));
      else add(sum, 'needs', { code: 'op.too_large' });
      continue;
    }
    const answer =
      heard.kind === 'answer' && heard.status === 200 ? opsAnswer(heard.body, parcel.length) : null;
    if (!answer) break;
    for (const { outcome, version, problem } of answer.receipts) {
      if (outcome === 'failed') add(sum, 'left', problem);
      else if (outcome === 'held' || outcome === 'refused') add(sum, 'needs', problem);
      else add(sum, version !== null && version <= clock ? 'known' : 'fresh', null);
    }
    told(answeredIn(sum));
  }
  sum.left += letters.length - answeredIn(sum);
  return sum;
}

function add(sum: TakenIn, where: 'fresh' | 'known' | 'needs' | 'left', problem: Problem | null): void {
  sum[where] += 1;
  if (problem && !sum.problems.some(({ code }) => code === problem.code)) sum.problems.push(problem);
}

const answeredIn = (sum: TakenIn): number => sum.fresh + sum.known + sum.needs + sum.left;
