/** Endpoints that many people use, so that nobody has to look up an address. */

export interface Preset {
  readonly name: string;
  /** `RESOURCE` stands for a name of one's own. */
  readonly baseUrl: string;
  /** What to set the model to; `default`: leave it to the manifest; null: to be chosen among those that are listed. */
  readonly model: string | null;
}

export const presets: readonly Preset[] = [
  // platform.openai.com/docs/api-reference, read 2026-11-25
  { name: "OpenAI", baseUrl: "https://api.openai.com/v1", model: "default" },
  // learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle, read 2026-11-25; a model goes by the name of its deployment
  { name: "Azure OpenAI", baseUrl: "https://RESOURCE.openai.azure.com/openai/v1", model: null },
  // openrouter.ai/docs/quickstart, read 2026-11-25
  { name: "OpenRouter", baseUrl: "https://openrouter.ai/api/v1", model: "openai/o4-mini" },
  // gate.ai/docs, read 2026-11-25
  { name: "Gate.AI", baseUrl: "https://api.gate.ai/openai/v1", model: "openai/o4-mini" },
  // docs.ollama.com/api/openai-compatibility, by a copy read 2026-11-25
  { name: "Ollama", baseUrl: "http://localhost:11434/v1", model: null },
  // lmstudio.ai/docs/api/openai-api, read 2026-11-25
  { name: "LM Studio", baseUrl: "http://localhost:1234/v1", model: null },
  // docs.vllm.ai/en/v0.8.4/serving/openai_compatible_server.html, read 2026-11-25
  { name: "vLLM", baseUrl: "http://localhost:8000/v1", model: null },
  // docs.litellm.ai/docs/proxy_server for the port, its proxy's README for the paths; read 2026-11-25
  { name: "LiteLLM", baseUrl: "http://localhost:4000/v1", model: null },
];

const resource = "RESOURCE";

export function needsResource({ baseUrl }: Preset): boolean {
  return baseUrl.includes(resource);
}

/** Null where `name` is none that Azure gives out: 2 to 64 letters, digits and hyphens, neither first nor last a hyphen. */
export function addressOfResource({ baseUrl }: Preset, name: string): string | null {
  const given = name.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/.test(given) ? baseUrl.replace(resource, given) : null;
}

/** Whether `baseUrl` is this preset's address, whatever stands in place of the resource. */
export function isAt(preset: Preset, baseUrl: string): boolean {
  const [before = "", after] = preset.baseUrl.split(resource);
  const given = baseUrl.trim().replace(/\/$/, "");
  if (after === undefined) return given === before;
  return given.length > before.length + after.length && given.startsWith(before) && given.endsWith(after);
}
