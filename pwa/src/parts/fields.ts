// Leads the eye and the focus to a question by its name.

export function showField(name: string | undefined): void {
  if (name === undefined) return;
  const field = document.querySelector<HTMLElement>(`[data-field="${name}"]`);
  if (!field) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  field.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  field
    .querySelector<HTMLElement>('input:not(:disabled), textarea, select, button')
    ?.focus({ preventScroll: true });
}
