/** What the command line says about failures and notices; every next step names a flag, a variable or a page. */

import type {
  Failure,
  FailureArguments,
  FailureCode,
  Fault,
  Notice,
  NoticeCode,
  Remark,
} from "../contract/failure.ts";
import type { LocalRemark } from "../finding/added.ts";
import { plural, tokens, usd } from "../report/figures.ts";
import { plainLine } from "../report/terminal.ts";
import type { Estimate, Words } from "../review/ports.ts";

interface Sentences {
  readonly message: string;
  readonly nextStep: string;
}

interface Said {
  readonly title: string;
  readonly explanation: string;
}

type Say<T> = (argument: (name: string) => string) => T;

/** By what stands in the way of keeping the record. */
const spendingSteps: Readonly<Record<string, (folder: string) => string>> = {
  DAMAGED: (folder) =>
    `Go on tomorrow; or look at what is left of it in ${folder}, and remove spending.json.`,
  NO_HOME: () => "Set HOME or XDG_STATE_HOME (LOCALAPPDATA on Windows) to a folder of yours.",
  LINK: (folder) => `Put a folder in place of the link on the way to ${folder}, or set XDG_STATE_HOME.`,
  LOCKED: (folder) => `Try again in a minute, or remove spending.json.lock in ${folder}.`,
};

