/** Placeholders stand where secrets stood: line for line, tellable apart, impossible to forge, and silent about what they replace. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { SecretSpan } from "../../../src/privacy/cleared.ts";
import { redact, type Redacted } from "../../../src/privacy/redact.ts";
import { splitLines } from "../../../src/text/lines.ts";

const key = "of the test";
const placeholder = /<<secret:[a-z0-9-]+:[0-9a-f]{8}>>/g;

function hide(text: string, ...secrets: readonly string[]): Redacted {
  const spans = secrets.map((secret) => {
    const start = text.indexOf(secret);
    assert.notEqual(start, -1);
    return { start, end: start + secret.length, kind: "password" };
  });
  return redact({ text, spans, key });
}

describe("Redacting", () => {
  it("replaces a secret and nothing else", () => {
    const { text, lines, placeholders } = hide('a = "one";\nb = "two";\n', "one");
    assert.match(text, /^a = "<<secret:password:[0-9a-f]{8}>>";\nb = "two";\n$/);
    assert.deepEqual(lines, splitLines(text));
    assert.deepEqual(placeholders, text.match(placeholder));
  });

  it("keeps the line ends inside a secret, and its empty lines", () => {
    const { lines } = hide("a\nBEGIN\r\nkey\n\nEND b\n", "BEGIN\r\nkey\n\nEND");
    assert.deepEqual(
      lines.map((line) => line.replace(placeholder, "*")),
      ["a", "*", "*", "", "* b"],
    );
  });

  it("gives one secret one placeholder, in whatever text and file", () => {
    const [first] = hide("x kitchen99 y", "kitchen99").placeholders;
    const [again] = hide("quite another kitchen99 text", "kitchen99").placeholders;
    assert.equal(first, again);
    assert.notEqual(first, hide("kitchen98", "kitchen98").placeholders[0]);
  });

  it("gives it another one under another key, so that nobody can try out guesses", () => {
    const spans = [{ start: 0, end: 9, kind: "password" }];
    const under = (of: string): string => redact({ text: "kitchen99", spans, key: of }).text;
    assert.notEqual(under("mine"), under("yours"));
  });

  it("names the kind in small letters, whatever the scanner calls it", () => {
    const spans = [{ start: 0, end: 1, kind: "AWS Key>>\n<<secret:" }];
    assert.match(redact({ text: "x", spans, key }).text, /^<<secret:aws-key-secret-:[0-9a-f]{8}>>$/);
  });

  it("takes spans in any order, overlapping or inside each other, as one secret of the longest one's kind", () => {
    const spans = [
      { start: 8, end: 12, kind: "short" },
      { start: 2, end: 10, kind: "long" },
      { start: 4, end: 5, kind: "inner" },
    ];
    const { text, placeholders } = redact({ text: "a=0123456789;", spans, key });
    assert.match(text, /^a=<<secret:long:[0-9a-f]{8}>>;$/);
    assert.equal(placeholders.length, 1);
  });

  it("takes spans that touch for two", () => {
    const spans = [
      { start: 0, end: 2, kind: "a" },
      { start: 2, end: 4, kind: "b" },
    ];
    assert.match(redact({ text: "1234", spans, key }).text, /^<<secret:a:\w{8}>><<secret:b:\w{8}>>$/);
  });

  it("cuts spans to the text and passes over those that are empty or turned around", () => {
    const spans = [
      { start: -5, end: 1, kind: "a" },
      { start: 3, end: 99, kind: "b" },
      { start: 2, end: 2, kind: "c" },
      { start: 3, end: 1, kind: "d" },
    ];
    assert.match(redact({ text: "abcd", spans, key }).text, /^<<secret:a:\w{8}>>bc<<secret:b:\w{8}>>$/);
  });

  it("marks what reads like a placeholder in source, so that it can't pose as one", () => {
    const fake = "<<secret:password:01234567>>";
    assert.equal(hide(`a ${fake}`).text, "a <<secret\\:password:01234567>>");
    assert.equal(hide("a <<secret\\:password:01234567>>").text, "a <<secret\\\\:password:01234567>>");
    assert.equal(hide(`a ${fake}`).placeholders.length, 0);
  });
});

describe("The laws of redacting", () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from("ab1<>:\\ \"'\n\r"), "\r\n", "<<secret:", "<<secret\\:", "é", "😀"),
    maxLength: 80,
  });
  const spansOf = (length: number): fc.Arbitrary<readonly SecretSpan[]> => {
    const at = fc.integer({ min: -3, max: length + 3 });
    return fc.array(fc.record({ start: at, end: at, kind: fc.constantFrom("a", "b", "C d") }), {
      maxLength: 6,
    });
  };
  const both = text.chain((of) => fc.record({ text: fc.constant(of), spans: spansOf(of.length) }));
  const lineEnds = (of: string): readonly string[] | null => of.match(/\r\n?|\n/g);

  it("every line end stays, so line for line the two texts belong together", () => {
    fc.assert(
      fc.property(both, ({ text, spans }) => {
        const redacted = redact({ text, spans, key });
        assert.deepEqual(lineEnds(redacted.text), lineEnds(text));
        assert.equal(redacted.lines.length, splitLines(text).length);
      }),
      { numRuns: 2000 },
    );
  });

  it("no character of a secret is left, and every character of the rest is", () => {
    const marked = fc.array(
      fc.record({ rest: fc.stringMatching(/^[a-m \n]{0,9}$/), secret: fc.stringMatching(/^[N-Z\n]{1,9}$/) }),
    );
    fc.assert(
      fc.property(marked, (pieces) => {
        const spans: SecretSpan[] = [];
        let text = "";
        for (const { rest, secret } of pieces) {
          text += rest;
          spans.push({ start: text.length, end: text.length + secret.length, kind: "x" });
          text += secret;
        }
        const left = redact({ text, spans, key }).text.replace(placeholder, "");
        assert.equal(left, text.replace(/[N-Z]/g, ""));
      }),
    );
  });

  it("a placeholder in the result is one that redaction made", () => {
    fc.assert(
      fc.property(both, ({ text, spans }) => {
        const redacted = redact({ text, spans, key });
        assert.deepEqual(new Set(redacted.text.match(/<<secret:[^<>]*>>/g)), new Set(redacted.placeholders));
      }),
      { numRuns: 2000 },
    );
  });

  it("without spans only look-alikes change, and taking one mark away gives the text back", () => {
    fc.assert(
      fc.property(text, (of) => {
        const redacted = redact({ text: of, spans: [], key }).text;
        assert.equal(redacted.replace(/<<secret(\\*)\\:/g, "<<secret$1:"), of);
        if (!of.includes("<<secret")) assert.equal(redacted, of);
      }),
    );
  });

  it("the order of spans and naming one twice make no difference", () => {
    fc.assert(
      fc.property(both, ({ text, spans }) => {
        const once = redact({ text, spans, key });
        assert.deepEqual(redact({ text, spans: [...spans].reverse(), key }), once);
        assert.deepEqual(redact({ text, spans: [...spans, ...spans], key }), once);
      }),
    );
  });
});
