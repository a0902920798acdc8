"""Charts say what their numbers say: in heights, in labels, in words for those who listen."""

import re
from xml.etree import ElementTree

import pytest

from bot.sandbox.page.charts import chart
from bot.sandbox.page.scale import figure, scale

WEEKS = ["W44", "W45", "W46", "W47"]


def block(kind, **series):
    rows = [
        {
            "name": name,
            "data": [
                {"label": week, "value": value}
                for week, value in zip(WEEKS, values, strict=True)
                if value is not None
            ],
        }
        for name, values in series.items()
    ]
    axes = {"categories": WEEKS, "x_label": "Week", "y_label": "Tasks"}
    drawing = {"type": kind, "series": rows, "axis_config": axes}
    return {"type": "data_visualization", "title": "Eight weeks", "chart": drawing}


def drawn(blocks):
    """Also a proof that it is well formed."""
    return ElementTree.fromstring(chart(blocks))


def marks(figure_, kind):
    return [one for one in figure_.iter() if one.get("class") == kind]


@pytest.mark.parametrize("kind", ["line", "bar", "area"])
def test_title_axes_and_legend_are_there(kind):
    words = " ".join(drawn(block(kind, Hands=[1, 2, 3, 4], Alone=[0, 0, 1, 2])).itertext())
    for word in ["Eight weeks", "Week", "Tasks", *WEEKS, "Hands", "Alone"]:
        assert word in words


def test_every_series_has_a_colour_of_its_own():
    html = chart(block("line", A=[1, 1, 1, 1], B=[2, 2, 2, 2], C=[3, 3, 3, 3]))
    assert {"series-0", "series-1", "series-2"} <= set(re.findall(r"series-\d", html))


def test_a_bar_twice_as_much_is_twice_as_high():
    bars = marks(drawn(block("bar", Tasks=[1, 2, 4, 0])), "bar")
    heights = [float(bar.get("height")) for bar in bars]
    assert heights == [100, 200, 400, 0]
    assert [float(bar.get("y")) + height for bar, height in zip(bars, heights, strict=True)] == [
        400
    ] * 4


def test_bars_below_zero_hang_from_the_axis():
    below, above = marks(drawn(block("bar", Tasks=[-2, 2, None, None])), "bar")
    assert float(below.get("y")) == float(above.get("y")) + float(above.get("height"))


def test_a_line_has_a_gap_where_there_is_no_number():
    figure_ = drawn(block("line", Tasks=[1, 2, None, 4]))
    assert len(marks(figure_, "line")) == 2
    assert len(marks(figure_, "dot")) == 3


def test_who_listens_hears_the_numbers():
    (plot,) = [one for one in drawn(block("line", Tasks=[1, 2, 3, 40])).iter() if one.get("role")]
    assert plot.get("aria-label") == ("line chart. Eight weeks. Tasks: W44 1, W45 2, W46 3, W47 40")


def test_a_pie_names_each_share():
    segments = [{"label": "Coding", "value": 3}, {"label": "Writing", "value": 1}]
    pie = {
        "type": "data_visualization",
        "title": "Kinds",
        "chart": {"type": "pie", "segments": segments},
    }
    figure_ = drawn(pie)
    words = "".join(figure_.itertext())
    assert "Coding375%" in words
    assert "Writing125%" in words
    assert len([one for one in figure_.iter() if one.get("class", "").startswith("slice")]) == 2


@pytest.mark.parametrize("values", [[5], [5, 0]])
def test_a_pie_of_one_is_a_whole_circle(values):
    segments = [{"label": f"Kind {at}", "value": value} for at, value in enumerate(values)]
    html = chart({"title": "", "chart": {"type": "pie", "segments": segments}})
    assert "<circle" in html


def test_labels_that_would_collide_are_left_out():
    categories = [f"Week {number} of 2026" for number in range(20)]
    data = [{"label": name, "value": 1} for name in categories]
    axes = {"categories": categories}
    drawing = {"type": "line", "series": [{"name": "A", "data": data}], "axis_config": axes}
    html = chart({"title": "", "chart": drawing})
    shown = re.findall(r"<span[^>]*>(Week [^<]+)</span>", html)
    assert shown
    assert len(shown) * 120 <= 600


def test_titles_and_labels_cannot_run():
    wicked = '<script>"x'
    drawing = {"type": "bar", "series": [{"name": wicked, "data": [{"label": wicked, "value": 1}]}]}
    html = chart({"title": wicked, "chart": drawing | {"axis_config": {"categories": [wicked]}}})
    assert "<script" not in html
    ElementTree.fromstring(html)


def test_a_kind_not_known_says_so():
    assert "cannot be drawn" in chart({"title": "T", "chart": {"type": "radar"}})


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([8], (0, 2, 4, 6, 8)),
        ([0], (0, 1)),
        ([], (0, 1)),
        ([0.4], (0, 0.1, 0.2, 0.30000000000000004, 0.4)),
        ([2], (0, 1, 2)),
        ([1, 3], (0, 1, 2, 3)),
        ([-3, 3], (-4, -2, 0, 2, 4)),
        ([1_000], (0, 250, 500, 750, 1000)),
    ],
)
def test_axes_are_round(values, ticks):
    assert scale(values).ticks == ticks


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3, "3"), (2.5, "2.5"), (0, "0"), (1200, "1.2K"), (2_000_000, "2M"), (10, "10")],
)
def test_figures_are_short(value, shown):
    assert figure(value) == shown
