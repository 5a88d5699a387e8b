import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  BASE64,
  FROM,
  HEX,
  LOWER,
  UUID,
  UUID_BOTH,
  WORD,
  WORD_EQ,
  family,
  leakPage,
  of,
} from "./shape.ts";

const NPM_REVOKE = "https://docs.npmjs.com/revoking-access-tokens";
const npm = family("npm", FROM.recomputed, "critical");
const jfrog = family("JFrog", FROM.credsweeper);
const contribsys = family("Contributed Systems", FROM.gitleaks, "medium");

/** Tokens of package registries and of what builds for them. */
export const PACKAGES: readonly RuleSpec[] = [
  npm("npm-granular", "access token", "npm_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["npm-access-token"],
    revoke: NPM_REVOKE,
  }),
  npm("npm-legacy-uuid", "access token (legacy)", ":_authToken=", UUID, {
    secret: "body",
    severity: "medium",
    source: FROM.secretlint,
    revoke: NPM_REVOKE,
  }),
  family("PyPI", FROM.recomputed, "critical")(
    "pypi",
    "upload token",
    "pypi-AgEIcHlwaS5vcmc",
    of(WORD, 50, 1000),
    {
      check: "macaroon-pypi",
      gitleaks: ["pypi-upload-token"],
    },
  ),
  family("RubyGems", FROM.gitleaks, "critical")("rubygems", "API key", "rubygems_", of(HEX, 48), {
    gitleaks: ["rubygems-api-token"],
    ...leakPage("798.97"),
  }),
  family("crates.io", FROM.betterleaks, "critical")("crates-io", "API token", "cio", of(ALNUM, 32), {
    keywords: ["crates", "cargo", "token"],
    near: 120,
  }),
  family("NuGet", FROM.credsweeper)("nuget", "API key", "oy2", of(LOWER, 43)),
  family("Clojars", FROM.gitleaks)("clojars", "deploy token", "CLOJARS_", of(ALNUM, 60), {
    gitleaks: ["clojars-api-token"],
  }),
  jfrog("artifactory-api", "Artifactory API key", "AKCp", of(ALNUM, 69), {
    check: "base58-54",
    gitleaks: ["artifactory-api-key"],
  }),
  jfrog("artifactory-reference", "Artifactory reference token", "cmVmdGtuO", of(ALNUM, 55), {
    check: "base64-reftkn",
    gitleaks: ["artifactory-reference-token"],
  }),
  jfrog("jfrog-api-key", "API key", [], of(ALNUM, 73), {
    keywords: ["jfrog", "artifactory", "bintray", "xray"],
    source: FROM.gitleaks,
    gitleaks: ["jfrog-api-key"],
  }),
  jfrog("jfrog-identity-token", "identity token", [], of(ALNUM, 64), {
    keywords: ["jfrog", "artifactory", "bintray", "xray"],
    source: FROM.gitleaks,
    gitleaks: ["jfrog-identity-token"],
  }),
  contribsys("sidekiq-secret", "credentials of the gem server", [], [of(HEX, 8, 8, ":"), of(HEX, 8)], {
    keywords: ["bundle_enterprise__contribsys__com", "bundle_gems__contribsys__com"],
    level: "specific",
    gitleaks: ["sidekiq-secret"],
  }),
  family("Deno", FROM.betterleaks)("deno", "Deploy token", "ddp_", of(ALNUM, 36)),
  family("Docker", FROM.betterleaks, "critical")(
    "docker-pat",
    "personal access token",
    "dckr_pat_",
    of(WORD, 27),
  ),
  family("Docker", FROM.betterleaks, "critical")(
    "docker-oat",
    "organization access token",
    "dckr_oat_",
    of(WORD, 32),
  ),
  family("Docker", FROM.betterleaks)("docker-swarm-join", "swarm join token", "SWMTKN-1-", [
    of(LOWER, 50, 50, "-"),
    of(LOWER, 25),
  ]),
  family("Docker", FROM.betterleaks)("docker-swarm-unlock", "swarm unlock key", "SWMKEY-1-", of(BASE64, 43)),
  family("Snyk", FROM.gitleaks)("snyk", "API token", [], UUID_BOTH, {
    keywords: [
      "snyk_key",
      "snyk_token",
      "snyk_api",
      "snyk_oauth",
      "snyk-api",
      "snyk-token",
      "snyk.token",
      "snykapi",
    ],
    gitleaks: ["snyk-api-token"],
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-user", "user token", "squ_", of(HEX, 40), {
    gitleaks: ["sonar-api-token"],
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-project", "project analysis token", "sqp_", of(HEX, 40), {
    gitleaks: ["sonar-api-token"],
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-global", "global analysis token", "sqa_", of(HEX, 40), {
    gitleaks: ["sonar-api-token"],
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-legacy", "token (legacy)", [], of(WORD_EQ, 40), {
    keywords: [
      "sonar_token",
      "sonar.token",
      "sonar-token",
      "sonartoken",
      "sonar.login",
      "sonar_login",
      "sonar-login",
    ],
    gitleaks: ["sonar-api-token"],
  }),
  family("CircleCI", FROM.betterleaks)("circleci-pat", "personal access token", "CCIPAT_", [
    of(ALNUM, 22, 22, "_"),
    of(HEX, 40),
  ]),
  family("Buildkite", FROM.betterleaks)("buildkite", "API token", "bkua_", of(LOWER, 40)),
  family("Codecov", FROM.gitleaks, "medium")("codecov", "access token", [], of(ALNUM, 32), {
    keywords: ["codecov"],
    gitleaks: ["codecov-access-token"],
  }),
  family("Drone CI", FROM.gitleaks)("droneci", "access token", [], of(ALNUM, 32), {
    keywords: ["droneci", "drone_token"],
    gitleaks: ["droneci-access-token"],
  }),
  family("Travis CI", FROM.gitleaks)("travisci", "access token", [], of(ALNUM, 22), {
    keywords: ["travis"],
    gitleaks: ["travisci-access-token"],
  }),
  family("Octopus Deploy", FROM.gitleaks)("octopus", "API key", "API-", of("0-9A-Z", 26), {
    gitleaks: ["octopus-deploy-api-key"],
  }),
  family("Harness", FROM.gitleaks)(
    "harness-pat",
    "personal access token",
    "pat.",
    [of(WORD, 22, 22, "."), of(ALNUM, 24, 24, "."), of(ALNUM, 20)],
    { gitleaks: ["harness-api-key"] },
  ),
  family("Harness", FROM.gitleaks)(
    "harness-sat",
    "service account token",
    "sat.",
    [of(WORD, 22, 22, "."), of(ALNUM, 24, 24, "."), of(ALNUM, 20)],
    { gitleaks: ["harness-api-key"] },
  ),
];