const failures: Readonly<Record<FailureCode, Say<Sentences>>> = {
  noRepository: (of) => ({
    message: `${of("folder")} is not inside a git repository.`,
    nextStep: "Run it inside one, or name one with --repo DIR.",
  }),
  severalRepositories: (of) => ({
    message: `${of("folder")} holds several repositories: ${of("repositories")}.`,
    nextStep: "Name those to review with --repo DIR, once for each.",
  }),
  gitMissing: () => ({
    message: "git was not found.",
    nextStep: "Install git from https://git-scm.com/downloads, and see that it is on PATH.",
  }),
  gitFailed: (of) => ({
    message: `git could not compare the two versions: ${of("reason")}`,
    nextStep: "Run `git status` in the repository: what it says is usually what is in the way.",
  }),
  gitUnsafe: (of) => ({
    message: `This repository makes git run or read something outside of it (${of("setting")}).`,
    nextStep:
      "Look at that setting with `git config --show-origin --get-all`, and remove it if it is not yours.",
  }),
  badRevision: (of) => ({
    message: `There is no commit called ${of("revision")} here.`,
    nextStep: "See `git log` and `git branch --all` for the names that exist.",
  }),
  noBase: () => ({
    message: "It is not clear which branch this work is based on.",
    nextStep: "Name it with --base REF.",
  }),
  noSuchFile: (of) => ({
    message: `There is no file ${of("file")} to look at.`,
    nextStep: "Name a file with --file P, counted from this folder; lines (P:10-20) go with a single one.",
  }),
  untrusted: () => ({ message: "This folder is not trusted.", nextStep: "Trust it first." }),
  noKey: (of) => ({
    message: `There is no API key for ${of("host")}.`,
    nextStep: `Set ${of("variable")}, or try a review without one: second-look review --practice.`,
  }),
  consentDeclined: () => ({ message: "Sending was declined.", nextStep: "Run it again to be asked again." }),
  overBudget: (of) => ({
    message: `This review could cost ${usd(Number(of("worstUsd")))}, more than the ceiling of ${usd(Number(of("budgetUsd")))}.`,
    nextStep: "Review less at a time, or use --depth quick.",
  }),
  overDailyBudget: (of) => ({
    message:
      of("worstUsd") === ""
        ? `The price of ${of("model")} is not known, so the day's budget counts requests, and its ${of("requests")} are used up.`
        : `The next request could cost ${usd(Number(of("worstUsd")))}, and of the day's ${usd(Number(of("budgetUsd")))} there is ${usd(Number(of("leftUsd")))} left.`,
    nextStep: "Go on tomorrow, or raise it with --daily-budget USD.",
  }),
  spendingUnknown: (of) => ({
    message:
      of("reason") === "DAMAGED"
        ? "The record of what was spent today is damaged, so nothing more is spent today."
        : `The record of what was spent can't be kept (${of("reason")}), so nothing is sent.`,
    nextStep: spendingSteps[of("reason")]?.(of("folder")) ?? `See that you can write to ${of("folder")}.`,
  }),
  badEndpoint: (of) => ({
    message: `${of("baseUrl")} can't be used as an endpoint: ${of("reason")}.`,
    nextStep: "Give --base-url an https address (http only for this machine), without user and password.",
  }),
  wrongKey: (of) => ({
    message: `${of("host")} does not accept this API key.`,
    nextStep: `Check ${of("variable")}; OpenAI's keys are at https://platform.openai.com/api-keys.`,
  }),
  forbidden: (of) => ({
    message: `${of("host")} refuses this account or region: ${of("reason")}`,
    nextStep: "Check the account's permissions with the provider, or use another endpoint with --base-url.",
  }),
  hostNotFound: (of) => ({
    message: `There is no host called ${of("host")} (${of("reason")}).`,
    nextStep: "Check the name in --base-url, and whether this machine is online.",
  }),
  connectionRefused: (of) => ({
    message: `Nothing answers at ${of("host")} (${of("reason")}).`,
    nextStep:
      "Start the server there, or check the port in --base-url, and the proxy in HTTPS_PROXY if there is one.",
  }),
  noSecureConnection: (of) => ({
    message: `No secure connection to ${of("host")} came about (${of("reason")}); nothing was sent.`,
    nextStep:
      "If its certificate comes from an authority of your own, name that in NODE_EXTRA_CA_CERTS; else check --base-url.",
  }),
  proxyFailed: (of) => ({
    message: `The proxy in between did not let the request through to ${of("host")} (${of("reason")}).`,
    nextStep: "Check HTTPS_PROXY, user and password included, or leave this host out of it with NO_PROXY.",
  }),
  noNetwork: (of) => ({
    message: `${of("host")} can't be reached (${of("reason")}).`,
    nextStep: "Check the connection, or name another endpoint with --base-url.",
  }),
  redirected: (of) => ({
    message: `${of("host")} redirects to ${of("to")}; the change was not sent there.`,
    nextStep: "If that is the right address, give it with --base-url.",
  }),
  unknownModel: (of) => ({
    message: `${of("host")} does not have the model ${of("model")}${of("tried") === "" ? "" : `, nor ${of("tried")}`}.`,
    nextStep: "Name one that it has with --model ID.",
  }),
  notAllowedByEditor: (of) => ({
    message: `VS Code does not let Second Look use ${of("model")}.`,
    nextStep: "Name a model of the endpoint with --model ID.",
  }),
  blockedByEditor: (of) => ({
    message: `${of("host")} takes no requests for now; its quota may be used up.`,
    nextStep: "Name a model of the endpoint with --model ID.",
  }),
  fallbackTooDear: (of) => ({
    message: `${of("model")} is not there, and ${of("by")} could cost ${usd(Number(of("worstUsd")))}, over a quarter more.`,
    nextStep: `Ask for it yourself with --model ${of("by")}.`,
  }),
  endpointMissing: (of) => ({
    message: `${of("host")} has no ${of("path")} at this address.`,
    nextStep: "Check --base-url; it usually ends with /v1.",
  }),
  requestRefused: (of) => ({
    message: `${of("host")} refused the request: ${of("reason")}`,
    nextStep: "Try another model with --model ID, or another endpoint with --base-url.",
  }),
  requestTooLarge: (of) => ({
    message:
      of("limit") === ""
        ? `The request is larger than your account at ${of("host")} may send at once.`
        : `Your account at ${of("host")} takes ${of("limit")} tokens a minute; this request needs ${of("requested")}.`,
    nextStep: "Review less at a time (--commit SHA), or raise the limit of the account.",
  }),
  contextTooLong: (of) => ({
    message: `The change is too long for ${of("model")}.`,
    nextStep: "Review less at a time (--commit SHA), or use a model with a longer window (--model ID).",
  }),
  rateLimited: (of) => ({
    message: `${of("host")} keeps asking to wait.`,
    nextStep: "Try again in a few minutes.",
  }),
  quotaExceeded: (of) => ({
    message: `The account at ${of("host")} has no credit left.`,
    nextStep: "Add credit there; OpenAI's page is https://platform.openai.com/settings/organization/billing.",
  }),
  serverError: (of) => ({
    message: `${of("host")} answered with an error (${of("status")}).`,
    nextStep: "Try again in a few minutes.",
  }),
  endpointSilent: (of) => ({
    message: `${of("host")} stayed silent for too long.`,
    nextStep: "Try again in a few minutes, or review less at a time (--commit SHA).",
  }),
  notAnApi: (of) => ({
    message: `${of("host")} answered with something that is not an API's answer, such as a login page.`,
    nextStep: "Check --base-url, and whether a proxy stands in between.",
  }),
  answerTooLong: (of) => ({
    message: `The answer from ${of("host")} did not end within its limits.`,
    nextStep: "Try again, or another model with --model ID.",
  }),
  streamCut: () => ({
    message: "The answer was cut off; the findings that were complete are kept.",
    nextStep: "Run the review again.",
  }),
  outputUsedUp: (of) => ({
    message: `${of("model")} used up its whole output (${of("outputReserve")} tokens) before the answer was complete.`,
    nextStep: "Review less at a time (--commit SHA), or use --depth quick.",
  }),
  modelRefused: (of) => ({
    message: `${of("model")} declined to answer.`,
    nextStep: "Try another model with --model ID.",
  }),
  contentFiltered: (of) => ({
    message: `A content filter at ${of("host")} stopped the answer.`,
    nextStep: "Try another model with --model ID.",
  }),
  badAnswer: (of) => ({
    message: `The answer was not in the promised form.`,
    nextStep: `Try another model with --model ID: not every one keeps to a schema${of("model") === "" ? "" : ` (this was ${of("model")})`}.`,
  }),
  nothingFits: (of) => ({
    message: `No part of the change fits into the prompt of ${of("room")} tokens.`,
    nextStep: "Review less at a time (--commit SHA).",
  }),
  interrupted: () => ({ message: "Interrupted.", nextStep: "Run it again." }),
  internal: () => ({
    message: "Something went wrong inside Second Look.",
    nextStep: "Please report it at https://github.com/second-look/second-look/issues.",
  }),
};

