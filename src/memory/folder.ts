/** A folder that only its owner can look into: whole files or none, and no link on the way. */

import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { chmod, lstat, mkdir, open, readdir, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { ownName, type Place } from "./place.ts";

/** Why nothing can be kept here: `message` holds a short code and nothing else. */
export class Unusable extends Error {}

export interface FileThere {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** Bytes; what is larger was not written by us. */
const largest = 64 * 2 ** 20;
/** Milliseconds after which a half-written file is left over from a process that ended. */
const leftOver = 60 * 60 * 1000;

/** Nothing is made before something is written. Each call rejects with `Unusable` where the folder can't be trusted. */
export class Folder {
  readonly #place: Place | null;
  readonly #owner: number | null;

  /**
   * `place`: null where there is none, and nothing can be kept. `owner`: the id of the user whose folders these must be;
   * null where the system has no such thing.
   */
  constructor(place: Place | null, owner: number | null) {
    this.#place = place;
    this.#owner = owner;
  }

  /** For people; empty where there is no place. */
  get path(): string {
    return this.#place === null ? "" : path.join(this.#place.base, ...this.#place.below);
  }

  inner(name: string): Folder {
    const place = this.#place;
    return new Folder(place === null ? null : { ...place, below: [...place.below, name] }, this.#owner);
  }

  /** Null where there is no such file. */
  async read(name: string): Promise<string | null> {
    return (await this.readBytes(name))?.toString("utf8") ?? null;
  }

  /** Null where there is no such file. */
  async readBytes(name: string): Promise<Buffer<ArrayBuffer> | null> {
    const folder = await this.#enter("look");
    if (folder === null) return null;
    const file = await open(path.join(folder, name), constants.O_RDONLY | noLinks | noWaiting).catch(missing);
    if (file === null) return null;
    try {
      const stats = await file.stat();
      const { size, uid } = stats;
      if (!stats.isFile()) throw new Unusable("NO_FILE");
      if (size > largest) throw new Unusable("TOO_LARGE");
      if (this.#owner !== null && uid !== this.#owner) throw new Unusable("OTHER_OWNER");
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  /** Whoever reads sees the old text or the new one. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    const folder = await this.#made();
    const half = path.join(folder, `.${name}.${process.pid}.${randomBytes(6).toString("hex")}.tmp`);
    try {
      await writeNew(half, content);
      await rename(half, path.join(folder, name));
    } catch (error) {
      await rm(half, { force: true });
      throw unusable(error);
    }
  }

  /** Says whether it was there to be made. */
  async create(name: string, text: string): Promise<boolean> {
    const folder = await this.#made();
    try {
      await writeNew(path.join(folder, name), text);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw unusable(error);
    }
  }

  async append(name: string, text: string): Promise<void> {
    const folder = await this.#made();
    const { O_APPEND, O_CREAT, O_WRONLY } = constants;
    const how = O_APPEND | O_CREAT | O_WRONLY | noLinks;
    const file = await open(path.join(folder, name), how, 0o600).catch(refuse);
    try {
      await file.appendFile(text);
    } finally {
      await file.close();
    }
  }

  async rename(name: string, to: string): Promise<void> {
    const folder = await this.#made();
    await rename(path.join(folder, name), path.join(folder, to)).catch(missing);
  }

  async remove(name: string): Promise<void> {
    const folder = await this.#enter("look");
    if (folder !== null) await rm(path.join(folder, name), { force: true });
  }

  /** Regular files alone, in no order. */
  async files(): Promise<readonly FileThere[]> {
    const folder = await this.#enter("look");
    const names = folder === null ? [] : await readdir(folder).catch(() => []);
    const there: FileThere[] = [];
    for (const name of names) {
      const stats = await lstat(path.join(folder ?? "", name)).catch(missing);
      if (stats?.isFile() === true) there.push({ name, bytes: stats.size, changed: stats.mtimeMs });
    }
    return there;
  }

  /** Takes away what processes that ended in the middle of writing have left. */
  async tidy(now: number): Promise<void> {
    for (const { name, changed } of await this.files()) {
      if (name.endsWith(".tmp") && now - changed > leftOver) await this.remove(name);
    }
  }

  /** The folder itself stays, with nothing in it. */
  async empty(): Promise<void> {
    const folder = await this.#enter("look");
    if (folder === null) return;
    for (const name of await readdir(folder))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }

  async #made(): Promise<string> {
    return (await this.#enter("make")) ?? this.path;
  }

  /** Looks at each folder on the way, every time: what was one a moment ago can be a link by now. Null: not there. */
  async #enter(how: "look" | "make"): Promise<string | null> {
    try {
      if (this.#place === null) throw new Unusable("NO_HOME");
      const { base, below } = this.#place;
      if (how === "make") await mkdir(base, { recursive: true, mode: 0o700 });
      let folder = await realpath(base).catch(missing);
      let ours = false;
      for (const name of below) {
        if (folder === null) return null;
        folder = path.join(folder, name);
        if (how === "make") await mkdir(folder, { mode: 0o700 }).catch(unlessThere);
        if (!(await this.#isOurs(folder))) return null;
        ours ||= name === ownName;
        if (ours && this.#owner !== null) await close(folder);
      }
      return folder;
    } catch (error) {
      throw unusable(error);
    }
  }

  async #isOurs(folder: string): Promise<boolean> {
    const stats = await lstat(folder).catch(missing);
    if (stats === null) return false;
    if (stats.isSymbolicLink()) throw new Unusable("LINK");
    if (!stats.isDirectory()) throw new Unusable("NO_FOLDER");
    if (this.#owner !== null && stats.uid !== this.#owner) throw new Unusable("OTHER_OWNER");
    return true;
  }
}

/** Windows has no such flags, and makes no link without a right of its own. */
const noLinks = (constants.O_NOFOLLOW as number | undefined) ?? 0;
/** For the writer of a pipe, which no file of ours is. */
const noWaiting = (constants.O_NONBLOCK as number | undefined) ?? 0;

/** Against a mask, a person or a program that opened it. */
async function close(folder: string): Promise<void> {
  if (((await lstat(folder)).mode & 0o077) !== 0) await chmod(folder, 0o700);
}

async function writeNew(file: string, content: string | Uint8Array): Promise<void> {
  const opened = await open(file, "wx", 0o600);
  try {
    await opened.writeFile(content);
  } finally {
    await opened.close();
  }
}

function missing(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw unusable(error);
}

function refuse(error: unknown): never {
  throw unusable(error);
}

function unlessThere(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw unusable(error);
}

function unusable(error: unknown): Unusable {
  return error instanceof Unusable ? error : new Unusable(codeOf(error) ?? "UNKNOWN");
}

function codeOf(error: unknown): string | null {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}
