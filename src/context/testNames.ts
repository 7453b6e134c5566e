/** Knows tests by their names, and by its name what a test is of. */

const folders = new Set(["test", "tests", "spec", "specs", "__tests__", "testing", "unittests"]);
const marks =
  /(?:^test[_-]|[._-](?:test|tests|spec|specs|unit|e2e)$|(?<=[a-z0-9])(?:Test|Tests|TestCase|Spec)$|^Test(?=[A-Z]))/;

export function isTest(path: string): boolean {
  const names = path.split("/");
  const stem = stemOf(names.pop() ?? "");
  return marks.test(stem) || names.some((name) => folders.has(name.toLowerCase()));
}

/** What a test with this path is of, and what a file with this path is called: the same for both that belong together. */
export function subjectOf(path: string): string {
  return stemOf(path.split("/").at(-1) ?? "")
    .replace(marks, "")
    .replace(marks, "")
    .replaceAll(/[_-]/g, "")
    .toLowerCase();
}

function stemOf(name: string): string {
  return name.replace(/(?!^)\.[^.]+$/, "");
}
