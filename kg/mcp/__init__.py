"""The graph for AI assistants: a server of the Model Context Protocol over standard input and output.

The SDK is the extra ``als-kg[mcp]``; everything else here works without it being imported.
"""
