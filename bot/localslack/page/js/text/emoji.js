// Slack's emoji names, the ones that apps use; an unknown name stays as it was typed.

const table = `
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|heavy_multiplication_x ✖️|negative_squared_cross_mark ❎|warning ⚠️|exclamation ❗|heavy_exclamation_mark ❗|question ❓|no_entry ⛔|no_entry_sign 🚫
information_source ℹ️|bulb 💡|pushpin 📌|round_pushpin 📍|bell 🔔|no_bell 🔕|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|clock9 🕘|calendar 📆|date 📅|spiral_calendar_pad 🗓️
memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|notebook 📓|books 📚|bookmark 🔖|paperclip 📎|link 🔗|mag 🔍|file_folder 📁|open_file_folder 📂|card_index 📇|inbox_tray 📥|outbox_tray 📤|package 📦|label 🏷️
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|moneybag 💰|dollar 💵|euro 💶|yen 💴|credit_card 💳|receipt 🧾|briefcase 💼|office 🏢|factory 🏭|house 🏠|handshake 🤝|trophy 🏆|medal 🏅|dart 🎯
phone ☎️|telephone_receiver 📞|iphone 📱|email 📧|e-mail 📧|envelope ✉️|speech_balloon 💬|thought_balloon 💭|loudspeaker 📢|mega 📣|video_camera 📹|computer 💻|car 🚗|airplane ✈️|palm_tree 🌴|beach_with_umbrella 🏖️
wave 👋|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|pray 🙏|ok_hand 👌|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|muscle 💪|raised_hands 🙌|eyes 👀|bust_in_silhouette 👤|busts_in_silhouette 👥
smile 😄|slightly_smiling_face 🙂|grinning 😀|blush 😊|wink 😉|thinking_face 🤔|neutral_face 😐|confused 😕|disappointed 😞|worried 😟|angry 😠|sweat_smile 😅|tada 🎉|sparkles ✨|star ⭐|star2 🌟|fire 🔥|rocket 🚀|heart ❤️|zap ⚡|birthday 🎂|gift 🎁
large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|red_circle 🔴|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|small_blue_diamond 🔹|small_orange_diamond 🔸|black_small_square ▪️|white_small_square ▫️
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|repeat 🔁|heavy_plus_sign ➕|heavy_minus_sign ➖|rotating_light 🚨|construction 🚧|lock 🔒|unlock 🔓|key 🔑|gear ⚙️|wrench 🔧|wastebasket 🗑️|robot_face 🤖|sunny ☀️|sunrise 🌅|crescent_moon 🌙|snowflake ❄️|coffee ☕|zzz 💤
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|100 💯|new 🆕|ok 🆗|free 🆓|sos 🆘|earth_asia 🌏|world_map 🗺️|cn 🇨🇳|us 🇺🇸|de 🇩🇪|gb 🇬🇧`;

const named = new Map(table.split(/[|\n]/).filter(Boolean).map((entry) => {
  const gap = entry.indexOf(" ");
  return [entry.slice(0, gap), entry.slice(gap + 1)];
}));

/** emoji is the character of a name, or undefined. */
export const emoji = (name) => named.get(name);

/** withEmoji replaces :names: in plain text. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => named.get(name) ?? whole);

/** unescape turns Slack's three entities back into characters. */
export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** plain is how a plain_text value reads. */
export const plain = (object) => (object?.emoji === false ? unescape(object.text ?? "") : withEmoji(unescape(object?.text ?? "")));
