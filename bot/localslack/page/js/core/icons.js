// Icons as strokes on a 24-pixel grid; they take the colour of the text around them.
import { svg } from "./dom.js";

const shapes = {
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  send: ["M5 12L4 5l17 7-17 7 1-7z", "M5 12h8"],
  attach: ["M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6"],
  bolt: ["M13 3L5 14h6l-1 7 8-11h-6l1-7z"],
  at: ["M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z", "M16 12v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.6 7.2"],
  hash: ["M9.5 4L7.5 20", "M16.5 4l-2 16", "M4.5 9h16", "M3.5 15h16"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  home: ["M4 11l8-7 8 7", "M6 10v10h12V10", "M10 20v-6h4v6"],
  chat: ["M4 5h16v11H10l-4 4v-4H4z"],
  reply: ["M4 5h16v11H10l-4 4v-4H4z", "M8 9h8", "M8 12h5"],
  more: ["M5.5 12h.01", "M12 12h.01", "M18.5 12h.01"],
  edit: ["M4 20l1-4L16 5l3 3L8 19l-4 1z", "M14 7l3 3"],
  trash: ["M5 7h14", "M9 7V4h6v3", "M7 7l1 13h8l1-13", "M10 11v5", "M14 11v5"],
  clock: ["M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z", "M12 7v5l3.5 2"],
  sunrise: ["M3 18h18", "M7 18a5 5 0 0 1 10 0", "M12 9V4", "M9.5 6L12 3.5 14.5 6", "M4.5 12.5L6 14", "M19.5 12.5L18 14"],
  calendar: ["M4 6h16v14H4z", "M4 10h16", "M8 3v4", "M16 3v4"],
  left: ["M15 5l-7 7 7 7"],
  right: ["M9 5l7 7-7 7"],
  down: ["M6 9l6 6 6-6"],
  check: ["M5 12.5l4.5 4.5L19 7"],
  eye: ["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z", "M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z"],
  warn: ["M12 4l9.5 16h-19z", "M12 10v4.5", "M12 17.5h.01"],
  file: ["M6 3h8l4 4v14H6z", "M14 3v4h4"],
  spark: ["M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2z", "M19 16v5", "M16.5 18.5h5"],
  search: ["M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0z", "M15.5 15.5L20 20"],
  plus: ["M12 5v14", "M5 12h14"],
  arrowDown: ["M12 4v15", "M6 13l6 6 6-6"],
  globe: ["M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z", "M3 12h18", "M12 3c3 3 3 15 0 18", "M12 3c-3 3-3 15 0 18"],
  route: ["M7 18a2 2 0 1 0 0-.01", "M17 6a2 2 0 1 0 0-.01", "M9 18h5a3.5 3.5 0 0 0 0-7h-4a3.5 3.5 0 0 1 0-7h3"],
  mirror: ["M4 8h13", "M14 4l4 4-4 4", "M20 16H7", "M10 12l-4 4 4 4"],
};

/** icon draws one of the shapes above. */
export const icon = (name) => svg(shapes[name] ?? shapes.more);
