/** A page gets one state at a time, never misses the last one, and none when it is not there. */

import assert from "node:assert/strict";
import { Pace } from "../../../../src/editor/panel/pace.ts";

describe("The pace of the panel", () => {
  let now = 0;
  let sent: number[] = [];
  const fresh = (): Pace<number> => {
    now = 0;
    sent = [];
    return new Pace(
      () => now,
      (state) => sent.push(state),
    );
  };

  it("sends nothing before the page is ready, and then the whole state", () => {
    const pace = fresh();
    pace.changed();
    assert.deepEqual(sent, []);
    now = 1;
    pace.ready();
    assert.deepEqual(sent, [1]);
  });

  it("sends what changed while the page drew once it has drawn, and only the last of it", () => {
    const pace = fresh();
    pace.ready();
    for (now of [1, 2, 3]) pace.changed();
    assert.deepEqual(sent, [0]);
    pace.drawn();
    assert.deepEqual(sent, [0, 3]);
    pace.drawn();
    assert.deepEqual(sent, [0, 3]);
  });

  it("sends at once to a page that waits", () => {
    const pace = fresh();
    pace.ready();
    pace.drawn();
    now = 1;
    pace.changed();
    assert.deepEqual(sent, [0, 1]);
  });

  it("sends nothing to a page that is gone, and the present state to the next one", () => {
    const pace = fresh();
    pace.ready();
    pace.gone();
    now = 1;
    pace.changed();
    pace.drawn();
    assert.deepEqual(sent, [0]);
    pace.ready();
    assert.deepEqual(sent, [0, 1]);
  });
});
