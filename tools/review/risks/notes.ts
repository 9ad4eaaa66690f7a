import { say } from "../text";

/** What these detectors cannot see in any plan. */
export const UNSEEN = say`Plans do not say whether prevent_destroy was taken away: a deletion that it would have stopped looks like any other`;
