/** The budget on disk: for several processes, for one that is killed, and for files that are not what they should be. */

import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import type { Lane } from "../../../src/memory/account.ts";
import { readAccount } from "../../../src/memory/accountText.ts";
import { Folder } from "../../../src/memory/folder.ts";
import { Books } from "../../../src/memory/spending.ts";
import { testClock, testFolder, type TestClock, type TestFolder } from "./keeping.ts";

const noon = new Date(2026, 10, 24, 12);
const hour = 60 * 60 * 1000;

describe("The budget of a day", () => {
  let kept: TestFolder;
  let clock: TestClock;
  beforeEach(async () => {
    kept = await testFolder();
    clock = testClock(noon);
  });
  afterEach(() => kept.dispose());

  function books(lane: Lane = "asked", folder = kept.folder): Books {
    return new Books({ folder, clock, budgets: { dailyUsd: 10, onSaveDailyUsd: 2 }, lane });
  }

  const leftNow = async (): Promise<number | undefined> => (await books().left())?.usd;

  async function spend(usd: number | null, of = books()): Promise<string> {
    const reserved = await of.reserve({ model: "o4-mini", usd });
    if (reserved.kind === "refused") return reserved.fault.code;
    await reserved.settle(usd);
    return "spent";
  }

  it("is looked at without a trace", async () => {
    assert.deepEqual(await books().left(), { usd: 10, budgetUsd: 10, setting: "dailyBudgetUsd" });
    assert.deepEqual(await readdir(kept.base), []);
  });

  it("stops the request that would cross it, and says how much is left of what", async () => {
    assert.equal(await spend(9.5), "spent");
    const reserved = await books().reserve({ model: "o4-mini", usd: 0.6 });
    assert.deepEqual(reserved.kind === "refused" && reserved.fault, {
      code: "overDailyBudget",
      args: {
        model: "o4-mini",
        worstUsd: 0.6,
        leftUsd: 0.5,
        budgetUsd: 10,
        setting: "dailyBudgetUsd",
        requests: 100,
      },
    });
    assert.equal(await spend(0.5), "spent", "one that fits still goes");
    assert.equal(await spend(null), "overDailyBudget");
  });

  it("is one budget for all who use the folder, and saves have a share of it", async () => {
    assert.equal(await spend(1.5, books("onSave")), "spent");
    assert.equal(await spend(1, books("onSave")), "overDailyBudget");
    assert.equal(await leftNow(), 8.5);
  });

  it("has nothing left of it set apart where nothing was sent", async () => {
    const reserved = await books().reserve({ model: "o4-mini", usd: 4 });
    assert.ok(reserved.kind === "reserved");
    assert.equal(await leftNow(), 6);
    await reserved.release();
    assert.equal(await leftNow(), 10);
  });

  it("is not more after the clock was set back", async () => {
    await spend(10);
    clock.set(new Date(2026, 10, 23, 12));
    assert.equal(await spend(0.1), "overDailyBudget");
    clock.set(new Date(2026, 10, 25, 12));
    assert.equal(await spend(0.1), "spent");
  });

  describe("when its file is not what it should be", () => {
    const file = (): string => path.join(kept.folder.path, "spending.json");
    const damages: readonly (readonly [string, string])[] = [
      ["empty", ""],
      ["cut off", '{"version":1,"day":"2026-11-24","today":{"ask'],
      ["of another version", '{"version":2}'],
      ["without a figure", '{"version":1,"day":"2026-11-24","today":{},"month":{},"held":[],"lost":false}'],
    ];
    for (const [what, text] of damages) {
      it(`is used up for the day where it is ${what}, is set aside, and begins anew tomorrow`, async () => {
        await spend(1);
        await writeFile(file(), text);
        assert.equal(await leftNow(), 0);
        assert.equal(await spend(0.1), "spendingUnknown");
        assert.equal(await spend(0.1), "spendingUnknown", "and again");
        const names = await readdir(kept.folder.path);
        const aside = names.filter((name) => name.startsWith("spending.json.damaged-"));
        assert.equal(aside.length, 1);
        assert.equal(await kept.folder.read(aside[0]!), text);
        clock.set(new Date(2026, 10, 25, 12));
        assert.equal(await spend(0.1), "spent");
      });
    }

    it("spends nothing where it can't be written, and says why", async () => {
      await mkdir(path.join(kept.base, "state"));
      await writeFile(path.join(kept.base, "state", "second-look"), "in the way");
      const reserved = await books().reserve({ model: "o4-mini", usd: 0.1 });
      assert.deepEqual(reserved.kind === "refused" && reserved.fault, {
        code: "spendingUnknown",
        args: { folder: kept.folder.path, reason: "NO_FOLDER" },
      });
      assert.equal(await books().left(), null);
      assert.equal(await spend(0.1, books("asked", new Folder(null, null))), "spendingUnknown");
    });
  });

  describe("under its lock", () => {
    const lock = "spending.json.lock";
    const holder = (part: object): string =>
      JSON.stringify({ host: hostname(), pid: process.pid, since: clock.now(), id: "other", ...part });

    it("waits for whoever holds it, and goes on when they let go", async () => {
      await kept.folder.write(lock, holder({}));
      let waits = 0;
      clock.meanwhile = async () => {
        waits += 1;
        if (waits === 3) await kept.folder.remove(lock);
      };
      assert.equal(await spend(1), "spent");
      assert.equal(waits, 3);
      assert.deepEqual(await readdir(kept.folder.path), ["spending.json"]);
    });

    it("gives up in the end, and spends nothing", async () => {
      await kept.folder.write(lock, holder({ since: clock.now() + 30_000 }));
      const reserved = await books().reserve({ model: "o4-mini", usd: 1 });
      assert.deepEqual(reserved.kind === "refused" && reserved.fault.args, {
        folder: kept.folder.path,
        reason: "LOCKED",
      });
      assert.equal((await kept.folder.read(lock)) === null, false, "it is not ours to take away");
    });

    it("doesn't wait for a process that is gone, or that held it far too long", async () => {
      const gone = spawn(process.execPath, ["--version"]);
      await once(gone, "close");
      for (const part of [
        { pid: gone.pid },
        { since: clock.now() - hour },
        { since: clock.now() + hour },
        { host: "elsewhere", since: clock.now() - hour },
      ]) {
        const text = holder(part);
        await kept.folder.write(lock, text);
        assert.equal(await spend(0.1), "spent", text);
      }
    });

    it("doesn't wait long for one who ended between making the lock and signing it", async () => {
      for (const text of ["", "{", "{}", "null"]) {
        await kept.folder.write(lock, text);
        clock.set(Date.now());
        assert.equal(await spend(0.1), "spent", text);
        assert.ok(clock.now() - Date.now() > 1000, "a moment is left to whoever is still at it");
      }
    });

    it("leaves the lock alone that another has just made in place of the one that was left", async () => {
      await kept.folder.write(lock, holder({ since: clock.now() - hour }));
      await kept.folder.write(`${lock}.breaking`, holder({}));
      let waits = 0;
      clock.meanwhile = async () => {
        waits += 1;
        // The one who is breaking it is done, and has made its own.
        if (waits === 1) await kept.folder.write(lock, holder({ id: "new" }));
        if (waits === 2) {
          assert.match((await kept.folder.read(lock)) ?? "", /"new"/);
          await kept.folder.remove(lock);
        }
      };
      assert.equal(await spend(0.1), "spent");
      assert.equal(waits, 2);
    });

    it("looks again before it breaks a lock, which may have a new holder by then", async () => {
      await kept.folder.write(lock, holder({ since: clock.now() - hour }));
      const late = new (class extends Folder {
        override async create(name: string, text: string): Promise<boolean> {
          if (name.endsWith(".breaking")) await super.write(lock, holder({ id: "new" }));
          return super.create(name, text);
        }
      })(kept.place, process.getuid?.() ?? null);
      let seen = "";
      clock.meanwhile = async () => {
        seen ||= (await kept.folder.read(lock)) ?? "nothing";
        await kept.folder.remove(lock);
      };
      assert.equal(await spend(0.1, books("asked", late)), "spent");
      assert.match(seen, /"new"/);
    });

    it("writes nothing any more where it was taken for dead meanwhile", async () => {
      await spend(1);
      const before = await kept.folder.read("spending.json");
      const stopped = new (class extends Folder {
        override async read(name: string): Promise<string | null> {
          const text = await super.read(name);
          if (name === "spending.json") await super.write(lock, holder({ id: "new" }));
          return text;
        }
      })(kept.place, process.getuid?.() ?? null);
      assert.equal(await spend(1, books("asked", stopped)), "spendingUnknown");
      assert.equal(await kept.folder.read("spending.json"), before);
      assert.match((await kept.folder.read(lock)) ?? "", /"new"/);
    });
  });

  describe("with several processes", function () {
    this.timeout(120_000);
    const running: ChildProcessWithoutNullStreams[] = [];
    afterEach(async () => {
      for (const child of running.splice(0)) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = once(child, "close");
        child.kill("SIGKILL");
        await ended;
      }
    });

    function start(...args: readonly (string | number)[]): ChildProcessWithoutNullStreams {
      const file = path.join(import.meta.dirname, "reserving.ts");
      const child = spawn(process.execPath, [file, kept.base, ...args.map(String)]);
      running.push(child);
      return child;
    }

    async function lineFrom(child: ChildProcessWithoutNullStreams): Promise<readonly string[]> {
      let [text, errors] = ["", ""];
      child.stderr.on("data", (bytes: Buffer) => (errors += bytes.toString()));
      for await (const bytes of child.stdout) {
        text += String(bytes);
        if (text.endsWith("\n")) return text.trim().split(" ");
      }
      throw new Error(`It ended without a word: ${errors}`);
    }

    it("never lets them spend more together than it holds, and all of that", async () => {
      // Of 3 × 60 requests at 0.1 each, 100 fit.
      const got = (await Promise.all([1, 2, 3].map(() => lineFrom(start(60, 0.1))))).flat();
      const count = (what: string): number => got.filter((each) => each === what).length;
      assert.deepEqual([count("reserved"), count("overDailyBudget"), got.length], [100, 80, 180]);
      const account = readAccount((await kept.folder.read("spending.json")) ?? "");
      assert.equal(account?.today.asked.requests, 100);
      assert.equal(account.today.asked.usd.toFixed(6), "10.000000");
      assert.deepEqual(account.held, []);
      assert.deepEqual(await readdir(kept.folder.path), ["spending.json"]);
    });

    it("counts what a killed process held, at first as held and then as spent", async () => {
      const child = start(3, 2, "linger");
      assert.deepEqual(await lineFrom(child), ["reserved", "reserved", "reserved"]);
      child.kill("SIGKILL");
      await once(child, "close");
      clock.set(Date.now());
      assert.equal(await leftNow(), 4);
      assert.equal(await spend(5), "overDailyBudget");
      const day = (): Promise<string | undefined> =>
        kept.folder.read("spending.json").then((text) => readAccount(text ?? "")?.day);
      const before = await day();
      clock.set(Date.now() + hour + 1000);
      assert.equal(await spend(0), "spent");
      const account = readAccount((await kept.folder.read("spending.json")) ?? "");
      assert.deepEqual(account?.held, []);
      // Close to midnight the next day has begun by now: then the month alone tells.
      if ((await day()) === before) assert.equal(account.today.asked.usd, 6);
    });

    it("goes on after a process that was killed at any moment, and loses nothing that was settled", async () => {
      const requests = async (): Promise<number> =>
        readAccount((await kept.folder.read("spending.json")) ?? "")?.today.asked.requests ?? 0;
      const nextTurn = (): Promise<void> => new Promise((next) => setImmediate(next));
      for (let round = 0; round < 12; round += 1) {
        const before = await requests();
        const child = start(10_000, 0.00001);
        // Once it is at it, each time at another point of its loop.
        while ((await requests()) < before + 3) await nextTurn();
        for (let turns = 0; turns < round * 7; turns += 1) await nextTurn();
        const seen = await requests();
        const ended = once(child, "close");
        child.kill("SIGKILL");
        await ended;
        clock.set(Date.now());
        assert.equal(await spend(0.00001), "spent", `round ${round}`);
        assert.ok((await requests()) > seen, `round ${round}`);
      }
      const names = await readdir(kept.folder.path);
      assert.ok(!names.some((name) => name.includes("damaged")), names.join());
    });
  });
});
