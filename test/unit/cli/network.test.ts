/** Which proxy the environment names. */

import assert from "node:assert/strict";
import { obey, proxyFor } from "../../../src/cli/network.ts";

describe("The proxy of the environment", () => {
  const one = "http://one.example:1";
  const two = "http://two.example:2";
  const to = (address: string, environment: Readonly<Record<string, string>>) =>
    proxyFor(new URL(address), environment);

  it("is none where none is named", () => {
    for (const environment of [{}, { HTTPS_PROXY: "" }, { https_proxy: " " }, { HTTP_PROXY: one }]) {
      assert.equal(to("https://api.example", environment), null);
    }
  });

  it("is named in capitals or small letters, which win, and for all addresses where there is none of their own", () => {
    assert.equal(to("https://api.example", { HTTPS_PROXY: one }), one);
    assert.equal(to("https://api.example", { HTTPS_PROXY: one, https_proxy: two }), two);
    assert.equal(to("https://api.example", { ALL_PROXY: one, HTTP_PROXY: two }), one);
  });

  it("is never asked for this machine", () => {
    for (const address of ["http://localhost:11434", "http://127.0.0.1:1", "http://[::1]:1"]) {
      assert.equal(to(address, { ALL_PROXY: one }), null);
    }
  });

  it("is not asked for hosts that are excepted, nor for those below them", () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ["example", "https://api.example", true],
      [".example", "https://api.example", true],
      ["api.example:8443", "https://api.example:8443", true],
      ["api.example:8443", "https://api.example", false],
      ["API.example , other", "https://api.example", true],
      ["pi.example", "https://api.example", false],
      ["*", "https://api.example", true],
      ["", "https://api.example", false],
    ];
    for (const [excepted, address, isDirect] of cases) {
      assert.equal(to(address, { HTTPS_PROXY: one, NO_PROXY: excepted }) === null, isDirect, excepted);
    }
  });

  it("that is no address of a proxy is said to be none, before anything is sent", async () => {
    const before = globalThis.fetch;
    for (const address of ["proxy.example:3128", "socks5://proxy.example:1080"]) {
      assert.match(String(await obey({ HTTPS_PROXY: address }, "https://api.example/v1")), /HTTPS_PROXY/);
    }
    assert.equal(await obey({}, "https://api.example/v1"), null);
    assert.equal(await obey({ HTTPS_PROXY: "nonsense" }, "http://localhost:1/v1"), null);
    assert.equal(globalThis.fetch, before);
  });
});