const notices: Readonly<Record<NoticeCode, Say<string>>> = {
  practice: () =>
    "Practice mode: these findings come from a few fixed rules, not from a model. Nothing was sent.",
  modelReplaced: (of) =>
    `${of("model")} was not found, so ${of("by")} was asked. Choose a model with --model ID.`,
  otherModelAnswered: (of) => `${of("model")} was asked, but ${of("answeredBy")} answered.`,
  unknownProfile: (of) =>
    `${of("model")} is not in the table of models: its window is a guess` +
    (of("price") === "" ? " and its price unknown." : "."),
  profileIgnored: (of) => `What secondLook.profiles says could not be understood here: ${of("fields")}.`,
  modelEnding: (of) =>
    `${of("model")} will be gone at its maker from ${of("date")} on. Choose another with --model ID` +
    (of("successor") === "" ? "." : `, such as ${of("successor")}.`),
  exclusionAdded: (of) => `The change adds a rule that keeps files from being sent: ${of("path")}.`,
  secretsReplaced: (of) => `Secret values replaced before sending: ${of("count")}.`,
  invalidFindings: (of) => `Findings without the promised form, counted but not shown: ${of("count")}.`,
  secondLookMissing: (of) => `Findings that could not be given a second look: ${of("count")}.`,
  openFilesLeftOut: (of) => `Open files left out: ${of("count")}.`,
  picturesUnread: (of) =>
    `${of("model")} is not known to read pictures, so the changed ones were not looked at.`,
  wishesLeftOut: () =>
    "What you asked to have looked at could not be checked for secrets in time, so it was not sent.",
  rulesSent: (of) => `The repository's review rules went along: ${of("paths")}.`,
  dailyBudgetLeft: (of) =>
    of("worstUsd") === ""
      ? `Left of the day's budget, which counts requests where their price is not known: ${of("requests")}.`
      : `Left of the day's budget: ${usd(Number(of("leftUsd")))} of ${usd(Number(of("budgetUsd")))}. A request that could cost more is not sent.`,
  dryRun: (of) =>
    `Nothing was sent. It would go to ${of("host")}, for ${of("model")}: ${tokens(Number(of("inputTokens")))} tokens ` +
    `and up to ${tokens(Number(of("mostOutputTokens")))} of answer, ` +
    (of("worstUsd") === "" ? "price unknown." : `${usd(Number(of("worstUsd")))} at worst.`),
};

