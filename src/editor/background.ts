/** What works for reviews beside the editor's own thread: two threads, an index that grows in one of them, and a process that starts git. */

import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import { startedBy, type Git } from "../change/git.ts";
import type { Memory } from "../memory/memory.ts";
import type { ScanSecrets } from "../privacy/cleared.ts";
import { rememberingScans } from "../privacy/scanned.ts";
import type { PreparePorts } from "../review/ports.ts";
import { openStarter, type RunningStarter } from "../starterClient.ts";
import { startSyntaxWorker, type RunningSyntaxWorker } from "../syntaxWorkerClient.ts";
import { startWorker, type RunningWorker } from "../workerClient.ts";
import { Indexing } from "./indexing.ts";

export type BackgroundPorts = Pick<PreparePorts, "scan" | "count" | "outlines" | "definitions">;

/** Each starts when it is first needed. */
export class Background implements vscode.Disposable {
  readonly ports: BackgroundPorts;
  readonly #starter: RunningStarter;
  readonly #worker: RunningWorker;
  readonly #syntax: RunningSyntaxWorker;
  readonly #index: Indexing;

  constructor(extensionUri: vscode.Uri, stored: Memory) {
    const bundle = (name: string): URL =>
      pathToFileURL(vscode.Uri.joinPath(extensionUri, "dist", name).fsPath);
    this.#starter = openStarter({ url: bundle("starter.js") });
    this.#worker = startWorker({ url: bundle("worker.js") });
    this.#syntax = startSyntaxWorker({ url: bundle("syntaxWorker.js") });
    this.#index = new Indexing(stored.definitions(this.#syntax.definitions));
    const { count } = this.#worker;
    const scan: ScanSecrets = rememberingScans(this.#worker.scan);
    const { outlines } = this.#syntax;
    this.ports = { scan, count, outlines, definitions: this.#index.definitions };
  }

  /** The same git, which does not hold the editor up while it starts. */
  git(git: Git): Git {
    return startedBy(this.#starter.start, git);
  }

  /** Takes up into the index what it still lacks; `roots` are of repositories. */
  async fillIn(git: Git, roots: readonly string[]): Promise<void> {
    await this.#index.fillIn(git, roots);
  }

  dispose(): void {
    this.#index.dispose();
    this.#starter.dispose();
    void this.#worker.dispose();
    void this.#syntax.dispose();
  }
}
