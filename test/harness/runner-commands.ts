import { StringDecoder } from "node:string_decoder";
import type { Masker } from "./masker.ts";

/** A workflow command as the runner understands it. */
export interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

export interface Annotation {
  readonly severity: "error" | "warning" | "notice";
  readonly properties: ReadonlyMap<string, string>;
  /** Before masks; the runner shows it masked. */
  readonly message: string;
}

/** What one step's output came to. Grows while chunks are fed. */
export interface StepLog {
  /** What the web log shows. */
  readonly masked: string[];
  /** The same lines before masks: a careful action has no value here either. */
  readonly unmasked: string[];
  readonly annotations: Annotation[];
  readonly masks: string[];
  readonly outputs: Map<string, string>;
  readonly state: Map<string, string>;
  /** Commands that the runner refuses or cannot process: it fails the step. */
  readonly problems: string[];
}

export interface CommandReader {
  readonly log: StepLog;
  /** Takes a chunk as it came from the process; commands take effect line by line. */
  readonly feed: (stream: "stdout" | "stderr", chunk: Uint8Array) => void;
  /** A line of the runner's own, masked like the others. */
  readonly say: (line: string) => void;
  /** Reads what was left without a line end. */
  readonly end: () => void;
}

const COMMANDS: readonly string[] = [
  "add-mask",
  "add-matcher",
  "add-path",
  "debug",
  "echo",
  "endgroup",
  "error",
  "group",
  "notice",
  "remove-matcher",
  "save-state",
  "set-env",
  "set-output",
  "stop-commands",
  "warning",
];

/**
 * Takes the job's masker and whether step debug is on; returns a reader for the output of one step.
 * Both streams carry commands; CR, LF and CRLF end a line; between `stop-commands` and its token
 * nothing is a command.
 */
export function createCommandReader(masker: Masker, debug: boolean): CommandReader {
  const log: StepLog = {
    masked: [],
    unmasked: [],
    annotations: [],
    masks: [],
    outputs: new Map(),
    state: new Map(),
    problems: [],
  };
  const streams = {
    stdout: { decoder: new StringDecoder("utf8"), rest: "" },
    stderr: { decoder: new StringDecoder("utf8"), rest: "" },
  };
  let stopToken: string | undefined;
  let echo = debug;

  function say(text: string): void {
    log.unmasked.push(text);
    log.masked.push(masker.apply(text));
  }

  function line(text: string): void {
    const extra = stopToken === undefined ? [] : [stopToken];
    const command = parseCommand(text, [...COMMANDS, ...extra]);
    if (command === undefined) return say(text);
    if (stopToken !== undefined) {
      if (command.name.toLowerCase() === stopToken.toLowerCase()) stopToken = undefined;
      return say(text);
    }
    run(command, text);
  }

  function run({ name, properties, data }: Command, text: string): void {
    const key = name.toLowerCase();
    if (echo && ["set-output", "save-state", "set-env", "add-path"].includes(key)) say(text);
    switch (key) {
      case "add-mask":
        if (masker.add(data)) log.masks.push(data);
        else say("##[warning]Can't add secret mask for empty string in ##[add-mask] command.");
        return;
      case "stop-commands":
        if (data === "" || COMMANDS.includes(data.toLowerCase())) log.problems.push("invalid stop token");
        else stopToken = data;
        return say(text);
      case "error":
      case "warning":
      case "notice":
        log.annotations.push({ severity: key, properties, message: data });
        return say(`##[${key}]${data}`);
      case "debug":
        if (debug) for (const one of data.split(/\r?\n/)) say(`##[debug]${one}`);
        return;
      case "group":
      case "endgroup":
        return say(`##[${key}]${data}`);
      case "echo":
        if (data.trim().toLowerCase() === "on") echo = true;
        else if (data.trim().toLowerCase() === "off") echo = false;
        else log.problems.push("invalid echo value");
        return;
      case "set-output":
      case "save-state": {
        const target = properties.get("name") ?? "";
        if (target === "") log.problems.push(`${key} without a name`);
        else (key === "set-output" ? log.outputs : log.state).set(target, data);
        return;
      }
      case "set-env":
      case "add-path":
        log.problems.push(`disabled command ${key}`);
        return say(`##[error]Unable to process command '${text}' successfully.`);
      default:
        return;
    }
  }

  function take(name: "stdout" | "stderr", text: string, last: boolean): void {
    const stream = streams[name];
    let rest = stream.rest + text;
    // A CR at the end of a chunk may be half of a CRLF.
    const held = !last && rest.endsWith("\r") ? "\r" : "";
    if (held !== "") rest = rest.slice(0, -1);
    const lines = rest.split(/\r\n|\r|\n/);
    stream.rest = (lines.pop() ?? "") + held;
    for (const one of lines) line(one);
    if (last && stream.rest !== "") {
      const tail = stream.rest;
      stream.rest = "";
      line(tail);
    }
  }

  return {
    log,
    say,
    feed: (name, chunk) => take(name, streams[name].decoder.write(Buffer.from(chunk)), false),
    end() {
      take("stdout", streams.stdout.decoder.end(), true);
      take("stderr", streams.stderr.decoder.end(), true);
    },
  };
}

/**
 * Takes a line and the names that are commands; returns the command in it, or undefined. `::name k=v,k=v::data`
 * counts after leading blanks only, `##[name k=v;k=v]data` anywhere.
 */
export function parseCommand(text: string, names: readonly string[] = COMMANDS): Command | undefined {
  const trimmed = text.trimStart();
  if (trimmed.startsWith("::")) {
    const end = trimmed.indexOf("::", 2);
    const command =
      end < 0 ? undefined : build(trimmed.slice(2, end), ",", PROPERTY, trimmed.slice(end + 2), DATA, names);
    if (command !== undefined) return command;
  }
  const start = text.indexOf("##[");
  const end = start < 0 ? -1 : text.indexOf("]", start);
  if (end < 0) return undefined;
  return build(text.slice(start + 3, end), ";", BRACKET, text.slice(end + 1), BRACKET, names);
}

const DATA = { "%0D": "\r", "%0A": "\n", "%25": "%" };
const PROPERTY = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
const BRACKET = { "%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%" };
type Escapes = Readonly<Record<string, string>>;

function build(
  head: string,
  separator: string,
  propertyEscapes: Escapes,
  data: string,
  dataEscapes: Escapes,
  names: readonly string[],
): Command | undefined {
  const space = head.indexOf(" ");
  const name = space < 0 ? head : head.slice(0, space);
  if (!names.some((one) => one.toLowerCase() === name.toLowerCase())) return undefined;
  const properties = new Map<string, string>();
  const list = space > 0 ? head.slice(space + 1).trim() : "";
  for (const property of list.split(separator)) {
    const equals = property.indexOf("=");
    if (equals <= 0 || equals === property.length - 1) continue;
    properties.set(
      property.slice(0, equals).toLowerCase(),
      unescape(property.slice(equals + 1), propertyEscapes),
    );
  }
  return { name, properties, data: unescape(data, dataEscapes) };
}

function unescape(text: string, escapes: Escapes): string {
  let out = text;
  // In order, %25 last: "%250A" is "%0A" and no line end.
  for (const [from, to] of Object.entries(escapes)) out = out.replaceAll(from, to);
  return out;
}
