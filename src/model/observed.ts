/** What a check of an endpoint has shown, line by line: what works, what does not, and what could not be tried. */

import type { FailureArguments, Fault } from "../contract/failure.ts";
import type { Effort } from "./asking.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Endpoint } from "./endpoint.ts";
import { rungs } from "./ladder.ts";
import { isSameFamily, type Profiles } from "./profiles.ts";
import { wasTaken, type Trial } from "./trial.ts";
import type { Rung } from "./wire.ts";

/** What is looked at, in the order in which it is told. */
export type Aspect =
  "address" | "key" | "list" | "model" | Rung | "streaming" | "usage" | "efforts" | "answeredBy";

export interface Observed {
  readonly aspect: Aspect;
  readonly verdict: "ok" | "not" | "notTried";
  /** For the words; which there are depends on the aspect. */
  readonly args: FailureArguments;
  /** What went wrong; null also where it is none, such as a path that not every endpoint has. */
  readonly fault: Fault | null;
}

export interface Facts {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly profiles: Profiles;
  /** As it was set. */
  readonly model: string;
  /** The one that was asked in the end. */
  readonly subject: string;
  /** `model` is not there. */
  readonly isMissing: boolean;
  readonly catalogue: Catalogue;
  readonly trials: ReadonlyMap<Rung, Trial>;
  /** The one that a review would go by; null where nothing worked. */
  readonly best: Trial | null;
  /** Null where they were not tried. */
  readonly efforts: { readonly taken: readonly Effort[]; readonly refused: readonly Effort[] } | null;
}

export function observe(facts: Facts): readonly Observed[] {
  return [
    address(facts),
    key(facts),
    list(facts),
    model(facts),
    ...rungs.map((rung) => onRung(rung, facts)),
    ...ofAnswer(facts),
  ];
}

function address({ endpoint, catalogue }: Facts): Observed {
  const args = { baseUrl: endpoint.baseUrl };
  const fault = wayBarred(catalogue);
  return fault === null ? ok("address", args) : not("address", args, fault);
}

/** A list says nothing of the key where everybody may read it: only a question that is taken does. */
function key({ endpoint, key, catalogue, trials }: Facts): Observed {
  const args = { host: endpoint.host, local: endpoint.local && key === null ? "yes" : "" };
  const tried = [...trials.values()];
  const faults = [faultIn(catalogue), ...tried.map(({ fault }) => fault)];
  const wrong = faults.find((fault) => fault?.code === "wrongKey") ?? null;
  if (wrong !== null) return not("key", args, wrong);
  return key !== null && tried.some(wasTaken) ? ok("key", args) : untried("key", args);
}

function list({ catalogue }: Facts): Observed {
  if (catalogue.kind === "listed") return ok("list", { count: catalogue.models.length });
  const wasRead = wayBarred(catalogue) === null && catalogue.fault.code !== "wrongKey";
  if (!wasRead) return untried("list", {});
  return not("list", {}, catalogue.fault);
}

/** Whether it is there is decided by asking it: lists leave out aliases, and Azure's names other things. */
function model({ endpoint, profiles, model, subject, isMissing, catalogue, best }: Facts): Observed {
  const listed = catalogue.kind === "listed" ? catalogue.models.find(({ id }) => id === model) : undefined;
  const { known, contextWindow, price, shutdown } = profiles.of(model);
  const args: FailureArguments = {
    model,
    listed: catalogue.kind !== "listed" ? "" : listed === undefined ? "no" : "yes",
    successor: subject === model ? "" : subject,
    window: known ? contextWindow : "",
    ...(price === null ? {} : { inputUsd: price.input, outputUsd: price.output }),
    shutdown: listed?.shutdown ?? shutdown ?? "",
  };
  if (isMissing) return not("model", args, { code: "unknownModel", args: { host: endpoint.host, model } });
  return best === null ? untried("model", args) : ok("model", args);
}

function onRung(rung: Rung, { trials, best }: Facts): Observed {
  const trial = trials.get(rung);
  if (trial === undefined) return untried(rung, { needless: best === null ? "" : "yes" });
  const { fault, misfits, terms } = trial;
  const args = { without: [...terms.without].join(", "), misfits: misfits ? "yes" : "" };
  if (fault === null) return ok(rung, args);
  // What another rung does in its place is no trouble.
  return not(rung, args, best !== null && replaceable.has(fault.code) ? null : fault);
}

const replaceable: ReadonlySet<Fault["code"]> = new Set(["endpointMissing", "requestRefused", "badAnswer"]);

function ofAnswer({ best, efforts, subject }: Facts): readonly Observed[] {
  if (best === null) return answerAspects.map((aspect) => untried(aspect, {}));
  const { ended, stretches } = best;
  const { answeredBy, usage } = ended;
  const levels = { taken: efforts?.taken.join(", ") ?? "", refused: efforts?.refused.join(", ") ?? "" };
  const who = { model: subject, answeredBy: answeredBy ?? "" };
  return [
    ended.how.kind === "complete"
      ? told("streaming", stretches > 1, { stretches })
      : untried("streaming", { stretches }),
    told("usage", usage !== null, {}),
    efforts === null ? untried("efforts", levels) : told("efforts", efforts.taken.length > 0, levels),
    answeredBy === null
      ? untried("answeredBy", who)
      : told("answeredBy", isSameFamily(answeredBy, subject), who),
  ];
}

const answerAspects = ["streaming", "usage", "efforts", "answeredBy"] as const;

/** Why nobody answered, or somebody who is not meant; else null. */
export function wayBarred(catalogue: Catalogue): Fault | null {
  return catalogue.kind === "failed" && unreached.has(catalogue.trouble.kind) ? catalogue.fault : null;
}

const unreached: ReadonlySet<string> = new Set([
  "unreachable",
  "reset",
  "silent",
  "redirected",
  "aborted",
  "withheld",
]);

export function faultIn(catalogue: Catalogue): Fault | null {
  return catalogue.kind === "failed" ? catalogue.fault : null;
}

function told(aspect: Aspect, isSo: boolean, args: FailureArguments): Observed {
  return isSo ? ok(aspect, args) : not(aspect, args, null);
}

function ok(aspect: Aspect, args: FailureArguments): Observed {
  return { aspect, verdict: "ok", args, fault: null };
}

function not(aspect: Aspect, args: FailureArguments, fault: Fault | null): Observed {
  return { aspect, verdict: "not", args, fault };
}

function untried(aspect: Aspect, args: FailureArguments): Observed {
  return { aspect, verdict: "notTried", args, fault: null };
}
