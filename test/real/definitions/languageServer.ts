/** A language server on standard input and output: asks, and waits for the answer. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

export interface LanguageServer {
  /** Rejects when the server answers with an error or ends. */
  readonly ask: (method: string, params: unknown) => Promise<unknown>;
  readonly tell: (method: string, params: unknown) => void;
  readonly end: () => Promise<void>;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function startLanguageServer(command: string, args: readonly string[]): LanguageServer {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  readMessages(child, ({ id, method, params, result, error }) => {
    if (method !== undefined) {
      // The server asks back for settings, one for each item, and for leave to register; it may have its defaults.
      if (id !== undefined) send({ id, result: params?.items?.map(() => null) ?? null });
      return;
    }
    const asked = waiting.get(Number(id));
    waiting.delete(Number(id));
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error.message));
  });
  child.once("close", () => waiting.forEach(({ reject }) => reject(new Error("The language server ended."))));
  return {
    ask: async (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        send({ id: last, method, params });
      }),
    tell: (method, params) => send({ method, params }),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, "close");
      child.kill();
      await closed;
    },
  };
}

function readMessages({ stdout }: ChildProcess, take: (message: Message) => void): void {
  let bytes = Buffer.alloc(0);
  stdout?.on("data", (more: Buffer) => {
    bytes = Buffer.concat([bytes, more]);
    for (;;) {
      const head = bytes.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, head).toString())?.[1]);
      const end = head + 4 + length;
      if (bytes.length < end) return;
      take(JSON.parse(bytes.subarray(head + 4, end).toString()) as Message);
      bytes = bytes.subarray(end);
    }
  });
}
