/** Makes the repository of a plan, and keeps a journal of what stands where in each of its three versions. */

import { chmod, mkdir, readdir, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRepository, type TestRepository } from "../repository.ts";
import { plainGit } from "../rebuilding.ts";
import { plantedWord, wordFor } from "../journal.ts";
import type { Edit, PlannedFile } from "./plan.ts";

export type Entry =
  | { readonly kind: "file"; readonly bytes: Buffer; readonly isExecutable: boolean }
  | { readonly kind: "link"; readonly target: string };

/** What lies in the work tree at that time, by path. */
export type Version = ReadonlyMap<string, Entry>;

export interface Journal {
  readonly base: Version;
  readonly index: Version;
  readonly working: Version;
}

export interface GeneratedRepository {
  readonly repository: TestRepository;
  readonly journal: Journal;
}

export async function makeRepository(plan: readonly PlannedFile[]): Promise<GeneratedRepository> {
  const repository = await createRepository();
  const maker = new Maker(repository.root);
  await repository.write(".gitattributes", "*.win text eol=crlf\n");
  for (const file of plan) if (file.action !== "added") await maker.begin(file);
  await repository.commit("Before");
  const base = maker.version();

  const staged = plan.filter(({ staging }) => staging !== "unstaged");
  const touched: string[] = [];
  for (const file of staged) touched.push(...(await maker.act(file)));
  await plainGit(repository.root)(["add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul"], {
    input: touched.map((each) => `${each}\0`).join(""),
    variables: { GIT_LITERAL_PATHSPECS: "1" },
  });
  const index = maker.version();

  for (const file of plan) {
    if (file.staging === "unstaged") await maker.act(file);
    if (file.staging === "changedAgain") await maker.goOn(file);
  }
  return { repository, journal: { base, index, working: maker.version() } };
}

/** Which of the names this system keeps as they were written. */
export async function keptNames(names: readonly string[]): Promise<ReadonlySet<string>> {
  const folder = path.join(tmpdir(), `second-look-names-${crypto.randomUUID()}`);
  await mkdir(folder);
  for (const name of names) await writeFile(path.join(folder, name), "").catch(() => undefined);
  const kept = new Set(await readdir(folder));
  await rm(folder, { recursive: true });
  return kept;
}

/** Does to the work tree what a plan says, and notes it. */
class Maker {
  readonly #root: string;
  readonly #entries = new Map<string, Entry>();
  readonly #places = new Map<PlannedFile, string>();
  readonly #lines = new Map<PlannedFile, readonly string[]>();
  #words = 0;

  constructor(root: string) {
    this.#root = root;
  }

