/** The settings `secondLook.*`, read once for each review; defaults and descriptions are in the manifest. */

import * as vscode from "vscode";
import type { Severity } from "../contract/finding.ts";
import type { Depth } from "../contract/scope.ts";
import type { Budgets } from "../memory/account.ts";
import type { Effort } from "../model/asking.ts";
import { profilesWith } from "../model/ownProfiles.ts";
import { severities } from "../report/severities.ts";
import type { FolderSettings, ReviewSettings } from "../review/ports.ts";

export interface Settings {
  readonly baseUrl: string;
  readonly fallbackModels: readonly string[];
  readonly effort: Effort;
  readonly depth: Depth;
  /** US dollars that one review may cost at worst. */
  readonly budgetUsd: number;
  /** Of a day. */
  readonly budgets: Budgets;
  /** Whether what is asked and answered is kept on this machine for a while. */
  readonly keepRecord: boolean;
  readonly review: ReviewSettings;
}

/** `folder` is what resource settings are read for. */
export function readSettings(folder: vscode.Uri | undefined): Settings {
  const configuration = vscode.workspace.getConfiguration("secondLook", folder ?? null);
  const own = <T>(name: string, isValid: (value: unknown) => value is T): T =>
    ownValue(configuration, name, isValid);
  return {
    baseUrl: own("baseUrl", isText),
    fallbackModels: own("fallbackModels", isTexts),
    effort: own("reasoningEffort", oneOf<Effort>("low", "medium", "high")),
    depth: own("depth", oneOf<Depth>("quick", "standard", "deep")),
    budgetUsd: own("reviewBudgetUsd", isAmount),
    budgets: {
      dailyUsd: own("dailyBudgetUsd", isAmount),
      onSaveDailyUsd: own("onSaveDailyBudgetUsd", isAmount),
    },
    keepRecord: own("keepRecord", isFlag),
    review: {
      model: own("model", isText),
      profiles: profilesWith(configuration.inspect<unknown>("profiles")?.globalValue),
      contextLimit: own("contextLimit", isAmount),
      outputReserve: own("outputReserve", isAmount),
      includeOpenFiles: own("includeOpenFiles", isFlag),
      includeImages: own("includeImages", isFlag),
      answerLanguage: effective(configuration, "answerLanguage", isAnyText),
    },
  };
}

/** A matter of money, so the workspace has no say; it has a switch of its own. */
export function wantsReviewOnSave(): boolean {
  return ownValue(vscode.workspace.getConfiguration("secondLook"), "reviewOnSave", isFlag);
}

/** What may differ from folder to folder. */
export function readFolderSettings(folder: vscode.Uri | undefined): FolderSettings {
  const configuration = vscode.workspace.getConfiguration("secondLook", folder ?? null);
  return {
    exclude: everywhere(configuration, "exclude"),
    instructions: effective(configuration, "instructions", isAnyText),
  };
}

/** Says which severities are shown for a file; what is hidden is still returned and counted. */
export function isShown(severity: Severity, uri: vscode.Uri | undefined): boolean {
  const configuration = vscode.workspace.getConfiguration("secondLook", uri ?? null);
  const least = effective(configuration, "minimumSeverity", oneOf(...severities));
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** What costs money or says where data goes counts from the person's own settings alone, whatever a workspace holds. */
function ownValue<T>(
  configuration: vscode.WorkspaceConfiguration,
  name: string,
  isValid: (value: unknown) => value is T,
): T {
  const found = configuration.inspect<unknown>(name);
  const value = found?.globalValue;
  return isValid(value) ? value : (found?.defaultValue as T);
}

function effective<T>(
  configuration: vscode.WorkspaceConfiguration,
  name: string,
  isValid: (value: unknown) => value is T,
): T {
  const value = configuration.get<unknown>(name);
  return isValid(value) ? value : (configuration.inspect<unknown>(name)?.defaultValue as T);
}

/** Exclusions add up. The person's own come last, where no `!` of a workspace can take them back. */
function everywhere(configuration: vscode.WorkspaceConfiguration, name: string): readonly string[] {
  const found = configuration.inspect<unknown>(name);
  const lists = [found?.workspaceFolderValue, found?.workspaceValue, found?.globalValue];
  return lists.flatMap((list: unknown) => (Array.isArray(list) ? list.filter(isText) : []));
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isAnyText(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function oneOf<T extends string>(...values: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => values.some((each) => each === value);
}
