/** The editor's memories for tests: what an extension keeps, in plain maps that a test can look into. */

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { openMemory, type Memory } from "../../src/memory/memory.ts";

export interface TestMemento extends vscode.Memento {
  readonly kept: ReadonlyMap<string, unknown>;
}

/** Keeps what is stored the way the editor does: as JSON. */
export function aMemento(): TestMemento {
  const kept = new Map<string, string>();
  return {
    get kept() {
      return new Map([...kept].map(([name, value]) => [name, JSON.parse(value) as unknown]));
    },
    keys: () => [...kept.keys()],
    get: <T>(name: string, otherwise?: T): T | undefined => {
      const value = kept.get(name);
      return value === undefined ? otherwise : (JSON.parse(value) as T);
    },
    update: async (name: string, value: unknown) => {
      if (value === undefined) kept.delete(name);
      else kept.set(name, JSON.stringify(value));
    },
  };
}

/** What lasts longer than a window, in a new folder. */
export function someStored(): Memory {
  const folder = path.join(tmpdir(), `second-look-stored-${randomUUID()}`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return openMemory(process.platform, { HOME: folder, XDG_STATE_HOME: folder, LOCALAPPDATA: folder });
}

export interface TestSecrets extends vscode.SecretStorage {
  readonly kept: ReadonlyMap<string, string>;
}

export function someSecrets(): TestSecrets {
  const kept = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  return {
    kept,
    get: async (name) => kept.get(name),
    store: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
    onDidChange: changed.event,
  };
}
