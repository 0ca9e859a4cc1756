// What is heard and felt: a yes and a no differ in pitch and rhythm, for a guard who does not look.
import type { Answer } from "./decide";

const NOTES: Record<Answer, [number, number][]> = {
  ALLOWED: [[1320, 0.12]],
  REVIEW: [
    [880, 0.14],
    [880, 0.14],
  ],
  REFUSED: [
    [220, 0.22],
    [220, 0.22],
    [220, 0.22],
  ],
};
const REST = 0.08;
const BUZZ: Record<Answer, number[]> = { ALLOWED: [90], REVIEW: [90, 80, 90], REFUSED: [250, 120, 250, 120, 250] };

let sound: AudioContext | null = null;

/** Browsers let a page sound only after a touch. */
export function wakeSound(): void {
  sound ??= new AudioContext();
  void sound.resume();
}

export function signal(answer: Answer): void {
  navigator.vibrate?.(BUZZ[answer]);
  if (!sound) return;
  let at = sound.currentTime;
  for (const [pitch, length] of NOTES[answer]) {
    beep(sound, pitch, at, length);
    at += length + REST;
  }
}

function beep(context: AudioContext, pitch: number, at: number, length: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = pitch < 500 ? "square" : "sine";
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.35, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + length);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + length);
}
