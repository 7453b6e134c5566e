/** What a review asks of the editor before anything is sent. */

import { randomBytes } from "node:crypto";
import type * as vscode from "vscode";
import type { Git } from "../change/git.ts";
import type { PreparePorts } from "../review/ports.ts";
import type { BackgroundPorts } from "./background.ts";
import { documentText, openDocumentsIn, unsavedTextsIn } from "./documents.ts";
import { settingsFolders } from "./places.ts";
import { problemsIn } from "./problems.ts";
import { readFolderSettings } from "./settings.ts";
import { words } from "./words.ts";

export async function preparePorts(
  git: Git,
  { background, secrets }: { readonly background: BackgroundPorts; readonly secrets: vscode.SecretStorage },
): Promise<PreparePorts> {
  const folderOf = await settingsFolders();
  return {
    ...background,
    git,
    openDocuments: openDocumentsIn,
    unsavedTexts: unsavedTextsIn,
    documentText,
    problems: problemsIn,
    words,
    folderSettings: (root) => readFolderSettings(folderOf(root)),
    installationKey: await installationKeyIn(secrets),
  };
}

async function installationKeyIn(secrets: vscode.SecretStorage): Promise<string> {
  const name = "secondLook.installation";
  const known = await secrets.get(name);
  if (known !== undefined) return known;
  const made = randomBytes(32).toString("hex");
  await secrets.store(name, made);
  return made;
}