const found: Readonly<Record<LocalRemark["code"], Say<Said>>> = {
  secretAdded: (of) => ({
    title:
      of("count") === "1"
        ? `A secret value stands here (${of("kinds")})`
        : `${of("count")} secret values stand here (${of("kinds")})`,
    explanation:
      "Whoever can read this file can use it, and once committed it stays in the history. Take it out, read it from " +
      "the environment or a secret store instead, and revoke it where it was issued. Nothing of it was sent: a " +
      "placeholder stood in its place.",
  }),
  exclusionAdded: (of) => ({
    title:
      of("count") === "0"
        ? "This file can't be read, so what lies below its folder is not reviewed"
        : "This keeps files from being reviewed",
    explanation:
      "The change itself decides here what is not looked at. What it keeps out is listed as not looked at; look at it " +
      "yourself, or merge the rule before the code that it hides.",
  }),
  reviewerAddressed: () => ({
    title: "This gives orders to whoever reviews it by machine",
    explanation:
      "A program has no use for such words, but they can lead other tools astray. Second Look takes none of them as an " +
      "instruction. Ask who wrote them and why, and look at what stands around them yourself.",
  }),
  reviewClaimed: () => ({
    title: "This claims that a review was held",
    explanation:
      "Code can't vouch for itself: such words look the same whether or not they are true. They changed nothing about " +
      "this review. If they are worth keeping, say where the review can be found.",
  }),
};

const summaries = {
  nothingToReview: "The two versions are the same: there is nothing to review.",
  nothingReadable: "What changed holds no text that may be looked at: see what was not looked at, and why.",
  cancelled: "The review was cancelled.",
  failed: "The review failed.",
} as const;

/** `variable` is the one that the key comes, or would come, from. */
export function wordsFor(variable: string): Words {
  return {
    failure(fault: Fault): Failure {
      const { message, nextStep } = failures[fault.code](lookUp({ variable, ...fault.args }));
      return {
        code: fault.code,
        message,
        nextStep,
        ...(fault.part === undefined ? {} : { part: fault.part }),
      };
    },
    notice({ code, args }: Remark): Notice {
      return { code, message: notices[code](lookUp(args)) };
    },
    summary: (kind) => summaries[kind],
    local: ({ code, args }) => found[code](lookUp(args)),
  };
}

/** The price before anything is sent. */
export function announcement(estimate: Estimate, host: string): string {
  const { model, files, pictures, inputTokens, mostOutputTokens, reads, worstUsd } = estimate;
  const price = worstUsd === null ? "price unknown" : `${usd(worstUsd)} at worst`;
  const more = reads ? " The model may read further tracked files by itself." : "";
  const shown = pictures === 0 ? "" : ` (pictures: ${pictures}; nobody looks for secrets in what they show)`;
  return `Sending ${plural(files, "file")}${shown} to ${plainLine(host)} for ${plainLine(model)}: ${tokens(inputTokens)} tokens and up to ${tokens(mostOutputTokens)} of answer, ${price}.${more}`;
}

function lookUp(args: FailureArguments | undefined): (name: string) => string {
  return (name) => plainLine(String(args?.[name] ?? ""));
}