  version(): Version {
    return new Map(this.#entries);
  }

  async begin(file: PlannedFile): Promise<void> {
    const body = Array.from({ length: 14 }, (_, line) => `${file.path.replaceAll(/\s/g, "_")} line ${line}`);
    const lines = file.lines.flatMap((line, index) => [line, ...body.slice(index, index + 1)]);
    this.#places.set(file, file.path);
    this.#lines.set(file, [...lines, ...body.slice(file.lines.length)]);
    if (file.texture === "link") await this.#link(file.path);
    else await this.#write(file);
  }

  /** The paths that it touched. */
  async act(file: PlannedFile): Promise<readonly string[]> {
    const { action, path: name } = file;
    const extension = path.posix.extname(name);
    switch (action) {
      case "modified":
        await this.#edit(file, file.edits);
        return [name];
      case "added":
        await this.begin(file);
        await this.#edit(file, file.edits);
        return [name];
      case "deleted":
        await this.#remove(name);
        this.#places.delete(file);
        return [name];
      case "renamed":
      case "renamedAndEdited": {
        const to = name.slice(0, -extension.length) + ".moved" + extension;
        await rename(this.#full(name), this.#full(to));
        this.#entries.set(to, this.#entries.get(name)!);
        this.#entries.delete(name);
        this.#places.set(file, to);
        if (action === "renamedAndEdited") await this.#edit(file, file.edits.slice(0, 1));
        return [name, to];
      }
      case "modeChanged": {
        const entry = this.#entries.get(name);
        if (entry?.kind !== "file") return (await this.#edit(file, file.edits), [name]);
        await chmod(this.#full(name), 0o755);
        this.#entries.set(name, { ...entry, isExecutable: true });
        return [name];
      }
      case "typeChanged": {
        const wasLink = this.#entries.get(name)?.kind === "link";
        await this.#remove(name);
        if (wasLink) await this.#write({ ...file, texture: "plain" }, file);
        else await this.#link(name);
        return [name];
      }
      case "becameFolder": {
        await this.#remove(name);
        this.#places.set(file, `${name}/inside${extension}`);
        if (file.texture === "link") await this.#link(`${name}/inside${extension}`);
        else await this.#edit(file, file.edits);
        return [name, `${name}/inside${extension}`];
      }
    }
  }

  /** After the staged action; what is gone stays gone. */
  async goOn(file: PlannedFile): Promise<void> {
    if (this.#places.has(file)) await this.#edit(file, file.laterEdits);
  }

  async #edit(file: PlannedFile, edits: readonly Edit[]): Promise<void> {
    const place = this.#places.get(file)!;
    if (this.#entries.get(place)?.kind === "link") {
      await this.#remove(place);
      return this.#link(place);
    }
    let lines = this.#lines.get(file)!;
    for (const { at, removed, inserted } of edits) {
      const words = inserted.map(({ text, isUnique }) => (isUnique ? `${text} ${this.#word()}` : text));
      lines = lines.toSpliced(Math.floor(at * lines.length), removed, ...words);
    }
    this.#lines.set(file, lines);
    await this.#write(file);
  }

  async #write(file: PlannedFile, owner = file): Promise<void> {
    const place = this.#places.get(owner)!;
    const known = this.#entries.get(place);
    const isExecutable = known?.kind === "file" && known.isExecutable;
    const bytes = bytesOf(file, this.#lines.get(owner)!, this.#words);
    await mkdir(path.dirname(this.#full(place)), { recursive: true });
    await writeFile(this.#full(place), bytes);
    this.#entries.set(place, { kind: "file", bytes, isExecutable });
  }

  async #link(place: string): Promise<void> {
    const target = `nowhere/${this.#word()}`;
    await mkdir(path.dirname(this.#full(place)), { recursive: true });
    await symlink(target, this.#full(place));
    this.#entries.set(place, { kind: "link", target: await readlink(this.#full(place)) });
  }

  async #remove(place: string): Promise<void> {
    await rm(this.#full(place));
    this.#entries.delete(place);
  }

  #full(place: string): string {
    return path.join(this.#root, place);
  }

  /** Letters only, and never the same twice. */
  #word(): string {
    this.#words += 1;
    return wordFor(this.#words);
  }
}

function bytesOf({ texture, edits }: PlannedFile, lines: readonly string[], turn: number): Buffer {
  switch (texture) {
    case "empty":
      // It stays empty until something is put in, which makes it a text like any other.
      return Buffer.from(
        lines
          .filter((line) => plantedWord.test(line))
          .map((line) => `${line}\n`)
          .join(""),
      );
    case "binary":
      return Buffer.from(`\0${lines.join("\0")}`);
    case "crlf":
    case "eolCrlf":
      return Buffer.from(lines.map((line) => `${line}\r\n`).join(""));
    case "mixed":
      return Buffer.from(lines.map((line, index) => line + (index % 3 === 1 ? "\r\n" : "\n")).join(""));
    case "noLineEnd":
      // Before, after, or on both sides of a change.
      return Buffer.from(lines.join("\n") + ((turn + edits.length) % 3 === 0 ? "\n" : ""));
    default:
      return Buffer.from(lines.map((line) => `${line}\n`).join(""));
  }
}
