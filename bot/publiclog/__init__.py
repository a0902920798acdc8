"""The public log: what was done here, for every employee to read and for anybody to check.

Its entries are chained: each holds the SHA-256 of the one before. `writing` adds them within the
transaction of what they tell of, and `anchoring` keeps the newest in the key store; `changes`,
`openings` and `commitments` are what is told, `reading` shows it, `verifying` checks it.
"""
