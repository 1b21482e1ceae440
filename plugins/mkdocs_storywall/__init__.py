"""Story Wall's plugin for MkDocs: lends the compiler a page frame and a command."""
