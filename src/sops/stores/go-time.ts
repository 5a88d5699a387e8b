const LAYOUT =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:([Tt])| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}

function zoneText(zone: string): string | undefined {
  if (zone === "Z") return "Z";
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 24 || minutes > 59) return undefined;
  return hours === 0 && minutes === 0 ? "Z" : zone;
}

/**
 * Reads a plain YAML scalar as go-yaml reads a timestamp.
 *
 * Takes the scalar's text; returns RFC 3339 text with the fraction that Go prints (up to nine digits, no trailing
 * zeros), or undefined where the text is no timestamp. Throws nothing. See https://pkg.go.dev/go.yaml.in/yaml/v3.
 */
export function goTimestamp(text: string): string | undefined {
  const match = LAYOUT.exec(text);
  if (match === null) return undefined;
  const [, year = "", month = "", day = "", t, hour, minute, second, fraction = "", zone] = match;
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (hour === undefined || minute === undefined || second === undefined) return `${date}T00:00:00Z`;
  // A zone goes with the letter only, and the letter with a zone only.
  if ((t === undefined) !== (zone === undefined)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const suffix = zone === undefined ? "Z" : zoneText(zone);
  if (suffix === undefined) return undefined;
  const digits = fraction.slice(0, 9).replace(/0+$/, "");
  const clock = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return `${date}T${clock}${digits === "" ? "" : `.${digits}`}${suffix}`;
}
