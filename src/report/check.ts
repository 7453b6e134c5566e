/** Tells what a check of an endpoint has shown: line by line, with what to do about each, and in a word at the end. */

import type { Failure, Fault } from "../contract/failure.ts";
import type { Cost } from "../contract/usage.ts";
import type { Endpoint } from "../model/endpoint.ts";
import type { Observed } from "../model/observed.ts";
import { costUsd } from "../model/price.ts";
import type { Probed } from "../model/probe.ts";
import type { Profiles } from "../model/profiles.ts";
import { money, plural, tokens, usd } from "./figures.ts";
import { plainLine, wrapped } from "./terminal.ts";

/** Fills `{0}` and the like; an edge may translate besides. */
export type Fill = (message: string, ...args: readonly (string | number)[]) => string;

export interface CheckLine {
  readonly what: Observed["aspect"];
  readonly verdict: Observed["verdict"];
  readonly message: string;
  /** Empty where there is nothing to do. */
  readonly nextStep: string;
}

export interface CheckReport {
  readonly schemaVersion: 1;
  readonly kind: "check";
  readonly baseUrl: string;
  /** As it was set. */
  readonly model: string;
  /** Whether a review would get an answer. */
  readonly usable: boolean;
  readonly summary: string;
  readonly lines: readonly CheckLine[];
  readonly usage: {
    readonly requests: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly cost: Cost;
  };
}

export interface Checked {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly profiles: Profiles;
  readonly probed: Probed;
}

export interface CheckWords {
  failure(fault: Fault): Failure;
  readonly fill: Fill;
}

export function reportOf({ endpoint, model, profiles, probed }: Checked, words: CheckWords): CheckReport {
  const { spent, observed, usable } = probed;
  const lines = observed.map((each) => lineOf(each, words));
  const amount = spent === null ? 0 : costUsd(spent.answeredBy, spent, profiles);
  return {
    schemaVersion: 1,
    kind: "check",
    baseUrl: endpoint.baseUrl,
    model,
    usable,
    summary: summaryOf(probed, lines, words),
    lines,
    usage: {
      requests: spent?.requests ?? 0,
      inputTokens: spent?.inputTokens ?? 0,
      outputTokens: spent?.outputTokens ?? 0,
      cost: { amount, currency: "USD", estimated: spent?.reported === false },
    },
  };
}

const width = 100;

export function checkText(report: CheckReport, fill: Fill): string {
  const { requests, inputTokens, outputTokens, cost } = report.usage;
  const marks = { ok: fill("ok"), not: fill("NOT"), notTried: fill("-") };
  const lines = report.lines.map(({ what, verdict, message, nextStep }) => {
    const head = `  ${marks[verdict].padEnd(5)}${fill(names[what]).padEnd(22)}`;
    const indent = " ".repeat(head.length);
    const said = [message, nextStep].filter((each) => each !== "").join(" ");
    return head + wrapped(said, indent, width).slice(indent.length);
  });
  return [
    fill("Check of {0} for {1}", plainLine(report.baseUrl), plainLine(report.model)),
    "",
    ...lines,
    "",
    wrapped(report.summary, "", width),
    [
      plural(requests, "request"),
      fill("{0} tokens in", tokens(inputTokens)),
      fill("{0} out", tokens(outputTokens)),
      money(cost),
    ].join(" · "),
    "",
  ].join("\n");
}

const names: Readonly<Record<Observed["aspect"], string>> = {
  address: "Address",
  key: "Key",
  list: "List of models",
  model: "Model",
  responses: "Responses",
  chatSchema: "Chat Completions",
  chatJson: "Chat, JSON mode",
  chatPlain: "Chat, plain words",
  streaming: "Streaming",
  usage: "Usage",
  efforts: "Reasoning effort",
  answeredBy: "Who answers",
};

function lineOf(observed: Observed, words: CheckWords): CheckLine {
  const { aspect: what, verdict, fault } = observed;
  const { message, nextStep } = fault === null ? { message: "", nextStep: "" } : words.failure(fault);
  const said = [message, saidOf(observed, words.fill)].filter((each) => each !== "").join(" ");
  const untold = verdict === "notTried" ? words.fill("not tried") : "";
  // What there is to do about a missing model is done where another one answers.
  const isSettled = what === "model" && observed.args["successor"] !== "";
  return { what, verdict, message: said === "" ? untold : said, nextStep: isSettled ? "" : nextStep };
}

