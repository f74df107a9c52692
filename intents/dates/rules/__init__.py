"""The rules, shared by all languages, level by level. A level works on what the levels before it have made."""

from intents.dates.rules import (
    clocks,
    counting,
    days,
    feasts,
    moments,
    numbers,
    periods,
    reminders,
    series,
    stretches,
    told,
    written,
)

LEVELS = (
    reminders.ROOMS,
    numbers.LENGTHS,
    reminders.REMINDERS,
    clocks.CLOCKS,
    feasts.FEASTS,
    written.WRITTEN,
    days.DAYS,
    written.DATED,
    feasts.BESIDE,
    counting.COUNTING,
    series.EARLY,
    told.WEEKDAYS,
    periods.PERIODS,
    stretches.STRETCHES,
    moments.MOMENTS,
    told.TOLD,
    told.EDGES,
    moments.SPANS,
    written.ALONE,
)

MADE = numbers.MADE
