import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  BASE64,
  DIGIT,
  FROM,
  HEX,
  HEX_BOTH,
  LOWER,
  UUID_BOTH,
  WORD,
  WORD_EQ,
  family,
  leakPage,
  of,
} from "./shape.ts";

const digitalocean = family("DigitalOcean", FROM.gitleaks, "critical");
const fly = family("Fly.io", FROM.gitleaks, "critical");
const vercel = family("Vercel", FROM.recomputed);
const cloudflare = family("Cloudflare", FROM.recomputed, "critical");
const supabase = family("Supabase", FROM.betterleaks, "critical");
const planetscale = family("PlanetScale", FROM.gitleaks);
const vercelBody = of(ALNUM, 56);
const vercelCheck = { check: "crc32-base62-50" } as const;
const cloudflareBody = [of(ALNUM, 40), of(HEX, 8)];
const cloudflareCheck = { check: "crc32-hex-lower" } as const;
const planetscaleBody = of("0-9A-Za-z_=.-", 32, 64);

/** Tokens of where things run and of where their data is. */
export const HOSTING: readonly RuleSpec[] = [
  digitalocean("digitalocean-pat", "personal access token", "dop_v1_", of(HEX, 64), {
    gitleaks: ["digitalocean-pat"],
  }),
  digitalocean("digitalocean-oauth", "OAuth token", "doo_v1_", of(HEX, 64), {
    gitleaks: ["digitalocean-access-token"],
  }),
  digitalocean("digitalocean-refresh", "OAuth refresh token", "dor_v1_", of(HEX, 64), {
    gitleaks: ["digitalocean-refresh-token"],
  }),
  fly("flyio-macaroon", "access token", ["fm2_", "fm1a_", "fm1r_"], [of(BASE64, 100, 1000), of("=", 0, 3)], {
    gitleaks: ["flyio-access-token"],
  }),
  fly("flyio-oauth", "OAuth token", "fo1_", of(WORD, 43), { gitleaks: ["flyio-access-token"] }),
  family("Heroku", FROM.gitleaks, "critical")("heroku-v2", "API key", "HRKU-AA", of(WORD, 58), {
    gitleaks: ["heroku-api-key-v2"],
  }),
  family("Heroku", FROM.gitleaks)("heroku-uuid", "API key (legacy)", [], UUID_BOTH, {
    keywords: ["heroku"],
    gitleaks: ["heroku-api-key"],
  }),
  vercel("vercel-personal", "personal access token", "vcp_", vercelBody, vercelCheck),
  vercel("vercel-app", "app access token", "vca_", vercelBody, vercelCheck),
  vercel("vercel-refresh", "app refresh token", "vcr_", vercelBody, vercelCheck),
  vercel("vercel-integration", "integration token", "vci_", vercelBody, vercelCheck),
  vercel("vercel-team", "team token", "vct_", vercelBody, vercelCheck),
  vercel("vercel-blob", "Blob token", "vcb_", vercelBody, vercelCheck),
  vercel("vercel-gateway", "AI gateway key", "vck_", vercelBody, vercelCheck),
  family("Netlify", FROM.credsweeper)("netlify", "access token", "nfp_", of(ALNUM, 36, 40)),
  family("Netlify", FROM.gitleaks)("netlify-legacy", "access token (legacy)", [], of(WORD_EQ, 40, 46), {
    keywords: ["netlify"],
    gitleaks: ["netlify-access-token"],
  }),
  family("Render", FROM.betterleaks)("render", "API key", "rnd_", of(ALNUM, 28)),
  family("Scalingo", FROM.gitleaks)("scalingo", "API token", "tk-us-", of(WORD, 48), {
    gitleaks: ["scalingo-api-token"],
  }),
  supabase("supabase-management", "management token", "sbp_", of(HEX, 40)),
  supabase("supabase-secret", "secret API key", "sb_secret_", [of(WORD, 22, 22, "_"), of(WORD, 8)]),
  family("Neon", FROM.betterleaks)("neon", "API key", "napi_", of(LOWER, 64)),
  planetscale("planetscale-password", "database password", "pscale_pw_", planetscaleBody, {
    severity: "critical",
    gitleaks: ["planetscale-password"],
  }),
  planetscale("planetscale-token", "service token", "pscale_tkn_", planetscaleBody, {
    gitleaks: ["planetscale-api-token"],
  }),
  planetscale("planetscale-oauth", "OAuth token", "pscale_oauth_", planetscaleBody, {
    gitleaks: ["planetscale-oauth-token"],
  }),
  family("CockroachDB", FROM.betterleaks)("cockroach", "Cloud API key", "CCDB1_", [
    of(ALNUM, 22, 22, "_"),
    of(ALNUM, 40),
  ]),
  family("MongoDB Atlas", FROM.betterleaks)(
    "mongodb-atlas-sa",
    "service account secret",
    "mdb_sa_sk_",
    of(WORD, 40),
  ),
  family("DataStax", FROM.betterleaks)("astra", "Astra token", "AstraCS:", [
    of(ALNUM, 20, 40, ":"),
    of(HEX, 64),
  ]),
  family("ClickHouse", FROM.gitleaks)("clickhouse", "Cloud API secret", "4b1d", of(ALNUM, 38), {
    gitleaks: ["clickhouse-cloud-api-secret-key"],
  }),
  family("Databricks", FROM.gitleaks, "critical")("databricks", "access token", "dapi", of(HEX, 32), {
    gitleaks: ["databricks-api-token"],
  }),
  family("Databricks", FROM.gitleaks, "critical")(
    "databricks-numbered",
    "access token (numbered)",
    "dapi",
    [of(HEX, 32, 32, "-"), of(DIGIT, 1)],
    { gitleaks: ["databricks-api-token"] },
  ),
  family("Confluent", FROM.recomputed)("confluent-cloud", "Cloud API secret", "cflt", of(BASE64, 60), {
    check: "crc32le-base64-54",
  }),
  family("Confluent", FROM.gitleaks)("confluent-secret", "API secret (legacy)", [], of(ALNUM, 64), {
    keywords: ["confluent"],
    gitleaks: ["confluent-secret-key"],
  }),
  family("Confluent", FROM.gitleaks, "low")("confluent-access", "API key (legacy)", [], of(ALNUM, 16), {
    keywords: ["confluent"],
    gitleaks: ["confluent-access-token"],
  }),
  cloudflare("cloudflare-user", "user API token", "cfut_", cloudflareBody, cloudflareCheck),
  cloudflare("cloudflare-account", "account API token", "cfat_", cloudflareBody, cloudflareCheck),
  cloudflare("cloudflare-global", "global API key", "cfk_", cloudflareBody, cloudflareCheck),
  cloudflare("cloudflare-origin-ca", "origin CA key", "v1.0-", [of(HEX, 24, 24, "-"), of(HEX, 146)], {
    source: FROM.gitleaks,
    gitleaks: ["cloudflare-origin-ca-key"],
  }),
  cloudflare("cloudflare-legacy-token", "API token (legacy)", [], of(WORD, 40), {
    keywords: ["cloudflare", "cf_api_token"],
    severity: "high",
    source: FROM.gitleaks,
    gitleaks: ["cloudflare-api-key"],
  }),
  cloudflare("cloudflare-legacy-global", "global API key (legacy)", [], of(HEX_BOTH, 37), {
    keywords: ["cloudflare", "cf_api_key"],
    source: FROM.gitleaks,
    gitleaks: ["cloudflare-global-api-key"],
  }),
  family("Fastly", FROM.gitleaks)("fastly", "API token", [], of(WORD_EQ, 32), {
    keywords: ["fastly"],
    gitleaks: ["fastly-api-token"],
    ...leakPage("798.40"),
  }),
  family("Zuplo", FROM.recomputed)("zuplo", "API key", "zpka_", [of(LOWER, 32, 32, "_"), of(HEX, 8)], {
    check: "crc32-hex-lower",
  }),
  family("Apify", FROM.recomputed)("apify", "API token", "apify_api_", of(ALNUM, 36), {
    check: "crc32-base62-apify",
  }),
  family("Salad", FROM.recomputed)("salad", "Cloud API key", "salad_cloud_user_", of(ALNUM, 49), {
    check: "crc32-base62-43",
  }),
  family("SettleMint", FROM.gitleaks)(
    "settlemint-application",
    "application token",
    "sm_aat_",
    of(ALNUM, 16),
    {
      gitleaks: ["settlemint-application-access-token"],
    },
  ),
  family("SettleMint", FROM.gitleaks)("settlemint-personal", "personal token", "sm_pat_", of(ALNUM, 16), {
    gitleaks: ["settlemint-personal-access-token"],
  }),
  family("SettleMint", FROM.gitleaks)("settlemint-service", "service token", "sm_sat_", of(ALNUM, 16), {
    gitleaks: ["settlemint-service-access-token"],
  }),
  family("Yandex Cloud", FROM.gitleaks)(
    "yandex-iam",
    "IAM token",
    "t1.",
    [of(WORD, 2, 300), of("=", 0, 2, "."), of(WORD, 86), of("=", 0, 2)],
    { severity: "medium", gitleaks: ["yandex-access-token"] },
  ),
  family("Yandex Cloud", FROM.gitleaks)("yandex-api-key", "API key", "AQVN", of(WORD, 35, 38), {
    gitleaks: ["yandex-api-key"],
  }),
  family("Yandex Cloud", FROM.gitleaks)("yandex-aws", "static access key", "YC", of(WORD, 38), {
    keywords: ["yandex"],
    gitleaks: ["yandex-aws-access-token"],
  }),
  family("LaunchDarkly", FROM.gitleaks)(
    "launchdarkly",
    "SDK or API key",
    ["api-", "sdk-", "mob-"],
    UUID_BOTH,
    {
      keywords: ["launchdarkly", "launch_darkly", "launch-darkly"],
      severity: "medium",
    },
  ),
  family("LaunchDarkly", FROM.gitleaks)("launchdarkly-token", "access token", [], of(WORD_EQ, 40), {
    keywords: ["launchdarkly", "launch_darkly", "launch-darkly"],
    gitleaks: ["launchdarkly-access-token"],
  }),
  family("Sumo Logic", FROM.gitleaks, "low")("sumologic-id", "access id", "su", of(ALNUM, 12), {
    keywords: ["sumo"],
    gitleaks: ["sumologic-access-id"],
  }),
  family("Sumo Logic", FROM.gitleaks)("sumologic-key", "access key", [], of(ALNUM, 64), {
    keywords: ["sumo"],
    gitleaks: ["sumologic-access-token"],
  }),
];
