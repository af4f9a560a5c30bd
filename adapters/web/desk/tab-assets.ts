import type { Frame } from "../../../src/platform/frame.ts";
import { type Asset, asset, javascript } from "./assets.ts";

interface TabAssets {
  readonly own: Asset;
  readonly library: Asset;
}
const made = new WeakMap<Frame, TabAssets>();

/** The scripts of a platform's frame, read once. */
export function tabAssets(frame: Frame): TabAssets {
  const known = made.get(frame);
  if (known !== undefined) return known;
  const { own, library } = frame.scripts;
  const read = (file: URL) => asset("/tab/assets", file, javascript);
  const assets = { own: read(own), library: read(library) };
  made.set(frame, assets);
  return assets;
}
