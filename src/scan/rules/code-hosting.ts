import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  BASE64_BOTH,
  DIGIT,
  FROM,
  HEX,
  HEX_BOTH,
  HEX_UPPER,
  LOWER,
  WORD,
  WORD_EQ,
  family,
  leakPage,
  of,
} from "./shape.ts";

const GITHUB_REVOKE =
  "https://github.blog/changelog/2025-04-29-credential-revocation-api-to-revoke-exposed-pats-is-now-generally-available";
const github = family("GitHub", FROM.recomputed, "critical");
const gitlab = family("GitLab", FROM.gitleaks);
const atlassian = family("Atlassian", FROM.recomputed);

/** Tokens of places that hold code. */
export const CODE_HOSTING: readonly RuleSpec[] = [
  github("github-pat-classic", "personal access token (classic)", "ghp_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-pat"],
    revoke: GITHUB_REVOKE,
  }),
  github("github-oauth", "OAuth access token", "gho_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-oauth"],
  }),
  github("github-app-user", "App user token", "ghu_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-app-token"],
  }),
  github("github-app-installation-classic", "App installation token", "ghs_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    severity: "high",
    gitleaks: ["github-app-token"],
  }),
  github(
    "github-app-installation-jwt",
    "App installation token with a JWT",
    "ghs_",
    [of(DIGIT, 1, 20, "_eyJ"), of(WORD, 10, 300, "."), of(WORD, 20, 1000, "."), of(WORD, 40, 700)],
    { check: "jwt", severity: "high", source: FROM.secretlint },
  ),
  github("github-refresh", "refresh token", "ghr_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-refresh-token"],
  }),
  github("github-refresh-long", "refresh token (76 characters)", "ghr_", of(ALNUM, 76)),
  github(
    "github-fine-grained",
    "personal access token (fine-grained)",
    "github_pat_",
    [of(ALNUM, 22, 22, "_"), of(ALNUM, 59)],
    { source: FROM.gitleaks, gitleaks: ["github-fine-grained-pat"], revoke: GITHUB_REVOKE },
  ),

  gitlab("gitlab-pat", "personal access token", "glpat-", of(WORD, 20), {
    severity: "critical",
    gitleaks: ["gitlab-pat"],
    ...leakPage("798.56"),
  }),
  gitlab(
    "gitlab-pat-routable",
    "personal access token (routable)",
    "glpat-",
    [of(WORD, 27, 300, "."), of(LOWER, 9)],
    { severity: "critical", gitleaks: ["gitlab-pat-routable"], ...leakPage("798.56") },
  ),
  gitlab(
    "gitlab-pat-routable-versioned",
    "personal access token (routable, with a version)",
    "glpat-",
    [of(WORD, 27, 300, "."), of(LOWER, 2, 2, "."), of(LOWER, 9)],
    { severity: "critical", source: FROM.betterleaks },
  ),
  gitlab("gitlab-deploy", "deploy token", "gldt-", of(WORD, 20), { gitleaks: ["gitlab-deploy-token"] }),
  gitlab("gitlab-runner", "runner authentication token", "glrt-", of(WORD, 20), {
    gitleaks: ["gitlab-runner-authentication-token"],
  }),
  gitlab(
    "gitlab-runner-routable",
    "runner authentication token (routable)",
    "glrt-t",
    [of(DIGIT, 1, 1, "_"), of(WORD, 27, 300, "."), of(LOWER, 9)],
    { gitleaks: ["gitlab-runner-authentication-token-routable"] },
  ),
  gitlab(
    "gitlab-runner-routable-versioned",
    "runner authentication token (routable, with a version)",
    "glrt-t",
    [of(DIGIT, 1, 1, "_"), of(WORD, 27, 300, "."), of(LOWER, 2, 2, "."), of(LOWER, 9)],
    { source: FROM.betterleaks },
  ),
  gitlab("gitlab-runner-registration", "runner registration token", "GR1348941", of(WORD, 20), {
    gitleaks: ["gitlab-rrt"],
  }),
  gitlab("gitlab-pipeline-trigger", "pipeline trigger token", "glptt-", of(HEX, 40), {
    gitleaks: ["gitlab-ptt"],
  }),
  gitlab("gitlab-ci-job", "CI job token", "glcbt-", [of(ALNUM, 1, 5, "_"), of(WORD, 20)], {
    severity: "medium",
    gitleaks: ["gitlab-cicd-job-token"],
  }),
  gitlab("gitlab-agent", "agent for Kubernetes token", "glagent-", of(WORD, 50), {
    gitleaks: ["gitlab-kubernetes-agent-token"],
  }),
  gitlab("gitlab-oauth-app", "OAuth application secret", "gloas-", of(WORD, 64), {
    gitleaks: ["gitlab-oauth-app-secret"],
  }),
  gitlab("gitlab-scim", "SCIM token", "glsoat-", of(WORD, 20), { gitleaks: ["gitlab-scim-token"] }),
  gitlab("gitlab-feed", "feed token", "glft-", of(WORD, 20), {
    severity: "medium",
    gitleaks: ["gitlab-feed-token"],
  }),
  gitlab("gitlab-incoming-mail", "incoming mail token", "glimt-", of(WORD, 25), {
    severity: "medium",
    gitleaks: ["gitlab-incoming-mail-token"],
  }),
  gitlab("gitlab-feature-flag", "feature flag client token", "glffct-", of(WORD, 20), {
    severity: "medium",
    gitleaks: ["gitlab-feature-flag-client-token"],
  }),
  gitlab("gitlab-session", "session cookie", "_gitlab_session=", of(LOWER, 32), {
    secret: "body",
    gitleaks: ["gitlab-session-cookie"],
  }),

  atlassian("bitbucket-app-password", "Bitbucket app password", "ATBB", [of(ALNUM, 24), of(HEX_UPPER, 8)], {
    check: "crc32-hex-upper-all",
  }),
  atlassian("atlassian-api-token", "API token", "ATATT3xFfGF0", [of(WORD, 80, 800, "="), of(HEX_UPPER, 8)], {
    check: "crc32-hex-upper-all",
    severity: "critical",
    gitleaks: ["atlassian-api-token"],
  }),
  atlassian(
    "bitbucket-repo-token",
    "Bitbucket repository token",
    "ATCTT3xFfGN0",
    [of(WORD, 80, 800, "="), of(HEX_UPPER, 8)],
    { check: "crc32-hex-upper-all" },
  ),
  atlassian("bitbucket-dc-token", "Bitbucket Data Center token", "BBDC-", of(BASE64_BOTH, 44), {
    check: "base64-id",
    source: FROM.credsweeper,
  }),
  atlassian(
    "jira-confluence-pat",
    "Jira or Confluence Data Center token",
    [],
    [of("MNO", 1), of("ADQTgjwz", 1), of(BASE64_BOTH, 42)],
    { keywords: ["jira", "confluence", "atlassian"], check: "base64-id", source: FROM.credsweeper },
  ),
  atlassian("atlassian-api-token-legacy", "API token (legacy)", [], [of(ALNUM, 20), of(HEX_BOTH, 4)], {
    keywords: ["jira", "confluence", "atlassian"],
    source: FROM.gitleaks,
    gitleaks: ["atlassian-api-token"],
  }),
  family("Bitbucket", FROM.gitleaks)("bitbucket-client-secret", "OAuth client secret", [], of(WORD_EQ, 64), {
    keywords: ["bitbucket"],
    gitleaks: ["bitbucket-client-secret"],
  }),
  family("Sourcegraph", FROM.gitleaks)("sourcegraph", "access token", ["sgp_", "sgp_local_"], of(HEX, 40), {
    gitleaks: ["sourcegraph-access-token"],
  }),
  family("Sourcegraph", FROM.gitleaks)(
    "sourcegraph-instance",
    "access token of an instance",
    "sgp_",
    [of(HEX, 16, 16, "_"), of(HEX, 40)],
    { gitleaks: ["sourcegraph-access-token"] },
  ),
];
