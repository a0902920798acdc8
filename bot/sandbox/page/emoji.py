"""The shortcodes of emoji that people and apps use most; any other is shown as it was typed."""

import re

SHORTCODES = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "wave": "👋", "clap": "👏",
    "pray": "🙏", "raised_hands": "🙌", "muscle": "💪", "eyes": "👀", "point_right": "👉",
    "point_left": "👈", "point_up": "☝️", "point_down": "👇", "ok_hand": "👌", "handshake": "🤝",
    "smile": "😄", "smiley": "😃", "grinning": "😀", "slightly_smiling_face": "🙂", "wink": "😉",
    "joy": "😂", "sweat_smile": "😅", "thinking_face": "🤔", "neutral_face": "😐", "cry": "😢",
    "disappointed": "😞", "sunglasses": "😎", "heart": "❤️", "shrug": "🤷", "robot_face": "🤖",
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌",
    "warning": "⚠️", "no_entry": "⛔", "no_entry_sign": "🚫", "question": "❓", "exclamation": "❗",
    "information_source": "ℹ️", "bulb": "💡", "rocket": "🚀", "tada": "🎉", "sparkles": "✨",
    "star": "⭐", "fire": "🔥", "zap": "⚡", "boom": "💥", "100": "💯", "trophy": "🏆",
    "bell": "🔔", "no_bell": "🔕", "lock": "🔒", "unlock": "🔓", "closed_lock_with_key": "🔐",
    "key": "🔑", "shield": "🛡️", "mag": "🔍", "pushpin": "📌", "link": "🔗", "paperclip": "📎",
    "calendar": "📆", "date": "📅", "spiral_calendar_pad": "🗓️", "clock1": "🕐", "clock2": "🕑",
    "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "alarm_clock": "⏰", "stopwatch": "⏱️",
    "chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉", "bar_chart": "📊",
    "memo": "📝", "pencil": "📝", "pencil2": "✏️", "clipboard": "📋", "books": "📚", "book": "📖",
    "email": "✉️", "envelope": "✉️", "inbox_tray": "📥", "outbox_tray": "📤", "package": "📦",
    "speech_balloon": "💬", "thought_balloon": "💭", "loudspeaker": "📢", "mega": "📣",
    "gear": "⚙️", "wrench": "🔧", "hammer": "🔨", "hammer_and_wrench": "🛠️", "computer": "💻",
    "test_tube": "🧪", "seedling": "🌱", "herb": "🌿", "four_leaf_clover": "🍀", "coffee": "☕",
    "palm_tree": "🌴", "sunny": "☀️", "cloud": "☁️", "snowflake": "❄️", "house": "🏠",
    "broom": "🧹", "wastebasket": "🗑️", "moneybag": "💰", "dollar": "💵", "see_no_evil": "🙈",
    "arrow_up": "⬆️", "arrow_down": "⬇️", "arrow_right": "➡️", "arrow_left": "⬅️",
    "arrow_upper_right": "↗️", "arrow_lower_right": "↘️", "left_right_arrow": "↔️",
    "arrows_counterclockwise": "🔄", "repeat": "🔁", "heavy_plus_sign": "➕",
    "red_circle": "🔴", "large_orange_circle": "🟠", "large_yellow_circle": "🟡",
    "large_green_circle": "🟢", "large_blue_circle": "🔵", "large_purple_circle": "🟣",
    "white_circle": "⚪", "black_circle": "⚫", "large_blue_square": "🟦",
    "large_green_square": "🟩", "heavy_minus_sign": "➖",
    "white_large_square": "⬜", "black_large_square": "⬛", "small_blue_diamond": "🔹",
    "double_vertical_bar": "⏸️", "pause_button": "⏸️", "arrow_forward": "▶️", "zzz": "💤",
}  # fmt: skip

_SHORTCODE = re.compile(r":([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?")


def emojify(text: str) -> str:
    """Replaces the known `:shortcodes:` in a text; unknown ones stay as they are."""
    return _SHORTCODE.sub(lambda found: SHORTCODES.get(found[1], found[0]), text)
