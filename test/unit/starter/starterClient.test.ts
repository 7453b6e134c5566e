/** The process that starts programs: what a program says and how it ends is the same, whoever starts it and whatever becomes of that process. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readlink } from "node:fs/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { startHere, type Program, type ProgramEnd, type StartProgram } from "../../../src/change/child.ts";
import { startedBy } from "../../../src/change/git.ts";
import { openStarter, type RunningStarter } from "../../../src/starterClient.ts";
import { changeIn, told } from "../../support/gathering.ts";
import { createRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";

const here = (file: string): URL => new URL(file, import.meta.url);
const url = here("../../../src/starter.ts");

function nodeProgram(script: string, part: Partial<Program> = {}): Program {
  const args = ["--input-type=commonjs", "--eval", script];
  return {
    executable: process.execPath,
    args,
    folder: import.meta.dirname,
    environment: {},
    input: "",
    ...part,
  };
}

interface Ran {
  readonly out: string;
  readonly message: string;
  readonly end: ProgramEnd;
}

async function run(start: StartProgram, program: Program): Promise<Ran> {
  const [out, message]: readonly Buffer[][] = [[], []];
  return new Promise((resolve) => {
    start(program, {
      out: (bytes) => void out!.push(bytes),
      message: (bytes) => void message!.push(bytes),
      end: (end) =>
        resolve({ out: Buffer.concat(out!).toString(), message: Buffer.concat(message!).toString(), end }),
    });
  });
}

async function parentOf(start: StartProgram): Promise<number> {
  return Number((await run(start, nodeProgram("process.stdout.write(String(process.ppid))"))).out);
}

describe("The starter", () => {
  const opened: RunningStarter[] = [];
  const open = (options: Partial<Parameters<typeof openStarter>[0]> = {}): RunningStarter => {
    const starter = openStarter({ url, ...options });
    opened.push(starter);
    return starter;
  };
  /** The process that starts programs once it can: until then they are started here. */
  const ready = async ({ start }: RunningStarter, besides: readonly number[] = []): Promise<number> => {
    for (;;) {
      const parent = await parentOf(start);
      if (parent !== process.pid && !besides.includes(parent)) return parent;
      // Something that takes a while and that the starter has no part in.
      await parentOf(startHere);
    }
  };
  afterEach(() => {
    for (const starter of opened.splice(0)) starter.dispose();
  });

  /** Programs that stay until they are killed, and tell that they are there and are gone by a connection. */
  let server: Server;
  const sockets: Socket[] = [];
  /** Resolves once one is there, to what resolves once it is gone. */
  const nextArrival = async (): Promise<{ readonly gone: Promise<unknown> }> => {
    const [socket] = (await once(server, "connection")) as unknown as readonly [Socket];
    sockets.push(socket);
    return {
      gone: once(
        socket.resume().on("error", () => undefined),
        "close",
      ),
    };
  };
  const staying = (): Program => {
    const { port } = server.address() as AddressInfo;
    return nodeProgram(`require("node:net").connect(${port}, "127.0.0.1")`);
  };
  beforeEach(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    // Where the starter was killed, what it ran ends with its connection.
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const stay = async (start: StartProgram) => {
    const arrival = nextArrival();
    let kill = (): void => undefined;
    const end = new Promise<ProgramEnd>((resolve) => {
      kill = start(staying(), { out: () => undefined, message: () => undefined, end: resolve });
    });
    return { end, ...(await arrival), kill };
  };

  const programs: Readonly<Record<string, Program>> = {
    "that prints": nodeProgram("console.log('a'); console.error('b')"),
    "that ends with another code": nodeProgram("process.exit(3)"),
    "that a signal ends": nodeProgram("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e6)"),
    "that is asked much and answers much": nodeProgram("process.stdin.pipe(process.stdout)", {
      input: Buffer.alloc(5_000_000, "many words "),
    }),
    "that sees where it is, and nothing of the environment but what it is handed": nodeProgram(
      "console.log(process.cwd(), JSON.stringify(process.env))",
      { folder: "/", environment: { ONE: "1" } },
    ),
    "that is not there": nodeProgram("", { executable: "/nowhere/program" }),
    "whose folder is not there": nodeProgram("", { folder: "/nowhere" }),
    "that can't be tried": nodeProgram("\0"),
  };
  for (const [which, program] of Object.entries(programs)) {
    it(`tells of a program ${which} what is told without it`, async () => {
      const starter = open();
      await ready(starter);
      assert.deepEqual(await run(starter.start, program), await run(startHere, program));
    });
  }

  it("is read no further before what it printed was taken, and then to its end", async () => {
    let [chunks, size] = [0, 0];
    let take = (): void => undefined;
    const taken = new Promise<void>((resolve) => (take = resolve));
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const end = new Promise<ProgramEnd>((resolve) => {
      const out = async ({ length }: Buffer): Promise<void> => {
        chunks += 1;
        size += length;
        begin();
        return taken;
      };
      const script = "process.stdout.write(Buffer.alloc(5_000_000))";
      startHere(nodeProgram(script), { out, message: () => undefined, end: resolve });
    });
    await begun;
    // Long enough for all of it, were it read.
    for (let times = 0; times < 3; times += 1) await parentOf(startHere);
    assert.equal(chunks, 1);
    take();
    assert.deepEqual(await end, { kind: "ended", code: 0, killedBy: null });
    assert.equal(size, 5_000_000);
  });

  it("keeps the words of many programs at once apart", async () => {
    const starter = open();
    await ready(starter);
    const names = Array.from({ length: 12 }, (_, index) => `name ${index}\n`);
    const ran = await Promise.all(
      names.map((input) => run(starter.start, nodeProgram("process.stdin.pipe(process.stdout)", { input }))),
    );
    assert.deepEqual(
      ran.map(({ out }) => out),
      names,
    );
  });

  it("reads a change as it is read without it", async () => {
    const repository = await createRepository({ "a.txt": "one\n" });
    try {
      await repository.write("a.txt", "two\n");
      const starter = open();
      await ready(starter);
      const [git, folder] = [await realGit(), repository.root];
      const change = await changeIn({ folder, git: startedBy(starter.start, git) });
      assert.deepEqual(told(change), told(await changeIn({ folder, git })));
    } finally {
      await repository.dispose();
    }
  });

  it("kills what is to be killed, and only that", async () => {
    const starter = open();
    const parent = await ready(starter);
    const [first, other] = [await stay(starter.start), await stay(starter.start)];
    first.kill();
    assert.deepEqual(await first.end, { kind: "ended", code: null, killedBy: "SIGKILL" });
    await first.gone;
    assert.equal(await parentOf(starter.start), parent);
    other.kill();
    await other.gone;
  });

  it("is killed itself where it can't kill, and what it ran has ended", async () => {
    const starter = open({ limits: { patience: 1 } });
    const parent = await ready(starter);
    const { end, kill } = await stay(starter.start);
    process.kill(parent, "SIGSTOP");
    kill();
    assert.deepEqual(await end, { kind: "ended", code: null, killedBy: null });
  });

  it("leaves the starting to us when it dies, once what it ran was told as ended", async () => {
    const starter = open();
    const parent = await ready(starter);
    const { end } = await stay(starter.start);
    process.kill(parent, "SIGKILL");
    assert.deepEqual(await end, { kind: "ended", code: null, killedBy: null });
    for (let times = 0; times < 3; times += 1) assert.equal(await parentOf(starter.start), process.pid);
  });

  it("leaves the starting to us where it can't be started", async () => {
    const starter = open({ url: here("./missing.ts") });
    for (let times = 0; times < 3; times += 1) assert.equal(await parentOf(starter.start), process.pid);
  });

  it("goes when it is not needed, and comes back when it is", async () => {
    const starter = open({ limits: { idle: 150 } });
    const first = await ready(starter);
    // Longer than that, however fast: no Node starts in 15 ms.
    for (let times = 0; times < 10; times += 1) await parentOf(startHere);
    assert.notEqual(await ready(starter, [first]), first);
  });

  it("ends what it runs when it is disposed of", async () => {
    const starter = open();
    await ready(starter);
    const { end, gone } = await stay(starter.start);
    starter.dispose();
    await gone;
    assert.equal((await end).kind, "ended");
    assert.equal(await parentOf(starter.start), process.pid);
  });

  it("ends with us, and so does what it runs", async () => {
    const program = `
      import { openStarter } from ${JSON.stringify(here("../../../src/starterClient.ts").href)};
      const { start } = openStarter({ url: new URL(${JSON.stringify(url.href)}) });
      const listener = { message() {}, out() {}, end() {} };
      const parent = () => new Promise((resolve) => {
        let pid = "";
        start(${JSON.stringify(nodeProgram("process.stdout.write(String(process.ppid))"))},
          { ...listener, out: (bytes) => void (pid += bytes), end: () => resolve(Number(pid)) });
      });
      while ((await parent()) === process.pid);
      start(${JSON.stringify(staying())}, listener);`;
    const arrival = nextArrival();
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore" });
    const { gone } = await arrival;
    child.kill("SIGKILL");
    await gone;
  });

  it("lets the process end while it is idle", async () => {
    const program = `
      import { openStarter } from ${JSON.stringify(here("../../../src/starterClient.ts").href)};
      const { start } = openStarter({ url: new URL(${JSON.stringify(url.href)}) });
      const listener = { message() {}, out() {}, end: () => process.stdout.write("ended") };
      start(${JSON.stringify(nodeProgram(""))}, listener);`;
    const { out, end } = await run(
      startHere,
      nodeProgram(program, { args: ["--input-type=module", "--eval", program] }),
    );
    assert.deepEqual([out, end], ["ended", { kind: "ended", code: 0, killedBy: null }]);
  });

  it("sees no key of the environment, and starts beside its own file", async function () {
    if (process.platform !== "linux") this.skip();
    process.env.SECOND_LOOK_CANARY = "canary";
    try {
      const environmentOf = async (pid: number): Promise<string> => readFile(`/proc/${pid}/environ`, "utf8");
      const child = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1e6)"]);
      assert.ok((await environmentOf(child.pid ?? 0)).includes("canary"), "the trap works");
      child.kill();
      const starter = await ready(open());
      assert.equal(`${await readlink(`/proc/${starter}/cwd`)}/`, fileURLToPath(here("../../../src/")));
      const seen = await environmentOf(starter);
      assert.ok(seen.includes("ELECTRON_RUN_AS_NODE=1"));
      assert.equal(seen.includes("canary"), false);
    } finally {
      delete process.env.SECOND_LOOK_CANARY;
    }
  });
});
