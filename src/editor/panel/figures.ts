/** What a review took: the two sides, the model, tokens, price and time. */

import type { ComparedSide, Outcome } from "../../contract/outcome.ts";
import type { Depth } from "../../contract/scope.ts";
import type { ModelUsage } from "../../contract/usage.ts";
import type { Row } from "../../panel/protocol.ts";
import { money, seconds, tokens } from "../../report/figures.ts";
import { lineOf } from "./foreign.ts";
import type { Say } from "./say.ts";

const depths: Readonly<Record<Depth, string>> = { quick: "Quick", standard: "Standard", deep: "Deep" };

export function comparedBy({ repositories, focus }: Outcome, say: Say): string {
  const compared = repositories.map(({ id, base, head }) =>
    say("{0}: {1} → {2}", lineOf(id), sideOf(base), sideOf(head)),
  );
  return [...compared, ...(focus === "" ? [] : [say("Focus: {0}", lineOf(focus))])].join(" · ");
}

export function figuresOf(outcome: Outcome, say: Say): readonly Row[] {
  return [
    { name: say("Depth"), detail: say(depths[outcome.depth]) },
    ...(isPractice(outcome) ? practised(say) : used(outcome, say)),
    { name: say("Time"), detail: seconds(outcome.durationMs) },
  ];
}

export function isPractice({ notices }: Outcome): boolean {
  return notices.some(({ code }) => code === "practice");
}

function practised(say: Say): readonly Row[] {
  return [
    { name: say("Model"), detail: say("none: practice rules") },
    { name: say("Sent"), detail: say("nothing") },
  ];
}

function used({ usage }: Outcome, say: Say): readonly Row[] {
  if (usage.requests === 0) return [{ name: say("Sent"), detail: say("nothing") }];
  return [
    { name: say("Model"), detail: usage.byModel.map((each) => modelOf(each, say)).join(" · ") },
    { name: say("Requests"), detail: tokens(usage.requests) },
    {
      name: say("Tokens in"),
      detail: say("{0}, {1} of them cached", tokens(usage.inputTokens), tokens(usage.cachedTokens)),
    },
    {
      name: say("Tokens out"),
      detail: say("{0}, {1} of them reasoning", tokens(usage.outputTokens), tokens(usage.reasoningTokens)),
    },
    {
      name: say("Price"),
      detail: usage.cost.amount === null ? say("unknown for this model") : money(usage.cost),
    },
    ...(usage.byModel.length < 2 ? [] : usage.byModel.map((each) => ofModel(each, say))),
  ];
}

/** The share of one model in the sums above. */
function ofModel(used: ModelUsage, say: Say): Row {
  const price = used.cost.amount === null ? say("price unknown") : money(used.cost);
  const [cached, reasoning] = [tokens(used.cachedTokens), tokens(used.reasoningTokens)];
  return {
    name: modelOf(used, say),
    detail: [
      say("requests: {0}", tokens(used.requests)),
      say("in: {0} ({1} cached)", tokens(used.inputTokens), cached),
      say("out: {0} ({1} reasoning)", tokens(used.outputTokens), reasoning),
      price,
    ].join(" · "),
  };
}

function modelOf({ model, answeredBy }: ModelUsage, say: Say): string {
  return model === answeredBy
    ? lineOf(model)
    : say("{0}, answered by {1}", lineOf(model), lineOf(answeredBy));
}

/** A branch also says which commit it stood at. */
function sideOf({ label, commit }: ComparedSide): string {
  const short = commit?.slice(0, 8) ?? "";
  return short === "" || label.startsWith(short.slice(0, 7)) ? lineOf(label) : `${lineOf(label)} (${short})`;
}
