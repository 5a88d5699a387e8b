import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
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

const facebook = family("Facebook", FROM.gitleaks);
const twitter = family("Twitter", FROM.gitleaks);
const dropbox = family("Dropbox", FROM.gitleaks);
const mapbox = family("Mapbox", FROM.gitleaks);
const linear = family("Linear", FROM.gitleaks);
const airtable = family("Airtable", FROM.gitleaks);
const adobe = family("Adobe", FROM.gitleaks);

/** Tokens of other services. */
export const SAAS: readonly RuleSpec[] = [
  airtable("airtable-pat", "personal access token", "pat", [of(ALNUM, 14, 14, "."), of(HEX, 64)], {
    keywords: ["airtable"],
    gitleaks: ["airtable-personnal-access-token"],
  }),
  airtable("airtable-key", "API key (legacy)", [], of(ALNUM, 17), {
    keywords: ["airtable"],
    gitleaks: ["airtable-api-key"],
  }),
  family("Notion", FROM.gitleaks)("notion", "integration token", "ntn_", [of(DIGIT, 11), of(ALNUM, 35)], {
    gitleaks: ["notion-api-token"],
  }),
  linear("linear", "API key", "lin_api_", of(ALNUM, 40), {
    gitleaks: ["linear-api-key"],
    ...leakPage("798.66"),
  }),
  linear("linear-client-secret", "OAuth client secret", [], of(HEX_BOTH, 32), {
    keywords: ["linear"],
    severity: "medium",
    gitleaks: ["linear-client-secret"],
  }),
  family("Figma", FROM.betterleaks)("figma", "personal access token", "figd_", of(WORD, 40)),
  family("Postman", FROM.gitleaks)(
    "postman",
    "API key",
    "PMAK-",
    [of(HEX_BOTH, 24, 24, "-"), of(HEX_BOTH, 34)],
    {
      gitleaks: ["postman-api-token"],
    },
  ),
  family("Asana", FROM.gitleaks)("asana", "client secret", [], of(ALNUM, 32), {
    keywords: ["asana"],
    gitleaks: ["asana-client-secret"],
  }),
  adobe("adobe", "client secret", "p8e-", of(ALNUM, 32), { gitleaks: ["adobe-client-secret"] }),
  family("ReadMe", FROM.gitleaks)("readme", "API key", "rdme_", of(LOWER, 70), {
    gitleaks: ["readme-api-token"],
  }),
  family("Typeform", FROM.gitleaks)("typeform", "personal access token", "tfp_", of("0-9A-Za-z_.=-", 59), {
    gitleaks: ["typeform-api-token"],
  }),
  mapbox("mapbox-secret", "secret access token", "sk.eyJ", [of(WORD, 20, 200, "."), of(WORD, 22)], {
    check: "base64-json",
  }),
  facebook("facebook-page", "page access token", ["EAAM", "EAAC"], of(ALNUM, 100, 400), {
    gitleaks: ["facebook-page-access-token"],
  }),
  facebook("facebook-app", "app access token", [], [of(DIGIT, 15, 16), of("|%", 1), of(WORD, 27, 40)], {
    keywords: ["facebook", "fb_app", "fb_access"],
    gitleaks: ["facebook-access-token"],
  }),
  facebook("facebook-secret", "app secret", [], of(HEX_BOTH, 32), {
    keywords: ["facebook", "fb_secret", "fb_app_secret"],
    gitleaks: ["facebook-secret"],
  }),
  twitter("twitter-access-token", "access token", [], [of(DIGIT, 15, 25, "-"), of(ALNUM, 20, 40)], {
    keywords: ["twitter"],
    gitleaks: ["twitter-access-token"],
  }),
  twitter("twitter-access-secret", "access token secret", [], of(ALNUM, 45), {
    keywords: ["twitter"],
    gitleaks: ["twitter-access-secret"],
  }),
  twitter("twitter-api-key", "API key", [], of(ALNUM, 25), {
    keywords: ["twitter"],
    severity: "medium",
    gitleaks: ["twitter-api-key"],
  }),
  twitter("twitter-api-secret", "API secret", [], of(ALNUM, 50), {
    keywords: ["twitter"],
    gitleaks: ["twitter-api-secret"],
  }),
  twitter("twitter-bearer", "bearer token", "AAAAAAAAAAAAAAAAAAAAAA", of("0-9A-Za-z%", 80, 100), {
    keywords: ["twitter"],
    gitleaks: ["twitter-bearer-token"],
  }),
  family("Twitch", FROM.gitleaks)("twitch", "API token", [], of(ALNUM, 30), {
    keywords: ["twitch"],
    gitleaks: ["twitch-api-token"],
  }),
  family("LinkedIn", FROM.gitleaks)("linkedin", "client secret", [], of(ALNUM, 16), {
    keywords: ["linkedin", "linked_in", "linked-in"],
    severity: "medium",
    gitleaks: ["linkedin-client-secret"],
  }),
  family("Flickr", FROM.gitleaks, "medium")("flickr", "access token", [], of(ALNUM, 32), {
    keywords: ["flickr"],
    gitleaks: ["flickr-access-token"],
  }),
  family("Okta", FROM.gitleaks, "critical")("okta", "API token", "00", of(WORD_EQ, 40), {
    keywords: ["okta"],
    gitleaks: ["okta-access-token"],
  }),
  dropbox("dropbox-short", "access token (short-lived)", "sl.", of(WORD_EQ, 130, 1000), {
    severity: "medium",
    gitleaks: ["dropbox-short-lived-api-token"],
  }),
  dropbox(
    "dropbox-long",
    "access token (long-lived)",
    [],
    [of(ALNUM, 11, 11, "AAAAAAAAAA"), of(WORD_EQ, 43)],
    {
      keywords: ["dropbox"],
      level: "specific",
      gitleaks: ["dropbox-long-lived-api-token"],
    },
  ),
  dropbox("dropbox", "app secret", [], of(ALNUM, 15), {
    keywords: ["dropbox"],
    gitleaks: ["dropbox-api-token"],
  }),
  family("Salesforce", FROM.betterleaks)("salesforce-session", "session id", "00D", [
    of(ALNUM, 12, 15, "!"),
    of("0-9A-Za-z._", 80, 260),
  ]),
  family("Contentful", FROM.gitleaks, "medium")("contentful", "delivery API token", [], of(WORD_EQ, 43), {
    keywords: ["contentful"],
    gitleaks: ["contentful-delivery-api-token"],
  }),
  family("Frame.io", FROM.gitleaks)("frameio", "API token", "fio-u-", of(WORD_EQ, 64), {
    gitleaks: ["frameio-api-token"],
  }),
  family("HubSpot", FROM.gitleaks)("hubspot", "API key", [], UUID_BOTH, {
    keywords: ["hubspot"],
    gitleaks: ["hubspot-api-key"],
  }),
  family("42 Intra", FROM.gitleaks)(
    "intra42",
    "client secret",
    ["s-s4t2ud-", "s-s4t2af-"],
    of(HEX_BOTH, 64),
    {
      gitleaks: ["intra42-client-secret"],
    },
  ),
];
