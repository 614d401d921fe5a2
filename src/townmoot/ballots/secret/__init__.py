"""Secret ballots by device, in two envelopes (design; docs/threats/ballots.md).

The inner envelope is sealed on the voter's device for the poll's key (`suite`, `plain`); the outer
one is the voter's row in a store of the poll's own (`envelopes`: `files` on SQLite, `tables` on
PostgreSQL). The private key lies apart, wrapped under the scrutineers' passphrase (`phrase`,
`keyring`). `stages` is how a poll goes from one state to the next; `doors` is where a passphrase is
typed. No models and no record here: acts of `ballots` call `stages`.
"""
