/** Made-up tokens of every form we promise to find; each is joined here, so that none stands in a file. */

import { characters, type alphabets, type Random } from "./random.ts";

export interface SecretKind {
  readonly name: string;
  make(random: Random): Made;
}

export interface Made {
  /** What must not leave. */
  readonly secret: string;
  /** How it stands in a text: alone, or in the address or setting that belongs to it. */
  readonly shown: string;
}

type Piece = string | readonly [alphabet: keyof typeof alphabets, length: number];

function fixed(name: string, ...pieces: readonly Piece[]): SecretKind {
  return {
    name,
    make: (random) => {
      const secret = pieces
        .map((piece) => (typeof piece === "string" ? piece : characters(random, ...piece)))
        .join("");
      return { secret, shown: secret };
    },
  };
}

function inside(
  name: string,
  before: string,
  [alphabet, length]: Exclude<Piece, string>,
  after = "",
): SecretKind {
  return {
    name,
    make: (random) => {
      const secret = characters(random, alphabet, length);
      return { secret, shown: before + secret + after };
    },
  };
}

/** Tokens that carry the mark of who issued them. Above a row stands the page of its issuer that tells the form, by its title. */
export const fixedKinds: readonly SecretKind[] = [
  // AWS IAM User Guide: IAM identifiers
  fixed("AWS key id", "AK" + "IA", ["capitalDigit", 16]),
  fixed("AWS temporary key id", "AS" + "IA", ["capitalDigit", 16]),
  // GitHub Docs: About authentication to GitHub
  fixed("GitHub personal token", "gh" + "p_", ["letterDigit", 36]),
  fixed("GitHub OAuth token", "gh" + "o_", ["letterDigit", 36]),
  fixed("GitHub fine-grained token", "github_" + "pat_", ["letterDigit", 22], "_", ["letterDigit", 59]),
  // GitLab Docs: GitLab token overview
  fixed("GitLab token", "gl" + "pat-", ["base64url", 20]),
  fixed("GitLab deploy token", "gl" + "dt-", ["base64url", 20]),
  // Slack API: Token types
  fixed("Slack bot token", "xo" + "xb-", ["digit", 12], "-", ["digit", 12], "-", ["letterDigit", 24]),
  fixed("Slack app token", "xa" + "pp-1-", ["capitalDigit", 11], "-", ["digit", 13], "-", ["hex", 64]),
  // Slack API: Sending messages using incoming webhooks
  inside("Slack webhook", "https://hooks.slack" + ".com/services/T0" + "A1B2C3D/B0E4F5G6H/", [
    "letterDigit",
    24,
  ]),
  // Discord Developer Documentation: Webhook Resource
  inside("Discord webhook", "https://discord" + ".com/api/webhooks/1122334455667788/", ["base64url", 68]),
  // Discord Developer Documentation: API Reference, Authentication
  fixed("Discord bot token", "MT", ["digit", 2], ["letterDigit", 20], ".", ["letterDigit", 6], ".", [
    "base64url",
    38,
  ]),
  // Telegram Bot API: Authorizing your bot
  fixed("Telegram bot token", "7", ["digit", 9], ":A" + "A", ["base64url", 33]),
  // Stripe Docs: API keys
  fixed("Stripe live key", "sk_" + "live_", ["letterDigit", 24]),
  fixed("Stripe restricted key", "rk_" + "live_", ["letterDigit", 24]),
  // Stripe Docs: Receive Stripe events in your webhook endpoint
  fixed("Stripe webhook secret", "wh" + "sec_", ["letterDigit", 32]),
  // Google Cloud Docs: Manage API keys
  fixed("Google API key", "AI" + "za", ["base64url", 35]),
  // Google Identity: Using OAuth 2.0 to access Google APIs
  fixed("Google client secret", "GOC" + "SPX-", ["base64url", 28]),
  fixed("Google access token", "ya" + "29.", ["base64url", 60]),
  // Anthropic API docs: Admin API, API keys
  fixed("Anthropic key", "sk-" + "ant-api03-", ["base64url", 93], "AA"),
  // OpenAI API reference: Authentication
  fixed("OpenAI project key", "sk-" + "proj-", ["letterDigit", 48]),
  fixed("OpenAI service key", "sk-" + "svcacct-", ["letterDigit", 48]),
  fixed("OpenAI key of the old form", "sk" + "-", ["letterDigit", 48]),
  // OpenRouter Docs: API authentication
  fixed("OpenRouter key", "sk-" + "or-v1-", ["hex", 64]),
  // npm Docs: About access tokens
  fixed("npm token", "np" + "m_", ["letterDigit", 36]),
  // npm Docs: npmrc, auth related configuration
  inside("npm setting", "//registry.example.com/:_auth" + "Token=", ["base64", 40]),
  // PyPI Help: How can I use API tokens to authenticate with PyPI?
  fixed("PyPI token", "py" + "pi-AgE", ["base64url", 120]),
  // RubyGems Guides: API key scopes
  fixed("RubyGems key", "ruby" + "gems_", ["hex", 48]),
  // The Cargo Book: Publishing on crates.io
  fixed("crates.io token", "ci" + "o", ["letterDigit", 32]),
  // Microsoft Learn: Scoped API keys of NuGet
  fixed("NuGet key", "oy" + "2", ["smallDigit", 43]),
  // Twilio SendGrid Docs: API keys
  fixed("SendGrid key", "SG" + ".", ["base64url", 22], ".", ["base64url", 43]),
  // Twilio Docs: API keys overview
  fixed("Twilio key", "S" + "K", ["hex", 32]),
  // Mailgun Docs: Authentication
  fixed("Mailgun key", "ke" + "y-", ["hex", 32]),
  // Mailchimp Developer: Marketing API fundamentals
  fixed("Mailchimp key", ["hex", 32], "-u" + "s12"),
  // Brevo Developers: Authentication schemes
  fixed("Brevo key", "xkey" + "sib-", ["hex", 64], "-", ["letterDigit", 16]),
  // Resend Docs: API keys
  fixed("Resend key", "re" + "_", ["letterDigit", 8], "_", ["letterDigit", 24]),
  // Square Developer: Access tokens and other credentials
  fixed("Square token", "sq0" + "atp-", ["base64url", 22]),
  // Shopify developer changelog: New length and prefix for API tokens
  fixed("Shopify token", "shp" + "at_", ["hex", 32]),
  // DigitalOcean Docs: How to create a personal access token
  fixed("DigitalOcean token", "dop" + "_v1_", ["hex", 64]),
  // Hugging Face Docs: User access tokens
  fixed("Hugging Face token", "h" + "f_", ["letterDigit", 34]),
  // Replicate Docs: API tokens
  fixed("Replicate token", "r" + "8_", ["letterDigit", 37]),
  fixed("Groq key", "gs" + "k_", ["letterDigit", 52]),
  fixed("xAI key", "xa" + "i-", ["letterDigit", 80]),
  fixed("Perplexity key", "pp" + "lx-", ["letterDigit", 48]),
  // Linear Developers: Getting started, personal API keys
  fixed("Linear key", "lin_" + "api_", ["letterDigit", 40]),
  // Notion developer changelog: New prefix of integration tokens
  fixed("Notion token", "nt" + "n_", ["digit", 11], ["letterDigit", 35]),
  // Atlassian Support: Manage API tokens for your account
  fixed("Atlassian token", "AT" + "ATT3xFfGF0", ["base64url", 170], "=", ["capitalDigit", 8]),
  // Databricks Docs: Personal access token authentication
  fixed("Databricks token", "da" + "pi", ["hex", 32]),
  // Docker Docs: Personal access tokens
  fixed("Docker Hub token", "dc" + "kr_pat_", ["base64url", 27]),
  // Grafana Docs: Service accounts
  fixed("Grafana token", "gl" + "sa_", ["letterDigit", 32], "_", ["hex", 8]),
  // New Relic Docs: New Relic API keys
  fixed("New Relic key", "NR" + "AK-", ["capitalDigit", 27]),
  fixed("Sentry token", "snt" + "ryu_", ["hex", 64]),
  // Vault Docs: Tokens, prefixes
  fixed("Vault token", "hv" + "s.", ["base64url", 90]),
  // HCP Terraform Docs: API tokens
  fixed("Terraform Cloud token", ["letterDigit", 14], ".atlas" + "v1.", ["base64url", 67]),
  // Postman Docs: Generate and use Postman API keys
  fixed("Postman key", "PM" + "AK-", ["hex", 24], "-", ["hex", 34]),
  // Airtable Support: Personal access tokens
  fixed("Airtable token", "pa" + "t", ["letterDigit", 14], ".", ["hex", 64]),
  // Figma Developers: Authentication
  fixed("Figma token", "fi" + "gd_", ["base64url", 40]),
  // Supabase Docs: Management API, authentication
  fixed("Supabase token", "sb" + "p_", ["hex", 40]),
  // PlanetScale Docs: Service tokens
  fixed("PlanetScale token", "pscale_" + "tkn_", ["base64url", 43]),
  // Doppler Docs: Token formats
  fixed("Doppler token", "dp" + ".pt.", ["letterDigit", 43]),
  fixed("Pulumi token", "pu" + "l-", ["hex", 40]),
  // Tailscale Docs: Key prefixes
  fixed("Tailscale key", "ts" + "key-auth-k", ["letterDigit", 11], "CNTRL-", ["letterDigit", 32]),
  // 1Password Developer: Service accounts
  fixed("1Password service token", "op" + "s_eyJ", ["letterDigit", 300]),
  // Mapbox Docs: Tokens
  fixed("Mapbox secret token", "s" + "k.eyJ", ["letterDigit", 60], ".", ["base64url", 22]),
  // Microsoft Learn: Configure Azure Storage connection strings
  inside(
    "Azure storage key",
    "DefaultEndpointsProtocol=https;AccountName=shop;Account" + "Key=",
    ["base64", 86],
    "==",
  ),
  // Microsoft Learn: Create a service SAS
  inside(
    "Azure signature",
    "https://shop.blob.example.com/a?sv=2024-01-01&si" + "g=",
    ["letterDigit", 43],
    "%3D",
  ),
  // Microsoft Purview: Microsoft Entra client secret
  fixed("Azure client secret", ["letterDigit", 3], "8Q" + "~", ["base64url", 34]),
  // The age file encryption format, C2SP
  fixed("age key", "AGE-SECRET" + "-KEY-1", ["capitalDigit", 58]),
  // RFC 7519: JSON Web Token
  fixed("JSON web token", "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "J", ["base64url", 60], ".", ["base64url", 43]),
  fixed("AWS Bedrock key", "AB" + "SK", ["letterDigit", 120]),
  // Cloudflare Docs: Origin CA keys
  fixed("Cloudflare origin key", "v1" + ".0-", ["hex", 24], "-", ["hex", 146]),
  fixed("Yandex key", "AQ" + "VN", ["base64url", 36]),
  fixed("OpenShift token", "sha" + "256~", ["base64url", 43]),
  fixed("Scalingo token", "tk-" + "us-", ["base64url", 48]),
  fixed("Heroku key", "HRKU" + "-AA", ["base64url", 58]),
  // Fly.io Docs: Access tokens
  fixed("Fly.io token", "fo" + "1_", ["base64url", 43]),
  fixed("Netlify token", "nf" + "p_", ["letterDigit", 36]),
  // Sourcegraph Docs: Creating an access token
  fixed("Sourcegraph token", "sg" + "p_", ["hex", 16], "_", ["hex", 40]),
  // SonarQube Docs: Managing your tokens
  fixed("Sonar token", "sq" + "p_", ["hex", 40]),
  fixed("Bitbucket password", "AT" + "BB", ["letterDigit", 32]),
  fixed("Clojars token", "CLO" + "JARS_", ["smallDigit", 60]),
  fixed("Artifactory key", "AK" + "Cp", ["letterDigit", 69]),
  fixed("Octopus key", "AP" + "I-", ["capitalDigit", 26]),
  fixed("Harness key", "pa" + "t.", ["base64url", 22], ".", ["hex", 24], ".", ["letterDigit", 20]),
  fixed("Infracost key", "ic" + "o-", ["letterDigit", 32]),
  fixed("Prefect key", "pn" + "u_", ["letterDigit", 36]),
  fixed(
    "1Password secret key",
    "A" + "3-",
    ["capitalDigit", 6],
    "-",
    ["capitalDigit", 11],
    "-7VZRN-9ZVP6-HGL84",
  ),
  // Dynatrace Docs: Token format
  fixed("Dynatrace token", "dt0" + "c01.", ["capitalDigit", 24], ".", ["capitalDigit", 64]),
  inside("Teams webhook", "https://shop.webhook.office" + ".com/webhookb2/", ["letterDigit", 90]),
  fixed("Facebook token", "EA" + "AC", ["letterDigit", 120]),
  fixed("Contentful token", "CF" + "PAT-", ["base64url", 43]),
  fixed("Typeform token", "tf" + "p_", ["base64url", 59]),
  fixed("ReadMe key", "rd" + "me_", ["smallDigit", 70]),
  fixed("Adafruit key", "ai" + "o_", ["letterDigit", 28]),
  fixed("Adobe secret", "p8" + "e-", ["smallDigit", 32]),
  fixed("MaxMind key", ["letterDigit", 6], "_", ["letterDigit", 29], "_m" + "mk"),
  fixed("Flutterwave key", "FLW" + "SECK-", ["hex", 32], "-X"),
  fixed("Shippo token", "shippo_" + "live_", ["hex", 40]),
  fixed("Duffel token", "duffel_" + "live_", ["base64url", 43]),
  fixed("EasyPost key", "EZ" + "AK", ["letterDigit", 54]),
  // RFC 7468: Textual encodings of PKIX structures; OpenSSH: PROTOCOL.key
  ...["RSA ", "EC ", "OPENSSH ", ""].map(privateKey),
];

function privateKey(of: string): SecretKind {
  return {
    name: `${of}private key`,
    make: (random) => {
      const lines = Array.from({ length: 8 }, () => characters(random, "base64", 64));
      const secret = lines.join("\n");
      const mark = (word: string): string => `-----${word} ${of}PRIVATE` + " KEY-----";
      return { secret, shown: [mark("BEGIN"), secret, mark("END")].join("\n") };
    },
  };
}
