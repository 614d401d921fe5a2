"""The one write path beside the acts: many ballots in one transaction, one entry a batch.

`lines` are the ways to the database, `known` what of a poll never changes while it is open,
`batch` the transaction, `boxes` where a ballot is put, `queue` what the gateway hands in.
"""
