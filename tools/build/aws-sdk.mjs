import path from "node:path";

// What the AWS SDK brings for jobs that this project does itself: its HTTP client, its retries, its search for
// credentials, regions and endpoints. Each is replaced by a file here that says so when it is called after all;
// test/unit/providers/aws/sdk.test.ts runs what remains.
const HERE = import.meta.dirname;
const NODE = String.raw`[\\/]node_modules[\\/]`;

const PACKAGES = {
  "@aws-sdk/credential-provider-node": "aws-no-credential-chain.mjs",
  "@aws/lambda-invoke-store": "aws-no-lambda.mjs",
  "@smithy/core/event-streams": "aws-no-event-streams.mjs",
  "@smithy/node-http-handler": "aws-no-http-handler.mjs",
};

/** By the end of a module's path without its extension, inside which package. */
const MODULES = [
  ["@smithy/core", "node-config-provider/configLoader", "aws-no-config-loader.mjs"],
  ["@smithy/core", "util-body-length/calculateBodyLength", "aws-no-body-streams.mjs"],
  ["@smithy/core", "defaults-mode/resolveDefaultsModeConfig", "aws-no-defaults-mode.mjs"],
  ["@smithy/core", "util-retry/AdaptiveRetryStrategy", "aws-no-retry.mjs"],
  ["@smithy/core", "util-retry/StandardRetryStrategy", "aws-no-retry.mjs"],
  ["@aws-sdk/core", "lib/aws/partitions", "aws-no-partitions.mjs"],
  ["@aws-sdk/core", "middleware-recursion-detection/getRecursionDetectionPlugin", "aws-no-lambda.mjs"],
  ["@aws-sdk/client-[a-z-]+", "endpoint/endpointResolver", "aws-no-endpoint-rules.mjs"],
].map(([name, end, file]) => ({
  inside: new RegExp(`${NODE}${name.replace("/", String.raw`[\\/]`)}[\\/]`),
  end,
  file,
}));

/** Puts the replacements in; fails where a new version of the SDK has one of the modules no more. */
export function awsSdk() {
  const used = new Set();
  let sdk = false;
  return {
    name: "aws-sdk",
    resolveId(id, importer) {
      if (importer === undefined) return null;
      const name = PACKAGES[id];
      if (name !== undefined) {
        used.add(id);
        return path.join(HERE, name);
      }
      if (!id.startsWith(".")) return null;
      const target = path.resolve(path.dirname(importer), id).replaceAll("\\", "/").replace(/\.js$/, "");
      const found = MODULES.find(({ inside, end }) => target.endsWith(`/${end}`) && inside.test(importer));
      if (!found) return null;
      used.add(found.end);
      return path.join(HERE, found.file);
    },
    load(id) {
      sdk ||= /[\\/]node_modules[\\/]@aws-sdk[\\/]client-/.test(id);
      return null;
    },
    buildEnd(error) {
      if (error || !sdk) return;
      const missing = [...Object.keys(PACKAGES), ...MODULES.map(({ end }) => end)].filter(
        (one) => !used.has(one),
      );
      if (missing.length > 0) this.error(`The AWS SDK has modules no more: ${missing.join(", ")}`);
    },
  };
}
