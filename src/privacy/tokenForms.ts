/** The forms of the tokens of many services: one row for each mark that a service puts on what it issues. */

/** A short kind for the placeholder, and the form; what stands in a group `secret` is the secret, else the whole match. */
export type TokenForm = readonly [kind: string, form: string];

/** For marks so short that they end names, too: not behind `name-` or `name_`. */
const apart = String.raw`(?<!\w-|_)`;

/** Where an unbounded run comes before the end of a form: only one start in a run, or a hostile text takes quadratic time. */
const oneInARun = String.raw`(?<![\w-]-|_)`;

/** They start behind anything but a letter or digit. Repetition is bounded, or comes last, so that the time is linear. */
export const tokenForms: readonly TokenForm[] = [
  // clouds
  ["aws-key-id", String.raw`(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])`],
  ["aws-bedrock-key", String.raw`ABSK[A-Za-z0-9+\/]{100,}={0,2}`],
  ["azure-key", String.raw`(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+\/]{40,100}={0,2})`],
  ["azure-secret", String.raw`[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])`],
  ["google-key", String.raw`(?:AIza[\w-]{35}(?![\w-])|GOCSPX-[\w-]{20,}|ya29\.[\w.-]{20,})`],
  ["digitalocean-token", String.raw`do[opr]_v1_[0-9a-f]{64}(?![0-9a-f])`],
  ["heroku-key", String.raw`HRKU-AA[\w-]{50,}`],
  ["flyio-token", String.raw`(?:fo1_[\w-]{40,}|fm[12][ar]?_[A-Za-z0-9+\/]{80,}={0,3})`],
  ["netlify-token", String.raw`nfp_[A-Za-z0-9]{36,}`],
  ["cloudflare-key", String.raw`v1\.0-[0-9a-f]{24}-[0-9a-f]{146}(?![0-9a-f])`],
  ["yandex-key", String.raw`AQVN[\w-]{35,38}(?![\w-])`],
  ["openshift-token", String.raw`sha256~[\w-]{43}(?![\w-])`],
  ["scalingo-token", String.raw`tk-us-[\w-]{48}`],
  ["supabase-key", String.raw`(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,})`],
  ["planetscale-token", String.raw`pscale_(?:tkn|pw|oauth)_[\w=.-]{32,}`],
  // code and its tools
  ["github-token", String.raw`(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})`],
  ["gitlab-token", String.raw`gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[\w.-]{20,}`],
  ["gitlab-token", String.raw`(?:GR1348941[\w-]{20}|_gitlab_session=(?<secret>[0-9a-z]{32}))(?![\w-])`],
  ["sourcegraph-token", String.raw`sgp_(?:local_|[0-9a-fA-F]{16}_)?[0-9a-fA-F]{40}(?![0-9a-fA-F])`],
  ["sonar-token", String.raw`sq[apu]_[0-9a-f]{40}(?![0-9a-f])`],
  ["atlassian-token", String.raw`AT(?:ATT|CTT|BB)[\w-]{20,}(?:=[0-9A-F]{8})?`],
  ["npm-token", String.raw`npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])`],
  ["npm-token", String.raw`(?:_authToken|:_auth|:_password)=(?<secret>[A-Za-z0-9+\/_=-]{16,})`],
  ["pypi-token", String.raw`pypi-AgE[\w-]{50,}`],
  ["rubygems-key", String.raw`rubygems_[0-9a-f]{48}(?![0-9a-f])`],
  ["crates-token", String.raw`cio[A-Za-z0-9]{32}(?![A-Za-z0-9])`],
  ["nuget-key", String.raw`oy2[a-z0-9]{43}(?![A-Za-z0-9])`],
  ["clojars-token", String.raw`CLOJARS_[a-z0-9]{60}`],
  ["artifactory-key", String.raw`(?:AKCp[A-Za-z0-9]{69}|cmVmdGtu[A-Za-z0-9]{56})(?![A-Za-z0-9])`],
  ["octopus-key", String.raw`${apart}API-[A-Z0-9]{26}(?![A-Za-z0-9])`],
  ["harness-key", String.raw`(?:pat|sat)\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}`],
  ["infracost-key", String.raw`${apart}ico-[A-Za-z0-9]{32}(?![\w-])`],
  ["prefect-key", String.raw`pnu_[A-Za-z0-9]{36}(?![A-Za-z0-9])`],
  ["docker-token", String.raw`dckr_[po]at_[\w-]{27,}`],
  ["postman-key", String.raw`PMAK-[0-9a-f]{24}-[0-9a-f]{34}`],
  ["terraform-token", String.raw`[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}`],
  ["pulumi-token", String.raw`pul-[0-9a-f]{40}(?![0-9a-f])`],
  ["vault-token", String.raw`hv[sbr]\.[\w-]{24,}`],
  ["doppler-token", String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}`],
  [
    "1password-token",
    String.raw`(?:ops_eyJ[\w+\/-]{100,}={0,3}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}(?![A-Z0-9]))`,
  ],
  ["tailscale-key", String.raw`tskey-[a-z]{2,12}-[A-Za-z0-9-]{16,}`],
  ["sentry-token", String.raw`sntry[su]_[\w+\/=-]{40,}`],
  [
    "grafana-token",
    String.raw`(?:gl(?:sa|c)_[A-Za-z0-9+\/=_]{32,}|eyJrIjoi[A-Za-z0-9]{70,400}={0,3}(?![\w.-]))`,
  ],
  ["newrelic-key", String.raw`NR(?:AK|II|IQ|RA|SP)-[\w-]{27,}`],
  ["dynatrace-token", String.raw`dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}`],
  ["databricks-token", String.raw`dapi[0-9a-f]{32}(?![0-9a-f])`],
  // people and messages
  ["slack-token", String.raw`xox[abceoprs](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}`],
  ["slack-token", String.raw`xapp-\d-[A-Za-z0-9-]{10,}`],
  ["slack-webhook", String.raw`hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w\/]{20,})`],
  ["discord-webhook", String.raw`discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/(?<secret>[\w-]{40,})`],
  ["discord-token", String.raw`[MNO](?=[A-Za-z]{0,26}\d)[A-Za-z0-9]{23,27}\.[\w-]{6}\.[\w-]{27,45}(?![\w-])`],
  ["teams-webhook", String.raw`webhook\.office\.com\/webhookb2\/(?<secret>[\w@\/-]{60,})`],
  ["facebook-token", String.raw`EAA[A-Z][A-Za-z0-9]{90,}(?![A-Za-z0-9+\/=])`],
  ["telegram-token", String.raw`\d{8,10}:AA[\w-]{33}(?![\w-])`],
  ["sendgrid-key", String.raw`SG\.[\w-]{16,32}\.[\w-]{32,}`],
  ["twilio-key", String.raw`${apart}SK[0-9a-fA-F]{32}(?![A-Za-z0-9])`],
  ["mailgun-key", String.raw`${apart}key-[0-9a-f]{32}(?![A-Za-z0-9])`],
  ["mailchimp-key", String.raw`[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])`],
  ["brevo-key", String.raw`xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}`],
  ["resend-key", String.raw`re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)`],
  ["linear-key", String.raw`lin_(?:api|oauth)_[A-Za-z0-9]{32,}`],
  ["notion-token", String.raw`ntn_[A-Za-z0-9]{40,}`],
  ["airtable-token", String.raw`pat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?![0-9a-f])`],
  ["figma-token", String.raw`figd_[\w-]{36,}`],
  ["contentful-token", String.raw`CFPAT-[\w-]{43}`],
  ["typeform-token", String.raw`tfp_[\w.=-]{40,}`],
  ["readme-key", String.raw`rdme_[a-z0-9]{70}`],
  ["frameio-token", String.raw`fio-u-[\w=-]{64}`],
  ["adafruit-key", String.raw`aio_[A-Za-z0-9]{28}(?![A-Za-z0-9])`],
  ["adobe-secret", String.raw`p8e-[a-z0-9]{32}(?![A-Za-z0-9])`],
  ["maxmind-key", String.raw`[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9])`],
  ["mapbox-token", String.raw`sk\.eyJ[\w-]{20,}\.[\w-]{20,}`],
  // money
  ["stripe-key", String.raw`(?:[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+\/=]{16,})`],
  ["square-key", String.raw`(?:sq0(?:atp|csp|idp)-[\w-]{22,50}|EAAA[\w-]{60}(?![\w+\/=-]))`],
  ["shopify-token", String.raw`shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}(?![0-9a-f])`],
  ["flutterwave-key", String.raw`FLWSECK(?:_TEST)?-[0-9a-f]{12,32}(?:-X)?(?![0-9a-f])`],
  ["shippo-token", String.raw`shippo_(?:live|test)_[0-9a-fA-F]{40}`],
  ["duffel-token", String.raw`duffel_(?:live|test)_[\w=-]{43}`],
  ["easypost-key", String.raw`EZ[AT]K[A-Za-z0-9]{54}(?![A-Za-z0-9])`],
  ["settlemint-token", String.raw`sm_[aps]at_[A-Za-z0-9]{16}(?![A-Za-z0-9])`],
  // models
  ["anthropic-key", String.raw`sk-ant-[a-z0-9]{2,12}-[\w-]{20,}`],
  ["openai-key", String.raw`sk-(?:proj|svcacct|admin|or-v1|lf)-[\w-]{20,}`],
  ["openai-key", String.raw`sk-[A-Za-z0-9]{32,80}(?![A-Za-z0-9-])`],
  ["huggingface-token", String.raw`(?:hf_|api_org_)[A-Za-z0-9]{30,60}(?![A-Za-z0-9])`],
  ["replicate-token", String.raw`r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])`],
  ["groq-key", String.raw`gsk_[A-Za-z0-9]{48,}`],
  ["xai-key", String.raw`xai-[A-Za-z0-9]{60,}`],
  ["perplexity-key", String.raw`pplx-[A-Za-z0-9]{40,}`],
  // for anyone
  ["age-key", String.raw`AGE-SECRET-KEY-1[0-9A-Z]{58}`],
  ["jwt", String.raw`${oneInARun}eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]{4,}){0,2}`],
];

/** The sign they start with may stand behind anything. */
export const signedForms: readonly TokenForm[] = [
  ["azure-signature", String.raw`[?&;]sig=(?<secret>[A-Za-z0-9%+\/]{40,120}={0,2})`],
];
