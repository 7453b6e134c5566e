/** The page can load its own style and its own script, and nothing else. */

import assert from "node:assert/strict";
import { htmlOf } from "../../../../src/editor/panel/html.ts";

const parts = {
  cspSource: "https://own.example",
  nonce: "bm9uY2U=",
  script: "https://own.example/dist/panel.js",
  style: "https://own.example/media/panel.css",
  language: "en",
  title: "Second Look",
};

/** As an HTML parser reads an attribute. */
function read(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

describe("The panel's page", () => {
  it("has a policy without anything inline", () => {
    const policy = read(
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(htmlOf(parts))?.[1] ?? "",
    );
    assert.equal(policy, "default-src 'none'; style-src https://own.example; script-src 'nonce-bm9uY2U='");
  });

  it("carries the nonce on its one script", () => {
    const scripts = [...htmlOf(parts).matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(scripts, [`<script nonce="bm9uY2U=" src="${parts.script}">`]);
  });

  it("lets no value out of its attribute", () => {
    const hostile = `"><script>alert(1)</script>`;
    const page = htmlOf({ ...parts, language: hostile, script: hostile, style: hostile, title: hostile });
    assert.equal([...page.matchAll(/<script/g)].length, 1);
  });
});
