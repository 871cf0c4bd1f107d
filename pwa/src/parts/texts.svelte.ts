// The texts the app brings, by language: each fetched when it is first wanted, from the shell or the network.
import { shipped, type CardLanguage, type ShippedTexts } from '../words/cards';

let fetched = $state.raw<Partial<Record<CardLanguage, ShippedTexts>>>({});
let missing = $state.raw(false);
const asked = new Set<CardLanguage>();

export const texts = {
  /** Null until it is here. */
  of(language: CardLanguage): ShippedTexts | null {
    if (!asked.has(language)) void fetchOne(language);
    return fetched[language] ?? null;
  },
  /** A text could not be fetched: only ever before the shell stands. */
  get missing(): boolean {
    return missing;
  },
  again(): void {
    missing = false;
    for (const language of asked) if (!fetched[language]) void fetchOne(language);
  },
};

async function fetchOne(language: CardLanguage): Promise<void> {
  asked.add(language);
  try {
    const found = await shipped(language);
    fetched = { ...fetched, [language]: found };
  } catch {
    missing = true;
  }
}
