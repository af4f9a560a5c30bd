import { manifest } from "../adapters/slack/manifest.ts";

/*
 * Prints the Slack app's manifest: for an address, or for Socket Mode. `manifest.json` is the one
 * for an address yet to be filled in.
 */

const [wanted, ...more] = process.argv.slice(2);
const origin = wanted === undefined || wanted === "--socket" ? undefined : URL.parse(wanted);
if (
  wanted === undefined ||
  more.length > 0 ||
  origin === null ||
  (origin !== undefined && origin.protocol !== "https:")
) {
  console.error("usage: npm run -s slack-manifest -- --socket | https://<your address>");
  process.exitCode = 2;
} else console.log(JSON.stringify(manifest(origin?.origin), undefined, 2));
