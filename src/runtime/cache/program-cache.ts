import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { verifierVersion, verifyRecalling, type VerifyOptions } from "../../verifier/index.js";
import type { Artifact, VerifiedProgram } from "../../verifier/verified-program.js";
import { folderKey, privateFolder, readPrivate, writePrivate } from "./private-folder.js";

export interface ProgramCacheOptions {
  /** Entries kept; past them the oldest go. Default 1000. */
  readonly maxEntries?: number;
}

/** What the engine made of one program, from before and for later. */
export interface CodeStore {
  read(): Uint8Array | undefined;
  write(code: Uint8Array): void;
}

const DEFAULT_MAX_ENTRIES = 1000;
const MAC_SIZE = 32;
const EXTENSION = ".entry";
/** All but the artifact that decides whether an entry is of use: the verifier, Node, V8 with its version, the processor's features and its flags, which change (realm/inlining-budget.ts). */
const maker = (): string => [verifierVersion, process.version, process.arch, cachedDataVersionTag()].join("\n");

interface Entry {
  /** Script name that is part of the engine's code; empty when there is no code yet. */
  readonly script: string;
  readonly code: Uint8Array;
}

/**
 * Remembers, in a folder of the supervisor's, which artifacts were verified, and what the engine compiled them to: a program of last time starts
 * without being parsed.
 *
 *   const cell = new Cell({ cache: new ProgramCache("/var/cache/plugins"), … });
 *
 * An entry stands under the digest of artifact and `maker()`. It lets a text skip the verifier, and V8 runs its code unchecked, so an entry is as good as the
 * program itself: each is signed (HMAC) with a key that lies in the folder, for this user alone, and what does not carry the signature for exactly its
 * name is as if it were not there. That holds against whoever can put files into the folder and cannot read the key: archives unpacked over it, shared or
 * restored volumes, entries renamed or taken from another machine. It does not hold against the same user, who could change the supervisor as
 * well. Only this class writes entries, of what was verified and compiled in its own process.
 *
 * A cache never fails a load: entries that cannot be read or written are left out.
 */
export class ProgramCache {
  readonly #folder: string;
  readonly #key: Buffer;
  readonly #maxEntries: number;
  /** Undefined until the first write: then how many entries the folder holds, as far as this process knows. */
  #entries: number | undefined;

  /** @throws CellError `invalid-options` when others may write to the folder */
  constructor(folder: string, { maxEntries = DEFAULT_MAX_ENTRIES }: ProgramCacheOptions = {}) {
    this.#folder = privateFolder(folder);
    this.#key = folderKey(this.#folder);
    this.#maxEntries = maxEntries;
  }

  /** `verify`, but that a text which was accepted before is not judged again. Policy and digests are checked each time. */
  verify(artifact: Artifact | string, options: VerifyOptions = {}): VerifiedProgram {
    let known = false;
    return verifyRecalling(artifact, options, {
      knows: (digest) => (known = this.#read(digest) !== undefined),
      learned: (digest) => {
        if (!known) this.#write(digest, { script: "", code: new Uint8Array() });
      },
    });
  }

  /** Where the engine's code of a program is kept. @param script the name under which it is evaluated, which becomes part of the code */
  code({ digest }: VerifiedProgram, script: string): CodeStore {
    return {
      read: () => {
        const entry = this.#read(digest);
        return entry !== undefined && entry.code.length > 0 && entry.script === script ? entry.code : undefined;
      },
      write: (code) => this.#write(digest, { script, code }),
    };
  }

  #read(digest: string): Entry | undefined {
    const name = nameOf(digest);
    const bytes = readPrivate(join(this.#folder, name));
    if (bytes === undefined || bytes.length < MAC_SIZE + 4) return undefined;
    const content = bytes.subarray(MAC_SIZE);
    if (!timingSafeEqual(bytes.subarray(0, MAC_SIZE), this.#sign(name, content))) return undefined;
    const codeStart = 4 + content.readUInt32LE(0);
    // a copy: the engine wants its code aligned, as whole buffers are
    return { script: content.toString("utf8", 4, codeStart), code: Uint8Array.from(content.subarray(codeStart)) };
  }

  #write(digest: string, { script, code }: Entry): void {
    const name = nameOf(digest);
    const scriptBytes = Buffer.from(script, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32LE(scriptBytes.length);
    const content = Buffer.concat([length, scriptBytes, code]);
    try {
      writePrivate(this.#folder, name, Buffer.concat([this.#sign(name, content), content]));
      this.#makeRoom();
    } catch {
      // next time, then
    }
  }

  /** The signature is for the name as well: a good entry renamed is no entry. */
  #sign(name: string, content: Uint8Array): Buffer {
    return createHmac("sha256", this.#key).update(name).update("\0").update(content).digest();
  }

  /** Looks into the folder when it may be full; then a tenth goes, so that it does not have to look each time. */
  #makeRoom(): void {
    if (this.#entries !== undefined && ++this.#entries <= this.#maxEntries) return;
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(EXTENSION));
    this.#entries = names.length;
    if (names.length <= this.#maxEntries) return;
    const byAge = names
      .map((name) => ({ name, time: statSync(join(this.#folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((a, b) => a.time - b.time);
    for (const { name } of byAge.slice(0, names.length - Math.floor(this.#maxEntries * 0.9))) {
      rmSync(join(this.#folder, name), { force: true });
      this.#entries--;
    }
  }
}

const nameOf = (digest: string): string => createHash("sha256").update(`${maker()}\n${digest}`).digest("hex") + EXTENSION;