/** What is to be said besides a fault; empty where there is nothing. */
function saidOf(observed: Observed, fill: Fill): string {
  const { aspect, verdict, args, fault } = observed;
  const of = (name: string): string => plainLine(String(args[name] ?? ""));
  switch (aspect) {
    case "address":
      return verdict === "ok" ? fill("{0} answers.", of("baseUrl")) : "";
    case "key":
      if (verdict === "ok") return fill("It is accepted.");
      return verdict === "notTried" && of("local") !== "" ? fill("None is needed on this machine.") : "";
    case "list":
      if (verdict === "ok") return fill("Models that are listed: {0}.", of("count"));
      return verdict === "not" ? fill("So a model has to be named by its id.") : "";
    case "model":
      return saidOfModel(observed, fill);
    case "responses":
    case "chatSchema":
    case "chatJson":
    case "chatPlain":
      if (verdict === "ok")
        return [fill("The answer has the promised form."), without(of("without"), fill)].join(" ").trim();
      if (verdict === "notTried") return of("needless") === "" ? "" : fill("not needed");
      return fault !== null
        ? ""
        : of("misfits") !== ""
          ? fill("It ignores the form.")
          : fill("It is not taken here; another way is.");
    case "streaming":
      if (verdict === "ok") return fill("The answer came in {0} pieces.", of("stretches"));
      return verdict === "not" ? fill("The answer came in one piece, so findings show only at the end.") : "";
    case "usage":
      if (verdict === "ok") return fill("Tokens are reported.");
      return verdict === "not" ? fill("No tokens are reported, so prices are our own estimate.") : "";
    case "efforts":
      if (verdict === "notTried") return "";
      return [
        verdict === "ok" ? fill("Taken: {0}.", of("taken")) : fill("None is taken, so none is asked for."),
        verdict === "ok" && of("refused") !== "" ? fill("Not taken: {0}.", of("refused")) : "",
      ]
        .join(" ")
        .trim();
    case "answeredBy":
      if (verdict === "notTried") return of("model") === "" ? "" : fill("It does not say.");
      return verdict === "ok"
        ? fill("{0} answered.", of("answeredBy"))
        : fill("{0} was asked, but {1} answered.", of("model"), of("answeredBy"));
  }
}

function saidOfModel({ verdict, args }: Observed, fill: Fill): string {
  const of = (name: string): string => plainLine(String(args[name] ?? ""));
  const price =
    of("inputUsd") === ""
      ? fill("price not known")
      : fill(
          "{0} in and {1} out a million tokens",
          usd(Number(args["inputUsd"])),
          usd(Number(args["outputUsd"])),
        );
  const window =
    of("window") === ""
      ? fill("window not known")
      : fill("a window of {0} tokens", tokens(Number(args["window"])));
  return [
    verdict === "ok" ? fill("{0} answers: {1}, {2}.", of("model"), window, price) : "",
    verdict === "ok" && of("listed") === "no" ? fill("It is not in the list.") : "",
    of("successor") === "" ? "" : fill("{0} answers in its place.", of("successor")),
    verdict === "notTried" || of("shutdown") === "" ? "" : fill("Its end is set for {0}.", of("shutdown")),
  ]
    .filter((each) => each !== "")
    .join(" ");
}

function without(names: string, fill: Fill): string {
  return names === "" ? "" : fill("Left out, because it is refused: {0}.", names);
}

function summaryOf(
  { usable, cancelled, observed, model }: Probed,
  lines: readonly CheckLine[],
  { fill }: CheckWords,
): string {
  if (cancelled) return fill("The check was cancelled.");
  if (usable) return fill("A review works here, with {0}.", plainLine(model));
  const at = observed.findIndex(({ fault }) => fault !== null);
  const line = lines[at];
  return fill(
    "A review does not work here yet. {0}",
    line === undefined ? "" : `${line.message} ${line.nextStep}`.trim(),
  ).trim();
}
