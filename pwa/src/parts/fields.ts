// Leads the eye and the focus to a question by its name, or back to a heading when what had the focus is gone.
import { tick } from 'svelte';

/** `piece` is what to mark in its text. */
export function showField(name: string | undefined, piece = ''): void {
  if (name === undefined) return;
  const field = document.querySelector<HTMLElement>(`[data-field="${name}"]`);
  if (!field) return;
  field.closest('details')?.setAttribute('open', '');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  field.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  const asks = firstIn(field);
  asks?.focus({ preventScroll: true });
  if (piece !== '' && (asks instanceof HTMLTextAreaElement || asks instanceof HTMLInputElement)) {
    const start = asks.value.indexOf(piece);
    if (start >= 0) asks.setSelectionRange(start, start + piece.length);
  }
}

export function firstIn(field: HTMLElement): HTMLElement | null {
  return field.querySelector('input:not(:disabled), textarea, select, button');
}

/** After the page has been redrawn; without scrolling, for the person has not asked to go anywhere. */
export async function focusOn(selector: string): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
}
