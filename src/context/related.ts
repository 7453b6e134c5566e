/** Proposes what of the repository is related to the change: definitions, callers, tests and types, with their texts. */

import { begunInTurns } from "../text/turns.ts";
import { callers } from "./callers.ts";
import type { Collector } from "./collecting.ts";
import { definitions } from "./definitions.ts";
import type { LookUp } from "./lookUp.ts";
import type { Candidate } from "./piece.ts";
import type { Proposal, Proposer } from "./proposal.ts";
import { tests } from "./tests.ts";
import { types } from "./types.ts";

/** Files, in the order of the proposers: each has to be read and to pass the door as a whole, whatever is shown of it. */
const mostFiles = 80;

const proposers: readonly Proposer[] = [definitions, callers, types, tests];

export const related: Collector = async ({ surroundings, signal }) => {
  if (surroundings === null) return [];
  const around = { ...surroundings, lookUp: askingOnce(surroundings.lookUp) };
  const proposed = await begunInTurns(proposers.map((propose) => async () => propose(around, signal)));
  const within = withinMost(proposed.flat());
  const texts = await surroundings.read([...new Set(within.map(({ id }) => id))]);
  return within.flatMap(({ id, ...proposal }): readonly Candidate[] => {
    const text = texts.get(id);
    return text === undefined ? [] : [{ ...proposal, text }];
  });
};

/** Callers and tests ask who mentions the same names. */
function askingOnce(lookUp: LookUp): LookUp {
  const asked = new Map<string, ReturnType<LookUp["mentioning"]>>();
  return {
    ...lookUp,
    mentioning: async (names, signal) => {
      const key = names.join("\n");
      const answer = asked.get(key) ?? lookUp.mentioning(names, signal);
      asked.set(key, answer);
      return answer;
    },
  };
}

function withinMost(proposed: readonly Proposal[]): readonly Proposal[] {
  const isSignature = ({ reason }: Proposal): boolean => reason.code === "defines";
  const inOrder = [
    ...proposed.filter(isSignature).sort((a, b) => b.weight - a.weight),
    ...proposed.filter((each) => !isSignature(each)),
  ];
  const kept = new Set([...new Set(inOrder.map(({ path }) => path))].slice(0, mostFiles));
  return inOrder.filter(({ path }) => kept.has(path));
}
