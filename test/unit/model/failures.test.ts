/** What can go wrong while asking, each made to happen at a real socket: its code, what its words need, and what is booked. */

import assert from "node:assert/strict";
import type { FailureArguments, FailureCode } from "../../../src/contract/failure.ts";
import {
  askOnce,
  endOf,
  impatience,
  question,
  settingsFor,
  textOfAnswer,
  wires,
} from "../../support/endpoint/asking.ts";
import { startStandIn, type Failure, type StandIn } from "../../support/endpoint/standIn.ts";

const value = {
  verdicts: [],
  findings: [],
  reply: "",
  summary: "A summary that is long enough to be cut somewhere in it.",
};

interface Case {
  readonly what: string;
  readonly failure: Failure;
  readonly code: FailureCode;
  readonly args?: FailureArguments;
  /** Requests until it gives up; 1: it does not try again. */
  readonly requests?: number;
  /** Over Responses, where it is another number. */
  readonly responses?: number;
  /** Whether tokens are booked. */
  readonly booked?: boolean;
}

const status = (status: number, code?: string, message?: string): Failure => ({
  kind: "status",
  status,
  ...(code === undefined ? {} : { code }),
  ...(message === undefined ? {} : { message }),
});

const cases: readonly Case[] = [
  { what: "a wrong key", failure: status(401, "invalid_api_key"), code: "wrongKey" },
  {
    what: "a closed region",
    failure: status(403, "unsupported_country", "Country not supported."),
    code: "forbidden",
    args: { reason: "Country not supported." },
  },
  {
    what: "an address without such a path",
    failure: status(404, "", "Not found."),
    code: "endpointMissing",
    responses: 2,
  },
  {
    what: "a page that says 404",
    failure: { kind: "status", status: 404, body: "<html>No such page</html>" },
    code: "endpointMissing",
    responses: 2,
  },
  {
    what: "a method not allowed",
    failure: status(405, "", "Method not allowed."),
    code: "endpointMissing",
    args: { path: "/chat/completions" },
    responses: 2,
  },
  {
    what: "a parameter that it needs and won't have",
    failure: status(422, "unsupported_value", "model and messages are wrong."),
    code: "requestRefused",
    args: { reason: "model and messages are wrong." },
  },
  {
    what: "a filter before the answer",
    failure: status(400, "content_filter", "The prompt was filtered."),
    code: "contentFiltered",
  },
  {
    what: "a bad request",
    failure: status(400, "invalid_value", "Something is off."),
    code: "requestRefused",
    args: { reason: "Something is off." },
  },
  {
    what: "an input over the window",
    failure: status(400, "context_length_exceeded"),
    code: "contextTooLong",
    args: { model: "o4-mini" },
  },
  {
    what: "the same in a gateway's words",
    failure: status(400, "", "This model's maximum context length is 8192 tokens."),
    code: "contextTooLong",
  },
  {
    what: "a body too large for a gateway",
    failure: { kind: "status", status: 413, body: "Payload too large" },
    code: "contextTooLong",
  },
  {
    what: "a request larger than the account's limit",
    failure: status(
      429,
      "rate_limit_exceeded",
      "Request too large for o4-mini in organization org-x on tokens per min (TPM): Limit 100,000, Requested 160500. The input or output tokens must be reduced.",
    ),
    code: "requestTooLarge",
    args: { limit: 100_000, requested: 160_500 },
  },
  {
    what: "an account without credit",
    failure: status(429, "insufficient_quota", "You exceeded your current quota."),
    code: "quotaExceeded",
  },
  {
    what: "a gateway that wants payment",
    failure: status(402, "", "Insufficient credits."),
    code: "quotaExceeded",
  },
  {
    what: "a server error that stays",
    failure: status(503, "", "Overloaded."),
    code: "serverError",
    args: { status: 503 },
    requests: 4,
  },
  {
    what: "a page for an error",
    failure: { kind: "status", status: 502, body: "<html>Bad gateway</html>" },
    code: "serverError",
    args: { status: 502 },
    requests: 4,
  },
  {
    what: "an error in the stream",
    failure: { kind: "failed" },
    code: "serverError",
    args: { status: "server_error" },
    requests: 4,
    booked: true,
  },
  {
    what: "a connection that breaks at once",
    failure: { kind: "reset" },
    code: "noNetwork",
    requests: 4,
    booked: true,
  },
  {
    what: "a stream that breaks before any text",
    failure: { kind: "cut", after: 0, how: "reset" },
    code: "streamCut",
    requests: 4,
    booked: true,
  },
  {
    what: "a stream that ends before any text",
    failure: { kind: "cut", after: 0, how: "end" },
    code: "streamCut",
    requests: 4,
    booked: true,
  },
  {
    what: "a stream that breaks in the middle",
    failure: { kind: "cut", after: 40, how: "reset" },
    code: "streamCut",
    booked: true,
  },
  {
    what: "a stream that ends in the middle",
    failure: { kind: "cut", after: 40, how: "end" },
    code: "streamCut",
    booked: true,
  },
  { what: "a login page", failure: { kind: "page" }, code: "notAnApi" },
  { what: "a stream without an event", failure: { kind: "noEvents" }, code: "notAnApi" },
  {
    what: "reasoning that eats the whole output",
    failure: { kind: "incomplete", after: 0 },
    code: "outputUsedUp",
    args: { model: "o4-mini", outputReserve: 64_000 },
    requests: 2,
    booked: true,
  },
  {
    what: "an answer that finds no end",
    failure: { kind: "incomplete", after: 40 },
    code: "outputUsedUp",
    booked: true,
  },
  {
    what: "a content filter",
    failure: { kind: "contentFilter", after: 40 },
    code: "contentFiltered",
    booked: true,
  },
  { what: "a model that declines", failure: { kind: "refusal" }, code: "modelRefused", booked: true },
  {
    what: "a line without end",
    failure: { kind: "flood", lines: "one" },
    code: "answerTooLong",
    booked: true,
  },
  {
    what: "an answer without end",
    failure: { kind: "flood", lines: "many" },
    code: "answerTooLong",
    booked: true,
  },
];

