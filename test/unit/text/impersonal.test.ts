/** What people and tools say, without who they are and where things lie on their machine. */

import assert from "node:assert/strict";
import { impersonal, withoutOwner, withoutTrailers } from "../../../src/text/impersonal.ts";

describe("What was said", () => {
  it("has no names of people and no addresses any more", () => {
    const people = ["Jane Q. Doe", "jane@localhost", "Test"];
    assert.equal(
      impersonal("Ask Jane Q. Doe (jane@localhost), or joe+git@mail.example.org. Test it.", people),
      "Ask someone (someone), or someone. Test it.",
    );
    assert.equal(
      impersonal("Take undici@7.2.0 and @types/node, not a@b"),
      "Take undici@7.2.0 and @types/node, not a@b",
    );
  });

  it("has no folder of a person any more", () => {
    assert.equal(
      impersonal(
        "No file '/home/jane/shop/a.ts', /Users/jane doe/b or C:\\Users\\jane\\c.ts; see src/home/x",
      ),
      "No file '~/shop/a.ts', ~ doe/b or ~\\c.ts; see src/home/x",
    );
  });

  it("has no trailers, wherever they stand", () => {
    const message = [
      "Round totals",
      "",
      "Note: cents only.",
      "Signed-off-by: A Developer",
      "",
      "Change-Id: I1234",
      "Co-authored-by: B Developer",
      "  of the second line",
      "(cherry picked from commit abc)",
      "",
    ].join("\r\n");
    assert.equal(withoutTrailers(message), "Round totals\n\nNote: cents only.");
    assert.equal(withoutTrailers("fix: round totals\n"), "fix: round totals");
    assert.equal(withoutTrailers("\n\n"), "");
  });

  it("has a branch without the folder that is called like somebody", () => {
    const people = ["Jane Doe", "j.doe+work@example.com"];
    for (const owner of ["jane", "Jane-Doe", "jdoe", "janed", "j.doe", "work"]) {
      assert.equal(withoutOwner(`${owner}/fix/cart`, people), "fix/cart", owner);
    }
    assert.equal(withoutOwner("feature/jane", people), "feature/jane");
    assert.equal(withoutOwner("feature/cart", people), "feature/cart");
  });

  it("takes no longer for text that is made to take long", () => {
    for (const piece of ["a", "a@", "a@a.", "/home/", "C:\\Users\\", "a.b@c.d-"]) {
      impersonal(piece.repeat(200_000 / piece.length), ["a b"]);
    }
  });
});
