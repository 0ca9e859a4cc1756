// Builds frontend/ into songhanh/static/ under fixed names; Django's `static` tag addresses them.
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const STYLES: Record<string, string> = { "style.css": "app.css", "gate-style.css": "gate.css", "roll-call-style.css": "roll-call.css" };
const OUT = "songhanh/static";
const FACES = ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"];

/** Typst prints with Tinos, so the TrueType files and their licence are shipped beside the page's own fonts. */
function tinos(): Plugin {
  const source = "node_modules/@expo-google-fonts/tinos";
  const target = join(OUT, "fonts", "tinos");
  return {
    name: "tinos",
    closeBundle() {
      mkdirSync(target, { recursive: true });
      cpSync(join(source, "LICENSE_FONT"), join(target, "LICENSE"));
      for (const face of FACES) {
        const file = readdirSync(join(source, face)).find((name) => name.endsWith(".ttf"));
        if (!file) throw new Error(`${source}/${face}: no .ttf`);
        cpSync(join(source, face, file), join(target, file));
      }
    },
  };
}

/** The reader of QR codes runs as WebAssembly; its own file is served by us, never by anybody else. */
function zxing(): Plugin {
  return {
    name: "zxing",
    closeBundle() {
      cpSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm", join(OUT, "zxing_reader.wasm"));
      cpSync("node_modules/zxing-wasm/LICENSE", join(OUT, "zxing_reader.LICENSE.txt"));
    },
  };
}

export default defineConfig({
  base: "/static/",
  publicDir: "frontend/public",
  plugins: [tinos(), zxing()],
  build: {
    outDir: OUT,
    // The fonts must not vanish from under a running server, and the names never change.
    emptyOutDir: false,
    target: "es2022",
    // The content security policy allows no data: address for scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      preserveEntrySignatures: "allow-extension", // what the page imports, its tests import too
      checks: { eval: false }, // htmx's own, switched off in app.ts
      input: {
        app: "frontend/app.ts",
        style: "frontend/css/app.css",
        gate: "frontend/gate/gate.ts",
        "gate-decode": "frontend/gate/decode.ts",
        "gate-vault": "frontend/gate/vault.ts",
        "gate-style": "frontend/css/gate.css",
        offline: "frontend/offline/offline.ts",
        "offline-worker": "frontend/worker/offline-worker.ts",
        "roll-call": "frontend/roll-call/roll-call.ts",
        "roll-call-style": "frontend/css/roll-call.css",
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: ({ names: [name = ""] }) =>
          name.endsWith("style.css") ? STYLES[name] : name.endsWith(".woff2") ? "fonts/[name][extname]" : "[name][extname]",
      },
    },
  },
});
