/** The environment a test window gets: ours, without keys, without marks of the editor or npm run we may be inside of. */

const keys = [/KEY|TOKEN|SECRET|PASSWORD/i, /^OPENAI_/, /^SECOND_LOOK_(?!TEST_)/];
const marks = [/^npm_/i, /^VSCODE_/, /^ELECTRON_/, /^GIT_/, /^NODE_OPTIONS$/, /^SECOND_LOOK_/];

/** What a started program sees, with `added` on top. */
export function cleanEnvironment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...without(process.env, [...keys, ...marks]), ...added };
}

/** The environment as it is, but for what gives access to something or points the product somewhere. */
export function withoutKeys(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return without(environment, keys);
}

function without(environment: NodeJS.ProcessEnv, unwanted: readonly RegExp[]): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !unwanted.some((pattern) => pattern.test(name)),
  );
  return Object.fromEntries(kept);
}
