import { type Line, type PersonValue, msg } from "../platform/text.ts";

/**
 * The ten minutes for both (docs/features.md D4): what the supporter asks, and what the other may
 * expect.
 */
export const guideForSupporter: readonly Line[] = [
  msg("debrief.guide.before"),
  msg("debrief.guide.open"),
  msg("debrief.guide.minute0"),
  msg("debrief.guide.minute1"),
  msg("debrief.guide.minute4"),
  msg("debrief.guide.minute6"),
  msg("debrief.guide.minute8"),
  msg("debrief.guide.minute9"),
  msg("debrief.guide.dont"),
  msg("debrief.guide.stop"),
];

export const guideForSeeker: readonly Line[] = [
  msg("debrief.guide.before"),
  msg("debrief.guide.yours"),
  msg("debrief.guide.askedOfYou"),
  msg("debrief.guide.stop"),
];

/**
 * In front of both: whose ten minutes they are, and where they are best spent. The
 * employer may read a chat.
 */
export const guideForBoth = (who: {
  readonly person: PersonValue;
  readonly partner: PersonValue;
}): readonly Line[] => [
  msg("debrief.guide.chooses", who),
  msg("debrief.guide.asks", who),
  msg("debrief.guide.said"),
  msg("debrief.guide.bothStop"),
];
