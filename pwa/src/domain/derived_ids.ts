// Ids that phone and desk derive alike from the id of something else. Twin of ids.py.
import { withVersion } from './ids';
import { sha1 } from './sha1';

/** The id of a contact's duty, the same on phone and desk (DU1). */
export function dutyOf(contact: string): string {
  return uuid5(contact, 'duty');
}

/** The id of the feedback follow-up that completing a duty opens (DU4). */
export function feedbackOf(followUp: string): string {
  return uuid5(followUp, 'feedback');
}

/** The id of "tell the receiver", opened when a consent is withdrawn (CO7). */
export function tellingOf(followUp: string): string {
  return uuid5(followUp, 'tell');
}

export function uuid5(namespace: string, name: string): string {
  const space = bytesOf(namespace);
  const text = new TextEncoder().encode(name);
  const message = new Uint8Array(space.length + text.length);
  message.set(space);
  message.set(text, space.length);
  return withVersion(sha1(message).slice(0, 16), 5);
}

function bytesOf(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
