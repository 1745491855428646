// The table of contents of Block Kit's elements: https://docs.slack.dev/reference/block-kit/block-elements
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datepicker, datetimepicker, timepicker } from "./dates.js";
import { fileInput, numberInput, plainTextInput, richTextInput, typedInput } from "./inputs.js";
import { thumbnail } from "./picture.js";
import { select } from "./selects.js";

const elements = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: select,
  multi_external_select: select,
  multi_users_select: select,
  multi_conversations_select: select,
  multi_channels_select: select,
  datepicker,
  timepicker,
  datetimepicker,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: plainTextInput,
  rich_text_input: richTextInput,
  email_text_input: typedInput,
  url_text_input: typedInput,
  number_input: numberInput,
  file_input: fileInput,
  image: thumbnail,
};

/** renderElement draws one element; its node carries the ids that Slack knows it by. */
export function renderElement(element, block, surface) {
  const draw = elements[element.type];
  if (!draw) return h("span", { class: "muted" }, t("unsupported", { type: element.type }));
  const named = element.action_id || element.type === "image" ? element : { ...element, action_id: `${element.type}-${block.block_id}` };
  const node = draw(named, block, surface);
  if (named.action_id) Object.assign(node.dataset, { testid: "block-action", actionId: named.action_id, blockId: block.block_id, element: element.type });
  return node;
}
