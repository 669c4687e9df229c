"""HTTP/1.1 as calls of the Bot API need it: cheap, and clear about what went wrong.

`client` makes a call, over the `pool` of its server; `dialing` opens connections; a
`connection` carries one call at a time, and reads what comes by `answers`.
"""
