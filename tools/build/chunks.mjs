import path from "node:path";

// A file of its own costs about a millisecond to find, read and link: what is always loaded together is one. What a run
// may do without stays apart: a chunk is named here only where each of its users needs most of it.
const CHUNKS = {
  /** What every entry loads, and what the two jobs do beside: cli.js pays a quarter of a millisecond for that. */
  "kernel-base":
    /^(?:entries\/(?:start|state)|export\/leftovers|kernel\/(?:secret|errors|printable|clock|files|process|yaml)|report\/(?:failure[\w-]*|loaded|log|summary)|runner\/(?:actions|command-text|event|streams))\.ts$/,
  /** Deciding what to do, for the main job and for a terminal. */
  "commands-prepare":
    /^(?:commands\/(?:prepare|load[\w-]*|handed|trust|wildcard-tree)|config\/(?:helm-[\w-]*|read-inputs)|entries\/(?:prepare-parts|provider-parts|checkouts|mask-values)|export\/(?:files|names|places|plan|suitable|wildcard)|kernel\/(?:git|masks|mask-forms)|providers\/(?:resolve|sessions|use)|references\/(?:decode|field|json-tree|parse-line|reference)|report\/document)\.ts$/,
  /** The first request: to GitHub's token service, or to whoever else gives a credential. */
  "kernel-http-client":
    /^(?:kernel\/(?:http[\w-]*|ca|proxy|retry|unreachable)|identity\/(?:token|claims|subject))\.ts$/,
  /** Logging in to AWS and reading, all but the SDK and the rarer sources of credentials. */
  "providers-aws-session":
    /^(?:kernel\/pool|providers\/aws\/(?:session|acquire|sdk|call|fault|denial|resource|complete|sts|sts-refused|trust|listing|key-unusable|pages|outcome|secrets[\w-]*))\.ts$/,
  /** The SDK as nearly every run with AWS needs it; Parameter Store's client is larger and rarer. */
  "vendor-aws-sdk":
    /^(?:providers\/aws\/sdk-(?:sts|secrets)\.ts$|.*[\\/]node_modules[\\/](?:@smithy|@aws-sdk|@aws)[\\/](?!client-ssm[\\/])|.*[\\/]tools[\\/]build[\\/]aws-)/,
};

const src = path.resolve(import.meta.dirname, "../../src");

/** Takes a module's path; returns the chunk that it is part of whoever imports it, undefined for all others. */
export function chunkOf(id) {
  const inSource = path.relative(src, id);
  const name = inSource.startsWith("..") ? id : inSource.replaceAll("\\", "/");
  return Object.entries(CHUNKS).find(([, modules]) => modules.test(name))?.[0];
}

/** Whether a chunk's name is one of those above. */
export const isChunk = (name) => Object.hasOwn(CHUNKS, name);
