// Whose session the browser's one cookie is. Several people may share a phone, and the cookie cannot be read: without
// this, the next person's screen would be filled with what the last one may see (F32).

const KEY = 'lykta-session';

export const sessionHolder = {
  get(): string | null {
    return localStorage.getItem(KEY);
  },
  set(device: string): void {
    localStorage.setItem(KEY, device);
  },
  nobody(): void {
    localStorage.removeItem(KEY);
  },
};
