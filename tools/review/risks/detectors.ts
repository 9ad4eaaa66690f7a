import type { Detector } from "../detector";
import { hiddenEffects } from "./effects/detector";
import { provisioners } from "./effects/provisioners";
import { statefulLoss } from "./stateful/detector";
import { destroyedGuard, weakenedProtection } from "./weakening/detector";

/** What a reviewer has to know before saying yes: losses, protections that get weaker, and effects that a diff hides. */
export const RISKS: readonly Detector[] = [
  statefulLoss,
  weakenedProtection,
  destroyedGuard,
  hiddenEffects,
  provisioners,
];
