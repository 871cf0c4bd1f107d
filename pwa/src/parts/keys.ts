// The keys of the desk: one letter, one stroke. They are heard only where their region has the focus, never in a field,
// and can be put away (WCAG 2.1.4).
export const KEYS = {
  j: 'next',
  k: 'previous',
  a: 'assign',
  c: 'complete',
  e: 'approve',
  r: 'return',
  x: 'mark',
  u: 'undo',
  '/': 'filter',
  '?': 'help',
} as const;
export type Stroke = (typeof KEYS)[keyof typeof KEYS];
export type Key = keyof typeof KEYS;

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** What a stroke asks for; null where somebody writes, or holds another key with it. */
export function strokeOf(event: KeyboardEvent): Stroke | null {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (ctrlKey || metaKey || altKey || event.isComposing) return null;
  if (target instanceof Element && target.closest(FIELDS)) return null;
  return Object.hasOwn(KEYS, key) ? KEYS[key as Key] : null;
}
