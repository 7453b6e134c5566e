/** Proposes what the author says of the change: the name of the branch and the messages of its commits, and nobody's name. */

import { cut } from "../text/cut.ts";
import { impersonal, withoutOwner, withoutTrailers } from "../text/impersonal.ts";
import type { Collector } from "./collecting.ts";

/** Characters of one message. */
const longestMessage = 2000;
/** Characters of all together. */
const longest = 8000;

/** What is called so tells nothing of a change. */
const shared = /^(main|master|trunk|develop|dev)$/;

export const author: Collector = async ({ said }) => {
  const { branch, messages, people } = await said();
  const name = branch === null || shared.test(branch) ? "" : withoutOwner(branch, people);
  const commits = messages
    .map((message) => cut(impersonal(withoutTrailers(message), people), longestMessage))
    .filter((message) => message !== "");
  if (name === "" && commits.length === 0) return [];
  const text = [
    ...(name === "" ? [] : [`Branch: ${name}`]),
    ...(commits.length === 0 ? [] : ["Messages of its commits, latest first:", ...commits.map(asItem)]),
  ].join("\n");
  return [
    {
      kind: "author",
      path: "",
      text: `${cut(text, longest)}\n`,
      ranges: null,
      reason: { code: "saidByAuthor", names: [] },
      serves: null,
      weight: 0,
    },
  ];
};

function asItem(message: string): string {
  return `- ${message.replaceAll(/\n(?=.)/g, "\n  ")}`;
}
