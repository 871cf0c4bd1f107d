// Asked of every device that is new; the rest about passkeys is fetched when one is made or used.

/** Has this device a lock of its own that a browser can ask? Whether it gives a secret shows only when asked. */
export async function canBeMade(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}
