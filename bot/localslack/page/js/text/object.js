// Block Kit's text objects: https://docs.slack.dev/reference/block-kit/composition-objects/text-object
import { h } from "../core/dom.js";
import { plain } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** textObject draws a plain_text or mrkdwn object. */
export function textObject(object, session) {
  if (!object) return undefined;
  return object.type === "mrkdwn" ? mrkdwn(object.text ?? "", session, object) : h("div", { class: "plain" }, plain(object));
}
