/** The worker thread behind its two functions: whatever happens in there, an answer comes, and the next task works. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { startWorker, type Deadlines, type RunningWorker } from "../../../src/workerClient.ts";

const { signal } = new AbortController();
const here = (file: string): URL => new URL(file, import.meta.url);

/** What the stand-in tells in answer to an order; null where the task failed. */
async function ask(worker: RunningWorker, order: string, of: AbortSignal = signal): Promise<string | null> {
  const spans = await worker.scan(order, of);
  return spans?.[0]?.kind ?? null;
}

/** Runs a program of its own around a `worker`, and waits for its end. */
async function runProgram(body: string): Promise<{ code: unknown; out: string; err: string }> {
  const program = `
    import { startWorker } from ${JSON.stringify(here("../../../src/workerClient.ts").href)};
    const worker = startWorker({ url: new URL(${JSON.stringify(here("./standIn.ts").href)}) });
    ${body}`;
  const args = ["--input-type=module", "--eval", program];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
  const [code] = (await once(child, "close")) as readonly unknown[];
  return { code, out: (await out!).join(""), err: (await err!).join("") };
}

describe("The worker", () => {
  let worker: RunningWorker;
  before(() => {
    worker = startWorker({ url: here("../../../src/worker.ts") });
  });
  after(async () => worker.dispose());

  it("finds secrets", async () => {
    const text = 'password = "kitchen#99"';
    const spans = await worker.scan(text, signal);
    assert.deepEqual(spans?.map(({ start, end }) => text.slice(start, end)).at(0), "kitchen#99");
    assert.deepEqual(await worker.scan("nothing here\n", signal), []);
  });

  it("counts tokens, one count for each text", async () => {
    assert.deepEqual(await worker.count(["", "Hello, world!", "<|endoftext|>"], signal), [0, 4, 7]);
    assert.deepEqual(await worker.count([], signal), []);
  });

  it("answers each of many questions asked at once with its own answer", async () => {
    const texts = Array.from({ length: 20 }, (_, index) => "word ".repeat(index));
    const counts = await Promise.all(texts.map((text) => worker.count([text], signal)));
    assert.deepEqual(
      counts.flat().map((count, index) => count >= index),
      texts.map(() => true),
    );
    assert.equal(new Set(counts.flat()).size, texts.length);
  });
});

describe("A worker in trouble", () => {
  const running: RunningWorker[] = [];
  const standIn = (deadlines: Partial<Deadlines> = {}, file = "./standIn.ts"): RunningWorker => {
    const worker = startWorker({ url: here(file), deadlines });
    running.push(worker);
    return worker;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((worker) => worker.dispose()));
  });

  it("is ended when a task takes too long, and the next task gets a new one", async () => {
    for (const order of ["hang", "spin"]) {
      const worker = standIn({ scan: 1000 });
      const first = await ask(worker, "who");
      assert.equal(await ask(worker, "who"), first, "a thread serves more than one task");
      assert.equal(await ask(worker, order), null);
      const next = await ask(worker, "who");
      assert.ok(next !== null && next !== first);
    }
  });

  it("takes no waiting task with it, nor any of their time", async () => {
    const worker = standIn({ scan: 1000 });
    const [hung, ...others] = await Promise.all(["hang", "a", "b"].map((order) => ask(worker, order)));
    assert.equal(hung, null);
    assert.ok(others.every((answer) => answer !== null));
  });

  it("fails the task that broke it, and only that", async () => {
    const worker = standIn();
    for (const order of ["throw", "exit", "fail"]) {
      assert.equal(await ask(worker, order), null, order);
      assert.notEqual(await ask(worker, "who"), null);
    }
  });

  it("lets the process end while it is idle", async () => {
    const { code, out } = await runProgram(`
      const [span] = await worker.scan("environment", new AbortController().signal);
      process.stdout.write("answered");`);
    assert.deepEqual([code, out], [0, "answered"]);
  });

  it("rejects a count that failed: a wrong number would do harm", async () => {
    const missing = standIn({}, "./missing.ts");
    await assert.rejects(missing.count(["a"], signal));
    assert.equal(await ask(missing, "who"), null);
  });

  it("fails what it is asked when it never gets ready", async () => {
    assert.equal(await ask(standIn({ start: 100 }, "./neverReady.ts"), "who"), null);
  });

  it("rejects a task that is called off, waiting or under way, and goes on with the others", async () => {
    const worker = standIn({ scan: 1000 });
    const stop = new AbortController();
    await ask(worker, "who");
    const underWay = ask(worker, "hang", stop.signal);
    const waiting = ask(worker, "who", stop.signal);
    const other = ask(worker, "who");
    stop.abort();
    await assert.rejects(underWay, { name: "AbortError" });
    await assert.rejects(waiting, { name: "AbortError" });
    await assert.rejects(ask(worker, "who", stop.signal), { name: "AbortError" });
    assert.notEqual(await other, null);
  });

  it("answers everything as failed when it is disposed of, and takes no more", async () => {
    const worker = standIn();
    const tasks = ["hang", "who"].map((order) => ask(worker, order));
    await worker.dispose();
    assert.deepEqual(await Promise.all(tasks), [null, null]);
    assert.equal(await ask(worker, "who"), null);
    await worker.dispose();
  });

  it("sees nothing of the environment", async () => {
    process.env.SECOND_LOOK_CANARY = "canary";
    try {
      assert.ok(JSON.stringify(process.env).includes("canary"), "the trap works");
      const seen = await ask(standIn(), "environment");
      assert.deepEqual(JSON.parse(seen ?? ""), { env: {}, flags: [] });
    } finally {
      delete process.env.SECOND_LOOK_CANARY;
    }
  });

  it("prints nothing on our streams", async () => {
    const { code, out, err } = await runProgram(`
      const [span] = await worker.scan("print", new AbortController().signal);
      await worker.dispose();
      process.stdout.write(span.kind);`);
    assert.deepEqual([code, out, err], [0, "printed", ""]);
  });
});
