// How the pictures of the docs are made: by Chromium (CHROMIUM names it, else `chromium` on PATH).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { marked } from "marked";

/** Of the repository. */
export const root = path.resolve(import.meta.dirname, "..");
const images = path.join(root, "docs/images");
fs.mkdirSync(images, { recursive: true });
const chromium = process.env["CHROMIUM"] ?? "chromium";
const css = fs.readFileSync(
  path.join(root, "node_modules/github-markdown-css/github-markdown-light.css"),
  "utf8",
);

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Takes a page and the height of its content; writes the picture. */
function shoot(name: string, html: string, width: number, height: number): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "images-"));
  try {
    fs.writeFileSync(path.join(folder, "page.html"), html);
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--hide-scrollbars",
      `--user-data-dir=${path.join(folder, "profile")}`,
    ];
    const size = [`--window-size=${width},${height}`, `--screenshot=${path.join(images, `${name}.png`)}`];
    execFileSync(chromium, [...flags, ...size, `file://${path.join(folder, "page.html")}`], {
      stdio: "ignore",
      timeout: 60_000,
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Characters in a line of the pictures of a log: GitHub wraps what is longer. */
const COLUMNS = 132;

/** A text as a terminal shows it. */
export function terminal(name: string, text: string): void {
  const lines = text
    .trimEnd()
    .split("\n")
    // The servers of this machine have endpoints of their own, which is said; AWS's are not.
    .filter((line) => !/ called at http:\/\/127\./.test(line));
  // Lines break at words, so that each is a little shorter than it could be.
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.04) / COLUMNS)), 0);
  const coloured = lines
    .map((line) => {
      if (line.startsWith("##[error]")) return `<i>Error:</i> ${escape(line.slice("##[error]".length))}`;
      return /^\d\. /.test(line) ? `<b>${escape(line)}</b>` : escape(line);
    })
    .join("\n");
  const html = `<meta charset="utf-8"><style>body{margin:0;background:#0d1117;color:#c9d1d9;font:14px/20px "DejaVu Sans Mono",monospace;padding:16px}b{color:#39c5cf}i{color:#f85149;font-style:normal}pre{margin:0;width:${COLUMNS}ch;white-space:pre-wrap;overflow-wrap:anywhere}</style><pre>${coloured}</pre>`;
  shoot(name, html, 1160, rows * 20 + 32);
}

/** A job summary as GitHub shows it. */
export async function summary(name: string, markdown: string, height: number): Promise<void> {
  const body = await marked.parse(markdown, { gfm: true });
  shoot(
    name,
    `<meta charset="utf-8"><style>${css} body{margin:24px}</style><article class="markdown-body">${body}</article>`,
    960,
    height,
  );
}
