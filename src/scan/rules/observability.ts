import type { RuleSpec } from "../rule.ts";
import { ALNUM, BASE64, FROM, HEX, HEX_BOTH, LOWER, UPPER, WORD, WORD_EQ, family, of } from "./shape.ts";

const sentry = family("Sentry", FROM.gitleaks);
const grafana = family("Grafana", FROM.recomputed);
const newrelic = family("New Relic", FROM.gitleaks);
const posthog = family("PostHog", FROM.betterleaks);
const NEW_RELIC = ["new-relic", "newrelic", "new_relic"];

/** Tokens of what watches, measures and searches. */
export const OBSERVABILITY: readonly RuleSpec[] = [
  sentry(
    "sentry-org",
    "organization token",
    "sntrys_eyJ",
    [of(BASE64, 30, 420), of("=", 0, 2, "_"), of(BASE64, 43)],
    { check: "base64-json", source: FROM.recomputed, gitleaks: ["sentry-org-token"] },
  ),
  sentry("sentry-user", "user token", "sntryu_", of(HEX, 64), { gitleaks: ["sentry-user-token"] }),
  sentry("sentry-legacy", "access token (legacy)", [], of(HEX_BOTH, 64), {
    keywords: ["sentry"],
    gitleaks: ["sentry-access-token"],
  }),
  grafana("grafana-sa", "service account token", "glsa_", [of(ALNUM, 32, 32, "_"), of(HEX, 8)], {
    check: "crc32le-hex-prefixed",
    gitleaks: ["grafana-service-account-token"],
  }),
  grafana("grafana-cloud", "Cloud access policy token", "glc_eyJ", [of(BASE64, 29, 400), of("=", 0, 2)], {
    check: "base64-json",
    gitleaks: ["grafana-cloud-api-token"],
  }),
  grafana("grafana-legacy", "API key (legacy)", "eyJrIjoi", [of(BASE64, 62, 400), of("=", 0, 2)], {
    check: "base64-json",
    gitleaks: ["grafana-api-key"],
  }),
  newrelic("newrelic-user", "user key", "NRAK-", of(UPPER, 27), { gitleaks: ["new-relic-user-api-key"] }),
  newrelic("newrelic-user-id", "user API id", [], of(ALNUM, 64), {
    keywords: NEW_RELIC,
    severity: "low",
    gitleaks: ["new-relic-user-api-id"],
  }),
  newrelic("newrelic-insert", "insert key", "NRII-", of("0-9A-Za-z_-", 32), {
    severity: "medium",
    gitleaks: ["new-relic-insert-key"],
  }),
  newrelic("newrelic-browser", "browser key", "NRJS-", of(HEX, 19), {
    severity: "low",
    gitleaks: ["new-relic-browser-api-token"],
  }),
  newrelic("newrelic-license", "license key", "NRAL", [], {
    lead: [of(LOWER, 5), of(HEX, 31)],
    source: FROM.credsweeper,
  }),
  family("Dynatrace", FROM.gitleaks)(
    "dynatrace",
    "API token",
    "dt0c01.",
    [of("0-9A-Z", 24, 24, "."), of("0-9A-Z", 64)],
    {
      gitleaks: ["dynatrace-api-token"],
    },
  ),
  family("Datadog", FROM.gitleaks)("datadog", "application key", [], of(ALNUM, 40), {
    keywords: ["datadog", "dd_app_key"],
    gitleaks: ["datadog-access-token"],
  }),
  posthog("posthog-personal", "personal API key", "phx_", of(WORD, 41, 49)),
  posthog("posthog-feature-flags", "secure feature flags key", "phs_", of(WORD, 41, 49)),
  posthog("posthog-project", "project key", "phc_", of(WORD, 41, 49), { severity: "low" }),
  family("Algolia", FROM.gitleaks)("algolia", "API key", [], of(ALNUM, 32), {
    keywords: ["algolia"],
    gitleaks: ["algolia-api-key"],
  }),
  family("Looker", FROM.gitleaks)("looker", "client secret", [], of(ALNUM, 24), {
    keywords: ["looker"],
    gitleaks: ["looker-client-secret"],
  }),
  family("MaxMind", FROM.gitleaks, "medium")("maxmind", "license key", "_mmk", [], {
    lead: [of(ALNUM, 6, 6, "_"), of(ALNUM, 29)],
    gitleaks: ["maxmind-license-key"],
  }),
  family("Adafruit", FROM.gitleaks, "medium")("adafruit", "API key", [], of(WORD, 32), {
    keywords: ["adafruit"],
    gitleaks: ["adafruit-api-key"],
  }),
  family("RapidAPI", FROM.gitleaks)("rapidapi", "access token", [], of(WORD, 50), {
    keywords: ["rapidapi"],
    gitleaks: ["rapidapi-access-token"],
  }),
  family("The New York Times", FROM.gitleaks, "medium")("nytimes", "API key", [], of(WORD_EQ, 32), {
    keywords: ["nytimes", "new-york-times", "newyorktimes"],
    gitleaks: ["nytimes-access-token"],
  }),
];
