"""Whether an årsmål is set as high as KF:s årsmål."""

from dataclasses import replace

from xlplan.rule import Direction, Target, is_figure, is_rate, meets, stated_direction


def as_high(
    name: str, own: Target, kf: Target, last: Target | None, way: Direction | None
) -> bool | None:
    """Whether reaching `own` is to reach `kf`, when `way` is better; None if that cannot be told.

    Against a trend the unit's own number is held against last year's outcome. An amount for the
    whole city (19 000 places) is no measure for one unit.
    """
    if kf.kind == "trend" or own.kind == "trend":
        return _as_trend(own, kf, last)
    if (
        own.high is not None
        or own.about
        or kf.about
        or own.note != kf.note
        or stated_direction(own) not in (None, way)
    ):
        return None
    if way == "within" and own.value is not None and kf.value is not None:
        return own.value <= kf.value if own.unit == kf.unit else None
    if way != "at_most" and not is_rate(name, own.unit):
        return None
    return meets(replace(kf, strict=False), replace(own, direction=None, strict=False), way)


def _as_trend(own: Target, kf: Target, last: Target | None) -> bool | None:
    if kf.trend not in ("öka", "minska") or kf.note:
        return None
    if own.kind == "trend":
        return own.trend == kf.trend
    bare = replace(own, direction=None)
    if last is None or not (is_figure(bare) and is_figure(last)) or own.unit != last.unit:
        return None
    assert own.value is not None and last.value is not None
    return own.value >= last.value if kf.trend == "öka" else own.value <= last.value
