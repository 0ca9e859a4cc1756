// The camera before the gate: opened once, looked at as fast as codes can be read, dark while nobody needs it.
import type { Decoder } from "./decode";

export interface Camera {
  /** Lights the lamp where the phone has one; whether it is lit. */
  torch(on: boolean): Promise<boolean>;
  hasTorch: boolean;
  stop(): void;
}

const REST_MS = 60; // between two frames: leaves the phone time to answer a touch

/** Calls `found` with every text read. Throws the browser's own error where there is no camera or no permission. */
export async function openCamera(video: HTMLVideoElement, decode: Decoder, found: (text: string) => void): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  video.srcObject = stream;
  await video.play();
  const track = stream.getVideoTracks()[0];
  let running = true;
  void watch(video, decode, found, () => running);
  return {
    hasTorch: track !== undefined && "torch" in (track.getCapabilities?.() ?? {}),
    async torch(on) {
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      return on;
    },
    stop() {
      running = false;
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

async function watch(video: HTMLVideoElement, decode: Decoder, found: (text: string) => void, running: () => boolean) {
  while (running()) {
    if (!document.hidden && video.readyState >= video.HAVE_CURRENT_DATA) {
      const text = await decode(video).catch(() => null);
      if (text && running()) found(text);
    }
    await new Promise((rest) => window.setTimeout(rest, REST_MS));
  }
}
