import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  BASE64_BOTH,
  FROM,
  HEX,
  HEX_BOTH,
  LOWER,
  UUID,
  UUID_BOTH,
  WORD,
  WORD_EQ,
  family,
  leakPage,
  of,
} from "./shape.ts";

const stripe = family("Stripe", FROM.gitleaks, "critical");
const stripeIds = { gitleaks: ["stripe-access-token"] };
const stripeTest = { ...stripeIds, severity: "low" } as const;
const stripeBody = of(ALNUM, 24, 247);
const square = family("Square", FROM.gitleaks, "critical");
const plaid = family("Plaid", FROM.gitleaks, "critical");
const shopify = family("Shopify", FROM.gitleaks, "critical");
const flutterwave = family("Flutterwave", FROM.gitleaks, "critical");
const easypost = family("EasyPost", FROM.gitleaks);
const shippo = family("Shippo", FROM.gitleaks);
const duffel = family("Duffel", FROM.gitleaks);
const lob = family("Lob", FROM.gitleaks);
const kucoin = family("KuCoin", FROM.gitleaks);
const bittrex = family("Bittrex", FROM.gitleaks);
const finicity = family("Finicity", FROM.gitleaks);
const freshbooks = family("FreshBooks", FROM.gitleaks);
/** Of a test or sandbox account. */
const test = (...gitleaks: string[]) => ({ severity: "low", gitleaks }) as const;

