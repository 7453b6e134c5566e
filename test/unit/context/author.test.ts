/** What the author says goes along as a claim: without names, in bounds, and through the door. */

import assert from "node:assert/strict";
import { author } from "../../../src/context/author.ts";
import { collect } from "../../../src/context/collect.ts";
import type { Said } from "../../../src/change/said.ts";
import { aClearedChange, openDoor } from "../../support/changes.ts";
import { collecting } from "../../support/collecting.ts";

const people = ["Jane Doe", "jane@example.com"];

async function textOf(said: Partial<Said>): Promise<string | undefined> {
  const cleared = await aClearedChange({ path: "a.ts", script: ["+a"] });
  const whole = { branch: null, messages: [], people, ...said };
  const [candidate] = await author(collecting({ cleared, said: async () => whole }));
  return candidate?.text;
}

describe("What the author says of a change", () => {
  it("is the branch, and the messages as a list", async () => {
    assert.equal(
      await textOf({
        branch: "jane/cart",
        messages: ["Round totals\n\nJane Doe asked.\n", "fix: tax\n\nSigned-off-by: Jane Doe"],
      }),
      [
        "Branch: cart",
        "Messages of its commits, latest first:",
        "- Round totals",
        "",
        "  someone asked.",
        "- fix: tax",
        "",
      ].join("\n"),
    );
    assert.equal(await textOf({ messages: ["One"] }), "Messages of its commits, latest first:\n- One\n");
    assert.equal(await textOf({}), undefined);
    assert.equal(await textOf({ branch: "main" }), undefined);
  });

  it("is cut where it is long", async () => {
    const text = await textOf({ messages: Array<string>(30).fill("long ".repeat(1000)) });
    assert.equal(text?.length, 8001);
  });

  it("goes through the door like everything else", async () => {
    const secret = ["abc", "123", "xyz"].join("");
    const cleared = await aClearedChange({ path: "a.ts", script: ["+a"] });
    const said = async (): Promise<Said> => ({ branch: "main", messages: [`Use ${secret}`], people });
    const textWith = async (door = openDoor): Promise<string | undefined> => {
      const { pieces } = await collect(collecting({ cleared, said, door }));
      return pieces.find(({ kind }) => kind === "author")?.lines.join("\n");
    };
    assert.ok((await textWith())?.includes(secret), "the trap");
    const scan = async (text: string) => {
      const start = text.indexOf(secret);
      return start < 0 ? [] : [{ start, end: start + secret.length, kind: "key" }];
    };
    assert.match((await textWith({ ...openDoor, scan })) ?? "", /- Use <<secret:key:[0-9a-f]{8}>>$/);
    const unscanned = await collect(
      collecting({ cleared, said, door: { ...openDoor, scan: async () => null } }),
    );
    assert.deepEqual(
      unscanned.omitted.map(({ kind, reason }) => `${kind} ${reason}`),
      ["author scanFailed"],
    );
  });
});
