/**
 * A small picture of a photo that was not sent yet. It is drawn: an image would need the
 * address of a blob, which the page's security policy does not let in.
 */

const HIGH_PX = 88;
const WIDEST_PX = 176;

/** @param {Blob} file @returns {Promise<HTMLCanvasElement | null>} none of what is no picture */
export async function thumbnailOf(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) {
    return null;
  }
  const scale = Math.min(HIGH_PX / picture.height, WIDEST_PX / picture.width);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, picture.width * scale);
  canvas.height = Math.max(1, picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}