/** Keys of payment, of trade, of banks and of shops. */
export const PAYMENTS: readonly RuleSpec[] = [
  stripe("stripe-secret", "secret key", ["sk_live_", "sk_prod_"], stripeBody, stripeIds),
  stripe("stripe-secret-test", "secret key (test)", "sk_test_", stripeBody, {
    ...stripeTest,
    ...leakPage("798.177"),
  }),
  stripe("stripe-restricted", "restricted key", ["rk_live_", "rk_prod_"], stripeBody, {
    ...stripeIds,
    ...leakPage("798.175"),
  }),
  stripe("stripe-restricted-test", "restricted key (test)", "rk_test_", stripeBody, {
    ...stripeTest,
    ...leakPage("798.178"),
  }),
  stripe("stripe-webhook", "webhook signing secret", "whsec_", of(BASE64_BOTH, 32, 64), {
    severity: "high",
    source: FROM.credsweeper,
  }),
  square("square-access", "access token", "EAAA", of(WORD, 60), { gitleaks: ["square-access-token"] }),
  square("square-access-legacy", "access token (legacy)", "sq0atp-", of(WORD, 22, 60), {
    gitleaks: ["square-access-token"],
  }),
  square("square-oauth-secret", "OAuth secret", "sq0csp-", of(WORD, 43), { source: FROM.credsweeper }),
  plaid("plaid-access", "access token", ["access-production-", "access-development-"], UUID, {
    gitleaks: ["plaid-api-token"],
  }),
  plaid("plaid-access-sandbox", "access token (sandbox)", "access-sandbox-", UUID, test("plaid-api-token")),
  plaid("plaid-secret", "secret", [], of(ALNUM, 30), {
    keywords: ["plaid"],
    severity: "high",
    gitleaks: ["plaid-secret-key"],
  }),
  shopify("shopify-access", "access token", "shpat_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-access-token"],
    ...leakPage("798.105"),
  }),
  shopify("shopify-custom", "custom app access token", "shpca_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-custom-access-token"],
  }),
  shopify("shopify-private", "private app access token", "shppa_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-private-app-access-token"],
  }),
  shopify("shopify-shared", "shared secret", "shpss_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-shared-secret"],
  }),
  family("Braintree", FROM.credsweeper, "critical")(
    "paypal-braintree",
    "access token",
    "access_token$production$",
    [of(LOWER, 16, 16, "$"), of(HEX, 32)],
  ),
  family("Paddle", FROM.betterleaks, "critical")("paddle", "API key", "pdl_live_apikey_", [
    of(LOWER, 26, 26, "_"),
    of(ALNUM, 22, 22, "_"),
    of(ALNUM, 3),
  ]),
  flutterwave("flutterwave", "secret key", "FLWSECK-", of("0-9a-h", 32), { suffix: "-X" }),
  flutterwave("flutterwave-test", "secret key (test)", "FLWSECK_TEST-", of("0-9a-hA-H", 32), {
    suffix: "-X",
    ...test("flutterwave-secret-key"),
  }),
  flutterwave("flutterwave-encryption-test", "encryption key (test)", "FLWSECK_TEST-", of("0-9a-hA-H", 12), {
    ...test("flutterwave-encryption-key"),
  }),
  easypost("easypost", "API key", "EZAK", of(ALNUM, 54), {
    gitleaks: ["easypost-api-token"],
    ...leakPage("798.36"),
  }),
  easypost("easypost-test", "API key (test)", "EZTK", of(ALNUM, 54), test("easypost-test-api-token")),
  shippo("shippo", "API token", "shippo_live_", of(HEX_BOTH, 40), { gitleaks: ["shippo-api-token"] }),
  shippo("shippo-test", "API token (test)", "shippo_test_", of(HEX_BOTH, 40), test("shippo-api-token")),
  duffel("duffel", "access token", "duffel_live_", of(WORD_EQ, 43), { gitleaks: ["duffel-api-token"] }),
  duffel("duffel-test", "access token (test)", "duffel_test_", of(WORD_EQ, 43), test("duffel-api-token")),
  family("Razorpay", FROM.titus, "medium")("razorpay", "live key id", "rzp_live_", of(ALNUM, 14)),
  family("GoCardless", FROM.gitleaks, "critical")("gocardless", "access token", "live_", of(WORD_EQ, 40), {
    keywords: ["gocardless"],
    gitleaks: ["gocardless-api-token"],
  }),
  lob("lob", "API key", "live_", of(HEX_BOTH, 35), { keywords: ["lob"], gitleaks: ["lob-api-key"] }),
  lob("lob-test", "API key (test)", "test_", of(HEX_BOTH, 35), { keywords: ["lob"], ...test("lob-api-key") }),
  family("Coinbase", FROM.gitleaks)("coinbase", "access token", [], of(WORD, 64), {
    keywords: ["coinbase"],
    gitleaks: ["coinbase-access-token"],
  }),
  family("Kraken", FROM.gitleaks)("kraken", "private key", [], of("0-9A-Za-z/=_+-", 80, 90), {
    keywords: ["kraken"],
    gitleaks: ["kraken-access-token"],
  }),
  kucoin("kucoin-key", "API key", [], of(HEX_BOTH, 24), {
    keywords: ["kucoin"],
    severity: "medium",
    gitleaks: ["kucoin-access-token"],
  }),
  kucoin("kucoin-secret", "API secret", [], UUID_BOTH, {
    keywords: ["kucoin"],
    gitleaks: ["kucoin-secret-key"],
  }),
  bittrex("bittrex", "access or secret key", [], of(ALNUM, 32), {
    keywords: ["bittrex"],
    gitleaks: ["bittrex-access-key", "bittrex-secret-key"],
  }),
  finicity("finicity-token", "API token", [], of(HEX_BOTH, 32), {
    keywords: ["finicity"],
    gitleaks: ["finicity-api-token"],
  }),
  finicity("finicity-secret", "client secret", [], of(ALNUM, 20), {
    keywords: ["finicity"],
    gitleaks: ["finicity-client-secret"],
  }),
  family("Finnhub", FROM.gitleaks, "medium")("finnhub", "API token", [], of(ALNUM, 20), {
    keywords: ["finnhub"],
    gitleaks: ["finnhub-access-token"],
  }),
  freshbooks("freshbooks", "access token", [], of(ALNUM, 64), {
    keywords: ["freshbooks"],
    gitleaks: ["freshbooks-access-token"],
  }),
  family("Etsy", FROM.gitleaks, "medium")("etsy", "access token", [], of(ALNUM, 24), {
    keywords: ["etsy"],
    gitleaks: ["etsy-access-token"],
  }),
  family("Squarespace", FROM.gitleaks)("squarespace", "access token", [], UUID_BOTH, {
    keywords: ["squarespace"],
    gitleaks: ["squarespace-access-token"],
  }),
];
