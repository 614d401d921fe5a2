"""How votes are read and counted: pure functions, which know no database.

`answers` reads a ballot and the totals of a hall; `outcomes` says what they come to by the rules.
"""
