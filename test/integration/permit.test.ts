/** Leave to send: what is asked of a person, when, and how often. */

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { Consent, type Sending } from "../../src/editor/consent.ts";
import { Keys } from "../../src/editor/keys.ts";
import { permit, type Permission, type Questions } from "../../src/editor/permit.ts";
import { readSettings, type Settings } from "../../src/editor/settings.ts";
import { openKept } from "../../src/memory/kept.ts";
import type { Memory } from "../../src/memory/memory.ts";
import { builtInProfiles } from "../../src/model/profiles.ts";
import type { ReviewedRepository } from "../../src/contract/outcome.ts";
import type { Estimate } from "../../src/review/ports.ts";
import { aMemento, someSecrets, someStored, type TestSecrets } from "./memories.ts";

const shop: ReviewedRepository = {
  id: "shop",
  root: "/home/me/shop",
  base: { label: "HEAD", commit: null },
  head: { label: "working tree", commit: null },
};

const anEstimate: Estimate = {
  repositories: [shop],
  model: "o4-mini",
  files: 2,
  pictures: 0,
  inputTokens: 12_345,
  reads: false,
  worstUsd: 0.4,
  mostOutputTokens: 32_000,
  worstUsdWith: () => 0.4,
};

const budgets = { dailyUsd: 10, onSaveDailyUsd: 2 };

