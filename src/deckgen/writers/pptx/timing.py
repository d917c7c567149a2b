"""Animations and transitions: the p:transition and p:timing of a slide, as PowerPoint saves them.

PowerPoint often drops, without a message, a tree that is valid by the schema but differs from its own form. So every
part of that form is kept: ids count upwards in document order, an effect has a grpId if and only if the build list
has an entry for its shape, and only shapes with text and charts have one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from msgspec import Struct

from deckgen.scene.items import Box, ChartFrame, Formula, Item, TextBox
from deckgen.scene.slide import SlideScene, Transition
from deckgen.writers.pptx.sheet import Target

_FADE_IN = 500
"""The duration of an effect in milliseconds."""
_GROUND, _ALL = -3, -4
"""PowerPoint's indices for the axes of a chart, and for all of its series or categories."""
_MARKUP = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_P14 = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
_P159 = 'xmlns:p159="http://schemas.microsoft.com/office/powerpoint/2015/09/main"'


class _Effect(Struct, frozen=True):
    """One fade-in: a whole shape, or a `part` of it, as p:spTgt names it.

    `build` is the shape's entry in the build list; None if it has none.
    """

    shape: int
    build: str | None
    part: str = ""

    @property
    def target(self) -> str:
        if not self.part:
            return f'<p:tgtEl><p:spTgt spid="{self.shape}"/></p:tgtEl>'
        return f'<p:tgtEl><p:spTgt spid="{self.shape}">{self.part}</p:spTgt></p:tgtEl>'


def transition(kind: Transition) -> str:
    """The transition into a slide, with a fallback for programs that do not know the newer form."""
    match kind:
        case "none":
            return ""
        case "fade":
            return _transition(f'{_P14} Requires="p14"', 'spd="med"', ' p14:dur="700"', "<p:fade/>")
        case "push":
            return _transition(f'{_P14} Requires="p14"', 'spd="slow"', ' p14:dur="1000"', "<p:push/>")
        case "morph":
            morph = '<p159:morph option="byObject"/>'
            dur = f' {_P14} p14:dur="1500"'
            return _transition(f'{_P159} Requires="p159"', 'spd="slow"', dur, morph, "<p:fade/>")


def _transition(needs: str, speed: str, duration: str, effect: str, fallback: str | None = None) -> str:
    return (
        f"<mc:AlternateContent {_MARKUP}><mc:Choice {needs}><p:transition {speed}{duration}>{effect}</p:transition>"
        f"</mc:Choice><mc:Fallback><p:transition {speed}>{fallback or effect}</p:transition></mc:Fallback>"
        "</mc:AlternateContent>"
    )


def timing(slide: SlideScene, shapes: dict[str, Target], equations: bool = True) -> str:
    """The p:timing for the clicks of `slide`; `shapes` gives the ids of its items. Empty without clicks.

    Formulas that are `equations` count as text.
    """
    clicks: dict[int, list[_Effect]] = {}
    for item in slide.items:
        for click, effect in _effects(item, shapes[item.name].number, equations):
            clicks.setdefault(click, []).append(effect)
    if not clicks:
        return ""
    numbers = count(3)
    sequence = "".join([_click(clicks[click], numbers) for click in sorted(clicks)])
    builds = {effect.shape: effect.build for click in sorted(clicks) for effect in clicks[click]}
    listed = "".join([build for build in builds.values() if build is not None])
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        f"{sequence}</p:childTnLst></p:cTn>{_condition('prev', 'onPrev')}{_condition('next', 'onNext')}</p:seq>"
        f"</p:childTnLst></p:cTn></p:par></p:tnLst>{f'<p:bldLst>{listed}</p:bldLst>' if listed else ''}</p:timing>"
    )


def _condition(name: str, event: str) -> str:
    condition = f'<p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'
    return f"<p:{name}CondLst>{condition}</p:{name}CondLst>"


def _effects(item: Item, shape: int, equations: bool) -> Iterator[tuple[int, _Effect]]:
    """The effects of `item` and its parts, each with its click."""
    if isinstance(item, ChartFrame):
        yield from _chart_effects(item, shape)
        return
    body = item.body if isinstance(item, TextBox | Box) else None
    if item.click:
        filled = isinstance(item, Box) and (item.fill is not None or item.line is not None)
        has_text = (isinstance(item, Formula) and equations) or (body is not None and bool(body.text.strip()))
        yield item.click, _Effect(shape, _text_build(shape, ' animBg="1"' if filled else "") if has_text else None)
    for number, paragraph in enumerate(body.paragraphs if body else ()):
        if paragraph.click:
            part = f'<p:txEl><p:pRg st="{number}" end="{number}"/></p:txEl>'
            yield paragraph.click, _Effect(shape, _text_build(shape, ' build="p"'), part)


def _text_build(shape: int, attributes: str) -> str:
    return f'<p:bldP spid="{shape}" grpId="0"{attributes}/>'


def _chart_effects(chart: ChartFrame, shape: int) -> Iterator[tuple[int, _Effect]]:
    """The effects of a chart that appears whole, or else of its parts and, if it has a click, its frame."""
    parts = chart.parts
    if parts is None:
        if chart.click:
            yield chart.click, _Effect(shape, _chart_build(shape, "<p:bldAsOne/>"))
        return
    ground = "" if chart.click else ' animBg="0"'
    build = _chart_build(shape, f'<p:bldSub><a:bldChart bld="{parts.by}"{ground}/></p:bldSub>')
    if chart.click:
        yield chart.click, _Effect(shape, build, _chart_part(_GROUND, _GROUND, "gridLegend"))
    for number, click in enumerate(parts.clicks):
        series, category = (number, _ALL) if parts.by == "series" else (_ALL, number)
        yield click, _Effect(shape, build, _chart_part(series, category, parts.by))


def _chart_build(shape: int, manner: str) -> str:
    return f'<p:bldGraphic spid="{shape}" grpId="0">{manner}</p:bldGraphic>'


def _chart_part(series: int, category: int, step: str) -> str:
    return f'<p:graphicEl><a:chart seriesIdx="{series}" categoryIdx="{category}" bldStep="{step}"/></p:graphicEl>'


def _click(effects: list[_Effect], numbers: Iterator[int]) -> str:
    outer, inner = next(numbers), next(numbers)
    together = "".join([_fade(effect, not position, numbers) for position, effect in enumerate(effects)])
    return _par(f'id="{outer}" fill="hold"', "indefinite", _par(f'id="{inner}" fill="hold"', "0", together))


def _fade(effect: _Effect, first: bool, numbers: Iterator[int]) -> str:
    own, visible, fading = next(numbers), next(numbers), next(numbers)
    group = ' grpId="0"' if effect.build is not None else ""
    start = "clickEffect" if first else "withEffect"
    return _par(
        f'id="{own}" presetID="10" presetClass="entr" presetSubtype="0" fill="hold"{group} nodeType="{start}"',
        "0",
        f'<p:set><p:cBhvr><p:cTn id="{visible}" dur="1" fill="hold">{_START.format("0")}</p:cTn>{effect.target}'
        "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        '<p:to><p:strVal val="visible"/></p:to></p:set><p:animEffect transition="in" filter="fade">'
        f'<p:cBhvr><p:cTn id="{fading}" dur="{_FADE_IN}"/>{effect.target}</p:cBhvr></p:animEffect>',
    )


_START = '<p:stCondLst><p:cond delay="{}"/></p:stCondLst>'


def _par(attributes: str, delay: str, children: str) -> str:
    return f"<p:par><p:cTn {attributes}>{_START.format(delay)}<p:childTnLst>{children}</p:childTnLst></p:cTn></p:par>"
