// When nothing else works: everything unsent on this phone, as a file. It needs neither the desk, nor a session, nor
// an unlocked phone, and nothing is let go by it: only a receipt does that (PH2).
import { rescueFile } from '../letters/rescue';
import type { Letter } from '../letters/seal';
import { waiting } from '../store/lanes';
import type { Outbox } from '../store/outbox';

/** Of everybody who has written on this phone, as the post carries them (F32). */
export async function unsent(outboxes: readonly Outbox[]): Promise<Letter[]> {
  const letters: Letter[] = [];
  for (const outbox of outboxes) {
    // Never a letter that stands only once: saving holds the same lock.
    await outbox.locked(async () => {
      for (const { seq } of waiting(await outbox.rows())) {
        const letter = await outbox.letter(seq);
        if (letter) letters.push(letter);
      }
    });
  }
  return letters;
}

/** A text file: browsers share no other that could hold letters. */
export function asFile(letters: readonly Letter[], day: string): File {
  return new File([rescueFile(letters)], `lykta-${day}.txt`, { type: 'text/plain' });
}