describe("Leave to send", () => {
  const { signal } = new AbortController();
  let asked: string[];
  let sendings: Sending[];
  let secrets: TestSecrets;
  let permission: Permission;
  let memory: Memory;

  function answering(answers: { readonly key?: string | null; readonly consent?: boolean }): Questions {
    return {
      key: async ({ host }) => {
        asked.push(`key for ${host}`);
        return answers.key ?? null;
      },
      consent: async (sending) => {
        asked.push("consent");
        sendings.push(sending);
        return answers.consent ?? false;
      },
      dearer: async () => false,
    };
  }

  function withSettings(part: Partial<Settings>): Permission {
    return { ...permission, settings: { ...permission.settings, ...part } };
  }

  beforeEach(async () => {
    memory = someStored();
    asked = [];
    sendings = [];
    secrets = someSecrets();
    permission = {
      settings: readSettings(undefined),
      keys: new Keys(secrets),
      consent: new Consent(aMemento()),
      questions: answering({ key: "a-key", consent: true }),
      installationKey: "the same in this test",
      kept: await openKept({ memory, budgets, lane: "asked", keepRecord: true, profiles: builtInProfiles }),
    };
  });

  it("asks for a missing key, then for consent, and goes on", async () => {
    const leave = await permit(permission, anEstimate, signal);
    assert.equal(leave.kind, "granted");
    assert.deepEqual(asked, ["key for api.openai.com", "consent"]);
    const [sending] = sendings;
    assert.equal(sending?.endpoint.origin, "https://api.openai.com");
    assert.equal(sending.estimate.worstUsd, 0.4);
  });

  it("asks once for a repository and an origin", async () => {
    await permit(permission, anEstimate, signal);
    asked = [];
    assert.equal((await permit(permission, anEstimate, signal)).kind, "granted");
    assert.deepEqual(asked, []);
  });

  it("asks again for another repository, and for another origin with a key of its own", async () => {
    await permit(permission, anEstimate, signal);
    asked = [];
    const other = { ...anEstimate, repositories: [{ ...shop, root: "/home/me/other" }] };
    await permit(permission, other, signal);
    assert.deepEqual(asked, ["consent"]);
    asked = [];
    await permit(withSettings({ baseUrl: "https://gateway.example/v1" }), anEstimate, signal);
    assert.deepEqual(asked, ["key for gateway.example", "consent"]);
  });

  it("asks again where pictures go along for the first time, and then no more", async () => {
    await permit(permission, anEstimate, signal);
    asked = [];
    const withPictures = { ...anEstimate, pictures: 2 };
    await permit({ ...permission, questions: answering({ consent: false }) }, withPictures, signal);
    await permit(permission, withPictures, signal);
    assert.deepEqual(asked, ["consent", "consent"], "one that was declined is not remembered");
    asked = [];
    await permit(permission, withPictures, signal);
    await permit(permission, anEstimate, signal);
    assert.deepEqual(asked, []);
  });

  it("asks again, once, where a model may read by itself for the first time", async () => {
    await permit(permission, anEstimate, signal);
    asked = [];
    const reading = { ...anEstimate, reads: true };
    await permit(permission, reading, signal);
    assert.deepEqual(asked, ["consent"]);
    await permit(permission, reading, signal);
    await permit(permission, anEstimate, signal);
    assert.deepEqual(asked, ["consent"]);
    const other = { ...reading, repositories: [{ ...shop, root: "/home/me/other" }] };
    await permit(permission, { ...other, reads: false }, signal);
    asked = [];
    await permit(permission, other, signal);
    assert.deepEqual(asked, ["consent"]);
  });

  it("asks for several repositories in one question, and later only where one of them is new", async () => {
    const [api, web] = ["api", "web"].map((id) => ({ ...shop, id, root: `/home/me/${id}` }));
    const of = (...repositories: readonly (ReviewedRepository | undefined)[]): Estimate => ({
      ...anEstimate,
      repositories: repositories.flatMap((each) => each ?? []),
    });
    await permit(permission, of(shop, api), signal);
    assert.deepEqual(asked, ["key for api.openai.com", "consent"]);
    assert.deepEqual(
      sendings[0]?.estimate.repositories.map(({ root }) => root),
      ["/home/me/shop", "/home/me/api"],
    );
    asked = [];
    await permit(permission, of(api), signal);
    await permit(permission, of(shop), signal);
    await permit(permission, of(api, shop), signal);
    assert.deepEqual(asked, []);
    await permit(permission, of(api, web), signal);
    assert.deepEqual(asked, ["consent"]);
  });

  it("keeps a key for its origin alone", async () => {
    await permit(permission, anEstimate, signal);
    assert.equal(await permission.keys.read({ origin: "https://api.openai.com", host: "" }), "a-key");
    assert.equal(await permission.keys.read({ origin: "https://gateway.example", host: "" }), null);
    await permission.keys.clear({ origin: "https://api.openai.com", host: "" });
    assert.deepEqual([...secrets.kept.values()], []);
  });

  it("sends nothing without a key, and does not ask for consent then", async () => {
    const leave = await permit(
      { ...permission, questions: answering({ consent: true }) },
      anEstimate,
      signal,
    );
    assert.deepEqual(leave, { kind: "refused", fault: { code: "noKey", args: { host: "api.openai.com" } } });
    assert.deepEqual(asked, ["key for api.openai.com"]);
  });

  it("sends nothing without consent, and asks again the next time", async () => {
    const declining = { ...permission, questions: answering({ key: "a-key", consent: false }) };
    assert.deepEqual(await permit(declining, anEstimate, signal), {
      kind: "refused",
      fault: { code: "consentDeclined", args: {} },
    });
    asked = [];
    await permit(declining, anEstimate, signal);
    assert.deepEqual(asked, ["consent"]);
  });

  it("refuses what could cost more than the ceiling before it asks for anything", async () => {
    const leave = await permit(withSettings({ budgetUsd: 0.39 }), anEstimate, signal);
    assert.deepEqual(leave, {
      kind: "refused",
      fault: { code: "overBudget", args: { worstUsd: 0.4, budgetUsd: 0.39 } },
    });
    assert.deepEqual(asked, []);
  });

  it("says what is left of the day's budget where that is less than the worst price, in the question and after it", async () => {
    const reserved = await memory.spending(budgets, "asked").reserve({ model: "o4-mini", usd: 9.7 });
    assert.equal(reserved.kind, "reserved");
    const leave = await permit(permission, anEstimate, signal);
    const args = { worstUsd: 0.4, leftUsd: 0.3, budgetUsd: 10, requests: 3 };
    const remark = sendings[0]?.budget;
    assert.deepEqual({ ...remark?.args, leftUsd: Number(Number(remark?.args?.leftUsd).toFixed(6)) }, args);
    assert.deepEqual(leave.kind === "granted" && leave.remarks, [remark]);
  });

  it("asks again where the price of a model is not known", async () => {
    await permit(permission, anEstimate, signal);
    asked = [];
    const unpriced = { ...anEstimate, model: "someone/else", worstUsd: null, worstUsdWith: () => null };
    await permit(permission, unpriced, signal);
    await permit(permission, unpriced, signal);
    assert.deepEqual(asked, ["consent"]);
  });

  it("needs no key for an endpoint on this machine", async () => {
    const leave = await permit(withSettings({ baseUrl: "http://127.0.0.1:11434/v1" }), anEstimate, signal);
    assert.equal(leave.kind, "granted");
    assert.deepEqual(asked, ["consent"]);
  });

  it("takes no address that a key must not go to", async () => {
    const leave = await permit(withSettings({ baseUrl: "http://gateway.example/v1" }), anEstimate, signal);
    assert.equal(leave.kind === "refused" && leave.fault.code, "badEndpoint");
    assert.deepEqual(asked, []);
  });

  it("does not wait for an answer once the review was cancelled, and does not remember it", async () => {
    const controller = new AbortController();
    let answer: (isGiven: boolean) => void = () => undefined;
    const questions: Questions = {
      ...answering({ key: "a-key" }),
      consent: () => {
        controller.abort();
        return new Promise((resolve) => (answer = resolve));
      },
    };
    const leave = await permit({ ...permission, questions }, anEstimate, controller.signal);
    assert.equal(leave.kind, "refused");
    answer(true);
    await permit(permission, anEstimate, signal);
    assert.deepEqual(asked, ["key for api.openai.com", "consent"]);
  });

  it("counts settings of the person alone where money and destination are concerned", async () => {
    const settings = vscode.workspace.getConfiguration("secondLook");
    const target = vscode.ConfigurationTarget.Workspace;
    // The editor itself refuses; what a workspace file holds all the same is not read.
    await assert.rejects(async () => settings.update("baseUrl", "https://elsewhere.example/v1", target));
    assert.equal(readSettings(undefined).baseUrl, "https://api.openai.com/v1");
  });

  it("stores a key that a program hands over, and nothing that is no key", async () => {
    assert.equal(await vscode.commands.executeCommand("secondLook.setApiKey", "a-key"), true);
    assert.equal(await vscode.commands.executeCommand("secondLook.setApiKey", "two words"), false);
    await vscode.commands.executeCommand("secondLook.clearApiKey");
  });
});
