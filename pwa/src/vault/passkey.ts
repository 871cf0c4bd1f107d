// The phone's own lock as a key to the door: a passkey whose authenticator gives a secret (WebAuthn PRF), the person
// verified each time. That secret opens what lies here and goes nowhere; the desk gets only what shows that it was the
// person (A77).
import { b64, unb64, utf8, type Bytes } from '../letters/bytes';
import type { PasskeyLock } from './door';

/** What the desk says to make a passkey with; the parts that are read here. */
export interface MakeOptions {
  rp: { id?: string; name: string };
  user: { id: string; name: string; displayName: string };
  challenge: string;
  pubKeyCredParams: PublicKeyCredentialParameters[];
  authenticatorSelection?: AuthenticatorSelectionCriteria;
  excludeCredentials?: { id: string; type: 'public-key' }[];
}

/** What the desk checks: the same fields as the standard's own JSON, and of the extensions nothing. */
export interface Answer {
  id: string;
  rawId: string;
  type: string;
  response: Record<string, string>;
}

export interface Made {
  answer: Answer;
  credential: Bytes;
  salt: Bytes;
  /** Null: this authenticator gives none. */
  secret: Bytes | null;
}

/** The person turned away, or the browser did: nothing is broken, and they may try again. */
export class TurnedAway extends Error {
  override name = 'TurnedAway';
}

const SECRET_BYTES = 32;
const CHALLENGE_BYTES = 32;
const IV_BYTES = 12;
const WAIT_MS = 60_000;

/** Throws TurnedAway. */
export async function make(options: MakeOptions): Promise<Made> {
  const salt = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: unb64(options.challenge),
        user: { ...options.user, id: unb64(options.user.id) },
        excludeCredentials: [],
        authenticatorSelection: {
          ...options.authenticatorSelection,
          authenticatorAttachment: 'platform',
          userVerification: 'required',
        },
        timeout: WAIT_MS,
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const credential = new Uint8Array(made.rawId);
  const response = made.response as AuthenticatorAttestationResponse;
  const { prf } = made.getClientExtensionResults();
  // Some give it only when the passkey is next shown.
  const secret = secretIn(prf) ?? (prf?.enabled === true ? await show({ credential, salt }) : null);
  return {
    answer: answerOf(made, { attestationObject: b64(new Uint8Array(response.attestationObject)) }),
    credential,
    salt,
    secret,
  };
}

/** The secret, which needs no network; null if none came that is worth the name (A78). Throws TurnedAway. */
export async function show({
  credential,
  salt,
}: Pick<PasskeyLock, 'credential' | 'salt'>): Promise<Bytes | null> {
  const challenge = crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES));
  const shown = await got(challenge, credential, { prf: { eval: { first: salt } } });
  return secretIn(shown.getClientExtensionResults().prf);
}

/** What shows the desk that it is the person, now. No secret is asked for. Throws TurnedAway. */
export async function showTo(
  challenge: Bytes,
  { credential }: Pick<PasskeyLock, 'credential'>,
): Promise<Answer> {
  const shown = await got(challenge, credential, {});
  const { authenticatorData, signature } = shown.response as AuthenticatorAssertionResponse;
  return answerOf(shown, {
    authenticatorData: b64(new Uint8Array(authenticatorData)),
    signature: b64(new Uint8Array(signature)),
  });
}

/** The private half of the door under that secret. */
export async function lockedBy(half: Bytes, { credential, salt }: Made, secret: Bytes): Promise<PasskeyLock> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await wrappingKey(secret);
  return {
    credential,
    salt,
    iv,
    ciphertext: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, half),
  };
}

/** Null: it is another's secret. */
export async function openedBy({ iv, ciphertext }: PasskeyLock, secret: Bytes): Promise<Bytes | null> {
  const key = await wrappingKey(secret);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, ciphertext));
  } catch {
    return null;
  }
}

async function asked(how: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await how().catch((cause: unknown) => {
    throw new TurnedAway('not shown', { cause });
  });
  if (!(credential instanceof PublicKeyCredential)) throw new TurnedAway('nothing came');
  return credential;
}

function got(
  challenge: Bytes,
  id: Bytes,
  extensions: AuthenticationExtensionsClientInputs,
): Promise<PublicKeyCredential> {
  return asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge,
        allowCredentials: [{ id, type: 'public-key' }],
        userVerification: 'required',
        timeout: WAIT_MS,
        extensions,
      },
    }),
  );
}

function secretIn(prf: AuthenticationExtensionsPRFOutputs | undefined): Bytes | null {
  const first = prf?.results?.first;
  if (!(first instanceof ArrayBuffer)) return null;
  const secret = new Uint8Array(first);
  return secret.length === SECRET_BYTES && secret.some((byte) => byte !== 0) ? secret : null;
}

function answerOf(shown: PublicKeyCredential, response: Record<string, string>): Answer {
  const clientDataJSON = b64(new Uint8Array(shown.response.clientDataJSON));
  const id = b64(new Uint8Array(shown.rawId));
  return { id, rawId: id, type: shown.type, response: { ...response, clientDataJSON } };
}

async function wrappingKey(secret: Bytes): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('lykta/door/passkey/1\0') },
    from,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
