// Who keeps the door: chooses its passphrase, tries one, and after ten wrong walls it up (F36, F37).
import { TRIES } from '../domain/passphrase';
import { b64, utf8, type Bytes } from '../letters/bytes';
import type { PersonDb } from '../store/db';
import { newDoor, sealTo, unwrapped, wrapped, type Door, type Stretch } from './door';

export type Tried = { came: 'open'; half: Bytes } | { came: 'wrong'; left: number } | { came: 'destroyed' };
/** `bare`: no passphrase yet. `walled`: ten wrong ones; nothing behind it can ever be read again. */
export type Standing = 'bare' | 'locked' | 'walled';
/** What opens it. */
export interface Ways {
  passphrase: boolean;
  passkey: boolean;
}

const SECRET_BYTES = 32;

export class Keeper {
  constructor(readonly db: PersonDb) {}

  /** Made at the first asking; two tabs get the same one. */
  async door(): Promise<Door> {
    return (await this.db.get('door')) ?? this.db.first('door', newDoor);
  }

  async standing(): Promise<Standing> {
    const { lock, passkey, bare } = await this.door();
    return bare ? 'bare' : (lock ?? passkey) ? 'locked' : 'walled';
  }

  async ways(): Promise<Ways> {
    const { lock, passkey } = await this.door();
    return { passphrase: lock !== null, passkey: passkey != null };
  }

  /** How many wrong tries are left. */
  async left(): Promise<number> {
    return TRIES - ((await this.db.get('tries')) ?? 0);
  }

  /** The private half, where no passphrase guards it yet. */
  async bare(): Promise<Bytes | null> {
    return (await this.door()).bare;
  }

  /** The first passphrase. The door stays: what was written behind it can be read on. */
  async choose(passphrase: string, stretch: Stretch): Promise<void> {
    const { bare } = await this.door();
    if (!bare) throw new Error('this door is locked already');
    await this.add(bare, passphrase, stretch);
  }

  /** A passphrase beside what opens it already. */
  async add(half: Bytes, passphrase: string, stretch: Stretch): Promise<void> {
    await this.lockWith({ lock: await wrapped(half, passphrase, stretch) });
  }

  /** One more way in, or the first: from here on the half lies nowhere as it is. */
  async lockWith(more: Pick<Door, 'lock'> | Required<Pick<Door, 'passkey'>>): Promise<void> {
    const door = await this.door();
    await this.db.set({ door: { ...door, ...more, bare: null }, tries: 0 });
  }

  /**
   * Counts before it tries, so that a page that is shut in between has used its try (F36). Only where the phone could
   * not try at all, as for want of memory, is it given back: nothing was learnt by it.
   */
  async try(passphrase: string, stretch: Stretch): Promise<Tried> {
    return navigator.locks.request('lykta-door-' + this.db.device, async () => {
      const door = await this.door();
      // Another way in may stand all the same; a passphrase that nobody has chosen is no try.
      if (!door.lock)
        return door.passkey ? { came: 'wrong', left: await this.left() } : { came: 'destroyed' };
      const tries = ((await this.db.get('tries')) ?? 0) + 1;
      await this.db.set({ tries });
      const half = await unwrapped(door.lock, passphrase, stretch).catch(async (error: unknown) => {
        await this.db.set({ tries: tries - 1 });
        throw error;
      });
      if (half) {
        await this.db.set({ tries: 0 });
        return { came: 'open', half };
      }
      if (tries < TRIES) return { came: 'wrong', left: TRIES - tries };
      await this.wallUp();
      return { came: 'destroyed' };
    });
  }

  async change(from: string, to: string, stretch: Stretch): Promise<Tried> {
    const tried = await this.try(from, stretch);
    if (tried.came !== 'open') return tried;
    await this.add(tried.half, to, stretch);
    return tried;
  }

  /** Nothing behind the door can be read again; what is written goes on being sealed and sent. */
  async wallUp(): Promise<void> {
    const door = await this.door();
    await this.db.use(async (db) => {
      const tx = db.transaction(['meta', 'segments'], 'readwrite', { durability: 'strict' });
      void tx
        .objectStore('meta')
        .put({ public: door.public, lock: null, passkey: null, bare: null } satisfies Door, 'door');
      void tx.objectStore('meta').delete('loginSecret');
      void tx.objectStore('segments').clear();
      await tx.done;
    });
  }

  /** A new door where the old one was walled up: nothing lies behind that one any more. */
  async rebuild(): Promise<void> {
    await navigator.locks.request('lykta-door-' + this.db.device, async () => {
      if ((await this.standing()) === 'walled') await this.db.set({ door: await newDoor(), tries: 0 });
    });
  }

  /** A secret to sign in with, a new one unless the desk may have heard one; kept only behind the door. */
  async newLoginSecret(secret = b64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))): Promise<string> {
    await this.db.set({ loginSecret: await sealTo(await this.door(), utf8(secret), 'login') });
    return secret;
  }
}
