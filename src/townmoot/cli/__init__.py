"""The townmoot command: each command is a module with HELP, arguments(parser) and run(args, out).

Exit codes: 0 it holds; 1 it does not hold, or was refused; 2 the call or a file is wrong.
"""
