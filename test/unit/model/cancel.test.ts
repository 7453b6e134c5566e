/** Stopping a question, in each state it can be in: it ends at once, and the server sees the socket close. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openAsk } from "../../../src/model/ask.ts";
import { askOnce, endOf, impatience, question, settingsFor, wires } from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "A summary long enough to stop in it." };

for (const wire of wires) {
  describe(`A question over ${wire} that is interrupted`, () => {
    let server: StandIn;
    beforeEach(async () => {
      server = await startStandIn({ answer: () => value });
    });
    afterEach(async () => server.close());

    it("before anything was sent: nothing is sent", async () => {
      const end = endOf(await askOnce(settingsFor(server, wire), AbortSignal.abort()));
      assert.deepEqual(end, { kind: "failed", fault: { code: "interrupted" }, spent: null });
      assert.equal(server.requests.length, 0);
    });

    it("before the first byte: the socket closes, and the question is booked", async () => {
      const stop = new AbortController();
      const gate = server.gate("headers");
      const events = askOnce(settingsFor(server, wire), stop.signal);
      const request = await gate.reached;
      stop.abort();
      const end = endOf(await events);
      assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
      assert.equal(await request.closed, "dropped");
      assert.equal(end.spent?.reported, false);
      assert.equal(end.spent.inputTokens, question.inputTokens);
    });

    it("in the middle of the answer: the socket closes, and what came is booked", async () => {
      const stop = new AbortController();
      const gate = server.gate({ after: 24 });
      const events = askOnce(settingsFor(server, wire), stop.signal);
      const request = await gate.reached;
      stop.abort();
      const end = endOf(await events);
      assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
      assert.equal(await request.closed, "dropped");
      assert.equal(end.spent?.inputTokens, question.inputTokens);
    });

    it("in the middle of an event: the socket closes", async () => {
      const closed: Promise<unknown>[] = [];
      const half = createServer((request, response) => {
        closed.push(once(response, "close"));
        request.resume();
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write('data: {"type":"response.created","response":{"model":"o4-mini"}}\n\ndata: {"ty');
      });
      half.listen(0, "127.0.0.1");
      await once(half, "listening");
      const baseUrl = `http://127.0.0.1:${(half.address() as AddressInfo).port}/v1`;
      const stop = new AbortController();
      const kinds: string[] = [];
      const asking = openAsk(settingsFor({ baseUrl, key: server.key }, wire))(question, stop.signal);
      for await (const event of asking) {
        kinds.push(event.kind === "failed" ? event.fault.code : event.kind);
        // The first event is there, the next one has begun.
        if (event.kind === "thinking") stop.abort();
      }
      assert.deepEqual(kinds, ["thinking", "interrupted"]);
      await closed[0];
      half.close();
    });

    for (const [when, after] of [
      ["before the answer", null],
      ["in the middle of it", 24],
    ] as const) {
      it(`while the endpoint is silent ${when}: the socket closes, long before the silence counts`, async () => {
        server.fail.next({ kind: "silence", after });
        const stop = new AbortController();
        const events = askOnce(settingsFor(server, wire), stop.signal);
        const request = await server.request(1);
        stop.abort();
        const end = endOf(await events);
        assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
        assert.equal(await request.closed, "dropped");
      });
    }

    it("while it waits for a limit: at once, and nothing more is sent", async () => {
      const stop = new AbortController();
      server.fail.next({ kind: "status", status: 429, code: "rate_limit_exceeded" });
      const patience = impatience({
        wait: (_, signal) =>
          new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
      });
      const events = [];
      for await (const event of openAsk(settingsFor(server, wire, { patience }))(question, stop.signal)) {
        events.push(event);
        if (event.kind === "waiting") queueMicrotask(() => stop.abort());
      }
      const end = endOf(events);
      assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
      assert.equal(server.requests.length, 1);
    });

    it("between a broken answer and its repair: nothing more is sent", async () => {
      await server.close();
      server = await startStandIn({ answer: () => '{"findings": [' });
      const stop = new AbortController();
      const events = [];
      for await (const event of openAsk(settingsFor(server, wire))(question, stop.signal)) {
        events.push(event);
        if (event.kind === "again") stop.abort();
      }
      const end = endOf(events);
      assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
      assert.equal(server.requests.length, 1);
    });

    it("by a reader that turns away: the socket closes", async () => {
      const gate = server.gate({ after: 24 });
      for await (const event of openAsk(settingsFor(server, wire))(question, new AbortController().signal)) {
        if (event.kind === "text") break;
      }
      const request = await server.request(1);
      assert.equal(await request.closed, "dropped");
      gate.open();
    });
  });
}
