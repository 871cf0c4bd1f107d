// Dark unless the device or the person says otherwise: the app is made for the night. Red is for eyes that must go on
// seeing in the dark: rods are almost blind to it.
import { remember, remembered } from '../words/remembered';

export const THEMES = ['dark', 'red', 'light'] as const;
export type Theme = (typeof THEMES)[number];

const COLOURS: Record<Theme, string> = { dark: '#0d1014', red: '#0a0000', light: '#f6f3ec' };

let chosen = $state<Theme>(
  remembered('theme', THEMES) ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'),
);

export const theme = {
  get now(): Theme {
    return chosen;
  },
  /** The one that a tap on the button brings. */
  get next(): Theme {
    return THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length] ?? 'dark';
  },
  choose(wanted: Theme): void {
    chosen = wanted;
    remember('theme', chosen);
    show();
  },
};

export function show(): void {
  document.documentElement.dataset['theme'] = chosen;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', COLOURS[chosen]);
}
