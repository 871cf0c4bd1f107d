// The desk's time, for a page that stays open all morning: it moves on by itself, once a minute.
import { createSubscriber } from 'svelte/reactivity';
import { view } from '../view.svelte';

const MINUTE_MS = 60_000;

const everyMinute = createSubscriber((update) => {
  const timer = setInterval(update, MINUTE_MS);
  // A page in the background may miss its minutes.
  document.addEventListener('visibilitychange', update);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', update);
  };
});

export function serverNow(): Date {
  everyMinute();
  return view.serverNow();
}
