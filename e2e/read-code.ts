import type { Locator } from "@playwright/test";
import { ROLES, type Role } from "#lib/pictures/view.ts";
import { CODE_BITS } from "./pictures-seed.ts";

export interface Shown { role: Role; frame: number }

/** Which frame of which version the videos really show, read from the blocks in their pictures. Videos without a picture are left out. */
export async function shownIn(videos: Locator): Promise<Shown[]> {
  const codes = await videos.evaluateAll((elements, bits) => {
    return (elements as HTMLVideoElement[]).flatMap((video) => {
      if (video.readyState < 2 || video.videoWidth === 0 || video.seeking) return [];
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      const context = canvas.getContext("2d")!;
      context.drawImage(video, 0, 0);
      const block = Math.floor(video.videoWidth / bits);
      const row = Math.floor(video.videoHeight / 8);
      let code = 0;
      for (let bit = 0; bit < bits; bit += 1) code = 2 * code + (context.getImageData(Math.floor((bit + 0.5) * block), row, 1, 1).data[1]! > 127 ? 1 : 0);
      return [code];
    });
  }, CODE_BITS);
  return codes.map((code) => ({ role: ROLES[code & 7]!, frame: code >> 3 }));
}
