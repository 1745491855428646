// What becomes of what was written: a message, a command of the app, or files with a few words.
import * as api from "../core/api.js";
import { t } from "../core/i18n.js";
import { withReferences } from "../text/compose.js";
import { because, toast } from "../ui/toast.js";

const patience = 1500;

/** sendText sends what was typed as message or, if it begins with "/", as command; false means it was not sent and the text should go back into the box. */
export async function sendText({ session, channel, thread }, text) {
  const command = /^\/\S+/.exec(text)?.[0];
  if (command && thread) return refuse(t("commandInThread", { command }));
  if (command) return sendCommand(session, channel, command, text.slice(command.length).trim());
  return trying(session, async () => {
    const { ts } = await api.say({ as: session.as, channel, text: withReferences(text.trim(), session), thread_ts: thread });
    session.emit("said", text);
    // The stream brings it at once; should the line be down, it is fetched.
    setTimeout(() => { if (!session.signal.aborted && !session.conversation(channel).message(ts)) session.conversation(channel).refresh(); }, patience);
  });
}

function sendCommand(session, channel, command, text) {
  if (!session.app.commands?.some((known) => known.command === command)) return refuse(t("unknownCommand", { command }));
  return trying(session, () => api.command({ as: session.as, channel, command, text: withReferences(text, session) }), "actionFailed");
}

/** sendFiles uploads one file a message, the words with the first. */
export function sendFiles({ session, channel }, text, files) {
  return trying(session, async () => {
    for (const [n, file] of files.entries()) await api.upload({ as: session.as, channel, text: n === 0 ? withReferences(text.trim(), session) : "", file });
  });
}

function refuse(words) {
  toast(words, "warn");
  return false;
}

async function trying(session, run, failure = "sendFailed") {
  try {
    await run();
    return true;
  } catch (error) {
    return refuse(t(failure, { why: because(error, session.app.name) }));
  }
}
