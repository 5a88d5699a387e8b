import type { RuleSpec } from "../rule.ts";
import { ALNUM, FROM, HEX, LETTER, LOWER, UPPER, WORD, family, of } from "./shape.ts";

const anthropic = family("Anthropic", FROM.gitleaks, "critical");
const openai = family("OpenAI", FROM.gitleaks, "critical");
const PROJECT = ["sk-proj-", "sk-svcacct-", "sk-admin-"];
/** Base64 of `OpenAI`, in the middle of every key. */
const MARK = "T3BlbkFJ";
const openaiIds = { gitleaks: ["openai-api-key"] };

/** Keys of services for models. */
export const AI: readonly RuleSpec[] = [
  anthropic("anthropic-api", "API key", "sk-ant-api03-", of(WORD, 93), {
    suffix: "AA",
    gitleaks: ["anthropic-api-key"],
  }),
  anthropic("anthropic-admin", "admin API key", "sk-ant-admin01-", of(WORD, 93), {
    suffix: "AA",
    gitleaks: ["anthropic-admin-api-key"],
  }),
  anthropic("anthropic-oauth-access", "OAuth access token", "sk-ant-oat01-", of(WORD, 80, 120), {
    suffix: "AA",
    severity: "low",
    source: FROM.memory,
  }),
  anthropic("anthropic-oauth-refresh", "OAuth refresh token", "sk-ant-ort01-", of(WORD, 80, 120), {
    suffix: "AA",
    severity: "low",
    source: FROM.memory,
  }),
  openai("openai-legacy", "API key", "sk-", [of(ALNUM, 20, 20, MARK), of(ALNUM, 20)], openaiIds),
  openai("openai-project", "project key", PROJECT, [of(WORD, 74, 74, MARK), of(WORD, 74)], openaiIds),
  openai("openai-project-58", "project key (58)", PROJECT, [of(WORD, 58, 58, MARK), of(WORD, 58)], openaiIds),
  openai("openai-project-20", "project key (20)", PROJECT, [of(ALNUM, 20, 20, MARK), of(ALNUM, 20)], {
    source: FROM.betterleaks,
  }),
  family("Hugging Face", FROM.gitleaks)("huggingface", "access token", "hf_", of(LETTER, 34), {
    gitleaks: ["huggingface-access-token"],
  }),
  family("Hugging Face", FROM.gitleaks)("huggingface-org", "organization token", "api_org_", of(LETTER, 34), {
    gitleaks: ["huggingface-organization-api-token"],
  }),
  family("Groq", FROM.betterleaks)("groq", "API key", "gsk_", of(ALNUM, 52)),
  family("Perplexity", FROM.gitleaks)("perplexity", "API key", "pplx-", of(ALNUM, 48), {
    gitleaks: ["perplexity-api-key"],
  }),
  family("Replicate", FROM.betterleaks)("replicate", "API token", "r8_", of(ALNUM, 37)),
  family("OpenRouter", FROM.betterleaks)("openrouter", "API key", "sk-or-v1-", of(HEX, 64)),
  family("xAI", FROM.betterleaks)("xai", "API key", "xai-", of(WORD, 80)),
  family("Together AI", FROM.betterleaks)("together", "API key", "tgp_v1_", of(WORD, 43)),
  family("NVIDIA", FROM.betterleaks)("nvidia", "API key", "nvapi-", of(WORD, 60, 70)),
  family("Cerebras", FROM.betterleaks)("cerebras", "API key", "csk-", of(LOWER, 48)),
  family("LangSmith", FROM.betterleaks)("langsmith-personal", "personal token", "lsv2_pt_", [
    of(HEX, 32, 32, "_"),
    of(HEX, 10),
  ]),
  family("LangSmith", FROM.betterleaks)("langsmith-service", "service key", "lsv2_sk_", [
    of(HEX, 32, 32, "_"),
    of(HEX, 10),
  ]),
  family("Pinecone", FROM.betterleaks)("pinecone", "API key", "pcsk_", [of(ALNUM, 5, 6, "_"), of(ALNUM, 63)]),
  family("Weights & Biases", FROM.betterleaks)("wandb-v1", "API key (v1)", "wandb_v1_", of("0-9A-Za-z_", 77)),
  family("Weights & Biases", FROM.betterleaks)("wandb", "API key", [], of(HEX, 40), { keywords: ["wandb"] }),
  family("DeepSeek", FROM.betterleaks)("deepseek", "API key", "sk-", of(HEX, 32), { keywords: ["deepseek"] }),
  family("ElevenLabs", FROM.betterleaks)("elevenlabs", "API key", "sk_", of(HEX, 48), {
    keywords: ["elevenlabs", "eleven_labs", "xi-api-key", "xi_api_key"],
  }),
  family("Stability AI", FROM.betterleaks)("stability", "API key", "sk-", of(ALNUM, 48), {
    keywords: ["stability"],
  }),
  family("Cohere", FROM.gitleaks)("cohere", "API key", [], of(ALNUM, 40), {
    keywords: ["cohere", "co_api_key"],
    gitleaks: ["cohere-api-token"],
  }),
  family("Mistral", FROM.betterleaks)("mistral", "API key", [], of(ALNUM, 32), { keywords: ["mistral"] }),
  family("Tavily", FROM.credsweeper)("tavily", "API key", "tvly-", of(WORD, 32, 40)),
  family("LlamaCloud", FROM.credsweeper)("llamacloud", "API key", "llx-", of(WORD, 48)),
  family("RunPod", FROM.betterleaks)("runpod", "API key", "rpa_", [of(UPPER, 40), of(ALNUM, 6)]),
  family("Cursor", FROM.betterleaks)("cursor", "API key", "key_", of(HEX, 64), { keywords: ["cursor"] }),
  family("Brave", FROM.betterleaks)("brave-search", "Search API key", "BSA", of(WORD, 24, 40), {
    keywords: ["brave", "subscription-token", "bsa_"],
    near: 150,
  }),
  family("Private AI", FROM.gitleaks)("privateai", "API token", [], of(LOWER, 32), {
    keywords: ["privateai", "private_ai", "private-ai"],
    gitleaks: ["privateai-api-token"],
  }),
];
