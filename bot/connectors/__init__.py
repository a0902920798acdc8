"""Company-wide reports: fetched on a schedule from vendors' own interfaces, with the company's key.

A report is a file here: it says how it is asked for, page by page, and what its answers mean.
`polling` fetches what is due, gives it to the people it names, and notes how far it came.
"""