for (const wire of wires) {
  describe(`Failing over ${wire}`, () => {
    let server: StandIn;
    beforeEach(async () => {
      server = await startStandIn({ answer: () => value });
    });
    afterEach(async () => server.close());

    for (const { what, failure, code, args = {}, booked = false, ...times } of cases) {
      const requests = (wire === "responses" ? times.responses : undefined) ?? times.requests ?? 1;
      it(`tells ${what} as ${code}`, async () => {
        server.fail.next(...Array.from({ length: requests }, () => failure));
        const events = await askOnce(settingsFor(server, wire));
        const end = endOf(events);
        assert.equal(end.kind, "failed");
        assert.equal(end.fault.code, code);
        const { host } = new URL(server.baseUrl);
        assert.deepEqual(end.fault.args, { ...end.fault.args, host, ...args });
        assert.equal(server.requests.length, requests);
        assert.equal(end.spent?.requests, requests);
        assert.equal(end.spent.inputTokens > 0, booked, "tokens are booked where work may have been done");
      });
    }

    it("keeps what was delivered before the cut, and books it by its own count", async () => {
      server.fail.next({ kind: "cut", after: 40, how: "reset" });
      const events = await askOnce(settingsFor(server, wire));
      const text = textOfAnswer(events);
      assert.ok(text.length >= 40 && JSON.stringify(value).startsWith(text));
      const { spent } = endOf(events);
      assert.equal(spent?.reported, false);
      assert.equal(spent.inputTokens, question.inputTokens);
      assert.equal(spent.outputTokens, Math.ceil(text.length / 3));
    });

    it("goes on after a short outage, and adds up all attempts", async () => {
      server.fail.next(status(500), { kind: "reset" }, { kind: "cut", after: 0, how: "end" });
      const end = endOf(await askOnce(settingsFor(server, wire)));
      assert.equal(end.kind, "finished");
      assert.equal(end.spent.requests, 4);
      assert.equal(end.spent.reported, false, "two of them may have been billed");
    });

    it("names both hosts of a redirect and sends nothing to the second", async () => {
      const other = await startStandIn();
      try {
        const to = `${other.baseUrl}/${wire === "responses" ? "responses" : "chat/completions"}`;
        server.fail.next({ kind: "redirect", to });
        const headers = { "api-key": "canary-key" };
        await fetch(`${server.baseUrl}/anything`, { method: "POST", headers, body: "the canary" });
        const naive = await other.request(1);
        assert.match(naive.raw.toString(), /the canary/, "a plain fetch hands the body on");
        assert.equal(naive.headers["api-key"], "canary-key", "and the key in a header of its own");

        for (const code of [301, 302, 307, 308]) {
          server.fail.next({ kind: "redirect", to, status: code });
          const end = endOf(await askOnce(settingsFor(server, wire)));
          assert.equal(end.kind === "failed" && end.fault.code, "redirected");
          assert.deepEqual(end.kind === "failed" && end.fault.args, {
            host: new URL(server.baseUrl).host,
            model: "o4-mini",
            to: new URL(other.baseUrl).host,
          });
        }
        assert.equal(other.requests.length, 1, "only the plain fetch got there");
      } finally {
        await other.close();
      }
    });

    it("gives up on an endpoint that stays silent, before and in the middle of an answer", async () => {
      await askOnce(settingsFor(server, wire));
      const silent = (after: number | null): Promise<ReturnType<typeof endOf>> => {
        server.fail.next({ kind: "silence", after });
        return askOnce(settingsFor(server, wire, { patience: impatience({ silence: 200 }) })).then(endOf);
      };
      const [first, begun, middle] = [await silent(null), await silent(0), await silent(40)];
      assert.deepEqual(
        [first, begun, middle].map((end) => end.kind === "failed" && end.fault.code),
        ["endpointSilent", "endpointSilent", "streamCut"],
      );
      assert.equal(server.requests.length, 4, "and does not ask again");
      assert.equal(await server.requests[1]?.closed, "dropped");
    });

    it("cuts foreign words to 300 characters, and an endless error to 64 KB", async () => {
      server.fail.next(status(400, "x", "long ".repeat(1000)), {
        kind: "status",
        status: 403,
        body: "y".repeat(5_000_000),
      });
      for (const code of ["requestRefused", "forbidden"]) {
        const end = endOf(await askOnce(settingsFor(server, wire)));
        assert.equal(end.kind === "failed" && end.fault.code, code);
        assert.ok(JSON.stringify(end.kind === "failed" && end.fault.args?.["reason"]).length <= 302);
      }
    });
  });
}
