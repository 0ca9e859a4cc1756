// From a picture to the text in its QR: the browser's own reader where it has one, else ZXing, served by us.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";

interface Detector {
  detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

export type Decoder = (image: HTMLVideoElement | ImageBitmap) => Promise<string | null>;

const OPTIONS: ReaderOptions = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true };
const QUICK: ReaderOptions = { ...OPTIONS, tryHarder: false, tryDownscale: true };
const EDGE = 1280; // a code that is not readable at this size is too far away

export async function makeDecoder(wasm: string): Promise<Decoder> {
  const native = await nativeDetector();
  if (native) return async (image) => (await native.detect(image))[0]?.rawValue ?? null;
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return async (image) => readFrom(pixels(image), QUICK);
}

/** A photo, with all the time it needs: twice the size where nothing is found, for small codes. */
export async function decodePhoto(photo: ImageBitmap, wasm: string): Promise<string | null> {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  for (const edge of [EDGE, 2 * EDGE, EDGE / 2]) {
    const text = await readFrom(pixels(photo, edge), OPTIONS);
    if (text) return text;
  }
  return null;
}

async function nativeDetector(): Promise<Detector | null> {
  const known = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!known || !(await known.getSupportedFormats()).includes("qr_code")) return null;
  return new known({ formats: ["qr_code"] });
}

async function readFrom(image: ImageData, options: ReaderOptions): Promise<string | null> {
  const found = await readBarcodes(image, options);
  return found.find((code) => code.isValid)?.text ?? null;
}

const canvas = document.createElement("canvas");

function pixels(image: HTMLVideoElement | ImageBitmap, edge = EDGE): ImageData {
  const width = "videoWidth" in image ? image.videoWidth : image.width;
  const height = "videoHeight" in image ? image.videoHeight : image.height;
  const scale = Math.min(1, edge / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
