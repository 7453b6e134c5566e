/** Runs one test file inside the extension host, where mocha's own JSON reporter writes down what happened. */

import Mocha from "mocha";

export interface TestFile {
  /** Loads the test file, which registers its tests as it is loaded. */
  readonly load: () => Promise<unknown>;
  /** Where the report goes, absolute. */
  readonly report: string;
}

export async function runTestFile({ load, report }: TestFile): Promise<void> {
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 60_000,
    forbidOnly: true,
    failZero: true,
    reporter: "json",
    reporterOptions: { output: report },
  });
  mocha.suite.emit("pre-require", globalThis, report, mocha);
  await load();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
    // Read only when the window ends before its tests do: the last one is where.
    runner.on("test", (test) => console.log(`Test: ${test.fullTitle()}`));
  });
}
