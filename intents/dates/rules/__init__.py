"""The rules, shared by all languages, level by level. A level works on what the levels before it have made."""

from intents.dates.rules import (
    clocks,
    counting,
    days,
    moments,
    numbers,
    periods,
    reminders,
    series,
    stretches,
)

LEVELS = (
    reminders.ROOMS,
    numbers.LENGTHS,
    reminders.REMINDERS,
    clocks.CLOCKS,
    days.DAYS,
    counting.COUNTING,
    series.EARLY,
    periods.PERIODS,
    stretches.STRETCHES,
    moments.MOMENTS,
    series.SERIES,
    moments.SPANS,
)

MADE = numbers.MADE
