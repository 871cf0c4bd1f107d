// Dark unless the device or the person says otherwise: the app is made for the night.
import { remember, remembered } from '../words/remembered';

const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

const COLOURS: Record<Theme, string> = { dark: '#0d1014', light: '#f6f3ec' };

let chosen = $state<Theme>(
  remembered('theme', THEMES) ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'),
);

export const theme = {
  get now(): Theme {
    return chosen;
  },
  toggle(): void {
    chosen = chosen === 'dark' ? 'light' : 'dark';
    remember('theme', chosen);
    show();
  },
};

export function show(): void {
  document.documentElement.dataset['theme'] = chosen;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', COLOURS[chosen]);
}
