// Pictures in blocks: by address or by the file that was uploaded to the workspace.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { plain } from "../text/emoji.js";

/** pictureAddress is where an image block's or element's picture lies. */
export function pictureAddress(image) {
  if (image.image_url) return image.image_url;
  const { id, url = "" } = image.slack_file ?? {};
  // A file's private address wants a token, which a page has not; its id is part of the address.
  const file = id ?? /\bF[A-Z0-9]{6,}\b/.exec(url)?.[0];
  return file ? `/_local/file/${file}` : url;
}

/** picture draws an image block with its title; a picture that does not load leaves its description. */
export function picture(block) {
  const image = h("img", { class: "picture", src: pictureAddress(block), alt: block.alt_text ?? "", loading: "lazy" });
  const frame = h("figure", { class: "picture-frame" },
    block.title && h("figcaption", {}, plain(block.title)),
    h("a", { href: pictureAddress(block), target: "_blank", rel: "noopener noreferrer" }, image));
  image.addEventListener("error", () => image.parentNode.replaceWith(h("div", { class: "file-card" }, icon("file"), h("span", {}, block.alt_text || t("pictureMissing")))));
  return frame;
}

/** thumbnail draws an image element, as a section's accessory. */
export const thumbnail = (element) => h("img", { class: "thumbnail", src: pictureAddress(element), alt: element.alt_text ?? "", loading: "lazy" });
