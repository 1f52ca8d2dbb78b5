"""The month: what each unit's budget has come to, what the year will come to, and whether it
balances.

`figures` says what is known of a month, the other modules work it out; nothing here reads files or
writes words.
"""
