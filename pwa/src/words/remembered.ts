// Small choices of how things look, kept across starts. Never anything about the work.

export function remembered<T extends string>(name: string, allowed: readonly T[]): T | null {
  try {
    const value = localStorage.getItem(`lykta.${name}`);
    return allowed.find((each) => each === value) ?? null;
  } catch {
    return null; // Storage refused: the choice lasts as long as the page.
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`lykta.${name}`, value);
  } catch {
    // As above.
  }
}
