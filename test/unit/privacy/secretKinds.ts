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

/** Tokens that carry the mark of who issued them. */
export const fixedKinds: readonly SecretKind[] = [
  fixed("AWS key id", "AK" + "IA", ["capitalDigit", 16]),
  fixed("AWS temporary key id", "AS" + "IA", ["capitalDigit", 16]),
  fixed("GitHub personal token", "gh" + "p_", ["letterDigit", 36]),
  fixed("GitHub OAuth token", "gh" + "o_", ["letterDigit", 36]),
  fixed("GitHub fine-grained token", "github_" + "pat_", ["letterDigit", 22], "_", ["letterDigit", 59]),
  fixed("GitLab token", "gl" + "pat-", ["base64url", 20]),
  fixed("GitLab deploy token", "gl" + "dt-", ["base64url", 20]),
  fixed("Slack bot token", "xo" + "xb-", ["digit", 12], "-", ["digit", 12], "-", ["letterDigit", 24]),
  fixed("Slack app token", "xa" + "pp-1-", ["capitalDigit", 11], "-", ["digit", 13], "-", ["hex", 64]),
  inside("Slack webhook", "https://hooks.slack" + ".com/services/T0" + "A1B2C3D/B0E4F5G6H/", [
    "letterDigit",
    24,
  ]),
  inside("Discord webhook", "https://discord" + ".com/api/webhooks/1122334455667788/", ["base64url", 68]),
  fixed("Discord bot token", "MT", ["digit", 2], ["letterDigit", 20], ".", ["letterDigit", 6], ".", [
    "base64url",
    38,
  ]),
  fixed("Telegram bot token", "7", ["digit", 9], ":A" + "A", ["base64url", 33]),
  fixed("Stripe live key", "sk_" + "live_", ["letterDigit", 24]),
  fixed("Stripe restricted key", "rk_" + "live_", ["letterDigit", 24]),
  fixed("Stripe webhook secret", "wh" + "sec_", ["letterDigit", 32]),
  fixed("Google API key", "AI" + "za", ["base64url", 35]),
  fixed("Google client secret", "GOC" + "SPX-", ["base64url", 28]),
  fixed("Google access token", "ya" + "29.", ["base64url", 60]),
  fixed("Anthropic key", "sk-" + "ant-api03-", ["base64url", 93], "AA"),
  fixed("OpenAI project key", "sk-" + "proj-", ["letterDigit", 48]),
  fixed("OpenAI service key", "sk-" + "svcacct-", ["letterDigit", 48]),
  fixed("OpenAI key of the old form", "sk" + "-", ["letterDigit", 48]),
  fixed("OpenRouter key", "sk-" + "or-v1-", ["hex", 64]),
  fixed("npm token", "np" + "m_", ["letterDigit", 36]),
  inside("npm setting", "//registry.example.com/:_auth" + "Token=", ["base64", 40]),
  fixed("PyPI token", "py" + "pi-AgE", ["base64url", 120]),
  fixed("RubyGems key", "ruby" + "gems_", ["hex", 48]),
  fixed("crates.io token", "ci" + "o", ["letterDigit", 32]),
  fixed("NuGet key", "oy" + "2", ["smallDigit", 43]),
  fixed("SendGrid key", "SG" + ".", ["base64url", 22], ".", ["base64url", 43]),
  fixed("Twilio key", "S" + "K", ["hex", 32]),
  fixed("Mailgun key", "ke" + "y-", ["hex", 32]),
  fixed("Mailchimp key", ["hex", 32], "-u" + "s12"),
  fixed("Brevo key", "xkey" + "sib-", ["hex", 64], "-", ["letterDigit", 16]),
  fixed("Resend key", "re" + "_", ["letterDigit", 8], "_", ["letterDigit", 24]),
  fixed("Square token", "sq0" + "atp-", ["base64url", 22]),
  fixed("Shopify token", "shp" + "at_", ["hex", 32]),
  fixed("DigitalOcean token", "dop" + "_v1_", ["hex", 64]),
  fixed("Hugging Face token", "h" + "f_", ["letterDigit", 34]),
  fixed("Replicate token", "r" + "8_", ["letterDigit", 37]),
  fixed("Groq key", "gs" + "k_", ["letterDigit", 52]),
  fixed("xAI key", "xa" + "i-", ["letterDigit", 80]),
  fixed("Perplexity key", "pp" + "lx-", ["letterDigit", 48]),
  fixed("Linear key", "lin_" + "api_", ["letterDigit", 40]),
  fixed("Notion token", "nt" + "n_", ["digit", 11], ["letterDigit", 35]),
  fixed("Atlassian token", "AT" + "ATT3xFfGF0", ["base64url", 170], "=", ["capitalDigit", 8]),
  fixed("Databricks token", "da" + "pi", ["hex", 32]),
  fixed("Docker Hub token", "dc" + "kr_pat_", ["base64url", 27]),
  fixed("Grafana token", "gl" + "sa_", ["letterDigit", 32], "_", ["hex", 8]),
  fixed("New Relic key", "NR" + "AK-", ["capitalDigit", 27]),
  fixed("Sentry token", "snt" + "ryu_", ["hex", 64]),
  fixed("Vault token", "hv" + "s.", ["base64url", 90]),
  fixed("Terraform Cloud token", ["letterDigit", 14], ".atlas" + "v1.", ["base64url", 67]),
  fixed("Postman key", "PM" + "AK-", ["hex", 24], "-", ["hex", 34]),
  fixed("Airtable token", "pa" + "t", ["letterDigit", 14], ".", ["hex", 64]),
  fixed("Figma token", "fi" + "gd_", ["base64url", 40]),
  fixed("Supabase token", "sb" + "p_", ["hex", 40]),
  fixed("PlanetScale token", "pscale_" + "tkn_", ["base64url", 43]),
  fixed("Doppler token", "dp" + ".pt.", ["letterDigit", 43]),
  fixed("Pulumi token", "pu" + "l-", ["hex", 40]),
  fixed("Tailscale key", "ts" + "key-auth-k", ["letterDigit", 11], "CNTRL-", ["letterDigit", 32]),
  fixed("1Password service token", "op" + "s_eyJ", ["letterDigit", 300]),
  fixed("Mapbox secret token", "s" + "k.eyJ", ["letterDigit", 60], ".", ["base64url", 22]),
  inside(
    "Azure storage key",
    "DefaultEndpointsProtocol=https;AccountName=shop;Account" + "Key=",
    ["base64", 86],
    "==",
  ),
  inside(
    "Azure signature",
    "https://shop.blob.example.com/a?sv=2024-01-01&si" + "g=",
    ["letterDigit", 43],
    "%3D",
  ),
  fixed("Azure client secret", ["letterDigit", 3], "8Q" + "~", ["base64url", 34]),
  fixed("age key", "AGE-SECRET" + "-KEY-1", ["capitalDigit", 58]),
  fixed("JSON web token", "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "J", ["base64url", 60], ".", ["base64url", 43]),
  fixed("AWS Bedrock key", "AB" + "SK", ["letterDigit", 120]),
  fixed("Cloudflare origin key", "v1" + ".0-", ["hex", 24], "-", ["hex", 146]),
  fixed("Yandex key", "AQ" + "VN", ["base64url", 36]),
  fixed("OpenShift token", "sha" + "256~", ["base64url", 43]),
  fixed("Scalingo token", "tk-" + "us-", ["base64url", 48]),
  fixed("Heroku key", "HRKU" + "-AA", ["base64url", 58]),
  fixed("Fly.io token", "fo" + "1_", ["base64url", 43]),
  fixed("Netlify token", "nf" + "p_", ["letterDigit", 36]),
  fixed("Sourcegraph token", "sg" + "p_", ["hex", 16], "_", ["hex", 40]),
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
