import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  BASE32,
  BASE32_LOWER,
  BASE64,
  FROM,
  HEX,
  LOWER,
  UPPER,
  UUID,
  WORD,
  family,
  leakPage,
  of,
} from "./shape.ts";

const STORAGE_KEYS =
  "https://github.com/MicrosoftDocs/azure-docs/blob/repo_sync_working_branch/articles/storage/common/storage-account-keys-manage.md";
const aws = family("AWS", FROM.gitleaks);
const gcp = family("Google Cloud", FROM.credsweeper);
const azure = family("Azure", FROM.betterleaks);
const azureMemory = family("Azure", FROM.memory);
const padding = of("=", 0, 2);

/** Keys and tokens of AWS, Google Cloud, Azure and Alibaba Cloud. */
export const CLOUD: readonly RuleSpec[] = [
  aws("aws-access-key-id", "access key id", "AKIA", of(BASE32, 16), {
    check: "aws-account",
    source: FROM.recomputed,
    gitleaks: ["aws-access-token"],
    ...leakPage("798.12"),
  }),
  aws("aws-temp-key-id", "temporary access key id", "ASIA", of(BASE32, 16), {
    check: "aws-account",
    severity: "medium",
    source: FROM.recomputed,
    gitleaks: ["aws-access-token"],
  }),
  aws("aws-bearer-id", "service bearer token id", "ABIA", of(BASE32, 16), {
    severity: "medium",
    gitleaks: ["aws-access-token"],
  }),
  aws("aws-context-id", "context-specific credential id", "ACCA", of(BASE32, 16), {
    severity: "medium",
    gitleaks: ["aws-access-token"],
  }),
  aws("aws-legacy-key-id", "access key id (legacy)", "A3T", [of(UPPER, 1), of(BASE32, 16)], {
    severity: "medium",
    gitleaks: ["aws-access-token"],
  }),
  aws("aws-secret-key", "secret access key", [], of(BASE64, 40), {
    keywords: [
      "aws_secret",
      "aws-secret",
      "aws.secret",
      "awssecret",
      "secret_access_key",
      "secret-access-key",
      "secretaccesskey",
    ],
    level: "specific",
    severity: "critical",
    ...leakPage("798.12"),
    source: FROM.betterleaks,
  }),
  aws(
    "aws-session-token",
    "session token",
    ["IQoJb3JpZ2lu", "FwoGZXIvYXdz"],
    [of(BASE64, 280, 1000), of(BASE64, 0, 500), padding],
    { severity: "low", source: FROM.memory },
  ),
  aws("aws-bedrock-long", "Bedrock API key", "ABSK", [of(BASE64, 109, 269), padding], {
    check: "base64-bedrock",
    gitleaks: ["aws-amazon-bedrock-api-key-long-lived"],
  }),
  aws(
    "aws-bedrock-short",
    "Bedrock API key (short-lived)",
    "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
    [of(BASE64, 20, 1000), of(BASE64, 0, 1000), padding],
    { severity: "medium", gitleaks: ["aws-amazon-bedrock-api-key-short-lived"] },
  ),
  aws("aws-mws", "Marketplace Web Service token", "amzn.mws.", UUID, { source: FROM.credsweeper }),
  aws("aws-appsync", "AppSync API key", "da2-", of(LOWER, 26), {
    severity: "medium",
    source: FROM.credsweeper,
  }),

  gcp("gcp-api-key", "API key", "AIza", of(WORD, 35), { source: FROM.gitleaks, gitleaks: ["gcp-api-key"] }),
  gcp("gcp-gemini-key", "Gemini API key", "AQ.Ab8RN6", of(WORD, 44), { source: FROM.betterleaks }),
  gcp("gcp-oauth-access", "OAuth access token", "ya29.", of(WORD, 22, 1000), { severity: "medium" }),
  gcp("gcp-oauth-refresh", "OAuth refresh token", "1//0", of(WORD, 40, 200)),
  gcp("gcp-oauth-client-secret", "OAuth client secret", "GOCSPX-", of(WORD, 28)),
  gcp("gcp-hmac-user", "Cloud Storage HMAC id of a user", "GOOG", of(UPPER, 20), {
    severity: "medium",
    source: FROM.googleCloud,
  }),
  gcp("gcp-hmac-service", "Cloud Storage HMAC id of a service account", "GOOG", of(UPPER, 57), {
    severity: "medium",
    source: FROM.googleCloud,
  }),

  azure("azure-ad-client-secret", "Entra ID client secret", "Q~", of("0-9A-Za-z_~.-", 31, 34), {
    lead: [of("0-9A-Za-z_~.", 3), of("0-9", 1)],
    severity: "critical",
    source: FROM.gitleaks,
    gitleaks: ["azure-ad-client-secret"],
  }),
  azure("azure-storage-key", "account key of Storage or Cosmos DB", "AccountKey=", of(BASE64, 86), {
    suffix: "==",
    secret: "body",
    severity: "critical",
    revoke: STORAGE_KEYS,
  }),
  azure("azure-storage-sas", "shared access signature", "sig=", of("0-9A-Za-z%", 43, 80), {
    suffix: "%3D",
    secret: "body",
    keywords: ["sv=", "se=", "sp="],
    near: 200,
    severity: "low",
    source: FROM.memory,
  }),
  azure("azure-servicebus-eventhub", "shared access key", "SharedAccessKey=", of(BASE64, 43), {
    suffix: "=",
    secret: "body",
  }),
  azure(
    "azure-appconfig",
    "App Configuration connection string",
    ".azconfig.io;Id=",
    [of("0-9A-Za-z+/:_-", 4, 64, ";Secret="), of(BASE64, 36, 100), padding],
    { secret: "body" },
  ),
  azure("azure-devops-pat-new", "DevOps personal access token", "AZDO", of(ALNUM, 4), {
    lead: [of(ALNUM, 76)],
    source: FROM.noseyparker,
  }),
  azure("azure-devops-pat-old", "DevOps personal access token (52 characters)", [], of(BASE32_LOWER, 52), {
    keywords: ["azure_devops", "azuredevops", "azdo", "ado_pat", "ado_token", "vsts", "devops_pat"],
    source: FROM.noseyparker,
  }),
  azure(
    "azure-identifiable-key",
    "key of an Azure service",
    "JQQJ99",
    [of("9D-H", 1), of("A-L", 1), of(ALNUM, 24)],
    {
      lead: [of(ALNUM, 52)],
      source: FROM.credsweeper,
    },
  ),
  azure("azure-redis-key", "Cache for Redis key", "AzCa", of(BASE64, 6), {
    lead: [of(BASE64, 33)],
    suffix: "=",
    source: FROM.titus,
  }),
  azure("azure-apim-key", "API Management subscription key", [], of(HEX, 32), {
    keywords: ["subscription-key", "subscription_key", "subscriptionkey"],
    source: FROM.titus,
  }),
  azureMemory("azure-function-key", "Functions key", "AzFu", of(WORD, 4), {
    lead: [of(WORD, 44)],
    suffix: "==",
  }),
  azureMemory("azure-search-key", "AI Search key", "AzSe", [of("A-D", 1), of(ALNUM, 5)], {
    lead: [of(ALNUM, 42)],
  }),
  azureMemory("azure-acr-key", "Container Registry key", "+ACR", [of("A-D", 1), of(ALNUM, 5)], {
    lead: [of(BASE64, 42)],
  }),

  family("Alibaba Cloud", FROM.gitleaks)("alibaba-id", "access key id", "LTAI", of(ALNUM, 17, 21), {
    severity: "medium",
    gitleaks: ["alibaba-access-key-id"],
  }),
  family("Alibaba Cloud", FROM.gitleaks)("alibaba-secret", "access key secret", [], of(ALNUM, 30), {
    keywords: ["alibaba", "aliyun"],
    gitleaks: ["alibaba-secret-key"],
  }),
];
