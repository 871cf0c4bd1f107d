// Under the content security policy a script's address must come from a named policy. These are all there are.
import stretchUrl from './argon2.worker?worker&url';

const SCRIPTS = { shell: '/sw.js', stretch: stretchUrl } as const;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | null = null;

export function scriptUrl(name: keyof typeof SCRIPTS): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return SCRIPTS[name];
  policy ??= types.createPolicy('app-url', {
    createScriptURL: (given) => {
      if (Object.values<string>(SCRIPTS).includes(given)) return given;
      throw new TypeError(given);
    },
  });
  return policy.createScriptURL(SCRIPTS[name]);
}
